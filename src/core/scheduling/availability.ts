import { addDays, atLocal, type Interval, localDate, MINUTE, weekday } from "../time.ts";
import type { WorkingHours } from "../workingHours.ts";
import { difference, union } from "./intervals.ts";

/** When somebody can meet. */
export interface Availability {
  personId: string;
  zone: string;
  hours: WorkingHours;
  /** Leave or a pause; null when there is none. */
  away: Interval | null;
  /** Null: could not be read, and unknown is not free. */
  busy: readonly Interval[] | null;
}

/** A person's working day, from its first moment to its last; breaks are in `stretches`. */
export interface WorkingDay extends Interval {
  /** ISO: Monday 1 to Sunday 7, on the person's own wall. */
  weekday: number;
  stretches: readonly Interval[];
}

/** The whole working days that touch a window, in order, in the person's own zone; local time is kept across clock changes. */
export function workingDays(hours: WorkingHours, zone: string, window: Interval): WorkingDay[] {
  const days: WorkingDay[] = [];
  const last = localDate(window.endsAt, zone);
  for (let day = localDate(window.startsAt, zone); day <= last; day = addDays(day, 1)) {
    const ranges = hours[weekday(day) - 1] ?? [];
    const stretches = union(
      ranges.map(({ from, to }) => ({ startsAt: atLocal(day, from, zone), endsAt: atLocal(day, to, zone) })),
    );
    const [first, end] = [stretches[0], stretches.at(-1)];
    if (first === undefined || end === undefined) continue;
    if (end.endsAt > window.startsAt && first.startsAt < window.endsAt)
      days.push({ startsAt: first.startsAt, endsAt: end.endsAt, weekday: weekday(day), stretches });
  }
  return days;
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
