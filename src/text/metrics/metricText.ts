import type { Texts } from "../../core/domain/values/language.ts";

/** Where a figure stands among others, in reading order. */
export const METRIC_GROUPS = [
  "satisfaction",
  "feedback",
  "engagement",
  "help",
  "growth",
  "progress",
  "goals",
  "programme",
] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

/**
 * What a figure is counted over. `answers_asked` are the answers there could have been, `pair_meetings` those of each two
 * people, `session_pairs` two sessions of a group that follow one another.
 */
export type Basis =
  | "answers"
  | "answers_asked"
  | "sessions"
  | "session_pairs"
  | "places"
  | "people"
  | "pairs"
  | "pair_meetings"
  | "goals"
  | "questions"
  | "helps"
  | "invitations";

/** What a metric is called, what its figure says, and in what it is counted. */
export interface MetricTexts {
  group: MetricGroup;
  basis: Basis;
  name: Texts;
  explanation: Texts;
}
