import { randomOf, shuffled } from "../../src/core/domain/values/random.ts";
import { atLocal, HOUR, type Interval, MINUTE } from "../../src/core/domain/values/time.ts";
import { parseWorkingHours } from "../../src/core/domain/values/writtenHours.ts";
import type { Availability } from "../../src/core/rules/scheduling/members.ts";
import type { SlotRequest } from "../../src/core/rules/scheduling/slotRequest.ts";

/** What a made-up week of an organisation is like. */
export interface SlotShape {
  groups: number;
  size: number;
  /** Groups a person is in. */
  groupsEach: number;
  /** The share of a person's working week that is taken. */
  busy: number;
  zones: readonly string[];
  /** How long a session is; drawn for each group where there are several. */
  minutes: readonly number[];
  /** Appointments are so long and begin on multiples of that, in minutes. */
  grain: number;
  /** Sessions begin on multiples of so many minutes. */
  step: number;
  /** Sessions a week that people can take; no limit without. */
  sessionsAWeek?: number;
}

export interface SlotInstance {
  requests: SlotRequest[];
  people: Availability[];
  step: number;
}

const MONDAY = "2027-01-11";
const NEXT_MONDAY = "2027-01-18";
const [OPENS, CLOSES] = [9 * 60, 17 * 60];

/** A week of that shape: appointments and who is in which group are drawn, and a seed fixes both. */
export function slotInstance(shape: SlotShape, seed: number): SlotInstance {
  const random = randomOf(`slots ${seed}`);
  const window = { startsAt: atLocal(MONDAY, 0, "UTC"), endsAt: atLocal(NEXT_MONDAY, 0, "UTC") };
  const size = Math.ceil((shape.groups * shape.size) / shape.groupsEach);
  const hours = parseWorkingHours("Mon-Fri 9-17") ?? [];
  const people = Array.from({ length: size }, (_, place): Availability => {
    const zone = shape.zones[random.below(shape.zones.length)] ?? "UTC";
    const busy: Interval[] = [];
    for (let day = 0; day < 5; day += 1)
      for (let minute = OPENS; minute < CLOSES; minute += shape.grain) {
        if (random.next() >= shape.busy) continue;
        const startsAt = atLocal(MONDAY, 0, zone) + day * 24 * HOUR + minute * MINUTE;
        busy.push({ startsAt, endsAt: startsAt + shape.grain * MINUTE });
      }
    return { personId: `p${place}`, zone, hours, away: null, busy, sessionsAWeek: shape.sessionsAWeek ?? null };
  });
  const requests = seats(shape, size, random).map((members, group): SlotRequest => {
    const durationMinutes = shape.minutes[random.below(shape.minutes.length)] ?? 60;
    const memberIds = members.map(place => `p${place}`);
    return { id: `g${group}`, memberIds, durationMinutes, window, preferred: null, earliest: window.startsAt };
  });
  return { requests, people, step: shape.step };
}

/** Everybody's seats are shuffled and dealt; who would sit in a group twice changes places with somebody further on. */
function seats(shape: SlotShape, people: number, random: ReturnType<typeof randomOf>): number[][] {
  const all = Array.from({ length: people * shape.groupsEach }, (_, seat) => seat % people);
  const dealt = shuffled(all, random).slice(0, shape.groups * shape.size);
  for (let turn = 0; turn < 50; turn += 1)
    for (const [seat, person] of dealt.entries()) {
      const first = seat - (seat % shape.size);
      const at = dealt.indexOf(person, first);
      if (at === seat) continue;
      const other = random.below(dealt.length);
      [dealt[seat], dealt[other]] = [dealt[other] ?? person, person];
    }
  return Array.from({ length: shape.groups }, (_, group) => [
    ...new Set(dealt.slice(group * shape.size, (group + 1) * shape.size)),
  ]);
}
