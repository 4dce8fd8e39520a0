import type { Language } from "../../core/domain/values/language.ts";
import type { SourceKey } from "../../core/domain/values/row.ts";
import { isSetUpKey, type SetUpKey, sayInSetUp } from "../locales/setUp.ts";

/** One or two sentences on what a page of the data source is. */
export function sourceDescription(source: SourceKey, language: Language): string {
  return sayInSetUp(language, `tables.${source}.about`);
}

/**
 * One sentence on what to write in a column, or that Krug writes it; at most 160 characters.
 *
 * @throws for a key the schema does not have
 */
export function columnDescription(source: SourceKey, key: string, language: Language): string {
  const messageKey = [`${source}.${key}.about`, `any.${key}.about`].find(isSetUpKey);
  if (messageKey === undefined) throw new Error(`the schema has no column ${source}.${key}`);
  return sayInSetUp(language, messageKey);
}

export type ViewName = SetUpKey extends infer Key ? (Key extends `views.${infer Name}` ? Name : never) : never;

/** What a view of a table is called. */
export function viewName(name: ViewName, language: Language): string {
  return sayInSetUp(language, `views.${name}`);
}

/** The title of the page above the tables. */
export function hubTitle(language: Language): string {
  return sayInSetUp(language, "hub.title");
}

/**
 * The text of the page above the tables as plain paragraphs, with an empty line between them; headings are paragraphs. It says what
 * this workspace is, where to start, who writes what and who sees what, naming tables and columns as setup does.
 */
export function hubText(language: Language): string {
  return HUB.map(key => sayInSetUp(language, `hub.${key}`)).join("\n\n");
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
