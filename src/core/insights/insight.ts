import type { Facts } from "../metrics/facts.ts";
import type { MetricValue } from "../metrics/metric.ts";
import type { Programme } from "../programme.ts";
import type { Snapshot } from "../snapshot.ts";
import { DAY, type Instant, type LocalDate } from "../time.ts";
import type { SkillNeed } from "./weakSkills.ts";

/** The rules, in reading order. */
export const INSIGHT_IDS = [
  "help_carried",
  "low_satisfaction",
  "attendance_falls",
  "rhythm_lost",
  "over_time",
  "no_question",
  "goal_off_track",
  "one_sided_feedback",
  "few_answers",
  "skill_not_offered",
  "goal_reached",
] as const;
export type InsightId = (typeof INSIGHT_IDS)[number];

/** A figure an insight rests on, as the metrics compute it. */
export interface EvidenceFigure extends Pick<MetricValue, "value" | "n" | "count" | "people" | "interval" | "shown"> {
  metricId: string;
  /** What it is compared with; null where it stands for itself. */
  before: number | null;
}

export interface Evidence {
  /** The deciding one first; empty where pages alone tell. */
  figures: EvidenceFigure[];
  /** Of what pages tell: how many goals, sessions, people. */
  n: number;
  /** Of `n`, how many. */
  count: number;
  from: Instant;
  /** Exclusive. */
  to: Instant;
}

/** Whom and what it is about: ids, so that renaming anybody changes nothing. Skills are as somebody wrote them. */
export interface About {
  personIds: string[];
  goalIds: string[];
  sessionIds: string[];
  skills: SkillNeed[];
}

export const ABOUT_NOTHING: About = { personIds: [], goalIds: [], sessionIds: [], skills: [] };

/** What Krug can do about it where the programme lets it. Nothing in it says why. */
export type Action =
  /** Who carries the help is not given a seat to lead until help is in balance. */
  | { kind: "rest_seat"; personId: string }
  /** Each once, at most three a skill, in the order to show them. */
  | { kind: "suggest_resources"; resources: { id: string; skill: string }[] }
  /** Ten minutes a week, `to` exclusive. */
  | { kind: "add_check_ins"; from: LocalDate; to: LocalDate }
  | { kind: "ask_question" }
  /** Who offers what a goal is about; null where nobody does. */
  | { kind: "offer_helper"; goalId: string; helperId: string }
  | { kind: "remind_feedback" }
  | { kind: "congratulate"; goalId: string };

/** What a coordinator is told, with what it rests on and what can be done. */
export interface Insight {
  id: InsightId;
  /** The cause: as long as it lasts it is one notice. */
  key: string;
  programmeId: string;
  evidence: Evidence;
  about: About;
  action: Action | null;
}

/** What the rules look at, of one programme. */
export interface Observed {
  programme: Programme;
  snapshot: Snapshot;
  facts: Facts;
  now: Instant;
  /** True for a cause that was told and has not ended: it ends at another mark than it begins, so that it does not flicker. */
  isOpen(key: string): boolean;
}

/** A rule: what it sees now. Pure; the order of what it looks at is irrelevant. */
export type Rule = (observed: Observed) => Insight[];

/** The days up to now. */
export function lastDays(now: Instant, days: number): { from: Instant; to: Instant } {
  return { from: now - days * DAY, to: now };
}

/** The figure as evidence. */
export function evidenceOf(metricId: string, figure: MetricValue, before: number | null = null): EvidenceFigure {
  const { value, n, count, people, interval, shown } = figure;
  return {
    metricId,
    value,
    n,
    before,
    ...(count === undefined ? {} : { count }),
    ...(people === undefined ? {} : { people }),
    ...(interval === undefined ? {} : { interval }),
    ...(shown === undefined ? {} : { shown }),
  };
}
