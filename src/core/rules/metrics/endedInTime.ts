import type { FeedbackFact } from "./facts.ts";
import { feedbackShareMetric } from "./feedbackFigure.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `endedInTime`. */
export const ENDED_IN_TIME = feedbackShareMetric({
  id: "ended_in_time",
  direction: "up",
  needs: ["feedback.endedInTime"],
  answer: feedback => (feedback.endedInTime === null ? null : Number(feedback.endedInTime)),
});

/**
 * Ended in time: of the answers to "did you finish on time", the share that say yes. 0 to 1; n is answers.
 *
 * Interval and null as for `adviceShare`. See docs/metrics.md#the-figures.
 */
export function endedInTime(feedback: readonly FeedbackFact[]): MetricValue {
  return fold(ENDED_IN_TIME, feedback);
}
