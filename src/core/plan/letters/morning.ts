import { isAway, type Person } from "../../domain/person.ts";
import { addDays, atLocal, type Instant, type Interval, localDate, MINUTE } from "../../domain/values/time.ts";
import { workingTime } from "../../domain/values/workingHours.ts";

/** So long a letter's event is. */
export const LETTER_MINUTES = 15;
/** A morning further off is no morning for it: the letter waits until one comes nearer. */
const DAYS_LOOKED_AT = 7;

/**
 * The first quarter of an hour of a person's next working day after today, as their clocks show it, that no other letter of
 * theirs has taken. Null where the next seven days hold none: a leave, or no working hours.
 */
export function nextMorning(person: Person, now: Instant, taken: ReadonlySet<Instant>): Interval | null {
  const today = localDate(now, person.zone);
  const quarter = LETTER_MINUTES * MINUTE;
  for (let ahead = 1; ahead <= DAYS_LOOKED_AT; ahead += 1) {
    const day = addDays(today, ahead);
    if (isAway(person, day)) continue;
    const window = { startsAt: atLocal(day, 0, person.zone), endsAt: atLocal(day, 1440, person.zone) };
    for (const stretch of workingTime(person.hours, person.zone, window))
      for (let at = Math.ceil(stretch.startsAt / quarter) * quarter; at + quarter <= stretch.endsAt; at += quarter)
        if (!taken.has(at)) return { startsAt: at, endsAt: at + quarter };
  }
  return null;
}
