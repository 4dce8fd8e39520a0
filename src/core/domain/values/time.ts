import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone.js";
import utc from "dayjs/plugin/utc.js";

dayjs.extend(utc);
dayjs.extend(timezone);

/** A point in time: epoch milliseconds, UTC. */
export type Instant = number;
/** A day on a wall calendar, as YYYY-MM-DD, without a zone. */
export type LocalDate = string;

export interface Interval {
  startsAt: Instant;
  /** Exclusive. */
  endsAt: Instant;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The instant an ISO date-time with an offset names; null when it names none (a bare date has no instant). */
export function parseInstant(text: string): Instant | null {
  if (!text.includes("T") || !/(?:Z|[+-]\d\d:?\d\d)$/.test(text.slice(-6))) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** ISO in UTC with seconds and no milliseconds, for example 2027-01-11T09:00:00Z. */
export function toIso(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** ISO as clocks in `zone` show it, with the offset: 2027-01-11T10:00:00+01:00. */
export function toLocalIso(at: Instant, zone: string): string {
  const minutes = offsetMinutes(at, zone);
  const local = new Date(at + minutes * MINUTE).toISOString().slice(0, 19);
  const clock = (value: number) => String(value).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? "-" : "+"}${clock(Math.floor(size / 60))}:${clock(size % 60)}`;
}

/** Zones change their clocks on whole quarters of an hour; within one the offset is the same. */
const QUARTER = 15 * MINUTE;
/** Where the clocks show the same offset a day before so many days and a day after them, none changed it there and back meanwhile. */
const STEADY = 3 * DAY;
const OFFSETS_KEPT = 20_000;
/** By zone and by the number of the days: null where the clocks change in them. */
const steadyOffsets = new Map<string, Map<number, number | null>>();
const offsets = new Map<string, number>();

/** Minutes that `zone` is ahead of UTC at an instant: mostly those at both ends of a few days. */
function offsetMinutes(at: Instant, zone: string): number {
  const span = Math.floor(at / STEADY);
  const known = steadyOffsets.get(zone)?.get(span);
  return (known === undefined ? steadyOffset(span, zone) : known) ?? offsetKept(at, zone);
}

function steadyOffset(span: number, zone: string): number | null {
  const ofZone = steadyOffsets.get(zone) ?? new Map<number, number | null>();
  if (ofZone.size >= OFFSETS_KEPT) ofZone.clear();
  const before = offsetOnWall(span * STEADY - DAY, zone);
  const found = before === offsetOnWall((span + 1) * STEADY + DAY, zone) ? before : null;
  steadyOffsets.set(zone, ofZone.set(span, found));
  return found;
}

/** The offset while the clocks of `zone` show what those of UTC do at an instant: day.js keeps the formatter it reads this with. */
function offsetOnWall(at: Instant, zone: string): number {
  return dayjs.tz(new Date(at).toISOString().slice(0, 19), zone).utcOffset();
}

/** Kept, since working one out takes a formatter's time: near a change of the clocks alone. */
function offsetKept(at: Instant, zone: string): number {
  const key = `${zone} ${Math.floor(at / QUARTER)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= OFFSETS_KEPT) offsets.clear();
  const found = dayjs(at).tz(zone).utcOffset();
  offsets.set(key, found);
  return found;
}

/** True for a zone this runtime knows by its IANA name ("Europe/Sofia"); bare offsets and abbreviations are not zones. */
export function isZone(zone: string): boolean {
  const known = zones.get(zone);
  if (known !== undefined) return known;
  if (zones.size >= ZONES_KEPT) zones.clear();
  zones.set(zone, isNamedZone(zone));
  return zones.get(zone) === true;
}

const ZONES_KEPT = 1000;
const zones = new Map<string, boolean>();

function isNamedZone(zone: string): boolean {
  if (!/^(UTC|[A-Za-z_]+\/[A-Za-z0-9_+\-/]+)$/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** True for a day that exists: 2027-02-30 does not. */
export function isLocalDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The day the wall calendar shows in `zone`; the last of the year 9999 for what comes after it. */
export function localDate(at: Instant, zone: string): LocalDate {
  return dayOf(at + offsetMinutes(at, zone) * MINUTE);
}

/** Minutes since local midnight, 0 to 1439, as the clock on the wall shows it. */
export function localMinutes(at: Instant, zone: string): number {
  const local = new Date(at + offsetMinutes(at, zone) * MINUTE);
  return local.getUTCHours() * 60 + local.getUTCMinutes();
}

/**
 * The instant at which the clocks of `zone` show `minutes` after midnight of `date`; 1440 is the next midnight.
 * A time that daylight saving skips is moved on by the gap; of one that comes twice it is the first.
 */
export function atLocal(date: LocalDate, minutes: number, zone: string): Instant {
  const day = minutes >= 1440 ? addDays(date, Math.floor(minutes / 1440)) : date;
  const wall = startInUtc(day) + (minutes % 1440) * MINUTE;
  const before = wall - offsetMinutes(wall - DAY, zone) * MINUTE;
  const after = wall - offsetMinutes(wall + DAY, zone) * MINUTE;
  if (before + offsetMinutes(before, zone) * MINUTE === wall) return before;
  if (after + offsetMinutes(after, zone) * MINUTE === wall) return after;
  return before;
}

/** The first and last days that are written with four digits of a year: people write the last for "without an end". */
const FIRST_DAY = Date.parse("0001-01-01T00:00:00Z");
const LAST_DAY = Date.parse("9999-12-31T00:00:00Z");

/** Days outside these years are slips of the pen: nobody plans or looks back that far. */
export const YEARS = { first: "1900", last: "2200" };
const [FIRST_MEANT, LAST_MEANT] = [YEARS.first, YEARS.last].map(year => Date.parse(`${year}-01-01T00:00:00Z`)) as [
  Instant,
  Instant,
];

/** True for an instant so far off that nobody means it. */
export function isFar(at: Instant): boolean {
  return at < FIRST_MEANT || at >= LAST_MEANT;
}

/** The day `days` later; negative goes back. Never before the year 1 or after the year 9999. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dayOf(startInUtc(date) + days * DAY);
}

/** The days from one to another, both included; none where the last comes first. */
export function daysThrough(first: LocalDate, last: LocalDate): LocalDate[] {
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, count) => addDays(first, count));
}

const DAYS_KEPT = 5000;
const days = new Map<number, LocalDate>();

/** Kept, since writing a day takes a thousand times as long as looking it up. */
function dayOf(at: Instant): LocalDate {
  const number = Math.floor(Math.min(Math.max(at, FIRST_DAY), LAST_DAY) / DAY);
  const known = days.get(number);
  if (known !== undefined) return known;
  if (days.size >= DAYS_KEPT) days.clear();
  const found = new Date(number * DAY).toISOString().slice(0, 10);
  days.set(number, found);
  return found;
}

const starts = new Map<LocalDate, Instant>();

/** When a day begins in UTC. Kept like the days themselves. */
function startInUtc(date: LocalDate): Instant {
  const known = starts.get(date);
  if (known !== undefined) return known;
  if (starts.size >= DAYS_KEPT) starts.clear();
  const found = Date.parse(`${date}T00:00:00Z`);
  starts.set(date, found);
  return found;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((startInUtc(to) - startInUtc(from)) / DAY);
}

/** ISO weekday: Monday 1 … Sunday 7. */
export function weekday(date: LocalDate): number {
  return new Date(startInUtc(date)).getUTCDay() || 7;
}

/** The Monday of the day's week. */
export function mondayOf(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekday(date));
}

/** True when the two share at least a moment; touching ends do not overlap. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}
