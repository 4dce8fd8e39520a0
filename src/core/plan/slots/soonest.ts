/**
 * When people meet over a question: as soon as all can.
 *
 * Idea: the first start on a whole step at which everybody works and has nothing; one request after another, in the order of
 * their ids, each leaving the others what it did not take. Nobody's day is made better by waiting, so no cost is weighed.
 * Source: design, section 2, "micro". Cost: requests x members x stretches.
 */

import { MINUTE } from "../../domain/values/time.ts";
import type { Availability } from "../../rules/scheduling/availability.ts";
import { candidatesOf } from "../../rules/scheduling/candidates.ts";
import { membersSeen } from "../../rules/scheduling/members.ts";
import { nearMisses } from "../../rules/scheduling/nearMisses.ts";
import type { SlotOutcome, SlotRequest } from "../../rules/scheduling/slotRequest.ts";

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
  let known = [...people];
  for (const request of [...requests].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const members = membersSeen(known, 0, 0)(request);
    const [first] = candidatesOf(request, members, STEP_MINUTES);
    if (first === undefined) {
      const unreadable = members.filter(member => member.free === null).map(member => member.personId);
      outcomes.set(request.id, { kind: "none", unreadable, nearest: nearMisses(request, members, STEP_MINUTES) });
      continue;
    }
    const slot = { startsAt: first.startsAt, endsAt: first.startsAt + request.durationMinutes * MINUTE };
    outcomes.set(request.id, { kind: "slot", ...slot });
    known = known.map(person =>
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
