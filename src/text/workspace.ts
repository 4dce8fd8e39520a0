import type { Language, Texts } from "../core/domain/values/language.ts";
import type { SourceKey } from "../core/domain/values/row.ts";
import { quote } from "./phrase.ts";
import { DIGESTS } from "./workspace/digests.ts";
import { GATHERINGS } from "./workspace/gatherings.ts";
import { GROUPS } from "./workspace/groups.ts";
import { HELP } from "./workspace/help.ts";
import { HUB, type HubText } from "./workspace/hub.ts";
import { METRICS } from "./workspace/metrics.ts";
import { PEOPLE } from "./workspace/people.ts";
import { PROGRAMMES } from "./workspace/programmes.ts";
import { RESOURCES } from "./workspace/resources.ts";
import { ROADMAP } from "./workspace/roadmap.ts";
import { SESSIONS } from "./workspace/sessions.ts";
import type { ColumnTexts, SourceTexts } from "./workspace/source.ts";
import { SURVEYS } from "./workspace/surveys.ts";
import { THANKS } from "./workspace/thanks.ts";

const TEXTS = {
  programmes: PROGRAMMES,
  people: PEOPLE,
  roadmap: ROADMAP,
  groups: GROUPS,
  sessions: SESSIONS,
  surveys: SURVEYS,
  metrics: METRICS,
  resources: RESOURCES,
  digests: DIGESTS,
  help: HELP,
  gatherings: GATHERINGS,
  thanks: THANKS,
} satisfies { [S in SourceKey]: SourceTexts<S> };

/** What a data source is called. */
export function sourceName(source: SourceKey, language: Language): string {
  return TEXTS[source].name[language];
}

/** One or two sentences on what a page of the data source is. */
export function sourceDescription(source: SourceKey, language: Language): string {
  return TEXTS[source].description[language];
}

/**
 * What a column is called; unique within its data source.
 *
 * @throws for a key the schema does not have
 */
export function columnName(source: SourceKey, key: string, language: Language): string {
  return column(source, key)[language][0];
}

/**
 * One sentence on what to write in a column, or that Krug writes it; at most 160 characters.
 *
 * @throws for a key the schema does not have
 */
export function columnDescription(source: SourceKey, key: string, language: Language): string {
  return column(source, key)[language][1];
}

/** What an option is called, without commas, which Notion refuses; an option people added themselves is its own name. */
export function optionName(source: SourceKey, key: string, option: string, language: Language): string {
  const options: Readonly<Record<string, Readonly<Record<string, Texts>>>> = TEXTS[source].options;
  return options[key]?.[option]?.[language] ?? option;
}

/** The page above the tables, in sections; plain text, naming tables and columns as setup does. */
export function hub(language: Language): HubText {
  const table = (source: SourceKey) => quote(sourceName(source, language), language);
  const named = (source: SourceKey, key: string) => quote(columnName(source, key, language), language);
  return HUB[language]({
    programmes: table("programmes"),
    people: table("people"),
    roadmap: table("roadmap"),
    krugSays: named("people", "krugSays"),
    away: named("people", "away"),
    confidential: named("roadmap", "confidential"),
  });
}

/** The title of the page above the tables. */
export function hubTitle(language: Language): string {
  return hub(language).title;
}

/** The text of the page above the tables as plain paragraphs, with an empty line between them; headings are paragraphs. */
export function hubText(language: Language): string {
  const { intro, sections } = hub(language);
  return [...intro, ...sections.flatMap(section => [section.heading, ...section.paragraphs])].join("\n\n");
}

function column(source: SourceKey, key: string): ColumnTexts {
  const columns: Readonly<Record<string, ColumnTexts>> = TEXTS[source].columns;
  const found = columns[key];
  if (found === undefined) throw new Error(`the schema has no column ${source}.${key}`);
  return found;
}
