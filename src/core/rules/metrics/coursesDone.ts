import { closingMetric, totalOf } from "./closingFigure.ts";
import type { ClosingFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `coursesDone`. */
export const COURSES_DONE = closingMetric({
  id: "courses_done",
  unit: "number",
  direction: "up",
  needs: ["closing.courses"],
  answer: closing => closing.courses,
  value: totalOf,
});

/**
 * Courses done: how many courses people say in the closing form they finished in the programme, all together; n is the people
 * who answered that question.
 *
 * Each person's last answer in the window. Null when nobody answered; 0 is an answer. See docs/metrics.md#the-figures.
 */
export function coursesDone(closings: readonly ClosingFact[]): MetricValue {
  return fold(COURSES_DONE, closings);
}
