import type { FeedbackFact } from "./facts.ts";
import { feedbackShareMetric } from "./feedbackFigure.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `solvedShare`. */
export const SOLVED_SHARE = feedbackShareMetric({
  id: "solved_share",
  direction: "up",
  needs: ["feedback.solved"],
  answer: feedback => (feedback.solved === null ? null : Number(feedback.solved === "fully")),
});

/**
 * Questions solved: of the answers to "is the question you came with solved", the share that say fully. 0 to 1; n is answers.
 *
 * Interval and null as for `adviceShare`. To be read beside `solvedChange`, which compares with the earlier way. See
 * See docs/metrics.md#the-figures.
 */
export function solvedShare(feedback: readonly FeedbackFact[]): MetricValue {
  return fold(SOLVED_SHARE, feedback);
}
