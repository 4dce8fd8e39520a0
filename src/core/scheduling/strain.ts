import { type Instant, type Interval, localDate, localMinutes, MINUTE, weekday } from "../time.ts";
import type { WorkingHours } from "../workingHours.ts";
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

/** How far a session is from the middle of a working day: 1 at the day's ends; infinite on a day off. */
function offMiddle(hours: WorkingHours, zone: string, session: Interval): number {
  const ranges = hours[weekday(localDate(session.startsAt, zone)) - 1] ?? [];
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first === undefined || last === undefined) return Number.POSITIVE_INFINITY;
  const middle = localMinutes(session.startsAt, zone) + (session.endsAt - session.startsAt) / MINUTE / 2;
  return Math.abs(middle - (first.from + last.to) / 2) / ((last.to - first.from) / 2);
}
