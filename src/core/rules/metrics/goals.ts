import { type Fact, isWithin } from "./facts.ts";
import { shareOf } from "./figures.ts";
import { type About, family, keyed, latest } from "./metric.ts";

/**
 * Where goals stand: shares, 0 to 1, of the goals that are done or have a due day and were not dropped, each as last seen in
 * the window; n is those goals. Null when there are none. Done, on track and off track add up to 1. See
 * docs/metrics.md#the-figures.
 */
export const GOALS = family({
  /** Goals done: those whose owners say they are reached. */
  goals_done: goalShare("up", goal => goal.health === "done"),

  /** Goals on track: those whose progress keeps up with their time (`goalHealth`). */
  goals_on_track: goalShare("up", goal => goal.health === "on_track"),

  /** Goals off track: those that are overdue or a fifth of their time behind (`goalHealth`). */
  goals_off_track: goalShare("down", goal => goal.health === "off_track"),

  /** Goals overdue: those whose due day has passed without their being done. They are among those off track. */
  goals_overdue: goalShare("down", goal => goal.isOverdue),
});

function goalShare(direction: About["direction"], isSo: (goal: Fact<"goals">) => boolean) {
  return keyed<Fact<"goals">, Fact<"goals">>({
    keeps: "goals",
    unit: "share",
    direction,
    needs: ["goal.health", "goal.isOverdue"],
    items: (facts, window) => facts.goals.filter(goal => isWithin(goal.seenAt, window) && goal.seenAt <= facts.asOf),
    key: goal => goal.id,
    entry: goal => goal,
    combine: latest(goal => goal.seenAt),
    value: goals =>
      shareOf(
        goals.filter(goal => goal.health !== null),
        isSo,
      ),
  });
}
