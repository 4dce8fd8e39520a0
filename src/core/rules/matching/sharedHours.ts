// What it decides: how much working time people have in common, each in their own zone, and when in the week it lies.
// Idea: a person's week is a row of bits, one for each quarter of an hour of a real week in UTC; common time is their AND.
// Source: docs/how-matching-decides.md#fit. Cost: 21 words for two people.
import {
  atLocal,
  DAY,
  type Interval,
  type LocalDate,
  localDate,
  localMinutes,
  MINUTE,
  mondayOf,
  weekday,
} from "../../domain/values/time.ts";
import { type WorkingHours, workingTime } from "../../domain/values/workingHours.ts";

const QUARTER = 15 * MINUTE;
const QUARTERS = (7 * DAY) / QUARTER;

/** The quarters of an hour of one week that are wholly working time, as bits. */
export type WeekBits = Uint32Array;

/** A person's working quarters of the seven days from a Monday's first moment in UTC. */
export function weekBits(hours: WorkingHours, zone: string, week: LocalDate): WeekBits {
  const window = windowOf(week);
  const bits = new Uint32Array(Math.ceil(QUARTERS / 32));
  for (const stretch of workingTime(hours, zone, window)) {
    const first = Math.ceil((stretch.startsAt - window.startsAt) / QUARTER);
    const end = Math.floor((stretch.endsAt - window.startsAt) / QUARTER);
    for (let quarter = first; quarter < end; quarter += 1) bits[quarter >> 5]! |= 1 << (quarter & 31);
  }
  return bits;
}

/** Minutes a week that are working time for both. */
export function sharedMinutes(a: WeekBits, b: WeekBits): number {
  let count = 0;
  for (let word = 0; word < a.length; word += 1) count += ones(a[word]! & b[word]!);
  return count * 15;
}

/** The working time all have in common; everybody's where there is one, none where there is nobody. */
export function sharedBits(weeks: readonly WeekBits[]): WeekBits {
  const first = weeks[0];
  if (first === undefined) return new Uint32Array(Math.ceil(QUARTERS / 32));
  return first.map((bits, word) => weeks.reduce((common, week) => common & week[word]!, bits) >>> 0);
}

/** When in the week people can meet: ISO weekdays, and the part of the day when it is the same on all of them. */
export interface SharedTime {
  minutesAWeek: number;
  /** Monday 1 to Sunday 7, those with an hour in common at least. */
  days: number[];
  part: "mornings" | "afternoons" | "evenings" | "days";
}

const LEAST_MINUTES = 60;
const NOON = 12 * 60;
const EVENING = 17 * 60;

/** The common time of a week as the clocks of `zone` show it; null when no day has an hour of it. */
export function sharedTime(bits: WeekBits, zone: string, week: LocalDate): SharedTime | null {
  const { startsAt } = windowOf(week);
  const days = new Map<number, { minutes: number; from: number; to: number }>();
  for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
    if ((bits[quarter >> 5]! & (1 << (quarter & 31))) === 0) continue;
    const at = startsAt + quarter * QUARTER;
    const from = localMinutes(at, zone);
    const day = weekday(localDate(at, zone));
    const known = days.get(day) ?? { minutes: 0, from, to: from };
    days.set(day, {
      minutes: known.minutes + 15,
      from: Math.min(known.from, from),
      to: Math.max(known.to, from + 15),
    });
  }
  const usable = [...days].filter(([, { minutes }]) => minutes >= LEAST_MINUTES).sort(([a], [b]) => a - b);
  if (usable.length === 0) return null;
  const from = Math.min(...usable.map(([, day]) => day.from));
  const to = Math.max(...usable.map(([, day]) => day.to));
  const minutesAWeek = usable.reduce((sum, [, { minutes }]) => sum + minutes, 0);
  return { minutesAWeek, days: usable.map(([day]) => day), part: partOfDay(from, to) };
}

function partOfDay(from: number, to: number): SharedTime["part"] {
  if (to <= NOON + 60) return "mornings";
  if (from >= EVENING) return "evenings";
  return from >= NOON && to <= EVENING + 120 ? "afternoons" : "days";
}

function windowOf(week: LocalDate): Interval {
  const startsAt = atLocal(mondayOf(week), 0, "UTC");
  return { startsAt, endsAt: startsAt + 7 * DAY };
}

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
