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
  entry: seatsOf,
  combine: greater,
  value(sessions) {
    const n = sessions.reduce((sum, session) => sum + session.seats, 0);
    const count = sessions.reduce((sum, session) => sum + session.taken, 0);
    return { value: n === 0 ? null : count / n, n, count };
  },
});

/** Null without evidence of who came. Who declined and came after all has a seat, and took it. */
function seatsOf(session: SessionFact): { seats: number; taken: number } | null {
  const isKnown = session.status === "not_met" || (session.status === "met" && session.cameIds.length > 0);
  if (!isCounted(session) || !isKnown) return null;
  const members = [...new Set(session.memberIds)];
  const came = session.status === "met" ? members.filter(id => session.cameIds.includes(id)) : [];
  const seats = members.filter(id => came.includes(id) || !session.declinedIds.includes(id));
  return { seats: seats.length, taken: came.length };
}

/**
 * Attendance: of the seats people had not declined, the share that were taken. 0 to 1; n is seats.
 *
 * Over sessions of which it is known who came, and those reported as not held, whose seats stayed empty; check-ins and
 * cancelled sessions have no seats. Null when nothing is known (no data is not bad attendance). Design, section 8.
 */
export function attendanceRate(endedSessions: readonly SessionFact[]): MetricValue {
  return fold(ATTENDANCE_RATE, endedSessions);
}
