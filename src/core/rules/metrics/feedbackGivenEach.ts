import type { FeedbackFact, SessionFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { itemsOf, peopleAt, sessionFeedbackMetric } from "./sessionFeedback.ts";

/** See `feedbackGivenEach`. */
export const FEEDBACK_GIVEN_EACH = sessionFeedbackMetric({
  id: "feedback_given_each",
  unit: "answers",
  needs: ["feedback.code", "session.memberIds", "session.cameIds"],
  value(sessions) {
    const n = peopleAt(sessions);
    const answers = sessions.reduce((sum, session) => sum + Object.keys(session.gave).length, 0);
    return { value: n === 0 ? null : answers / n, n };
  },
});

/**
 * Feedback given a person: how many of the sessions one was at one answered for, on average. 0 or more; n is the people who
 * were at any held session of the window.
 *
 * Null when nothing was held. See docs/metrics.md#the-figures.
 */
export function feedbackGivenEach(sessions: readonly SessionFact[], feedback: readonly FeedbackFact[]): MetricValue {
  return fold(FEEDBACK_GIVEN_EACH, itemsOf(sessions, feedback));
}
