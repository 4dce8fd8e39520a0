import { meanInterval, meanOf } from "../statistics/studentT.ts";
import { LEAST_ANSWERS } from "../surveys/waves.ts";
import { closingMetric } from "./closingFigure.ts";
import type { ClosingFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `weeksToHome`. */
export const WEEKS_TO_HOME = closingMetric({
  id: "weeks_to_home",
  unit: "weeks",
  direction: "down",
  leastPeople: LEAST_ANSWERS,
  needs: ["closing.weeksToFeelAtHome"],
  answer: closing => closing.weeksToFeelAtHome,
  value(weeks) {
    const n = weeks.length;
    if (n === 0) return { value: null, n };
    const interval = meanInterval(weeks);
    return { value: meanOf(weeks), n, ...(interval === null ? {} : { interval }) };
  },
});

/**
 * Weeks to feel at home: the mean of newcomers' answers to how many weeks it took until they felt at home; n is people.
 *
 * With the 95 % Student-t interval from two people up. Only newcomers are asked. Null when nobody answered. See
 * See docs/metrics.md#the-figures.
 */
export function weeksToHome(closings: readonly ClosingFact[]): MetricValue {
  return fold(WEEKS_TO_HOME, closings);
}
