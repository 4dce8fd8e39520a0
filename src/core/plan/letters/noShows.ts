import type { Person } from "../../domain/person.ts";
import { isAwayAt } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import { DAY, type Instant, type Interval } from "../../domain/values/time.ts";
import { declinedIds, membersOf, type Snapshot } from "../../state/snapshot.ts";

/** People enter who came in their own time: nobody is named before. */
const ENTERED_AFTER = 2 * DAY;

/**
 * Who was expected at a session and was not among those entered as having come, two days after it. Who declined, or was away,
 * was not expected; a session where no member was entered says nothing of anybody.
 */
export function noShows(
  snapshot: Snapshot,
  programme: Programme,
  now: Instant,
): { session: Session & Interval; person: Person }[] {
  return [...snapshot.sessions.values()].flatMap(session => {
    const { startsAt, endsAt, cameIds, kind, status } = session;
    const group = snapshot.groups.get(session.groupId ?? "");
    if (group?.programmeId !== programme.id || kind !== "session" || status === "cancelled") return [];
    if (startsAt === null || endsAt === null || endsAt + ENTERED_AFTER > now) return [];
    if (!group.memberIds.some(id => cameIds.includes(id))) return [];
    const declined = declinedIds(snapshot, session);
    return membersOf(snapshot, group)
      .filter(({ id }) => !cameIds.includes(id) && !declined.includes(id))
      .filter(person => !isAwayAt(person, startsAt))
      .map(person => ({ session: { ...session, startsAt, endsAt }, person }));
  });
}
