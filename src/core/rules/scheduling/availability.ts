import { difference, union } from "../../domain/values/intervals.ts";
import {
  addDays,
  atLocal,
  daysThrough,
  type Interval,
  type LocalDate,
  localDate,
  MINUTE,
  mondayOf,
  weekday,
} from "../../domain/values/time.ts";
import type { WorkingHours } from "../../domain/values/workingHours.ts";

/** When a person can meet. */
export interface Availability {
  personId: string;
  zone: string;
  hours: WorkingHours;
  /** Leave or a pause; null when there is none. */
  away: Interval | null;
  /**
   * What Google's free/busy says and everything else that takes a person's time: out of office and focus time are in it,
   * events shown as free and places of work are not. Null: could not be read, and unknown is not free.
   */
  busy: readonly HeldTime[] | null;
  /** Sessions they had and will have, check-ins left out; none without. Those to come are in `busy` too. */
  sessions?: readonly HeldTime[];
  /** Sessions they can take in a week of theirs, Monday to Sunday, "0.5" one in two; no limit without. Check-ins do not count. */
  sessionsAWeek?: number | null;
}

/** A time a person is taken; `id` where it is that of a session with a page. */
export interface HeldTime extends Interval {
  id?: string;
}

/** A person's working day, from its first moment to its last; breaks are in `stretches`. */
export interface WorkingDay extends Interval {
  /** On the person's own wall, as the two below. */
  date: LocalDate;
  /** ISO: Monday 1 to Sunday 7. */
  weekday: number;
  /** The Monday of its week. */
  week: LocalDate;
  stretches: readonly Interval[];
}

/** The whole working days that touch a window, in order, in the person's own zone; local time is kept across clock changes. */
export function workingDays(hours: WorkingHours, zone: string, window: Interval): WorkingDay[] {
  const days: WorkingDay[] = [];
  const last = localDate(window.endsAt, zone);
  // The night before the first day may reach into it.
  for (const day of daysThrough(addDays(localDate(window.startsAt, zone), -1), last)) {
    const ranges = hours[weekday(day) - 1] ?? [];
    const stretches = union(
      ranges.map(({ from, to }) => ({ startsAt: atLocal(day, from, zone), endsAt: atLocal(day, to, zone) })),
    );
    const [first, end] = [stretches[0], stretches.at(-1)];
    if (first === undefined || end === undefined) continue;
    if (end.endsAt > window.startsAt && first.startsAt < window.endsAt)
      days.push({
        startsAt: first.startsAt,
        endsAt: end.endsAt,
        date: day,
        weekday: weekday(day),
        week: mondayOf(day),
        stretches,
      });
  }
  return days;
}

/** The same days, each beginning and ending so much further out, never beyond the middle of the night between two; breaks stay. */
export function stretched(days: readonly WorkingDay[], minutes: number): WorkingDay[] {
  return days.map((day, place) => {
    const [before, after] = [days[place - 1], days[place + 1]];
    const startsAt = Math.max(
      day.startsAt - minutes * MINUTE,
      before === undefined ? Number.NEGATIVE_INFINITY : (before.endsAt + day.startsAt) / 2,
    );
    const endsAt = Math.min(
      day.endsAt + minutes * MINUTE,
      after === undefined ? Number.POSITIVE_INFINITY : (day.endsAt + after.startsAt) / 2,
    );
    const ends = [
      { startsAt, endsAt: day.startsAt },
      { startsAt: day.endsAt, endsAt },
    ];
    return { ...day, startsAt, endsAt, stretches: union([...ends, ...day.stretches]) };
  });
}

/**
 * The stretches in which a person works, is not away and has nothing in the calendar, `bufferMinutes` around that
 * included. Null when the calendar could not be read.
 */
export function freeTime(person: Availability, days: readonly WorkingDay[], bufferMinutes: number): Interval[] | null {
  if (person.busy === null) return null;
  const buffer = bufferMinutes * MINUTE;
  const busy = person.busy.map(one => ({ startsAt: one.startsAt - buffer, endsAt: one.endsAt + buffer }));
  const taken = union(person.away === null ? busy : [...busy, person.away]);
  return difference(union(days.flatMap(day => day.stretches)), taken);
}

/** Working days by person and window; people with the same hours and zone share them, since zones are slow to work out. */
export function workingDaysOnce(): (person: Availability, window: Interval) => WorkingDay[] {
  const known = new Map<string, WorkingDay[]>();
  return (person, window) => {
    const key = `${person.zone} ${window.startsAt} ${window.endsAt} ${JSON.stringify(person.hours)}`;
    const found = known.get(key) ?? workingDays(person.hours, person.zone, window);
    known.set(key, found);
    return found;
  };
}

/** Whose calendars have to be looked at, and over what time, before sessions can be given their slots. */
export interface FreeBusyNeed {
  emails: string[];
  window: Interval;
}

/** Busy times by address as they were read; null where a calendar could not be read. */
export type BusyTimes = ReadonlyMap<string, readonly Interval[] | null>;
