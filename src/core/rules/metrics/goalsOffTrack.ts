import type { GoalFact } from "./facts.ts";
import { goalShareMetric } from "./goalShare.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `goalsOffTrack`. */
export const GOALS_OFF_TRACK = goalShareMetric("goals_off_track", "down", goal => goal.health === "off_track");

/**
 * Goals off track: the share that are overdue or a fifth of their time behind (`goalHealth`).
 *
 * Of goals that were not dropped and are done or have a due day, each as last seen; n is those goals. 0 to 1; null when there are none.
 * Done, on track and off track add up to 1. See docs/metrics.md#the-figures.
 */
export function goalsOffTrack(goals: readonly GoalFact[]): MetricValue {
  return fold(GOALS_OFF_TRACK, goals);
}
