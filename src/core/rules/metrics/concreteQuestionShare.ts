import { isCounted, type SessionFact } from "./facts.ts";
import { HELD_RATE } from "./heldRate.ts";
import { fold, keyedMetric, type MetricValue, shareOf } from "./metric.ts";

/** See `concreteQuestionShare`. */
export const CONCRETE_QUESTION_SHARE = keyedMetric<SessionFact, boolean>({
  id: "concrete_question_share",
  unit: "share",
  direction: "up",
  needs: ["session.hasQuestion"],
  items: HELD_RATE.items,
  key: session => session.id,
  entry: session => (isCounted(session) ? session.hasQuestion : null),
  combine: (a, b) => a || b,
  value: sessions => shareOf(sessions, hasQuestion => hasQuestion),
});

/**
 * Concrete questions: of the sessions that are over, the share whose page had a question to talk about. 0 to 1; n is sessions.
 *
 * Null when nothing is over. See docs/metrics.md#the-figures.
 */
export function concreteQuestionShare(endedSessions: readonly SessionFact[]): MetricValue {
  return fold(CONCRETE_QUESTION_SHARE, endedSessions);
}
