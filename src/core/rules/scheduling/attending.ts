import { awayInterval, isAway, isAwayAt, type Person } from "../../domain/person.ts";
import { type Round, SHORT_ROUND_WEEKS } from "../../domain/programme.ts";
import {
  addDays,
  atLocal,
  daysBetween,
  type Instant,
  type Interval,
  type LocalDate,
  localDate,
  mondayOf,
  weekday,
} from "../../domain/values/time.ts";
import { workingTime } from "../../domain/values/workingHours.ts";

/** A person is in a short round if they can be there on at least this many of its working days. */
const DAYS_TO_TAKE_PART = 2;

/** Days on end away that leave a partner alone: the pair ends, and both can get another. */
export const LONG_LEAVE_DAYS = 28;

/** Whether a person is there for a round at all: two working days of a short one, and any long one they did not leave. */
export function attends(person: Person, round: Round): boolean {
  if (person.status === "left" || !takesSessions(person)) return false;
  if (daysBetween(round.startsOn, round.endsOn) > SHORT_ROUND_WEEKS * 7) return true;
  const days = daysOf(round.startsOn, round.endsOn);
  const working = days.filter(day => (person.hours[weekday(day) - 1] ?? []).length > 0);
  const there = working.filter(day => !isAway(person, day));
  return there.length >= Math.min(DAYS_TO_TAKE_PART, working.length) && there.length > 0;
}

/** Whether a person can be put into a group of a round: there for it, and not away or paused all through it. */
export function canBePlaced(person: Person, round: Round): boolean {
  return attends(person, round) && daysOf(round.startsOn, round.endsOn).some(day => !isAway(person, day));
}

/** Whether a person who is in no group yet can be there for the rest of a round, from tomorrow on. */
export function canStillJoin(person: Person, round: Round, today: LocalDate): boolean {
  const startsOn = [addDays(today, 1), round.startsOn].sort()[1] ?? round.startsOn;
  return canBePlaced(person, { ...round, startsOn });
}

function daysOf(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** False for people who said they can take on no sessions. */
export function takesSessions({ sessionsAWeek }: Person): boolean {
  return sessionsAWeek === null || sessionsAWeek > 0;
}

/** True when a person is away on a day and on all of the `count` days that begin with it. */
export function isAwayFor(person: Person, from: LocalDate, count: number): boolean {
  return isAway(person, from) && daysOf(from, addDays(from, count)).every(day => isAway(person, day));
}

/**
 * Whether a person is expected at a meeting: not when they are away then, nor when a leave takes every working day they
 * have in that week of the zone, since its time was then looked for without them.
 */
export function isExpectedAt(person: Person, at: Instant, zone: string): boolean {
  if (isAwayAt(person, at)) return false;
  const monday = mondayOf(localDate(at, zone));
  const week = { startsAt: atLocal(monday, 0, zone), endsAt: atLocal(addDays(monday, 7), 0, zone) };
  return awayInterval(person, week) === null || worksWithin(person, week);
}

/** True for people with working time in a window in which they are not away. */
export function worksWithin(person: Person, window: Interval): boolean {
  const away = awayInterval(person, window);
  return workingTime(person.hours, person.zone, window).some(
    time => away === null || time.startsAt < away.startsAt || time.endsAt > away.endsAt,
  );
}
