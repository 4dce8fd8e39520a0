import type { FeedbackFact } from "./facts.ts";
import { feedbackMeanMetric } from "./feedbackFigure.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `sessionMinutes`. */
export const SESSION_MINUTES = feedbackMeanMetric({
  id: "session_minutes",
  unit: "minutes",
  direction: "none",
  needs: ["feedback.minutes"],
  scale: [0, 480],
  answer: feedback => feedback.minutes,
});

/**
 * Minutes a session: the mean of "how many minutes did you talk" over the answers after sessions of the window, 0 to 480.
 *
 * n is answers; interval as for `usefulness`. Neither good nor bad by itself. Null without an answer. See
 * See docs/metrics.md#the-figures.
 */
export function sessionMinutes(feedback: readonly FeedbackFact[]): MetricValue {
  return fold(SESSION_MINUTES, feedback);
}
