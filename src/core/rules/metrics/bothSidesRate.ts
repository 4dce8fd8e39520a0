import { HOUR } from "../../domain/values/time.ts";
import type { FeedbackFact, SessionFact } from "./facts.ts";
import { fold, type MetricValue, shareOf } from "./metric.ts";
import { itemsOf, sessionFeedbackMetric } from "./sessionFeedback.ts";

const WITHIN_HOURS = 48;

/** See `bothSidesRate`. */
export const BOTH_SIDES_RATE = sessionFeedbackMetric({
  id: "both_sides_rate",
  unit: "share",
  needs: ["feedback.code", "session.cameIds", "session.endsAt"],
  value: sessions =>
    shareOf(
      sessions.filter(session => Object.keys(session.present).length > 1),
      ({ endedAt, present, gave }) =>
        Object.keys(present).every(id => {
          const at = gave[id];
          return at !== undefined && at <= endedAt + WITHIN_HOURS * HOUR;
        }),
    ),
});

/**
 * Feedback from all sides: of the held sessions, the share for which everybody who was there answered within 48 hours of the
 * end. 0 to 1; n is held sessions of two people or more.
 *
 * An answer that is edited later counts by the time it was last sent. Null when nothing was held. See
 * See docs/metrics.md#the-figures.
 */
export function bothSidesRate(sessions: readonly SessionFact[], feedback: readonly FeedbackFact[]): MetricValue {
  return fold(BOTH_SIDES_RATE, itemsOf(sessions, feedback));
}
