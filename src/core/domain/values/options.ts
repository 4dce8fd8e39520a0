import { FORMATS } from "./format.ts";
import type { SourceKey } from "./row.ts";

/**
 * The words Krug knows in people's columns of fixed words, by data source and column, in the order people see them. People add
 * words of their own; what those mean is theirs alone to know (understood.ts).
 */
export const OPTIONS = {
  programmes: {
    status: ["draft", "active", "paused", "ended"],
    format: Object.keys(FORMATS),
    matching: ["random", "best_fit", "by_hand"],
    insights: ["off", "suggest", "act"],
    language: ["en", "ru", "uk", "bg"],
  },
  people: {
    status: ["active", "paused", "left"],
    languages: ["en", "ru", "uk", "bg"],
    style: ["direct", "questions", "examples", "unhurried"],
  },
  roadmap: { status: ["todo", "doing", "done", "dropped"] },
  groups: { status: ["draft", "active", "ended"] },
  sessions: {
    status: ["planned", "cancelled", "no_slot", "met", "not_met", "unreported", "over"],
    kind: ["session", "check_in"],
  },
  resources: {
    kind: ["course", "conference", "certificate", "article", "video", "book"],
    language: ["en", "ru", "uk", "bg"],
  },
  help: { urgency: ["today", "this_week", "no_hurry"] },
  gatherings: { status: ["planned", "cancelled"] },
  guides: {
    formats: Object.keys(FORMATS),
    meeting: ["first", "usual", "last"],
    language: ["en", "ru", "uk", "bg"],
  },
} as const satisfies Partial<Record<SourceKey, Record<string, readonly string[]>>>;

/** The words known in a people's column; null for a column without fixed words, and for one that is Krug's. */
export function optionsOf(source: SourceKey, key: string): readonly string[] | null {
  const columns: Partial<Record<SourceKey, Record<string, readonly string[]>>> = OPTIONS;
  return columns[source]?.[key] ?? null;
}

/** People's columns of fixed words in a data source. */
export function columnsWithOptions(source: SourceKey): string[] {
  const columns: Partial<Record<SourceKey, Record<string, readonly string[]>>> = OPTIONS;
  return Object.keys(columns[source] ?? {});
}
