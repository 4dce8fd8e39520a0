import type { Instant, LocalDate } from "../../domain/values/time.ts";
import type { MetricValue } from "../metrics/metric.ts";

/** The rules, in reading order. */
export const INSIGHT_IDS = [
  "help_carried",
  "low_satisfaction",
  "group_stuck",
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
type InsightId = (typeof INSIGHT_IDS)[number];

/** A figure an insight rests on, as the metrics compute it. */
export interface EvidenceFigure extends Pick<MetricValue, "value" | "n" | "count" | "people" | "interval" | "shown"> {
  metricId: string;
  /** What it is compared with; null where it stands for itself. */
  before: number | null;
}

interface Evidence {
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

/** The people and things it is about: ids, so that renaming changes nothing. Skills are as people wrote them. */
interface About {
  personIds: string[];
  goalIds: string[];
  sessionIds: string[];
  skills: SkillNeed[];
}

export const ABOUT_NOTHING: About = { personIds: [], goalIds: [], sessionIds: [], skills: [] };

/** What Krug can do about it where the programme lets it. Nothing in it says why. */
export type Action =
  /** People who carry the help get no seat to lead until help is in balance. */
  | { kind: "rest_seat"; personId: string }
  /** Each once, at most three a skill, in the order to show them. */
  | { kind: "suggest_resources"; resources: { id: string; skill: string }[] }
  /** Ten minutes a week, `to` exclusive. */
  | { kind: "add_check_ins"; from: LocalDate; to: LocalDate }
  | { kind: "ask_question" }
  /** A person who offers what a goal is about; null where nobody does. */
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

interface SkillNeed {
  /** As a person wrote it. */
  skill: string;
  /** People's mean self-assessed level, 1 to 5; null when nobody could be asked and it is only sought. */
  mean: number | null;
  /** People. */
  n: number;
}
