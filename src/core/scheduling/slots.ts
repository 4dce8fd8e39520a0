import { randomOf } from "../matching/random.ts";
import { type Instant, type Interval, MINUTE } from "../time.ts";
import { type Availability, freeTime, type WorkingDay, workingDaysOnce } from "./availability.ts";
import type { Placeable } from "./board.ts";
import { type Candidate, candidatesOf, dayOf, discomfort, type Member, startsIn } from "./candidates.ts";
import { difference, holding, union } from "./intervals.ts";
import { placed } from "./placement.ts";

/** A group that needs a time. */
export interface SlotRequest {
  id: string;
  memberIds: readonly string[];
  durationMinutes: number;
  /** The session lies in it. */
  window: Interval;
  /** The weekly slot the group has had, kept while it works: ISO weekday, minutes since local midnight. Null for none. */
  preferred: { weekday: number; localMinutes: number; zone: string } | null;
  /** Nothing begins before: the notice people need. */
  earliest: Instant;
  /** Check-ins: the first day on which all work, as early as all can. */
  firstWorkingDay?: boolean;
}

/** A time that does not suit everybody. */
export interface NearMiss {
  startsAt: Instant;
  /** Who can't, or whose calendar is unknown; sorted. */
  without: string[];
}

export type SlotOutcome =
  | { kind: "slot"; startsAt: Instant; endsAt: Instant }
  | { kind: "none"; unreadable: string[]; nearest: NearMiss[] };

export interface SlotOptions {
  seed: string;
  /** Sessions begin on whole steps, of UTC; 15 without. */
  stepMinutes?: number;
  /** Kept free around everything a person has; 0 without. */
  bufferMinutes?: number;
}

const NEAR_MISSES = 3;

/**
 * For each request, by its id, a time that suits all its members, or why there is none and the nearest misses.
 *
 * A time lies within everybody's working hours in their own zone and overlaps nothing they have, no absence, and no
 * other time given here to one of them. As many requests as can be found get one; then times are better that were had
 * before, lie in the middle of everyone's day, on other days than a person's other sessions, on the hour or half hour,
 * and neither on Monday's first hour nor Friday's last. A member whose calendar could not be read, or of whom nothing
 * is known, is in `unreadable`, and the request gets no time. Source: design, section 6, "When".
 */
export function planSlots(
  requests: readonly SlotRequest[],
  people: readonly Availability[],
  options: SlotOptions,
): Map<string, SlotOutcome> {
  const { seed, stepMinutes = 15, bufferMinutes = 0 } = options;
  const known = new Map(people.map(person => [person.personId, person]));
  const numbers = new Map([...known.keys()].sort().map((id, number) => [id, number]));
  const sorted = [...requests].sort((a, b) => (a.id < b.id ? -1 : 1));
  const daysOf = workingDaysOnce();
  const freeOf = onceEach((person: Availability, days: WorkingDay[]) => freeTime(person, days, bufferMinutes));
  const asked = sorted.map(request => {
    const members = [...new Set(request.memberIds)].sort().map((personId): Member => {
      const person = known.get(personId);
      if (person === undefined) return { personId, days: [], free: null };
      const days = daysOf(person, request.window);
      return { personId, days, free: freeOf(person, days) };
    });
    const candidates = candidatesOf(request, members, stepMinutes);
    return { request, members, candidates };
  });
  const groups = asked.map(({ request, members, candidates }) => placeable(request, members, candidates, numbers));
  const chosen = placed(groups, { people: numbers.size, gap: bufferMinutes * MINUTE, limits: [] }, randomOf(seed));
  const outcomes = new Map<string, SlotOutcome>();
  const given = new Map<string, Interval[]>();
  for (const [index, { request, members, candidates }] of asked.entries()) {
    const startsAt = candidates[chosen[index]!]?.startsAt;
    if (startsAt === undefined) continue;
    const slot = { startsAt, endsAt: startsAt + request.durationMinutes * MINUTE };
    outcomes.set(request.id, { kind: "slot", ...slot });
    const around = { startsAt: slot.startsAt - bufferMinutes * MINUTE, endsAt: slot.endsAt + bufferMinutes * MINUTE };
    for (const { personId } of members) given.set(personId, [...(given.get(personId) ?? []), around]);
  }
  for (const { request, members } of asked) {
    if (outcomes.has(request.id)) continue;
    const unreadable = members.filter(member => member.free === null).map(member => member.personId);
    outcomes.set(request.id, { kind: "none", unreadable, nearest: nearMisses(request, members, given, stepMinutes) });
  }
  return outcomes;
}

function placeable(
  request: SlotRequest,
  members: readonly Member[],
  candidates: readonly Candidate[],
  numbers: ReadonlyMap<string, number>,
): Placeable {
  const length = request.durationMinutes * MINUTE;
  return {
    members: members.map(member => numbers.get(member.personId) ?? -1).filter(number => number >= 0),
    length,
    candidates,
    days: candidates.map(({ startsAt }) =>
      members.map(member => dayOf(member, { startsAt, endsAt: startsAt + length })?.startsAt ?? 0),
    ),
    limits: candidates.map(() => []),
  };
}

/** Up to three times, apart from one another, that suit all but the fewest; the most comfortable first among equals. */
function nearMisses(
  request: SlotRequest,
  members: readonly Member[],
  given: ReadonlyMap<string, readonly Interval[]>,
  stepMinutes: number,
): NearMiss[] {
  const length = request.durationMinutes * MINUTE;
  const window = { startsAt: Math.max(request.window.startsAt, request.earliest), endsAt: request.window.endsAt };
  if (!(length > 0)) return [];
  const free = members.map(member => ({
    member,
    time: difference(member.free ?? [], union(given.get(member.personId) ?? [])),
  }));
  const starts = union(free.flatMap(one => one.time)).flatMap(stretch =>
    startsIn(
      { startsAt: Math.max(stretch.startsAt, window.startsAt), endsAt: Math.min(stretch.endsAt, window.endsAt) },
      length,
      stepMinutes * MINUTE,
    ),
  );
  const misses = starts.map(startsAt => {
    const slot = { startsAt, endsAt: startsAt + length };
    const can = free.filter(one => holding(one.time, slot) !== null).map(one => one.member);
    const without = members.filter(member => !can.includes(member)).map(member => member.personId);
    return { startsAt, without, discomfort: can.length === 0 ? 0 : discomfort(can, slot) };
  });
  const nearest: NearMiss[] = [];
  const order = misses
    .filter(miss => miss.without.length < members.length)
    .sort((a, b) => a.without.length - b.without.length || a.discomfort - b.discomfort || a.startsAt - b.startsAt);
  for (const { startsAt, without } of order) {
    if (nearest.length === NEAR_MISSES) break;
    if (nearest.every(other => Math.abs(other.startsAt - startsAt) >= length)) nearest.push({ startsAt, without });
  }
  return nearest;
}

/** `work` done once for each person and window. */
function onceEach<T>(work: (person: Availability, days: WorkingDay[]) => T) {
  const done = new Map<Availability, Map<WorkingDay[], T>>();
  return (person: Availability, days: WorkingDay[]): T => {
    const mine = done.get(person) ?? new Map<WorkingDay[], T>();
    done.set(person, mine);
    if (!mine.has(days)) mine.set(days, work(person, days));
    return mine.get(days)!;
  };
}
