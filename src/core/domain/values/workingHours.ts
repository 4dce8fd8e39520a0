import { union } from "./intervals.ts";
import { addDays, atLocal, daysThrough, type Interval, localDate, weekday } from "./time.ts";

/**
 * Minutes since local midnight in which a person can meet, for each ISO weekday (index 0 is Monday). Empty is a day off; what
 * ends after 1440 goes on into the next day, whose own hours it may touch.
 */
export type WorkingHours = readonly (readonly { from: number; to: number }[])[];

/** The stretches of working time that touch a window, as instants, in order; local time is kept across clock changes. */
export function workingTime(hours: WorkingHours, zone: string, window: Interval): Interval[] {
  const found: Interval[] = [];
  const last = localDate(window.endsAt, zone);
  for (const day of daysThrough(addDays(localDate(window.startsAt, zone), -1), last)) {
    for (const range of hours[weekday(day) - 1] ?? []) {
      const startsAt = Math.max(atLocal(day, range.from, zone), window.startsAt);
      const endsAt = Math.min(atLocal(day, range.to, zone), window.endsAt);
      if (startsAt < endsAt) found.push({ startsAt, endsAt });
    }
  }
  return union(found);
}
