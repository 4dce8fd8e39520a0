import { atLocal, type Interval, toLocalIso } from "../../../../src/core/domain/values/time.ts";
import { parseWorkingHours } from "../../../../src/core/domain/values/writtenHours.ts";
import type { Availability } from "../../../../src/core/rules/scheduling/members.ts";
import type { SlotOutcome, SlotRequest } from "../../../../src/core/rules/scheduling/slotRequest.ts";
import { planSlots } from "../../../../src/core/rules/scheduling/slots.ts";

type SlotOptions = Parameters<typeof planSlots>[2];

export const MONDAY = "2027-01-11";
export const SOFIA = "Europe/Sofia";
export const LONDON = "Europe/London";
export const at = (date: string, clock: string, zone = SOFIA) => {
  const [hours, minutes] = clock.split(":").map(Number);
  return atLocal(date, hours! * 60 + minutes!, zone);
};
export const from = (date: string, start: string, end: string, zone = SOFIA): Interval => ({
  startsAt: at(date, start, zone),
  endsAt: at(date, end, zone),
});
export const week: Interval = { startsAt: at(MONDAY, "0:00"), endsAt: at("2027-01-18", "0:00") };

export function aPerson(personId: string, hours = "9-17", more: Partial<Availability> = {}): Availability {
  return { personId, zone: SOFIA, hours: parseWorkingHours(hours)!, away: null, busy: [], ...more };
}
export function aRequest(id: string, members: string, more: Partial<SlotRequest> = {}): SlotRequest {
  return {
    id,
    memberIds: [...members],
    durationMinutes: 60,
    window: week,
    preferred: null,
    earliest: week.startsAt,
    ...more,
  };
}
export const plan = (requests: SlotRequest[], people: Availability[], more: Partial<SlotOptions> = {}) =>
  planSlots(requests, people, { seed: "s", ...more });
export const shown = (outcome: SlotOutcome | undefined) =>
  outcome?.kind === "slot" ? toLocalIso(outcome.startsAt, SOFIA).slice(0, 16) : "none";
export const only = (request: SlotRequest, people: Availability[], more: Partial<SlotOptions> = {}) =>
  plan([request], people, more).get(request.id)!;
