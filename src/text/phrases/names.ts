import type { Language } from "../../core/domain/values/language.ts";
import type { SourceKey } from "../../core/domain/values/row.ts";
import { isPlainKey, type MessageKey, type PlainKey, say } from "../locales/say.ts";

/** What a data source is called. */
export function sourceName(source: SourceKey, language: Language): string {
  return say(language, `workspace.tables.${source}`);
}

/** One or two sentences on what a page of the data source is. */
export function sourceDescription(source: SourceKey, language: Language): string {
  return say(language, `workspace.tables.${source}.about`);
}

/**
 * What a column is called; unique within its data source.
 *
 * @throws for a key the schema does not have
 */
export function columnName(source: SourceKey, key: string, language: Language): string {
  return say(language, columnKey(source, key));
}

/**
 * One sentence on what to write in a column, or that Krug writes it; at most 160 characters.
 *
 * @throws for a key the schema does not have
 */
export function columnDescription(source: SourceKey, key: string, language: Language): string {
  return say(language, columnKey(source, `${key}.about`));
}

/** What an option is called, without commas, which Notion refuses; an option people added themselves is its own name. */
export function optionName(source: SourceKey, key: string, option: string, language: Language): string {
  const messageKey = keyOf(source, `${key}.${option}`);
  return messageKey === null ? option : say(language, messageKey);
}

type ViewKey = Extract<MessageKey, `workspace.views.${string}`>;
export type ViewName = ViewKey extends `workspace.views.${infer Name}` ? Name : never;

/** What a view of a table is called. */
export function viewName(name: ViewName, language: Language): string {
  return say(language, `workspace.views.${name}`);
}

/** The title of the page above the tables. */
export function hubTitle(language: Language): string {
  return say(language, "workspace.hub.title");
}

/**
 * The text of the page above the tables as plain paragraphs, with an empty line between them; headings are paragraphs. It says what
 * this workspace is, where to start, who writes what and who sees what, naming tables and columns as setup does.
 */
export function hubText(language: Language): string {
  return HUB.map(key => say(language, `workspace.hub.${key}`)).join("\n\n");
}

const HUB = [
  "intro",
  "start",
  "start.coordinators",
  "start.people",
  "writing",
  "writing.people",
  "writing.krug",
  "writing.pause",
  "seeing",
  "seeing.pages",
  "seeing.invitations",
  "seeing.figures",
] as const;

function columnKey(source: SourceKey, key: string): PlainKey {
  const messageKey = keyOf(source, key);
  if (messageKey === null) throw new Error(`the schema has no column ${source}.${key}`);
  return messageKey;
}

/** What a column or option of a source is called, or of several; null when nobody calls it anything. */
function keyOf(source: SourceKey, key: string): PlainKey | null {
  return [`workspace.${source}.${key}`, `workspace.any.${key}`].find(isPlainKey) ?? null;
}
