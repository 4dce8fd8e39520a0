import { type Interval, type LocalDate, localDate, mondayOf } from "../time.ts";
import { type Availability, freeTime, stretched, type WorkingDay, workingDaysOnce } from "./availability.ts";
import { difference, holding } from "./intervals.ts";
import type { SlotRequest } from "./slots.ts";
import { strain } from "./strain.ts";

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
  /** Sessions a week they can take beside those they have, by its Monday; null for no limit. */
  room: ((week: LocalDate) => number) | null;
}

interface Known {
  person: Availability;
  sessionDays: ReadonlySet<LocalDate>;
  room: Member["room"];
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
  const known = new Map(people.map(person => [person.personId, knownOf(person)]));
  const daysOf = workingDaysOnce();
  const done = new Map<string, Map<WorkingDay[], Member>>();
  const seen = (one: Known, { window, firstWorkingDay }: SlotRequest): Member => {
    const hours = daysOf(one.person, window);
    const counts = firstWorkingDay !== true;
    const key = `${one.person.personId} ${counts}`;
    const mine = done.get(key) ?? new Map<WorkingDay[], Member>();
    done.set(key, mine);
    const found = mine.get(hours) ?? memberOf(one, window, hours, counts);
    mine.set(hours, found);
    return found;
  };
  const memberOf = ({ person, sessionDays, room }: Known, window: Interval, hours: WorkingDay[], counts: boolean) => {
    const days = stretchMinutes > 0 ? stretched(hours, stretchMinutes) : hours;
    const full = counts && room !== null ? days.filter(day => room(day.week) <= 0) : [];
    const free = freeTime(person, days, bufferMinutes);
    return {
      personId: person.personId,
      days,
      hours,
      free: free === null ? null : difference(free, full),
      strain: strain(person, window.startsAt),
      sessionDays,
      room: counts ? room : null,
    };
  };
  return request =>
    [...new Set(request.memberIds)].sort().map(personId => {
      const found = known.get(personId);
      if (found !== undefined) return seen(found, request);
      return { personId, days: [], hours: [], free: null, strain: 0, sessionDays: new Set<LocalDate>(), room: null };
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

function knownOf(person: Availability): Known {
  const sessionDays = new Set<LocalDate>();
  const held = new Map<LocalDate, number>();
  for (const { startsAt } of person.sessions ?? []) {
    const day = localDate(startsAt, person.zone);
    sessionDays.add(day);
    held.set(mondayOf(day), (held.get(mondayOf(day)) ?? 0) + 1);
  }
  const most = person.sessionsAWeek;
  const room = most == null ? null : (week: LocalDate) => Math.max(0, Math.floor(most) - (held.get(week) ?? 0));
  return { person, sessionDays, room };
}
