// What it decides: the weekly slot at which a group meets through a whole round.
// Idea: every span's possible times are counted by their place in the week; a place that misses a span pays more for it than
//   the least comfortable time costs, so the slot that fits most spans wins, and the most comfortable among those.
// Source: design, sections 5 and 6. Cost: spans x the possible times of each.
import type { WeeklySlot } from "../series.ts";
import { type Instant, type Interval, localDate, localMinutes, MINUTE, weekday } from "../time.ts";
import { type Availability, freeTime, type WorkingDay, workingDaysOnce } from "./availability.ts";
import { candidatesOf, dayOf, type Member } from "./candidates.ts";

/** A stretch of the round in which the group should meet once. */
export interface RhythmSpan {
  key: string;
  window: Interval;
  /** Those of the group who are there in it. */
  memberIds: readonly string[];
}

/** A group that needs a weekly slot. */
export interface RhythmRequest {
  id: string;
  zone: string;
  durationMinutes: number;
  spans: readonly RhythmSpan[];
  earliest: Instant;
  /** Check-ins: only the first day of a span on which all work. */
  firstWorkingDay: boolean;
  /** The slot that was chosen before and is gone on with; null while it is open. */
  fixed: WeeklySlot | null;
  /** With fewer spans than this there is no rhythm. */
  least: number;
}

/** A span's time in the rhythm. */
export interface RhythmTime extends Interval {
  key: string;
}

const STEP_MINUTES = 15;
/** A missed span is worse than any time, and a time no worse than this. */
const MISSED = 1000;
const WORST = 600;
/** Another session of a member on the same day. */
const SAME_DAY = 60;
/** What candidates pay for each minute after the first of a check-in's day; here a minute costs one. */
const CANDIDATES_MINUTE = 100;

/** Where a weekly slot stands: its place in the week of a zone. */
export function slotOf(at: Instant, zone: string): WeeklySlot {
  return { weekday: weekday(localDate(at, zone)), localMinutes: localMinutes(at, zone) };
}

export function slotKey(slot: WeeklySlot): string {
  return `${slot.weekday}/${slot.localMinutes}`;
}

/**
 * The times of the weekly slot that suits a group best through its spans, one for each span it suits, in order. Null when no
 * slot suits enough of them. `others` are sessions of people that their calendars may not show yet.
 */
export function planRhythm(
  request: RhythmRequest,
  people: readonly Availability[],
  others: ReadonlyMap<string, readonly Interval[]>,
): RhythmTime[] | null {
  const known = new Map(people.map(person => [person.personId, person]));
  const daysOf = workingDaysOnce();
  const places = new Map<string, { cost: number; times: RhythmTime[] }>();
  for (const span of request.spans) {
    const members = span.memberIds.map(personId => memberIn(span.window, known.get(personId), personId, daysOf));
    for (const { startsAt, cost } of timesIn(request, span, members, others)) {
      const key = slotKey(slotOf(startsAt, request.zone));
      const place = places.get(key) ?? { cost: MISSED * request.spans.length, times: [] };
      // The hour that comes twice when clocks go back is one place: its first time counts.
      if (place.times.at(-1)?.key === span.key) continue;
      place.cost += Math.min(cost, WORST) - MISSED;
      place.times.push({ key: span.key, startsAt, endsAt: startsAt + request.durationMinutes * MINUTE });
      places.set(key, place);
    }
  }
  if (request.fixed !== null) {
    const times = places.get(slotKey(request.fixed))?.times ?? [];
    return times.length < request.least ? null : times;
  }
  const [best] = [...places.entries()]
    .filter(([, place]) => place.times.length >= request.least)
    .sort(([keyA, a], [keyB, b]) => a.cost - b.cost || (keyA < keyB ? -1 : 1));
  return best === undefined ? null : best[1].times;
}

function memberIn(
  window: Interval,
  person: Availability | undefined,
  personId: string,
  daysOf: (person: Availability, window: Interval) => WorkingDay[],
): Member {
  if (person === undefined) return { personId, days: [], free: null };
  const days = daysOf(person, window);
  return { personId, days, free: freeTime(person, days, 0) };
}

function timesIn(
  request: RhythmRequest,
  span: RhythmSpan,
  members: readonly Member[],
  others: ReadonlyMap<string, readonly Interval[]>,
): { startsAt: Instant; cost: number }[] {
  const { durationMinutes, earliest, firstWorkingDay, fixed, zone } = request;
  const slot = {
    id: span.key,
    memberIds: span.memberIds,
    durationMinutes,
    window: span.window,
    preferred: fixed === null ? null : { ...fixed, zone },
    earliest,
    firstWorkingDay,
  };
  const found = candidatesOf(slot, members, STEP_MINUTES);
  const first = found[0]?.startsAt ?? 0;
  if (firstWorkingDay)
    return found
      .filter(({ startsAt }) => localDate(startsAt, zone) === localDate(first, zone))
      .map(({ startsAt, cost }) => ({ startsAt, cost: Math.max(cost, 0) / CANDIDATES_MINUTE }));
  return found.map(({ startsAt, cost }) => {
    const time = { startsAt, endsAt: startsAt + durationMinutes * MINUTE };
    const crowded = members.filter(member => {
      const day = dayOf(member, time);
      return (
        day !== null &&
        (others.get(member.personId) ?? []).some(one => one.startsAt < day.endsAt && one.endsAt > day.startsAt)
      );
    });
    return { startsAt, cost: Math.max(cost, 0) + SAME_DAY * crowded.length };
  });
}
