// What it decides: at which times a group could meet, and how good each is.
// Idea: the members' free stretches are intersected; what remains is cut into starts on the step.
// Source: docs/how-times-are-found.md#when-they-meet. Cost: members x stretches, then starts x members.

import { holding, intersection, union } from "../../domain/values/intervals.ts";
import {
  atLocal,
  DAY,
  daysThrough,
  HOUR,
  type Instant,
  type Interval,
  localDate,
  MINUTE,
  weekday,
} from "../../domain/values/time.ts";
import { dayOf, type Member, outsideHours } from "./members.ts";
import type { NearMiss, SlotRequest } from "./slotRequest.ts";

/** A start a group could take; the smaller the cost the better. */
export interface Candidate {
  startsAt: Instant;
  cost: number;
}

/** A member has to come outside their working hours. */
const OUTSIDE = 1_000_000;
/** A week later is worse than anything a time of a week can be. */
const LATER_WEEK = 20_000;
const KEPT = -10_000;
/** Monday's first hour and Friday's last. */
const EDGE_OF_WEEK = 5000;
/** The furthest from the middle of a day that any member has to come. */
const FURTHEST = 200;
const MEAN = 50;
/** How much more a person who had all recent early and late hours counts than one who had none. */
const FAIRNESS = 3;
/** Each session on a day on which a member has another; more than any hour of a day is worth. */
export const SAME_DAY = 400;
const ODD_QUARTER = 10;
const HALF_HOUR = 3;
/** Check-ins: a minute later is worse than anything else a time can be. */
const LATER_MINUTE = 100;

/**
 * Every start at which all members are free, in order, each with its cost; none when a member's calendar is
 * unknown.
 */
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
  const cost =
    request.firstWorkingDay === true
      ? (slot: Interval) => checkInCost(members, slot, kept, { startsAt: first, endsAt: first + length })
      : (slot: Interval) => sessionCost(members, slot, kept, request.window.startsAt);
  return sorted.map(startsAt => ({ startsAt, cost: cost({ startsAt, endsAt: startsAt + length }) }));
}

/** The starts on whole steps at which a session of that length ends within the stretch. All in milliseconds. */
function startsIn(stretch: Interval, length: number, step: number): Instant[] {
  const starts: Instant[] = [];
  for (let at = Math.ceil(stretch.startsAt / step) * step; at + length <= stretch.endsAt; at += step) starts.push(at);
  return starts;
}

function checkInCost(members: readonly Member[], slot: Interval, kept: readonly Instant[], first: Interval): number {
  const isSameDay = members.every(member => dayOf(member, slot) === dayOf(member, first));
  const outside = OUTSIDE * outsideHours(members, slot).length;
  if (isSameDay && kept.includes(slot.startsAt)) return KEPT + outside;
  return ((slot.startsAt - first.startsAt) / MINUTE) * LATER_MINUTE + outside;
}

function sessionCost(members: readonly Member[], slot: Interval, kept: readonly Instant[], from: Instant): number {
  const crowded = members.filter(member => member.sessionDays.has(dayOf(member, slot)?.date ?? "")).length;
  return (
    LATER_WEEK * Math.floor((slot.startsAt - from) / (7 * DAY)) +
    (kept.includes(slot.startsAt) ? KEPT : 0) +
    SAME_DAY * crowded +
    OUTSIDE * outsideHours(members, slot).length +
    discomfort(members, slot)
  );
}

/**
 * How far a time is from the middle of everyone's day, the edges of the week and odd quarters counted too. The early and
 * late hours of a person who lately had more of them than the others count for more, so that they go round.
 */
function discomfort(members: readonly Member[], slot: Interval): number {
  const least = Math.min(...members.map(member => member.strain));
  let furthest = 0;
  let sum = 0;
  let isEdge = false;
  for (const member of members) {
    const day = dayOf(member, slot);
    if (day === null) continue;
    const half = (day.endsAt - day.startsAt) / 2;
    const off = Math.abs((slot.startsAt + slot.endsAt) / 2 - (day.startsAt + day.endsAt) / 2) / half;
    const weight = 1 + FAIRNESS * (member.strain - least);
    furthest = Math.max(furthest, off ** 2 * weight);
    sum += off * weight;
    if (day.weekday === 1 && slot.startsAt < day.startsAt + HOUR) isEdge = true;
    if (day.weekday === 5 && slot.endsAt > day.endsAt - HOUR) isEdge = true;
  }
  const minutes = (slot.startsAt / MINUTE) % 60;
  const roundness = minutes === 0 ? 0 : minutes === 30 ? HALF_HOUR : ODD_QUARTER;
  return (isEdge ? EDGE_OF_WEEK : 0) + FURTHEST * furthest + (MEAN * sum) / members.length + roundness;
}

/** The instants in the window at which the kept weekly slot begins. */
function keptStarts({ preferred, window }: SlotRequest): Instant[] {
  if (preferred === null) return [];
  const starts: Instant[] = [];
  const last = localDate(window.endsAt + DAY, preferred.zone);
  for (const day of daysThrough(localDate(window.startsAt, preferred.zone), last)) {
    if (weekday(day) === preferred.weekday) starts.push(atLocal(day, preferred.localMinutes, preferred.zone));
  }
  return starts;
}

const NEAR_MISSES = 3;

/** Up to three times, apart from one another, that suit all but the fewest; the most comfortable first among equals. */
export function nearMisses(request: SlotRequest, members: readonly Member[], stepMinutes: number): NearMiss[] {
  const length = request.durationMinutes * MINUTE;
  const window = { startsAt: Math.max(request.window.startsAt, request.earliest), endsAt: request.window.endsAt };
  if (!(length > 0)) return [];
  const free = members.map(member => ({ member, time: member.free ?? [] }));
  const starts = union(free.flatMap(one => one.time)).flatMap(stretch =>
    startsIn(
      { startsAt: Math.max(stretch.startsAt, window.startsAt), endsAt: Math.min(stretch.endsAt, window.endsAt) },
      length,
      stepMinutes * MINUTE,
    ),
  );
  const misses = starts.map(startsAt => {
    const slot = { startsAt, endsAt: startsAt + length };
    const can = free.filter(one => holding(one.time, slot) !== null).map(one => one.member);
    const without = members.filter(member => !can.includes(member)).map(member => member.personId);
    return { startsAt, without, discomfort: can.length === 0 ? 0 : discomfort(can, slot) };
  });
  const nearest: NearMiss[] = [];
  const order = misses
    .filter(miss => miss.without.length < members.length)
    .sort((a, b) => a.without.length - b.without.length || a.discomfort - b.discomfort || a.startsAt - b.startsAt);
  for (const { startsAt, without } of order) {
    if (nearest.length === NEAR_MISSES) break;
    if (nearest.every(other => Math.abs(other.startsAt - startsAt) >= length)) nearest.push({ startsAt, without });
  }
  return nearest;
}
