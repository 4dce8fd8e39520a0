import { FEEDBACK } from "./feedback.ts";
import { GOALS } from "./goals.ts";
import { growthMetrics, PROGRESS } from "./growth.ts";
import { HELP } from "./help.ts";
import { HELP_BOARD, topicMetrics } from "./helpBoard.ts";
import { MEETINGS } from "./meetings.ts";
import type { Metric } from "./metric.ts";
import { PROGRAMME } from "./programme.ts";
import { SATISFACTION } from "./satisfaction.ts";
import { SESSIONS } from "./sessions.ts";

/**
 * Every metric in reading order: growth for all skills together, then for each of `skills`; wanted topics for each of `topics`.
 *
 * A new metric is one entry in its family's table, where it is to be read, and its words in the catalogues.
 */
export function catalogue(skills: readonly string[], topics: readonly string[] = skills): Metric[] {
  return [
    SATISFACTION,
    FEEDBACK,
    SESSIONS,
    MEETINGS,
    HELP_BOARD,
    ...topics.map(topicMetrics),
    HELP,
    ...[null, ...skills].map(growthMetrics),
    PROGRESS,
    GOALS,
    PROGRAMME,
  ].flatMap(metrics => Object.values<Metric>(metrics));
}

/** What is the same of a metric for whatever skill it is of; null for an id nobody knows. */
export function metricOf(id: string): Pick<Metric, "unit" | "direction" | "needs"> | null {
  return BY_ID.get(id) ?? null;
}

const BY_ID = new Map(catalogue([], [""]).map(metric => [metric.id, metric]));

/** True for a metric drawn from answers nobody put a name to. */
export function isAnonymous(metricId: string): boolean {
  return metricOf(metricId)?.needs.some(need => need.startsWith("pulse.")) ?? false;
}
