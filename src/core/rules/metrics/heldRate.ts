import { endedSessions, isCounted, isWithin, type SessionFact } from "./facts.ts";
import { fold, keyedMetric, type MetricValue } from "./metric.ts";

/** What is known of a session that is over, by rising evidence. */
const KNOWN = ["unreported", "not_met", "met"] as const;
export type Known = (typeof KNOWN)[number];

/** The session's outcome; null for one that does not count. A planned session that is over is unreported. */
export function knownOf(session: SessionFact): Known | null {
  if (!isCounted(session)) return null;
  return session.status === "met" || session.status === "not_met" ? session.status : "unreported";
}

/** Of two reports of one session, the one with more evidence. */
export function moreKnown(a: Known, b: Known): Known {
  return KNOWN.indexOf(a) >= KNOWN.indexOf(b) ? a : b;
}

/** See `heldRate`. */
export const HELD_RATE = keyedMetric<SessionFact, Known>({
  id: "held_rate",
  keeps: "sessions",
  unit: "share",
  direction: "up",
  needs: ["session.status", "feedback.met"],
  items: (facts, window) => endedSessions(facts, window).filter(session => isWithin(session.endsAt, window)),
  key: session => session.id,
  entry: knownOf,
  combine: moreKnown,
  value(sessions) {
    const met = sessions.filter(known => known === "met").length;
    const unreported = sessions.filter(known => known === "unreported").length;
    const all = sessions.length;
    const n = all - unreported;
    const value = n === 0 ? null : met / n;
    return all === 0
      ? { value, n, count: met }
      : { value, n, count: met, bounds: [met / all, (met + unreported) / all] };
  },
});

/**
 * Held: of the sessions that are over and reported, the share in which people met. 0 to 1; n is reported sessions.
 *
 * Cancelled sessions, those without a common time, and check-ins do not count; a date gone by or an accepted invitation
 * is no evidence. `bounds` are the shares if none, or all, of the unreported were held; absent when nothing is over.
 * Null when nothing was reported. See docs/metrics.md#the-figures.
 */
export function heldRate(endedSessions: readonly SessionFact[]): MetricValue {
  return fold(HELD_RATE, endedSessions);
}
