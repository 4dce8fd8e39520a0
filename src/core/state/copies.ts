/**
 * Pages that people duplicated and have not changed yet. They wait: nobody is invited twice, matched twice or counted twice
 * because the next page is prepared from an old one.
 *
 * Idea: an untouched copy says what an older page says, or said when the copy was first seen, for the first page may change
 * meanwhile; or what it said before Krug or people wrote on it last, column by column. What Krug writes, and what came of a
 * meeting, is left out of the comparison. A page that others are built on is nobody's copy. Cost: a mark of each page, and a sort
 * of those that are alike; of meetings' pages that people made and that have no event, a look beside each one that was edited.
 */

import type { ActedOn } from "../domain/actedOn.ts";
import type { Base } from "../domain/link.ts";
import { markOf } from "../domain/values/hash.ts";
import { keptIn } from "../domain/values/maps.ts";
import { list, type PlainValue, type Row, type SourceKey } from "../domain/values/row.ts";
import { HOUR, type Instant, MINUTE, parseInstant, toIso } from "../domain/values/time.ts";
import { wordsFor } from "../domain/values/written.ts";

/**
 * The columns of a table in which a page says nothing of its own: those Krug writes, and those filled in afterwards. A group is who
 * meets and in which round: another name makes no other group of it.
 */
const NOT_ITS_OWN: Readonly<Partial<Record<SourceKey, readonly string[]>>> = {
  programmes: ["weightsInUse", "nextRound"],
  people: ["nextSession", "key"],
  roadmap: ["health"],
  groups: ["name", "why", "key"],
  sessions: [
    "facilitator",
    "replies",
    "meet",
    "calendar",
    "feedback",
    "key",
    "came",
    "notes",
    "nextSteps",
    "withLater",
  ],
  resources: ["suggested"],
  guides: ["key"],
  gatherings: ["coming", "replies", "placesLeft", "waiting", "meet", "calendar", "came"],
  help: [
    "takenBy",
    "answer",
    "half",
    "answeredBy",
    "resolved",
    "state",
    "suggested",
    "why",
    "asked",
    "session",
    "waiting",
    "takenAt",
    "resolvedAt",
    "key",
  ],
};

/** Without these a page says too little for two that are alike to be page and copy. */
const SAID_AT_LEAST: Readonly<Partial<Record<SourceKey, readonly string[]>>> = {
  programmes: ["name"],
  people: ["email"],
  roadmap: ["title", "owner"],
  groups: ["members"],
  sessions: ["when", "group"],
  resources: ["title", "link"],
  guides: ["title", "text"],
  experts: ["name", "email", "link"],
  gatherings: ["title", "when"],
  help: ["question", "askedBy"],
};

/** What is known of pages beside what they say. */
interface KnownOfPages {
  /** The page each key belongs to. */
  keyOwners: ReadonlyMap<string, string>;
  isLinked: (pageId: string) => boolean;
  /** What page and event last agreed on; undefined for a page without an event. Absent where nothing is known. */
  agreed?: (pageId: string) => Pick<Base, "title" | "startsAt" | "endsAt" | "isCancelled"> | undefined;
  actedOn: readonly ActedOn[];
  /** What people wrote over on the pages of meetings, by `wordsEdited`, and when. Absent where nothing is known. */
  edited?: readonly { pageId: string; was: string; at: Instant }[];
}

/** A copy that nobody has changed yet: the mark of what it says, and the page that says the same; null once that one changed. */
interface Copy {
  said: string;
  of: string | null;
}

/** The untouched copies among pages, by id. */
export function untouchedCopies(all: readonly Row[], known: KnownOfPages): Map<string, Copy> {
  const meetings = all.filter(row => row.source === "groups" || row.source === "sessions");
  const builtOn = new Set(meetings.flatMap(row => ["group", "members", "programme"].flatMap(key => list(row, key))));
  const isInUse = (id: string) => known.isLinked(id) || builtOn.has(id);
  // A copy is of the same table: where none of its pages may be one, none is marked.
  const sources = new Set(all.flatMap(row => (row.createdBy !== "krug" && !isInUse(row.id) ? row.source : [])));
  const rows = all.filter(row => sources.has(row.source));
  const owners = new Set(known.keyOwners.values());
  const acts = new Map(known.actedOn.map(act => [act.cause, act]));
  const untouched = new Map<string, Copy>();
  const byMark = rowsByMark(rows);
  for (const [mark, alike] of byMark) {
    const rank = (row: Row) => [
      isInUse(row.id) ? 0 : 1,
      owners.has(row.id) ? 0 : 1,
      row.createdBy === "krug" ? 0 : 1,
      row.createdAt,
    ];
    const [first] = [...alike].sort((a, b) => compare(rank(a), rank(b)) || (a.id < b.id ? -1 : 1));
    for (const row of alike) {
      const of = row === first ? null : (first?.id ?? null);
      const mayBeCopy = row.createdBy !== "krug" && !isInUse(row.id);
      if (mayBeCopy && (of !== null || acts.get(copyCause(row.id))?.said === mark))
        untouched.set(row.id, { said: mark, of });
    }
  }
  // The first page may have changed since it was copied, before anybody looked.
  const edits = Map.groupBy(known.edited ?? [], ({ pageId }) => pageId);
  const isOthers = (row: Row) => row.createdBy === "person" && MEETINGS.has(row.source) && !isInUse(row.id);
  const others = edits.size === 0 ? [] : [...byMark.values()].flat().filter(isOthers);
  for (const row of rows) {
    const { marks: former, until } = formerWords(acts.get(wordsCause(row.id)));
    // Krug itself may make the like again.
    const isCopyOf = (other: Row, mark: string) =>
      !former.includes(mark) || (other.createdBy === "person" && other.createdAt <= until);
    const edited = edits.get(row.id);
    const alike = [...agreedWords(row, known.agreed?.(row.id)), ...former].flatMap(mark =>
      (byMark.get(mark) ?? []).filter(other => other.createdBy !== "krug" && isCopyOf(other, mark)),
    );
    const between = edited === undefined ? [] : others.filter(other => isCopyOfFormer(other, row, edited));
    for (const other of [...alike, ...between])
      if (other.id !== row.id && !isInUse(other.id) && !untouched.has(other.id))
        untouched.set(other.id, { said: markOfWords(other), of: null });
  }
  return untouched;
}

/** The mark of what a page said when it and its event last agreed; none for a page without an event. */
function agreedWords(row: Row, agreed: ReturnType<NonNullable<KnownOfPages["agreed"]>>): string[] {
  if (agreed === undefined) return [];
  const known = agreedMarks.get(row);
  if (known?.agreed === agreed) return known.marks;
  const { title, startsAt, endsAt, isCancelled } = agreed;
  const when = { start: toIso(startsAt), end: toIso(endsAt) };
  const before = { ...row.values, title, when, ...(isCancelled ? {} : { status: "planned" }) };
  const found = [markOfWords({ ...row, values: before })];
  agreedMarks.set(row, { agreed, marks: found });
  return found;
}

/** Kept as long as the row is, like the marks of rows themselves. */
const agreedMarks = new WeakMap<Row, { agreed: object; marks: string[] }>();

/** Under what it is remembered how a copy was when it was first seen. */
export function copyCause(pageId: string): string {
  return `copy:${pageId}`;
}

/** Under what it is remembered what a page said before Krug wrote on it. */
export function wordsCause(pageId: string): string {
  return `words:${pageId}`;
}

/** Whoever is in a group changes as rounds go on; a meeting's page is what is copied to prepare the next. */
const MEETINGS: ReadonlySet<SourceKey> = new Set(["sessions", "gatherings"]);

/** A run writes on a page in several steps, and somebody may have copied it before any of them. */
const FORMER_WORDS = 8;

/** An act is as old as its run, which writes for some while. */
const LONGEST_RUN_MS = HOUR;

/**
 * What is to be remembered of a page whose own words Krug writes over with `values`: the marks of what it says and said before. Null
 * where they stay as they are, and of pages of no meeting.
 */
export function wordsWrittenOver(
  row: Row,
  values: Row["values"],
  actedOn: ReadonlyMap<string, ActedOn>,
): Pick<ActedOn, "cause" | "said"> | null {
  const mark = markOfWords(row);
  const isSame = markOfWords({ ...row, values: { ...row.values, ...values } }) === mark;
  if (!MEETINGS.has(row.source) || isSame) return null;
  const cause = wordsCause(row.id);
  const before = formerWords(actedOn.get(cause)).marks.filter(other => other !== mark);
  return { cause, said: [mark, ...before].slice(0, FORMER_WORDS).join(" ") };
}

/** The marks of what a page said before Krug wrote on it, and until when somebody may have copied it so. */
function formerWords(act: ActedOn | undefined): { marks: string[]; until: Instant } {
  return act === undefined
    ? { marks: [], until: Number.NEGATIVE_INFINITY }
    : { marks: act.said.split(" "), until: act.at + LONGEST_RUN_MS };
}

/**
 * What a meeting's page said before in the columns of its own in which it says something else now: `title=… when=…`, a mark for
 * each. Null where its own words are the same, and for other pages.
 */
export function wordsEdited(before: Row, after: Row): string | null {
  if (!MEETINGS.has(before.source) || markOfWords(before) === markOfWords(after)) return null;
  return columnsThatDiffer(before, after)
    .map(column => columnMark(before, column))
    .join(" ");
}

/**
 * Whether a page says, in each column, what the other one says or said there before it was edited since: somebody may have copied
 * that one between two edits.
 */
function isCopyOfFormer(other: Row, row: Row, edits: readonly { was: string; at: Instant }[]): boolean {
  // Of two pages that people made the later one may be the copy.
  if (row.createdBy !== "krug" && other.createdAt <= row.createdAt) return false;
  // Edit times are rounded down to the minute.
  const since = edits.filter(({ at }) => other.createdAt <= at + MINUTE);
  if (other.source !== row.source || since.length === 0) return false;
  const former = new Set(since.flatMap(({ was }) => was.split(" ")));
  const differing = columnsThatDiffer(other, row);
  return differing.length > 0 && differing.every(column => former.has(columnMark(other, column)));
}

function columnsThatDiffer(one: Row, other: Row): string[] {
  const columns = new Set([...columnMarks(one).keys(), ...columnMarks(other).keys()]);
  return [...columns].filter(column => columnMark(one, column) !== columnMark(other, column));
}

function columnMark(row: Row, column: string): string {
  return `${column}=${columnMarks(row).get(column) ?? "-"}`;
}

/** The marks of what a row says in each column of its own; kept as long as the row is. */
function columnMarks(row: Row): ReadonlyMap<string, string> {
  const marked = () => Object.entries(ownWords(row)).map(([column, value]) => [column, markOf(value)] as const);
  return keptIn(marksOfColumns, row, () => new Map(marked()));
}

const marksOfColumns = new WeakMap<Row, ReadonlyMap<string, string>>();

function rowsByMark(rows: readonly Row[]): Map<string, Row[]> {
  const saysEnough = ({ source, values }: Row) => SAID_AT_LEAST[source]?.every(key => !isBlank(values[key])) === true;
  return Map.groupBy(rows.filter(saysEnough), markOfWords);
}

/** Kept as long as the row is: a run looks at the same rows many times, and rows never change. */
const marks = new WeakMap<Row, string>();

function markOfWords(row: Row): string {
  return keptIn(marks, row, () => markOf({ source: row.source, ...ownWords(row) }));
}

function ownWords({ source, values }: Row): Record<string, unknown> {
  const left = NOT_ITS_OWN[source] ?? [];
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key, value]) => key !== "krugSays" && !left.includes(key) && !isBlank(value))
      .map(([key, value]) => [key, asSaid(key, value)]),
  );
}

/** A title without the mark of a copy, a time as the moments it means, anything else as it is. */
function asSaid(key: string, value: PlainValue): unknown {
  if (key === "title" || key === "name") return withoutCopyMark(String(value));
  if (key !== "when" || value === null || typeof value !== "object" || !("start" in value)) return value;
  return [value.start, value.end].map(at => (at === null ? null : (parseInstant(at) ?? at)));
}

const COPY_OF = new RegExp(`^(${wordsFor("copy.before").join("|")}) `, "i");
const COPY = new RegExp(` \\((\\d{1,9}|${wordsFor("copy.after").join("|")})\\)$`, "i");

/** A title without what Notion adds to that of a copy. */
function withoutCopyMark(title: string): string {
  const plain = title.replace(/\s+/g, " ").trim();
  return plain.replace(COPY_OF, "").replace(COPY, "");
}

function isBlank(value: Row["values"][string] | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** Which of two ranks comes first, by their first difference: negative for the first, 0 for alike. */
export function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
