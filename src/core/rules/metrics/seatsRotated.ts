import type { Instant } from "../../domain/values/time.ts";
import type { SessionFact } from "./facts.ts";
import { HELD_RATE } from "./heldRate.ts";
import { fold, greater, keyedMetric, type MetricValue } from "./metric.ts";

/** Who led a group's sessions, by session. */
type Seats = Record<string, { at: Instant; facilitatorId: string }>;

/** See `seatsRotated`. */
export const SEATS_ROTATED = keyedMetric<SessionFact, Seats>({
  id: "seats_rotated",
  unit: "share",
  direction: "up",
  needs: ["session.facilitatorId", "session.groupId", "session.status"],
  items: HELD_RATE.items,
  key: session => session.groupId ?? "",
  entry: ({ id, groupId, facilitatorId, kind, status, endsAt }) =>
    groupId === null || facilitatorId === null || kind !== "session" || status !== "met"
      ? null
      : { [id]: { at: endsAt, facilitatorId } },
  combine(a, b) {
    const both = { ...a };
    for (const [id, seat] of Object.entries(b)) both[id] = both[id] === undefined ? seat : greater(both[id], seat);
    return both;
  },
  value(groups) {
    const changes = groups.flatMap(changesIn);
    const n = changes.length;
    const count = changes.filter(isOther => isOther).length;
    return { value: n === 0 ? null : count / n, n, count };
  },
});

/** Of each two sessions of a group that follow one another, whether another person led the second. */
function changesIn(seats: Seats): boolean[] {
  const inOrder = Object.entries(seats)
    .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
    .map(([, seat]) => seat.facilitatorId);
  return inOrder.slice(1).map((facilitatorId, index) => facilitatorId !== inOrder[index]);
}

/**
 * Seats rotated: of each two held sessions of a group that follow one another in the window, the share in which the seat of
 * who leads went to somebody else. 0 to 1; n is such pairs of sessions.
 *
 * Null where no group held two sessions with somebody in the seat. See docs/metrics.md#the-figures.
 */
export function seatsRotated(endedSessions: readonly SessionFact[]): MetricValue {
  return fold(SEATS_ROTATED, endedSessions);
}
