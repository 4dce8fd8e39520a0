import { closingMetric, totalOf } from "./closingFigure.ts";
import type { ClosingFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `projectsDone`. */
export const PROJECTS_DONE = closingMetric({
  id: "projects_done",
  unit: "number",
  direction: "up",
  needs: ["closing.projects"],
  answer: closing => closing.projects,
  value: totalOf,
});

/**
 * Projects done: how many projects people say in the closing form they finished in the programme, all together; n is the people
 * who answered that question.
 *
 * Each person's last answer in the window. Null when nobody answered; 0 is an answer. See docs/metrics.md#the-figures.
 */
export function projectsDone(closings: readonly ClosingFact[]): MetricValue {
  return fold(PROJECTS_DONE, closings);
}
