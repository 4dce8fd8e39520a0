import type { SessionFact } from "./facts.ts";
import { HELD_RATE, type Known, knownOf, moreKnown } from "./heldRate.ts";
import { countIn, fold, keyedMetric, type MetricValue } from "./metric.ts";

/** See `sessionsHeld`. */
export const SESSIONS_HELD = keyedMetric<SessionFact, Known>({
  id: "sessions_held",
  keeps: "sessions",
  unit: "number",
  direction: "up",
  needs: ["session.status", "feedback.met"],
  items: HELD_RATE.items,
  key: session => session.id,
  entry: knownOf,
  combine: moreKnown,
  value: sessions => countIn(sessions.filter(known => known === "met").length, sessions.length),
});

/**
 * Sessions held: how many of the sessions that are over are known to have taken place; n is all that are over.
 *
 * Null when nothing is over. See docs/metrics.md#the-figures.
 */
export function sessionsHeld(endedSessions: readonly SessionFact[]): MetricValue {
  return fold(SESSIONS_HELD, endedSessions);
}
