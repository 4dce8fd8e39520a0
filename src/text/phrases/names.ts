import type { Language } from "../../core/domain/values/language.ts";
import type { SourceKey } from "../../core/domain/values/row.ts";
import { isPlainKey, type PlainKey, say } from "../locales/say.ts";

/** What a data source is called. */
export function sourceName(source: SourceKey, language: Language): string {
  return say(language, `workspace.tables.${source}`);
}

/**
 * What a column is called; unique within its data source.
 *
 * @throws for a key the schema does not have
 */
export function columnName(source: SourceKey, key: string, language: Language): string {
  return say(language, columnKey(source, key));
}

/** What an option is called, without commas, which Notion refuses; an option people added themselves is its own name. */
export function optionName(source: SourceKey, key: string, option: string, language: Language): string {
  const messageKey = keyOf(source, `${key}.${option}`);
  return messageKey === null ? option : say(language, messageKey).replaceAll(",", "");
}

function columnKey(source: SourceKey, key: string): PlainKey {
  const messageKey = keyOf(source, key);
  if (messageKey === null) throw new Error(`the schema has no column ${source}.${key}`);
  return messageKey;
}

/** What a column or option of a source is called, or of several; null when nobody calls it anything. */
function keyOf(source: SourceKey, key: string): PlainKey | null {
  const figure = source === "aims" && key.startsWith("metric.") ? [`metrics.${key.slice("metric.".length)}`] : [];
  return [`workspace.${source}.${key}`, `workspace.any.${key}`, ...figure].find(isPlainKey) ?? null;
}
