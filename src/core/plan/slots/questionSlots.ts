import { isAwayAt } from "../../domain/person.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { DAY, HOUR, type Instant, MINUTE } from "../../domain/values/time.ts";
import { candidatesOf, nearMisses } from "../../rules/scheduling/candidates.ts";
import { type Availability, membersSeen } from "../../rules/scheduling/members.ts";
import type { SlotOutcome, SlotRequest } from "../../rules/scheduling/slotRequest.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { helpMinutes, helpSessionKey, standingOf } from "../board/board.ts";
import type { Wanted } from "./wantedSlots.ts";

/** Nobody is called to a session about a question sooner than this. */
const HELP_NOTICE = 2 * HOUR;
/** Days within which a question should be discussed; when no time is found in that long, the search ends. */
const HELP_DAYS = 14;

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
    const isBothThere = [question.askerIds, standing.of.takers.map(taker => taker.id)].every(side =>
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

const STEP_MINUTES = 15;

/**
 * For each request, by its id, the first time that suits all its members, or why there is none and the nearest misses. Capacity
 * a week is kept; a calendar that could not be read gives no time.
 */
export function soonestSlots(
  requests: readonly SlotRequest[],
  people: readonly Availability[],
): Map<string, SlotOutcome> {
  const outcomes = new Map<string, SlotOutcome>();
  let availableNow = [...people];
  for (const request of [...requests].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const members = membersSeen(availableNow, 0, 0)(request);
    const [first] = candidatesOf(request, members, STEP_MINUTES);
    if (first === undefined) {
      const unreadable = members.filter(member => member.free === null).map(member => member.personId);
      outcomes.set(request.id, { kind: "none", unreadable, nearest: nearMisses(request, members, STEP_MINUTES) });
      continue;
    }
    const slot = { startsAt: first.startsAt, endsAt: first.startsAt + request.durationMinutes * MINUTE };
    outcomes.set(request.id, { kind: "slot", ...slot });
    availableNow = availableNow.map(person =>
      request.memberIds.includes(person.personId)
        ? {
            ...person,
            busy: person.busy === null ? null : [...person.busy, slot],
            sessions: [...(person.sessions ?? []), slot],
          }
        : person,
    );
  }
  return outcomes;
}
