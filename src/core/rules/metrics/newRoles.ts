import { shareInterval } from "../statistics/proportion.ts";
import { LEAST_ANSWERS } from "../surveys/waves.ts";
import { closingMetric } from "./closingFigure.ts";
import type { ClosingFact } from "./facts.ts";
import { fold, type MetricValue, shareOf } from "./metric.ts";

/** See `newRoles`. */
export const NEW_ROLES = closingMetric({
  id: "new_roles",
  unit: "share",
  direction: "up",
  leastPeople: LEAST_ANSWERS,
  needs: ["closing.newRole"],
  answer: closing => (closing.newRole === null ? null : Number(closing.newRole)),
  value(answers) {
    const figure = shareOf(answers, answer => answer === 1);
    const interval = shareInterval(figure.count ?? 0, figure.n);
    return interval === null ? figure : { ...figure, interval };
  },
});

/**
 * New roles: of the people who answered the closing form's question, the share that took on a new role. 0 to 1; n is people.
 *
 * With a 95 % interval (`shareInterval`). Not the programme's doing alone. Null when nobody answered. See
 * See docs/metrics.md#the-figures.
 */
export function newRoles(closings: readonly ClosingFact[]): MetricValue {
  return fold(NEW_ROLES, closings);
}
