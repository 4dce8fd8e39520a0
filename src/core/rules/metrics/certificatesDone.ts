import { closingMetric, totalOf } from "./closingFigure.ts";
import type { ClosingFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `certificatesDone`. */
export const CERTIFICATES_DONE = closingMetric({
  id: "certificates_done",
  unit: "number",
  direction: "up",
  needs: ["closing.certificates"],
  answer: closing => closing.certificates,
  value: totalOf,
});

/**
 * Certificates done: how many certificates people say in the closing form they finished in the programme, all together; n is the people
 * who answered that question.
 *
 * Each person's last answer in the window. Null when nobody answered; 0 is an answer. See docs/metrics.md#the-figures.
 */
export function certificatesDone(closings: readonly ClosingFact[]): MetricValue {
  return fold(CERTIFICATES_DONE, closings);
}
