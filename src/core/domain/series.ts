import { addressesOfGuest, type EventChanges, type EventDraft, type Guest } from "./event.ts";
import type { Base, Link } from "./link.ts";
import type { SessionKind } from "./session.ts";
import { markOf } from "./values/hash.ts";
import { addDays, atLocal, daysBetween, type Instant, type LocalDate, localDate, localMinutes } from "./values/time.ts";

/** A recurring event as Google last had it: the whole of it, not one of its instances. */
interface MasterCopy {
  etag: string;
  isCancelled: boolean;
  title: string;
  description: string;
  startsAt: Instant;
  endsAt: Instant;
  zone: string;
  guests: Guest[];
  /** Lines of RFC 5545. */
  recurrence: string[];
  /** Its private properties. */
  marks: Readonly<Record<string, string>>;
  /** True where Google shows only some of its guests. Absent where it shows all. */
  areGuestsOmitted?: boolean;
}

/** The sessions of a steady group that share one recurring event. */
export interface Series {
  /** The recurring event's id. */
  id: string;
  groupId: string;
  kind: SessionKind;
  /** Grows each time a series is made for the group's sessions of the kind. */
  generation: number;
  /** Local time is kept in it. */
  zone: string;
  /** Which session each occurrence is, by the start it has in the series (as text, being a key). Empty: not ours yet. */
  sessions: Readonly<Record<string, string>>;
  /** What both sides agreed on for the whole of it; guests are those Krug invited. */
  base: Pick<Base, "title" | "description" | "guestEmails" | "invitedAs">;
  master: MasterCopy;
  /** True when the event's private properties name the sessions, so that they are found with the database lost. */
  isMarked: boolean;
  /** What was cut off it and has no other series yet. */
  heir: Heir | null;
  /** What people had set on what is being cut off; absent where nothing is. */
  carried?: Carried;
}

/** An event as Calendar has it, with all that Krug does not understand. */
export type RawEvent = Readonly<Record<string, unknown>>;

/** The series before a cut, and those of its instances that were cut off, by their sessions. */
interface Carried {
  whole: RawEvent;
  instances: Readonly<Record<string, RawEvent>>;
}

/** Sessions cut off a series, and why: other people come, or they come at another time. */
interface Heir {
  reason: "members" | "moved";
  /** Their links as they were. */
  links: Link[];
}

/** What a recurring event is made as. Its start is the first occurrence's. */
export interface SeriesDraft extends EventDraft {
  recurrence: string[];
  guests: Guest[];
}

/** In what an instance differs from its series. */
export interface SeriesException {
  originalStart: Instant;
  change: EventChanges;
}

/** A place in the week: ISO weekday and minutes since local midnight. */
export interface WeeklySlot {
  weekday: number;
  localMinutes: number;
}

/** The series' event id: hexadecimal, then `s` for sessions and `c` for check-ins, then its generation. */
export function seriesIdFor(groupId: string, kind: SessionKind, generation: number): string {
  return `krug${groupId.replaceAll("-", "").toLowerCase()}${kind === "check_in" ? "c" : "s"}${generation}`;
}

/** What names a group's sessions of a kind, whichever series they are in. */
export function rhythmKey(groupId: string, kind: SessionKind): string {
  return `${kind}:${groupId}`;
}

/**
 * The id Google gives to an instance: its start in UTC after the series' id (docs/facts/google-calendar.md#recurrence).
 */
export function instanceIdFor(seriesId: string, originalStart: Instant): string {
  return `${seriesId}_${stampOf(originalStart)}`;
}

/** An instant as RFC 5545 writes it in UTC: 20270112T090000Z. */
export function stampOf(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** The instant `stampOf` writes; null for any other text. */
function parseStamp(text: string): Instant | null {
  const stamp = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (stamp === null) return null;
  const [, year, month, day, hour, minute, second] = stamp;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const MARK = "krugSeries";
const INVITED = "krugInvited";
/** A private property holds 1,024 characters (docs/facts/google-calendar.md#private-properties). */
const MOST_INVITED = 120;

/** The people Krug invited, as a private property: a short mark for each address. */
export function invitedMark(emails: readonly string[]): Record<string, string> {
  return { [INVITED]: [...emails].sort().slice(0, MOST_INVITED).map(shortMark).join(" ") };
}

/** Of some addresses those that Krug invited, as its private properties tell; null where they tell nothing. */
export function invitedAmong(marks: Readonly<Record<string, string>>, emails: readonly string[]): string[] | null {
  const invited = marks[INVITED]?.split(" ");
  return invited === undefined ? null : [...new Set(emails)].filter(email => invited.includes(shortMark(email))).sort();
}

/**
 * The people Krug invited to a series: those agreed on, and those the event itself records. It records more where a
 * change of the guests was made and its answer lost: those it invited would otherwise count as guests that people
 * added.
 */
export function invitedTo({ base, master }: Pick<Series, "base" | "master">): string[] {
  const told = master.guests.filter(guest => invitedAmong(master.marks, addressesOfGuest(guest))?.length);
  return [...new Set([...base.guestEmails, ...told.map(guest => guest.email)])].sort();
}

function shortMark(email: string): string {
  return markOf(email).slice(0, 7);
}

/** The private properties that let a series be known again: whose it is, and which session each occurrence is. */
export function marksOf(series: Pick<Series, "id" | "groupId" | "kind" | "generation" | "sessions" | "base">) {
  const marks: Record<string, string> = {
    ...invitedMark(series.base.guestEmails),
    [MARK]: [series.kind, series.groupId, series.generation, series.id].join(" "),
  };
  for (const [start, sessionId] of Object.entries(series.sessions)) marks[`krug${stampOf(Number(start))}`] = sessionId;
  return marks;
}

/**
 * Whose series private properties name, and the sessions of its occurrences by their starts; null for one that is not Krug's.
 * `writtenFor` is the series they were written for: Calendar copies them to another when people split one.
 */
export function parseMarks(marks: Readonly<Record<string, string>>): {
  kind: SessionKind;
  groupId: string;
  generation: number;
  writtenFor: string;
  sessions: Record<string, string>;
} | null {
  const [kind, groupId, generation, writtenFor] = (marks[MARK] ?? "").split(" ");
  if ((kind !== "session" && kind !== "check_in") || !groupId || !writtenFor) return null;
  const sessions: Record<string, string> = {};
  for (const [key, sessionId] of Object.entries(marks)) {
    const start = key.startsWith("krug") ? parseStamp(key.slice("krug".length)) : null;
    if (start !== null) sessions[String(start)] = sessionId;
  }
  return { kind, groupId, generation: Number(generation), writtenFor, sessions };
}

/**
 * The recurrence of weekly or rarer occurrences that keep their local time in a zone: bounded by the last, and without the
 * weeks between that have none. All starts are whole weeks apart on the zone's calendar.
 */
export function recurrenceOf(starts: readonly Instant[], zone: string): string[] {
  const sorted = [...starts].sort((a, b) => a - b);
  const [first = 0, last = first] = [sorted[0], sorted.at(-1)];
  const firstDay = localDate(first, zone);
  const weeks = sorted.map(start => Math.round(daysBetween(firstDay, localDate(start, zone)) / 7));
  const interval = Math.max(weeks.reduce(greatestCommonDivisor, 0), 1);
  const missing: LocalDate[] = [];
  for (let week = 0; week < (weeks.at(-1) ?? 0); week += interval)
    if (!weeks.includes(week)) missing.push(addDays(firstDay, 7 * week));
  const minutes = localMinutes(first, zone);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, "0")}${String(minutes % 60).padStart(2, "0")}00`;
  return [
    `RRULE:FREQ=WEEKLY;INTERVAL=${interval};UNTIL=${stampOf(last)}`,
    ...(missing.length === 0
      ? []
      : [`EXDATE;TZID=${zone}:${missing.map(day => `${day.replaceAll("-", "")}T${clock}`).join(",")}`]),
  ];
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The same recurrence, ended before an instant; or, where other meetings lie behind it, without these places alone. */
export function endedBefore(
  { recurrence, zone }: Pick<MasterCopy, "recurrence" | "zone">,
  at: Instant,
  places: readonly Instant[] = [],
): string[] {
  if (places.length > 0)
    return [...recurrence, `EXDATE;TZID=${zone}:${places.map(place => stampIn(place, zone)).join(",")}`];
  return recurrence.map(line => {
    if (!line.startsWith("RRULE:")) return line;
    const kept = line
      .slice("RRULE:".length)
      .split(";")
      .filter(part => !/^(COUNT|UNTIL)=/.test(part));
    return `RRULE:${[...kept, untilBefore(at)].join(";")}`;
  });
}

/** True where a recurrence ends as `endedBefore` ends it. */
export function isEndedBefore(
  master: Pick<MasterCopy, "recurrence" | "zone">,
  at: Instant,
  places: readonly Instant[],
) {
  const { recurrence, zone } = master;
  if (places.length === 0) return recurrence.some(line => line.includes(untilBefore(at)));
  const left = recurrence.filter(line => line.startsWith("EXDATE")).join();
  return places.every(place => left.includes(stampIn(place, zone)) || left.includes(stampOf(place)));
}

/** An instant as RFC 5545 writes it where its zone stands beside it: 20270112T100000. */
function stampIn(at: Instant, zone: string): string {
  const minutes = localMinutes(at, zone);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, "0")}${String(minutes % 60).padStart(2, "0")}00`;
  return `${localDate(at, zone).replaceAll("-", "")}T${clock}`;
}

/** The last instant a recurrence may have a start at; null for one that is bounded in another way, or not at all. */
export function untilOf(recurrence: readonly string[]): Instant | null {
  const rule = recurrence.find(line => line.startsWith("RRULE:"));
  return parseStamp(/[:;]UNTIL=([^;]+)/.exec(rule ?? "")?.[1] ?? "");
}

/** The part of a rule that ends it before an instant. */
function untilBefore(at: Instant): string {
  return `UNTIL=${stampOf(at - 1000)}`;
}

/** An occurrence's start moved by whole weeks, at the same local time. */
export function weeksLater(start: Instant, weeks: number, zone: string): Instant {
  return atLocal(addDays(localDate(start, zone), 7 * weeks), localMinutes(start, zone), zone);
}

/** Whole weeks from one start to another by the zone's calendar; days short of a week are rounded. */
export function weeksBetween(from: Instant, to: Instant, zone: string): number {
  return Math.round(daysBetween(localDate(from, zone), localDate(to, zone)) / 7);
}
