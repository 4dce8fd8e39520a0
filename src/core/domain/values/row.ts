import type { Instant, LocalDate } from "./time.ts";

/** What Krug keeps of its part of a page's body. */
export interface KeptPart {
  /** The mark of what it says, as it was decided. */
  mark: string;
  /** The id of its box; null where it has none, for there was nothing to say. */
  box: string | null;
  /** Marks of the lines that were written and may stand: another line in the box is a person's. */
  written: readonly string[];
  /** Marks of lines that were about to be taken out, by their ids: what became of them is not known. Absent for none. */
  leaving?: Readonly<Record<string, string>>;
  /** What people wrote on the page as next steps, one a line. Absent for nothing. */
  steps?: readonly string[];
  /** When the part was written last. Absent where that is not known. */
  at?: Instant;
}

/** A comment somebody wrote on a question of the help board; what it says is not kept. */
export interface KeptComment {
  id: string;
  at: Instant;
  /** The page of who wrote it; null where their address can't be read, or is nobody's. */
  by: string | null;
  /** It is by who made the page, whose address can't be read. */
  isMakers?: true;
}

/** The data sources of a workspace, by the word the code uses for them. */
export const SOURCE_KEYS = [
  "programmes",
  "people",
  "roadmap",
  "groups",
  "sessions",
  "surveys",
  "metrics",
  "resources",
  "digests",
  "help",
  "gatherings",
  "thanks",
  "steps",
  "answers",
  "guides",
  "experts",
  "aims",
] as const;
export type SourceKey = (typeof SOURCE_KEYS)[number];

/** A date as Notion keeps it: `start` and `end` are a bare day or a date-time with offset, as written. */
export interface DateValue {
  start: string;
  end: string | null;
}

/**
 * A property's value without its Notion dress. Text is a string, empty when blank; options are their keys (an option that
 * people added themselves is its name); relations are page ids; what is absent is null.
 */
export type PlainValue = string | number | boolean | string[] | DateValue | null;

/**
 * Why a cell was not read: its column is not on the page or has a type that can't serve (`missing`, `retyped`), what it points to
 * can't be read (`hidden`), its column was made anew (`anew`), the word it held was deleted from its column (`erased`), or people
 * took out the word that something is over (`emptied`), and nobody has filled the cell since.
 */
export type Unread = "missing" | "retyped" | "hidden" | "anew" | "erased" | "emptied";

/** Who wrote: Krug's own integration, or a person (or another integration, which is theirs). */
export type Author = "person" | "krug";

/**
 * Why a page is not where it was: it stands in another place now, or can't be read any more though nobody put it in the trash.
 */
export type Absence = "moved" | "unreadable";

/** A page of one data source as Krug keeps it: values by property key, whatever people call the columns. */
export interface Row {
  id: string;
  source: SourceKey;
  url: string;
  editedAt: Instant;
  createdAt: Instant;
  /** Null where it is not known. */
  editedBy: Author | null;
  createdBy: Author | null;
  values: Readonly<Record<string, PlainValue>>;
  /** Set for a page that left its table: the row is as it was when it was last there. */
  absence?: Absence;
  /** Columns whose cells were not read, and why: their values mean nothing. Absent where all were read. */
  unread?: Readonly<Record<string, Unread>>;
  /** What was last understood of the columns that are not understood now (understood.ts). Absent where there is nothing. */
  understood?: Readonly<Record<string, PlainValue>>;
  /** Krug's part of the page's body, as it was last written. Absent where none ever was. */
  part?: KeptPart;
  /** Comments people wrote there, those that are gone among them. Absent for none. */
  comments?: readonly KeptComment[];
}

/** Spaces, signs of no width and letters that are drawn as nothing. */
const SHOWS_NOTHING = /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** The text of a cell; "" for one in which nothing is to be seen. */
export function text(row: Row, key: string): string {
  const value = row.values[key];
  return typeof value !== "string" || SHOWS_NOTHING.test(value) ? "" : value.trim();
}

export function number(row: Row, key: string): number | null {
  const value = row.values[key];
  return typeof value === "number" ? value : null;
}

export function flag(row: Row, key: string): boolean {
  return row.values[key] === true;
}

export function list(row: Row, key: string): string[] {
  const value = row.values[key];
  return Array.isArray(value) ? value : [];
}

export function date(row: Row, key: string): DateValue | null {
  const value = row.values[key];
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
}

/** What a page is called; "" for one without a title, and for one that is told in confidence. */
export function titleOf(row: Row): string {
  return flag(row, "confidential") ? "" : text(row, "title") || text(row, "name") || text(row, "question");
}

/** The first and the last of the days a date holds, times left off; `last` is null where it is a single day. Null for no date. */
export function days(row: Row, key: string): { first: LocalDate; last: LocalDate | null } | null {
  const value = date(row, key);
  return value === null ? null : { first: value.start.slice(0, 10), last: value.end?.slice(0, 10) ?? null };
}
