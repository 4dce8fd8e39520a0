import { isCounted, type SessionFact } from "./facts.ts";
import { HELD_RATE } from "./heldRate.ts";
import { fold, greater, keyedMetric, type MetricValue } from "./metric.ts";

/** See `attendanceRate`. */
export const ATTENDANCE_RATE = keyedMetric<SessionFact, { seats: number; taken: number }>({
  id: "attendance_rate",
  unit: "share",
  direction: "up",
  needs: ["session.cameIds", "session.declinedIds", "feedback.met"],
  items: HELD_RATE.items,
  key: session => session.id,
  entry: takenOf,
  combine: greater,
  value(sessions) {
    const n = sessions.reduce((sum, session) => sum + session.seats, 0);
    const count = sessions.reduce((sum, session) => sum + session.taken, 0);
    return { value: n === 0 ? null : count / n, n, count };
  },
});

/** Null without evidence of who came. */
function takenOf(session: SessionFact): { seats: number; taken: number } | null {
  if (!isCounted(session) || !isKnown(session)) return null;
  const seats = seatsOf(session);
  return { seats: seats.length, taken: seats.filter(seat => seat.isTaken).length };
}

function isKnown({ status, cameIds }: SessionFact): boolean {
  return status === "not_met" || (status === "met" && cameIds.length > 0);
}

/** The seats of a session, each with whose it is; none without evidence of who came. Who declined and came after all took one. */
export function seatsOf(session: SessionFact): { personId: string; isTaken: boolean }[] {
  if (!isCounted(session) || !isKnown(session)) return [];
  return [...new Set(session.memberIds)]
    .map(personId => ({ personId, isTaken: session.status === "met" && session.cameIds.includes(personId) }))
    .filter(({ personId, isTaken }) => isTaken || !session.declinedIds.includes(personId));
}

/**
 * Attendance: of the seats people had not declined, the share that were taken. 0 to 1; n is seats.
 *
 * Over sessions of which it is known who came, and those reported as not held, whose seats stayed empty; check-ins and
 * cancelled sessions have no seats. Null when nothing is known (no data is not bad attendance). See
 * See docs/metrics.md#the-figures.
 */
export function attendanceRate(endedSessions: readonly SessionFact[]): MetricValue {
  return fold(ATTENDANCE_RATE, endedSessions);
}
