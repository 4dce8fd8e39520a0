import type { FeedbackFact, SessionFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { itemsOf, peopleAt, sessionFeedbackMetric } from "./sessionFeedback.ts";

/** See `feedbackReceivedEach`. */
export const FEEDBACK_RECEIVED_EACH = sessionFeedbackMetric({
  id: "feedback_received_each",
  unit: "answers",
  needs: ["feedback.code", "session.memberIds", "session.cameIds"],
  value(sessions) {
    const n = peopleAt(sessions);
    const received = sessions.reduce((sum, session) => {
      const givers = Object.keys(session.gave);
      return Object.keys(session.present).reduce((all, id) => all + givers.filter(giver => giver !== id).length, sum);
    }, 0);
    return { value: n === 0 ? null : received / n, n };
  },
});

/**
 * Feedback received a person: how many answers of others there are on the sessions one was at, on average. 0 or more; n is
 * the people who were at any held session of the window.
 *
 * An answer in a session of four reaches three people. Null when nothing was held. See docs/metrics.md#the-figures.
 */
export function feedbackReceivedEach(sessions: readonly SessionFact[], feedback: readonly FeedbackFact[]): MetricValue {
  return fold(FEEDBACK_RECEIVED_EACH, itemsOf(sessions, feedback));
}
