import { isAwayAt } from "../../domain/person.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { DAY, HOUR, type Instant } from "../../domain/values/time.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { helpMinutes, helpSessionKey, standingOf } from "../board/board.ts";
import type { Wanted } from "./wantedSlots.ts";

/** Nobody is called to a session about a question sooner than this. */
export const HELP_NOTICE = 2 * HOUR;
/** A question is to be talked about within so many days; where nobody finds a time for so long, no more is looked for. */
export const HELP_DAYS = 14;

/** The sessions about questions that should be and have no time yet, in a fixed order. */
export function questionSlots(snapshot: Snapshot, now: Instant): Wanted[] {
  return eachGuarded("sessions about questions", snapshot.questions, (question): Wanted[] => {
    const standing = standingOf(snapshot, question, now);
    if (standing.kind !== "taken" || !standing.meets) return [];
    const { programme, live } = standing.of;
    if (live === null || live.group.status !== "active") return [];
    const { group, session } = live;
    const madeAt = snapshot.rows.get(group.id)?.createdAt ?? now;
    if ((session !== null && session.status !== "no_slot") || madeAt + HELP_DAYS * DAY <= now) return [];
    const key = helpSessionKey(group.id);
    if (snapshot.discarded.has(key)) return [];
    const memberIds = group.memberIds.filter(id => {
      const person = snapshot.people.get(id);
      return person !== undefined && !isAwayAt(person, now);
    });
    const isBothThere = [question.askerIds, standing.of.takers.map(one => one.id)].every(side =>
      side.some(id => memberIds.includes(id)),
    );
    if (!isBothThere) return [];
    const window = { startsAt: now, endsAt: now + HELP_DAYS * DAY };
    const durationMinutes = helpMinutes(programme);
    const request = { id: key, memberIds, durationMinutes, window, preferred: null, earliest: now + HELP_NOTICE };
    return [
      {
        request,
        fallback: null,
        programme,
        group,
        kind: "session",
        key,
        number: 0,
        existing: session,
        reason: "new",
      },
    ];
  }).sort((a, b) => (a.key < b.key ? -1 : 1));
}
