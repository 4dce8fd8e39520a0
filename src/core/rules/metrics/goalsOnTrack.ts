import type { GoalFact } from "./facts.ts";
import { goalShareMetric } from "./goalShare.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `goalsOnTrack`. */
export const GOALS_ON_TRACK = goalShareMetric("goals_on_track", "up", goal => goal.health === "on_track");

/**
 * Goals on track: the share whose progress keeps up with their time (`goalHealth`).
 *
 * Of goals that were not dropped and are done or have a due day, each as last seen; n is those goals. 0 to 1; null when there are none.
 * See docs/metrics.md#the-figures.
 */
export function goalsOnTrack(goals: readonly GoalFact[]): MetricValue {
  return fold(GOALS_ON_TRACK, goals);
}
