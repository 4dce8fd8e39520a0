import type { SessionFact } from "./facts.ts";
import { HELD_RATE, type Known, knownOf, moreKnown } from "./heldRate.ts";
import { fold, keyedMetric, type MetricValue, shareOf } from "./metric.ts";

/** See `unreportedShare`. */
export const UNREPORTED_SHARE = keyedMetric<SessionFact, Known>({
  id: "unreported_share",
  keeps: "sessions",
  unit: "share",
  direction: "down",
  needs: ["session.status", "feedback.met"],
  items: HELD_RATE.items,
  key: session => session.id,
  entry: knownOf,
  combine: moreKnown,
  value: sessions => shareOf(sessions, known => known === "unreported"),
});

/**
 * Unreported: of the sessions that are over, the share nobody said anything about. 0 to 1; n is sessions.
 *
 * To be read beside `heldRate`. Null when nothing is over. See docs/metrics.md#the-figures.
 */
export function unreportedShare(endedSessions: readonly SessionFact[]): MetricValue {
  return fold(UNREPORTED_SHARE, endedSessions);
}
