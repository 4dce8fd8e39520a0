import {
  addDays,
  type Instant,
  type Interval,
  type LocalDate,
  localDate,
  localMinutes,
  MINUTE,
  weekday,
} from "../../domain/values/time.ts";
import type { WorkingHours } from "../../domain/values/workingHours.ts";
import type { Availability } from "./availability.ts";

/** So many of the latest sessions are remembered, each at so much of the one after it. */
const REMEMBERED = 8;
const FADING = 0.7;

/**
 * How much of the early and late hours has fallen to a person: 0 when all their latest sessions before an instant were in
 * the middle of their day or there were none, 1 when all were at its very ends or outside it. Squared distances from the
 * middle, the latest session weighing most.
 */
export function strain(person: Availability, before: Instant): number {
  const latest = (person.sessions ?? [])
    .filter(session => session.endsAt <= before)
    .sort((a, b) => b.startsAt - a.startsAt)
    .slice(0, REMEMBERED);
  let sum = 0;
  let weights = 0;
  for (const [ago, session] of latest.entries()) {
    const weight = FADING ** ago;
    sum += weight * Math.min(1, offMiddle(person.hours, person.zone, session)) ** 2;
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}

/** How far a session is from the middle of a working day or night: 1 at its ends; infinite on a day off. */
function offMiddle(hours: WorkingHours, zone: string, session: Interval): number {
  const day = localDate(session.startsAt, zone);
  const minutes = localMinutes(session.startsAt, zone) + (session.endsAt - session.startsAt) / MINUTE / 2;
  const night = spanOf(hours, addDays(day, -1));
  const isNight = night !== null && minutes < night.to - DAY_MINUTES;
  const span = isNight ? night : spanOf(hours, day);
  if (span === null) return Number.POSITIVE_INFINITY;
  const middle = isNight ? minutes + DAY_MINUTES : minutes;
  return Math.abs(middle - (span.from + span.to) / 2) / ((span.to - span.from) / 2);
}

const DAY_MINUTES = 1440;

/** From the first working minute of a day to its last; null on a day off. */
function spanOf(hours: WorkingHours, day: LocalDate): { from: number; to: number } | null {
  const ranges = hours[weekday(day) - 1] ?? [];
  const [first, last] = [ranges[0], ranges.at(-1)];
  return first === undefined || last === undefined ? null : { from: first.from, to: last.to };
}
