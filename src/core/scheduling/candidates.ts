// What it decides: at which times a group could meet, and how good each is.
// Idea: the members' free stretches are intersected; what remains is cut into starts on the step.
// Source: design, sections 5 and 6. Cost: members x stretches, then starts x members.
import { addDays, atLocal, DAY, HOUR, type Instant, type Interval, localDate, MINUTE, weekday } from "../time.ts";
import type { WorkingDay } from "./availability.ts";
import { holding, intersection } from "./intervals.ts";
import type { SlotRequest } from "./slots.ts";

/** What is known of one member of a group within the group's window. */
export interface Member {
  personId: string;
  days: readonly WorkingDay[];
  /** Null when the calendar could not be read. */
  free: readonly Interval[] | null;
}

/** A start a group could take; the smaller the cost the better. */
export interface Candidate {
  startsAt: Instant;
  cost: number;
}

const KEPT = -10_000;
/** Monday's first hour and Friday's last. */
const EDGE_OF_WEEK = 5000;
/** The furthest from the middle of a day that somebody has to come. */
const FURTHEST = 200;
const MEAN = 50;
const ODD_QUARTER = 10;
const HALF_HOUR = 3;
/** Check-ins: a minute later is worse than anything else a time can be. */
const LATER_MINUTE = 100;

/** Every start at which all members are free, in order, each with its cost; none when somebody's calendar is unknown. */
export function candidatesOf(request: SlotRequest, members: readonly Member[], stepMinutes: number): Candidate[] {
  const length = request.durationMinutes * MINUTE;
  const from = Math.max(request.window.startsAt, request.earliest);
  let common: Interval[] = from < request.window.endsAt ? [{ startsAt: from, endsAt: request.window.endsAt }] : [];
  for (const member of members) common = member.free === null ? [] : intersection(common, member.free);
  if (members.length === 0 || !(length > 0)) return [];
  const kept = keptStarts(request);
  const starts = new Set(common.flatMap(stretch => startsIn(stretch, length, stepMinutes * MINUTE)));
  for (const start of kept)
    if (holding(common, { startsAt: start, endsAt: start + length }) !== null) starts.add(start);
  const sorted = [...starts].sort((a, b) => a - b);
  const first = sorted[0] ?? 0;
  return sorted.map(startsAt => {
    const slot = { startsAt, endsAt: startsAt + length };
    let cost = kept.includes(startsAt) ? KEPT : 0;
    if (request.firstWorkingDay === true) {
      const sameDay = members.every(
        member => dayOf(member, slot) === dayOf(member, { startsAt: first, endsAt: first + length }),
      );
      cost = sameDay && cost < 0 ? KEPT : ((startsAt - first) / MINUTE) * LATER_MINUTE;
    } else cost += discomfort(members, slot);
    return { startsAt, cost };
  });
}

/** The starts on whole steps at which a session of that length ends within the stretch. All in milliseconds. */
export function startsIn(stretch: Interval, length: number, step: number): Instant[] {
  const starts: Instant[] = [];
  for (let at = Math.ceil(stretch.startsAt / step) * step; at + length <= stretch.endsAt; at += step) starts.push(at);
  return starts;
}

/** How far a time is from the middle of everyone's day, the edges of the week and odd quarters counted too. */
export function discomfort(members: readonly Member[], slot: Interval): number {
  let furthest = 0;
  let sum = 0;
  let isEdge = false;
  for (const member of members) {
    const day = dayOf(member, slot);
    if (day === null) continue;
    const half = (day.endsAt - day.startsAt) / 2;
    const off = Math.abs((slot.startsAt + slot.endsAt) / 2 - (day.startsAt + day.endsAt) / 2) / half;
    furthest = Math.max(furthest, off);
    sum += off;
    if (day.weekday === 1 && slot.startsAt < day.startsAt + HOUR) isEdge = true;
    if (day.weekday === 5 && slot.endsAt > day.endsAt - HOUR) isEdge = true;
  }
  const minutes = (slot.startsAt / MINUTE) % 60;
  const roundness = minutes === 0 ? 0 : minutes === 30 ? HALF_HOUR : ODD_QUARTER;
  return (isEdge ? EDGE_OF_WEEK : 0) + FURTHEST * furthest ** 2 + (MEAN * sum) / members.length + roundness;
}

/** The working day of a member that holds the time; null when none does. */
export function dayOf(member: Member, slot: Interval): WorkingDay | null {
  return holding(member.days, slot);
}

/** The instants in the window at which the kept weekly slot begins. */
function keptStarts({ preferred, window }: SlotRequest): Instant[] {
  if (preferred === null) return [];
  const starts: Instant[] = [];
  const last = localDate(window.endsAt + DAY, preferred.zone);
  for (let day = localDate(window.startsAt, preferred.zone); day <= last; day = addDays(day, 1)) {
    if (weekday(day) === preferred.weekday) starts.push(atLocal(day, preferred.localMinutes, preferred.zone));
  }
  return starts;
}
