import { type GoalFact, isWithin } from "./facts.ts";
import { greater, keyedMetric, shareOf } from "./metric.ts";

/** Of the goals that are done or have a due day, and were not dropped, the share that stand so; each as it was last seen in the window. */
export function goalShareMetric(id: string, direction: "up" | "down", isSo: (goal: GoalFact) => boolean) {
  return keyedMetric<GoalFact, GoalFact>({
    id,
    keeps: "goals",
    unit: "share",
    direction,
    needs: ["goal.health", "goal.isOverdue"],
    items: (facts, window) => facts.goals.filter(goal => isWithin(goal.seenAt, window) && goal.seenAt <= facts.asOf),
    key: goal => goal.id,
    entry: goal => goal,
    combine: (a, b) => (a.seenAt === b.seenAt ? greater(a, b) : a.seenAt > b.seenAt ? a : b),
    value: goals =>
      shareOf(
        goals.filter(goal => goal.health !== null),
        isSo,
      ),
  });
}
