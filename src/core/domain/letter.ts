/**
 * Letters: what Krug tells one person alone.
 *
 * Idea: comments in Notion are read by all, so a letter is a short event on the programme's calendar with one guest; it shows
 * as free. Its id spells what it is about, so the same letter can't be made twice, and without the database it is known again.
 * Source: docs/coming-and-going.md#letters; event ids take 5 to 1,024 of a-v and 0-9
 * (docs/facts/google-calendar.md#event-ids). Cost: one look at each event.
 */
import type { Guest } from "./event.ts";
import type { Instant } from "./values/time.ts";

const LETTER_KINDS = [
  "kick_off",
  "kick_off_reminder",
  "names_unread",
  "survey_ask",
  "feedback_reminder",
  "change_offer",
  "for_coordinator",
  "still_in",
  "not_this_round",
  "page_changed",
  "group_check",
  "other_hours",
  "news",
] as const;
type LetterKind = (typeof LETTER_KINDS)[number];

/** What makes a letter one and the same: told once for each kind, person, programme and cause. */
export interface LetterKey {
  kind: LetterKind;
  personId: string;
  programmeId: string;
  /** What it is told for, such as a round; empty where there is but one. */
  cause: string;
}

/** A letter that was sent. */
export interface Letter extends LetterKey {
  eventId: string;
  sentAt: Instant;
  /** Marks of what else it told. */
  also: readonly string[];
  /** When its event last changed: a reply is not later. */
  changedAt: Instant;
  /** What its reader replied; `needsAction` until then. */
  reply: Guest["reply"];
}

/** What Krug wants a letter's event to be. */
export interface LetterDraft {
  title: string;
  description: string;
  startsAt: Instant;
  endsAt: Instant;
  zone: string;
  /** The recipient. */
  email: string;
  /** What the event keeps for Krug alone (`letterMark`). */
  mark: string;
  /** True for a note that is found in the calendar and mailed to nobody. */
  isSilent?: boolean;
}

/** Letters that nobody is mailed. */
export const SILENT_LETTERS: ReadonlySet<LetterKind> = new Set<LetterKind>(["news"]);

const PREFIX = "krugletter";

/** The id of a letter's event: always the same for a key, and the key can be read from it. */
export function letterEventId({ kind, personId, programmeId, cause }: LetterKey): string {
  return PREFIX + base32hex([kind, personId, programmeId, cause].join("|"));
}

/** What the ids of all letters of a kind begin with. */
export function lettersBeginWith(kind: LetterKind): string {
  // A digit holds five bits: what the next letter has a share in is left out.
  return PREFIX + base32hex(`${kind}|`).slice(0, Math.floor(((kind.length + 1) * 8) / 5));
}

/** The id of a letter to Krug's operators: tied to no programme, and to no person of one. */
export function operatorLetterId(cause: string): string {
  return PREFIX + base32hex(`operator|${cause}`);
}

/** What a letter's event id says; null for any other id. */
export function parseLetterId(eventId: string): LetterKey | null {
  if (!eventId.startsWith(PREFIX)) return null;
  const [kind = "", personId = "", programmeId = "", ...cause] = fromBase32hex(eventId.slice(PREFIX.length)).split("|");
  if (!(LETTER_KINDS as readonly string[]).includes(kind) || programmeId === "") return null;
  const key: LetterKey = { kind: kind as LetterKind, personId, programmeId, cause: cause.join("|") };
  return letterEventId(key) === eventId ? key : null;
}

/** True for the event of a letter: no meeting, whoever is on it. */
export function isLetter(eventId: string): boolean {
  return eventId.startsWith(PREFIX);
}

/** What a letter's event keeps: when it was sent by the world's time, and what else it told. */
export function letterMark(sent: Pick<Letter, "sentAt" | "also">): string {
  return JSON.stringify({ v: 1, sentAt: sent.sentAt, also: sent.also });
}

const DIGITS = "0123456789abcdefghijklmnopqrstuv";

function base32hex(text: string): string {
  let bits = 0;
  let width = 0;
  let out = "";
  for (const byte of new TextEncoder().encode(text)) {
    bits = ((bits & 31) << 8) | byte;
    for (width += 8; width >= 5; width -= 5) out += DIGITS[(bits >>> (width - 5)) & 31];
  }
  return width === 0 ? out : out + DIGITS[(bits << (5 - width)) & 31];
}

function fromBase32hex(text: string): string {
  const bytes: number[] = [];
  let bits = 0;
  let width = 0;
  for (const digit of text) {
    bits = ((bits & 255) << 5) | Math.max(DIGITS.indexOf(digit), 0);
    width += 5;
    if (width >= 8) {
      width -= 8;
      bytes.push((bits >>> width) & 255);
    }
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
