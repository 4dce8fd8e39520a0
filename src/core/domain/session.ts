import { type Parsed, problemsAmong } from "./problem.ts";
import { findable } from "./values/content.ts";
import { type Author, date, flag, list, type Row, text } from "./values/row.ts";
import { DAY, type Instant, parseInstant } from "./values/time.ts";

/** Longer than that nobody meets, in milliseconds. */
export const LONGEST_MEETING = DAY;
/** A webinar or a class may go on for some days: a course of a fortnight. */
export const LONGEST_GATHERING = 14 * DAY;

export type SessionKind = "session" | "check_in";
/**
 * `met`, `not_met` and `unreported` are what is known once it is over; a date gone by is no evidence. `over` is a check-in that
 * has ended: nobody is asked about those.
 */
type SessionStatus = "planned" | "cancelled" | "no_slot" | "met" | "not_met" | "unreported" | "over";

/** One meeting of a group. */
export interface Session {
  id: string;
  url: string;
  title: string;
  kind: SessionKind;
  groupId: string | null;
  programmeId: string | null;
  /** Null while it has no time. */
  startsAt: Instant | null;
  endsAt: Instant | null;
  status: SessionStatus;
  /** "This and later ones" is ticked: what is done to this page goes for the later ones of its series too. */
  withLater: boolean;
  facilitatorId: string | null;
  questions: string;
  notes: string;
  /** One a line: what stands in the column, then what stands on the page. */
  nextSteps: string;
  /** Who was there, as people entered it; empty when nobody entered anything. */
  cameIds: string[];
  /** The key Krug gave it, empty for a session people made. */
  key: string;
  /** The page's last edit, rounded down to the minute, and whose it was; null where that is not known. */
  editedAt: Instant;
  editedBy: Author | null;
}

/** The session a row describes; null, with why, while it can't be put in a calendar. */
export function parseSession(row: Row): Parsed<Session> {
  const when = date(row, "when");
  const status = (text(row, "status") || "planned") as SessionStatus;
  const startsAt = when === null ? null : parseInstant(when.start);
  const endsAt = when?.end ? parseInstant(when.end) : null;
  const isPlanned = status === "planned";
  const isTimed = isPlanned && startsAt !== null && endsAt !== null;
  const problems = problemsAmong(
    text(row, "title") === "" && { code: "no_title" },
    isPlanned && when === null && { code: "session_without_time" },
    isPlanned && when !== null && startsAt === null && { code: "session_all_day" },
    isTimed && endsAt <= startsAt && { code: "session_ends_before_start" },
    isTimed && endsAt - startsAt > LONGEST_MEETING && { code: "too_long", source: "sessions" },
    isPlanned && list(row, "group").length === 0 && { code: "session_without_group" },
  );
  const isUsable = !problems.some(problem => problem.code !== "no_title" && problem.code !== "session_without_time");
  if (!isUsable) return { value: null, problems };
  return {
    value: {
      id: row.id,
      url: row.url,
      title: text(row, "title"),
      kind: text(row, "kind") === "check_in" ? "check_in" : "session",
      groupId: list(row, "group")[0] ?? null,
      programmeId: list(row, "programme")[0] ?? null,
      startsAt,
      endsAt,
      status,
      withLater: flag(row, "withLater"),
      facilitatorId: list(row, "facilitator")[0] ?? null,
      questions: text(row, "questions"),
      notes: text(row, "notes"),
      nextSteps: [text(row, "nextSteps"), ...(row.part?.steps ?? [])].filter(line => line !== "").join("\n"),
      cameIds: list(row, "came"),
      key: text(row, "key"),
      editedAt: row.editedAt,
      editedBy: row.editedBy,
    },
    problems,
  };
}

/** Cyrillic letters that look like those of a code: a keyboard was not switched. */
const LOOK_ALIKE = new Map([..."АВСЕНКМРТХУ"].map((letter, place) => [letter, "ABCEHKMPTXY".charAt(place)]));

/** A typed session code in the form `sessionCode` writes, whatever the case, spaces, dashes and keyboard layout. */
export function typedCode(text: string): string {
  return [...findable(text).toUpperCase()]
    .map(letter => LOOK_ALIKE.get(letter) ?? letter)
    .join("")
    .replace(/[^A-Z0-9]/g, "");
}

/**
 * The short code people see on a form: six letters and digits, drawn from the session's id.
 *
 * Not secret and not unique by construction (32^6, about a thousand million); a code that fits two sessions fits none.
 */
export function sessionCode(sessionId: string): string {
  const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const hex = sessionId.replaceAll("-", "");
  let value = 0;
  for (const digit of hex) value = (value * 31 + Number.parseInt(digit, 16) + 1) % 32 ** 6;
  let code = "";
  for (let place = 0; place < 6; place += 1) {
    code = (alphabet[value % 32] ?? "2") + code;
    value = Math.floor(value / 32);
  }
  return code;
}
