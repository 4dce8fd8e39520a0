// What it decides: the weekly slot at which a group meets through a whole round.
// Idea: every span's possible times are counted by their place in the week; a place that misses a span pays more for it than
//   the least comfortable time costs, so the slot that fits most spans wins, and the most comfortable among those.
// Source: docs/how-times-are-found.md#groups-with-a-steady-rhythm. Cost: spans x the possible times of each.
import type { WeeklySlot } from "../../domain/series.ts";
import { type Instant, type Interval, localDate, localMinutes, MINUTE, weekday } from "../../domain/values/time.ts";
import { candidatesOf } from "./candidates.ts";
import { type Availability, type Member, membersSeen } from "./members.ts";
import type { SlotRequest } from "./slotRequest.ts";
import type { WeekRoom } from "./weeklyRoom.ts";

/** A stretch of the round in which the group should meet once. */
interface RhythmSpan {
  key: string;
  window: Interval;
  /** Those of the group who are there in it. */
  memberIds: readonly string[];
}

/** A group that needs a weekly slot. */
interface RhythmRequest {
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
const MISSED = 2000;
const WORST = 1800;
/** What candidates pay for each minute after the first of a check-in's day; here a minute costs one. */
const CANDIDATES_MINUTE = 100;

/** A place in the week: what it costs, its times, and how much of which limits they take. */
interface Place {
  cost: number;
  times: RhythmTime[];
  taken: Map<string, number>;
}

/** Where a weekly slot stands: its place in the week of a zone. */
export function slotOf(at: Instant, zone: string): WeeklySlot {
  return { weekday: weekday(localDate(at, zone)), localMinutes: localMinutes(at, zone) };
}

export function slotKey(slot: WeeklySlot): string {
  return `${slot.weekday}/${slot.localMinutes}`;
}

/**
 * The times of the weekly slot that suits a group best through its spans, one for each span it suits, in order. Null when no
 * slot suits enough of them.
 */
export function planRhythm(request: RhythmRequest, people: readonly Availability[]): RhythmTime[] | null {
  const membersOf = membersSeen(people, 0, 0);
  const places = new Map<string, Place>();
  for (const span of request.spans) {
    for (const { startsAt, cost, counts } of timesIn(request, span, membersOf)) {
      const key = slotKey(slotOf(startsAt, request.zone));
      const place: Place = places.get(key) ?? { cost: MISSED * request.spans.length, times: [], taken: new Map() };
      // The hour that comes twice when clocks go back is one place: its first time counts.
      if (place.times.at(-1)?.key === span.key) continue;
      // People who take a session every second week have none in the week after one of this slot's own.
      if (counts.some(weekRoom => weekRoom.room <= (place.taken.get(weekRoom.key) ?? 0))) continue;
      for (const weekRoom of counts) place.taken.set(weekRoom.key, (place.taken.get(weekRoom.key) ?? 0) + 1);
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

function timesIn(
  request: RhythmRequest,
  span: RhythmSpan,
  membersOf: (slot: SlotRequest) => Member[],
): { startsAt: Instant; cost: number; counts: readonly WeekRoom[] }[] {
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
  const members = membersOf(slot);
  const found = candidatesOf(slot, members, STEP_MINUTES);
  const limited = members.filter(member => member.rooms !== null);
  const countsAt = (startsAt: Instant) =>
    limited.flatMap(({ personId, rooms }) =>
      (rooms?.(startsAt) ?? []).map(({ key, room }) => ({ key: `${personId} ${key}`, room })),
    );
  if (!firstWorkingDay)
    return found.map(({ startsAt, cost }) => ({ startsAt, cost: Math.max(cost, 0), counts: countsAt(startsAt) }));
  const first = found[0]?.startsAt ?? 0;
  return found
    .filter(({ startsAt }) => localDate(startsAt, zone) === localDate(first, zone))
    .map(({ startsAt, cost }) => ({ startsAt, cost: Math.max(cost, 0) / CANDIDATES_MINUTE, counts: [] }));
}
