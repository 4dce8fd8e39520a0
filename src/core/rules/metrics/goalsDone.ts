import type { GoalFact } from "./facts.ts";
import { goalShareMetric } from "./goalShare.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `goalsDone`. */
export const GOALS_DONE = goalShareMetric("goals_done", "up", goal => goal.health === "done");

/**
 * Goals done: the share whose owners say they are reached.
 *
 * Of goals that were not dropped and are done or have a due day, each as last seen; n is those goals. 0 to 1; null when there are none.
 * See docs/metrics.md#the-figures.
 */
export function goalsDone(goals: readonly GoalFact[]): MetricValue {
  return fold(GOALS_DONE, goals);
}
