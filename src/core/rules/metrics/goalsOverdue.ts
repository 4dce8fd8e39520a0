import type { GoalFact } from "./facts.ts";
import { goalShareMetric } from "./goalShare.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `goalsOverdue`. */
export const GOALS_OVERDUE = goalShareMetric("goals_overdue", "down", goal => goal.isOverdue);

/**
 * Goals overdue: the share whose due day has passed without their being done.
 *
 * Of goals that were not dropped and are done or have a due day, each as last seen; n is those goals. 0 to 1; null when there are none.
 * They are among those off track. See docs/metrics.md#the-figures.
 */
export function goalsOverdue(goals: readonly GoalFact[]): MetricValue {
  return fold(GOALS_OVERDUE, goals);
}
