import { difference, holding, union } from "../../domain/values/intervals.ts";
import { keptIn } from "../../domain/values/maps.ts";
import {
  addDays,
  atLocal,
  daysThrough,
  type Instant,
  type Interval,
  type LocalDate,
  localDate,
  localMinutes,
  MINUTE,
  mondayOf,
  weekday,
} from "../../domain/values/time.ts";
import type { WorkingHours } from "../../domain/values/workingHours.ts";
import type { SlotRequest } from "./slotRequest.ts";
import { WeeklyRoom, type WeekRoom } from "./weeklyRoom.ts";

/** What is known of one member of a group within the group's window. */
export interface Member {
  personId: string;
  /** The days on which they can come, each from its first moment to its last. */
  days: readonly WorkingDay[];
  /** The same days as they really work: shorter where `days` are stretched. */
  hours: readonly WorkingDay[];
  /** Null when the calendar could not be read. */
  free: readonly Interval[] | null;
  /** How much of the early and late hours has fallen to them lately, 0 to 1. */
  strain: number;
  /** Days on which they have another session. */
  sessionDays: ReadonlySet<LocalDate>;
  /** What a session at an instant counts against in its week of theirs; null for no limit. */
  rooms: ((startsAt: Instant) => readonly WeekRoom[]) | null;
}

interface Known {
  person: Availability;
  sessionDays: ReadonlySet<LocalDate>;
  weeks: WeeklyRoom | null;
}

/**
 * The members of a request's group, sorted, as one who knows these people sees them. What takes long is worked out once
 * a person and window.
 *
 * @param bufferMinutes Kept free around everything a person has.
 * @param stretchMinutes Days are taken to begin and end so much further out.
 */
export function membersSeen(
  people: readonly Availability[],
  bufferMinutes: number,
  stretchMinutes: number,
): (request: SlotRequest) => Member[] {
  const byId = new Map(people.map(person => [person.personId, person]));
  const known = new Map<string, Known>();
  const knownTo = (personId: string, moves: string | undefined): Known | null => {
    const person = byId.get(personId);
    if (person === undefined) return null;
    const isTheirs = moves !== undefined && person.sessions?.some(session => session.id === moves) === true;
    const key = isTheirs ? `${personId} ${moves}` : personId;
    return keptIn(known, key, () => knownOf(person, isTheirs ? moves : null));
  };
  const daysOf = workingDaysOnce();
  const done = new Map<string, Map<WorkingDay[], Member>>();
  const seen = (one: Known, { window, firstWorkingDay, moves = "" }: SlotRequest): Member => {
    const hours = daysOf(one.person, window);
    const counts = firstWorkingDay !== true;
    const key = `${one.person.personId} ${moves} ${counts}`;
    const mine = keptIn(done, key, () => new Map());
    return keptIn(mine, hours, () => memberOf(one, window, hours, counts));
  };
  const memberOf = ({ person, sessionDays, weeks }: Known, window: Interval, hours: WorkingDay[], counts: boolean) => {
    const days = stretchMinutes > 0 ? stretched(hours, stretchMinutes) : hours;
    const full = counts && weeks !== null ? fullWeeks(weeks, days, person.zone) : [];
    const free = freeTime(person, days, bufferMinutes);
    return {
      personId: person.personId,
      days,
      hours,
      free: free === null ? null : difference(free, full),
      strain: strain(person, window.startsAt),
      sessionDays,
      rooms:
        counts && weeks !== null
          ? (startsAt: Instant) => weeks.rooms(mondayOf(localDate(startsAt, person.zone)))
          : null,
    };
  };
  return request =>
    [...new Set(request.memberIds)].sort().map(personId => {
      const found = knownTo(personId, request.moves);
      if (found !== null) return seen(found, request);
      return { personId, days: [], hours: [], free: null, strain: 0, sessionDays: new Set<LocalDate>(), rooms: null };
    });
}

/** The working day of a member that holds the time; null when none does. */
export function dayOf(member: Member, slot: Interval): WorkingDay | null {
  return holding(member.days, slot);
}

/** Those who would have to come before their day begins or stay after it ends; by their ids. */
export function outsideHours(members: readonly Member[], slot: Interval): string[] {
  return members.filter(member => holding(member.hours, slot) === null).map(member => member.personId);
}

/** The weeks of the days that have no room for one more session, each from its first moment to its last. */
function fullWeeks(weeks: WeeklyRoom, days: readonly WorkingDay[], zone: string): Interval[] {
  // A night's work begins in one week and may end in the next.
  const mondays = new Set(days.flatMap(({ week, endsAt }) => [week, mondayOf(localDate(endsAt, zone))]));
  return [...mondays]
    .sort()
    .filter(monday => !weeks.hasRoom(monday))
    .map(monday => ({ startsAt: atLocal(monday, 0, zone), endsAt: atLocal(addDays(monday, 7), 0, zone) }));
}

/** `moves` is the session of theirs that gets another time; null for none. */
function knownOf(person: Availability, moves: string | null): Known {
  const sessionDays = new Set<LocalDate>();
  const weeks: LocalDate[] = [];
  let own: LocalDate | null = null;
  for (const { startsAt, id } of person.sessions ?? []) {
    const day = localDate(startsAt, person.zone);
    if (moves !== null && id === moves) {
      own = mondayOf(day);
      continue;
    }
    sessionDays.add(day);
    weeks.push(mondayOf(day));
  }
  const most = person.sessionsAWeek;
  return { person, sessionDays, weeks: most == null ? null : new WeeklyRoom(most, weeks, own) };
}

/** How many of the latest sessions are remembered, each weighted by `FADING` against the one after it. */
const REMEMBERED = 8;

const FADING = 0.7;

/**
 * How much of the early and late hours has fallen to a person: 0 when all their latest sessions before an instant were in
 * the middle of their day or there were none, 1 when all were at its very ends or outside it. Squared distances from the
 * middle, the latest session weighing most.
 */
function strain(person: Availability, before: Instant): number {
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
interface WorkingDay extends Interval {
  /** On the person's own wall, as the two below. */
  date: LocalDate;
  /** ISO: Monday 1 to Sunday 7. */
  weekday: number;
  /** The Monday of its week. */
  week: LocalDate;
  stretches: readonly Interval[];
}

/** The whole working days that touch a window, in order, in the person's own zone; local time is kept across clock changes. */
function workingDays(hours: WorkingHours, zone: string, window: Interval): WorkingDay[] {
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
function stretched(days: readonly WorkingDay[], minutes: number): WorkingDay[] {
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
function freeTime(person: Availability, days: readonly WorkingDay[], bufferMinutes: number): Interval[] | null {
  if (person.busy === null) return null;
  const buffer = bufferMinutes * MINUTE;
  const busy = person.busy.map(time => ({ startsAt: time.startsAt - buffer, endsAt: time.endsAt + buffer }));
  const taken = union(person.away === null ? busy : [...busy, person.away]);
  return difference(union(days.flatMap(day => day.stretches)), taken);
}

/** Working days by person and window; people with the same hours and zone share them, since zones are slow to work out. */
function workingDaysOnce(): (person: Availability, window: Interval) => WorkingDay[] {
  const known = new Map<string, WorkingDay[]>();
  return (person, window) => {
    const key = `${person.zone} ${window.startsAt} ${window.endsAt} ${JSON.stringify(person.hours)}`;
    return keptIn(known, key, () => workingDays(person.hours, person.zone, window));
  };
}

/** Whose calendars have to be looked at, and over what time, before sessions can be given their slots. */
export interface FreeBusyNeed {
  emails: string[];
  window: Interval;
}

/** Busy times by address as they were read; null where a calendar could not be read. */
export type BusyTimes = ReadonlyMap<string, readonly Interval[] | null>;
