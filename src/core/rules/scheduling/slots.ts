import { keptIn } from "../../domain/values/maps.ts";
import { randomOf } from "../../domain/values/random.ts";
import { type Instant, type Interval, MINUTE } from "../../domain/values/time.ts";
import { NO_DAY, type Placeable, type Rules } from "./board.ts";
import { type Candidate, candidatesOf, nearMisses } from "./candidates.ts";
import { type Availability, dayOf, type Member, membersSeen, outsideHours } from "./members.ts";
import { placed } from "./placement.ts";
import type { SlotOutcome, SlotRequest } from "./slotRequest.ts";

interface SlotOptions {
  seed: string;
  /** Sessions begin on whole steps, of UTC; 15 without. */
  stepMinutes?: number;
  /** Kept free around everything a person has; 0 without. */
  bufferMinutes?: number;
  /** A group with no slot in everybody's hours may meet so long before or after them; 0 without: never. */
  stretchMinutes?: number;
}

/**
 * For each request, by its id, a time that suits all its members, or why there is none and the nearest misses.
 *
 * A time lies within everybody's working hours in their own zone and overlaps nothing they have, no absence, and no
 * other time given here to one of them; nobody gets more sessions a week than they can take. As many requests as can be
 * found get one. Then times are better in the window's first week, those that were had before, on other days than a
 * person's other sessions, neither on Monday's first hour nor Friday's last, in the middle of everyone's day — the
 * less so for those who had that lately — and on the hour or half hour. A group left without may leave the hours by
 * `stretchMinutes`, of as few people as possible. A member whose calendar could not be read, or about whom nothing is
 * known, is in `unreadable`, and the request gets no time. Source: docs/how-times-are-found.md#when-they-meet.
 */
export function planSlots(
  requests: readonly SlotRequest[],
  people: readonly Availability[],
  options: SlotOptions,
): Map<string, SlotOutcome> {
  const { stepMinutes = 15, bufferMinutes = 0, stretchMinutes = 0 } = options;
  const sorted = [...requests].sort((a, b) => (a.id < b.id ? -1 : 1));
  const outcomes = new Map(batchesOf(sorted).flatMap(batch => [...given(batch, people, options, 0)]));
  const without = () => sorted.filter(request => !outcomes.has(request.id));
  if (stretchMinutes > 0 && without().length > 0)
    for (const [id, slot] of given(without(), afterGiven(people, sorted, outcomes), options, stretchMinutes))
      outcomes.set(id, slot);
  const seen = without().length > 0 ? membersSeen(afterGiven(people, sorted, outcomes), bufferMinutes, 0) : () => [];
  for (const request of without()) {
    const members = seen(request);
    const unreadable = members.filter(member => member.free === null).map(member => member.personId);
    outcomes.set(request.id, { kind: "none", unreadable, nearest: nearMisses(request, members, stepMinutes) });
  }
  return outcomes;
}

/** More requests than this are not looked at all at once: what they could have would be too much to hold. */
const AT_ONCE = 2000;
/** Requests of a batch, unless more of them share people. */
const BATCH = 500;

/** Requests in batches that share nobody, so that the time of one takes none from another batch. */
function batchesOf(requests: readonly SlotRequest[]): (readonly SlotRequest[])[] {
  if (requests.length <= AT_ONCE) return [requests];
  const byPerson = new Map<string, SlotRequest[]>();
  for (const request of requests)
    for (const id of new Set(request.memberIds)) keptIn(byPerson, id, () => []).push(request);
  const batches: SlotRequest[][] = [];
  const taken = new Set<SlotRequest>();
  for (const start of requests) {
    if (taken.has(start)) continue;
    const together = new Set([start]);
    for (const request of together)
      for (const id of request.memberIds) for (const other of byPerson.get(id) ?? []) together.add(other);
    for (const request of together) taken.add(request);
    const batch = batches.at(-1);
    if (batch === undefined || batch.length + together.size > BATCH) batches.push([...together]);
    else batch.push(...together);
  }
  return batches;
}

/** The requests that get a slot, with working days stretched by the given minutes. */
function given(
  requests: readonly SlotRequest[],
  people: readonly Availability[],
  { seed, stepMinutes = 15, bufferMinutes = 0 }: SlotOptions,
  stretchMinutes: number,
): Map<string, SlotOutcome> {
  const seen = membersSeen(people, bufferMinutes, stretchMinutes);
  const asked = requests.map(request => {
    const members = seen(request);
    return { request, members, candidates: candidatesOf(request, members, stepMinutes) };
  });
  const { groups, rules } = placeables(asked, bufferMinutes * MINUTE);
  const chosen = placed(groups, rules, randomOf(seed));
  const slots = new Map<string, SlotOutcome>();
  for (const [index, { request, members, candidates }] of asked.entries()) {
    const startsAt = candidates[chosen[index]!]?.startsAt;
    if (startsAt === undefined) continue;
    const slot = { startsAt, endsAt: startsAt + request.durationMinutes * MINUTE };
    const outside = outsideHours(members, slot);
    slots.set(request.id, { kind: "slot", ...slot, ...(outside.length > 0 ? { outsideHours: outside } : {}) });
  }
  return slots;
}

/** The same people with the sessions they were given. */
function afterGiven(
  people: readonly Availability[],
  requests: readonly SlotRequest[],
  outcomes: ReadonlyMap<string, SlotOutcome>,
): Availability[] {
  const slots = new Map<string, { slot: Interval; isSession: boolean }[]>();
  for (const { id, memberIds, firstWorkingDay } of requests) {
    const slot = outcomes.get(id);
    if (slot?.kind !== "slot") continue;
    for (const personId of new Set(memberIds))
      slots.set(personId, [...(slots.get(personId) ?? []), { slot, isSession: firstWorkingDay !== true }]);
  }
  return people.map(person => {
    const mine = slots.get(person.personId) ?? [];
    const sessions = mine.filter(one => one.isSession).map(one => one.slot);
    return {
      ...person,
      busy: person.busy === null ? null : [...person.busy, ...mine.map(one => one.slot)],
      sessions: [...(person.sessions ?? []), ...sessions],
    };
  });
}

/** A request, who it is for, and when they could meet. */
interface Asked {
  request: SlotRequest;
  members: readonly Member[];
  candidates: readonly Candidate[];
}

/** Requests as the search for times sees them: people, days and weekly limits by number. */
function placeables(asked: readonly Asked[], gap: number): { groups: Placeable[]; rules: Rules } {
  const numbers = new Map<string, number>();
  const numberOf = (key: string) => keptIn(numbers, key, () => numbers.size);
  const limits = new Limits(asked);
  const groups = asked.map(({ request, members, candidates }): Placeable => {
    const length = request.durationMinutes * MINUTE;
    const daysAt = (startsAt: number) => members.map(member => dayOf(member, { startsAt, endsAt: startsAt + length }));
    const isSession = request.firstWorkingDay !== true;
    const days = candidates.map(({ startsAt }) => daysAt(startsAt));
    return {
      members: members.map(member => numberOf(member.personId)),
      length,
      candidates,
      days: days.map(all => all.map(day => (isSession && day !== null ? day.startsAt : NO_DAY))),
      limits: candidates.map(({ startsAt }) => members.flatMap(member => limits.numbersOf(member, startsAt))),
    };
  });
  return { groups, rules: { people: numbers.size, gap, limits: limits.rooms } };
}

/** What people can take in their weeks, where more is asked of them than that. */
class Limits {
  readonly rooms: number[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #asked = new Map<string, number>();

  constructor(asked: readonly Asked[]) {
    for (const { members } of asked)
      for (const { personId, rooms } of members)
        if (rooms !== null) this.#asked.set(personId, (this.#asked.get(personId) ?? 0) + 1);
  }

  numbersOf({ personId, rooms }: Member, startsAt: Instant): number[] {
    const asked = this.#asked.get(personId) ?? 0;
    return (rooms?.(startsAt) ?? [])
      .filter(({ room }) => room < asked)
      .map(({ key, room }) => this.#numberOf(`${personId} ${key}`, room));
  }

  #numberOf(key: string, room: number): number {
    return keptIn(this.#numbers, key, () => this.rooms.push(room) - 1);
  }
}
