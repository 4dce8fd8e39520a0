import type { FeedbackFact } from "./facts.ts";
import { feedbackShareMetric } from "./feedbackFigure.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `adviceShare`. */
export const ADVICE_SHARE = feedbackShareMetric({
  id: "advice_share",
  direction: "up",
  needs: ["feedback.advice"],
  answer: feedback => (feedback.advice === null ? null : Number(feedback.advice)),
});

/**
 * Concrete advice: of the answers to "did you get advice you can use", the share that say yes. 0 to 1; n is answers.
 *
 * With a 95 % interval that respects that people answer several times (`clusteredShareInterval`), from two people up.
 * Null without an answer. See docs/metrics.md#the-figures.
 */
export function adviceShare(feedback: readonly FeedbackFact[]): MetricValue {
  return fold(ADVICE_SHARE, feedback);
}
