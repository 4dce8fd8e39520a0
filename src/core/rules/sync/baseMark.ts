import type { EventCopy } from "../../domain/event.ts";
import type { Base } from "../../domain/link.ts";
import { comparableStored, comparableTitle, partOf } from "../../domain/values/content.ts";
import { markOf } from "../../domain/values/hash.ts";
import type { Instant, Interval } from "../../domain/values/time.ts";
import { type Met, meetingTime } from "./eventTime.ts";

// What it decides: what page and event last agreed on, where the database no longer knows it.
// Idea: the event carries a mark of the base as it was at Krug's last writing; values are known again by their marks, so that
//   no text and no address stands there twice. What nothing fits any more was changed by people on both sides.
// Source: docs/how-sync-decides.md#a-lost-database.
// Cost: a mark for each guest, and for each paragraph of the event at which Krug's text may begin.

interface Marks {
  v: 1;
  title: string;
  startsAt: number;
  endsAt: number;
  /** Length and mark of the text Krug wrote. */
  text: [number, string];
  /** The same of title and text as they are compared, for those that a tool respelled. Absent in marks of before. */
  same?: { title: string; text: [number, string] };
  /** Marks of the guests Krug invited, one after the other; null for more than a property holds. */
  guests: string | null;
}

const WIDTH = 7;
/** A private property holds 1,024 characters (docs/facts/google-calendar.md#private-properties). */
const MOST_GUESTS = 110;

/** A base as one private property of its event. The same for equal bases; 1,024 characters at most. */
export function baseMark(base: Base): string {
  const guests = [...base.guestEmails].sort();
  const comparable = comparableStored(base.description);
  const marks: Marks = {
    v: 1,
    title: shortMark(base.title),
    startsAt: base.startsAt,
    endsAt: base.endsAt,
    text: [base.description.length, shortMark(base.description)],
    same: { title: shortMark(comparableTitle(base.title)), text: [comparable.length, shortMark(comparable)] },
    guests: guests.length > MOST_GUESTS ? null : guests.map(shortMark).join(""),
  };
  return JSON.stringify(marks);
}

/**
 * The base that an event's mark tells of; null where it has none, or one of a later version.
 *
 * `titles`, `emails`: what may have been meant. A title or text that nothing fits becomes one that nobody wrote: both sides
 * changed it, and each is then told of the other. Guests that nothing fits are unknown to everybody and left out.
 */
export function baseFromMark(
  event: Pick<EventCopy, "baseMark" | "description">,
  seen: { titles: readonly string[]; emails: readonly string[] },
): Omit<Base, "isCancelled"> | null {
  const marks = parsed(event.baseMark);
  if (marks === null) return null;
  return {
    title:
      seen.titles.find(title => shortMark(title) === marks.title) ??
      seen.titles.find(title => shortMark(comparableTitle(title)) === marks.same?.title) ??
      `\u0000${marks.title}`,
    startsAt: marks.startsAt,
    endsAt: marks.endsAt,
    guestEmails: invited(marks.guests, seen.emails),
    description: writtenByKrug(event.description, marks),
  };
}

/**
 * When an event was for, as it tells itself: its own time, and where that is none to meet at, or has gone by while the agreed one
 * has not, the one its mark tells of. Null where neither says any.
 */
export function timeFor(event: EventCopy, source: Met, now: Instant): Interval | null {
  const time = meetingTime(event, source);
  const marks = parsed(event.baseMark);
  const isOdd = time === null || (time.startsAt <= now && (marks?.startsAt ?? 0) > now);
  return marks !== null && isOdd ? { startsAt: marks.startsAt, endsAt: marks.endsAt } : time;
}

/** When page and event last agreed to meet, as the event's mark tells; null where it has none, or one of a later version. */
export function agreedTime({ baseMark: text }: Pick<EventCopy, "baseMark">): Interval | null {
  const marks = parsed(text);
  return marks === null ? null : { startsAt: marks.startsAt, endsAt: marks.endsAt };
}

function parsed(text: string | null): Marks | null {
  if (text === null) return null;
  try {
    const marks = JSON.parse(text) as Marks;
    return marks.v === 1 ? marks : null;
  } catch {
    return null;
  }
}

function invited(marks: string | null, emails: readonly string[]): string[] {
  if (marks === null) return [...new Set(emails)].sort();
  const wanted = new Set<string>();
  for (let at = 0; at < marks.length; at += WIDTH) wanted.add(marks.slice(at, at + WIDTH));
  return [...new Set(emails)].filter(email => wanted.has(shortMark(email))).sort();
}

/** The part of an event's text that has the length and mark of what Krug wrote: people write before it and after it. */
function writtenByKrug(text: string, { text: [length, mark], same }: Marks): string {
  if (length === 0) return "";
  for (let at = 0; at >= 0 && at + length <= text.length; at = nextParagraph(text, at)) {
    const part = text.slice(at, at + length);
    if (shortMark(part) === mark) return part;
  }
  const respelled = same === undefined ? null : partOf(text, same.text[0], part => shortMark(part) === same.text[1]);
  return respelled ?? `\u0000${mark}`;
}

function nextParagraph(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? -1 : at + 1;
}

function shortMark(text: string): string {
  return markOf(text).padEnd(WIDTH, "0").slice(0, WIDTH);
}
