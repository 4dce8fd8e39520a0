import type { FeedbackFact } from "./facts.ts";
import { feedbackMeanMetric } from "./feedbackFigure.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `usefulness`. */
export const USEFULNESS = feedbackMeanMetric({
  id: "usefulness",
  unit: "level",
  direction: "up",
  needs: ["feedback.useful"],
  scale: [1, 5],
  answer: feedback => feedback.useful,
});

/**
 * Usefulness: the mean of "how useful was it for you" over the answers after sessions of the window, 1 to 5; n is answers.
 *
 * With a 95 % interval that respects that people answer several times (`clusteredMean`), from two people up. A late or
 * edited answer counts for its session's own period, as last given. Null without an answer. See
 * See docs/metrics.md#the-figures.
 */
export function usefulness(feedback: readonly FeedbackFact[]): MetricValue {
  return fold(USEFULNESS, feedback);
}
