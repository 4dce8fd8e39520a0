/**
 * What lies near a small change: all that a run reads when nothing else is to be looked at.
 *
 * Idea: what people do most (edit a goal, reply, move a meeting, say how one was) leads to something on that page, on the meetings of its
 * group and on the pages of those who meet, and nowhere else. So much is read and decided about; what concerns whole programmes is
 * looked at by the next run that reads all that lives, within half an hour. What is near is known by its ids: a rule that asks for
 * anything beyond is not told that it is absent. It throws, and all that lives is read instead.
 * Source: docs/what-an-edit-reads.md. Cost: the ids of a few groups.
 */
import { addressesOfGuest, type EventCopy } from "../domain/event.ts";
import { isLetter } from "../domain/letter.ts";
import { addressKey } from "../domain/values/address.ts";
import { AskedAgain } from "../domain/values/guarded.ts";
import { markOf } from "../domain/values/hash.ts";
import type { Row } from "../domain/values/row.ts";
import { MINUTE } from "../domain/values/time.ts";
import { codeIn } from "../rules/surveys/answers.ts";
import type { Mirror, Near } from "./mirror.ts";

/** Until then all that lives is looked at again once something near was decided: what concerns whole programmes is no older. */
export const WHOLE_WITHIN_MS = 30 * MINUTE;

/** What begins the causes that are read of the pages that are near: what rules about one page or meeting have acted on. */
const ACT_WORDS: readonly string[] = ["skip", "other_time", "moved_for", "group ended", "words", "copy"];

/** The same of rules about rounds, whichever group it was. */
export const ROUND_ACTS: readonly string[] = ["apart", "group dissolved", "group ended with programme"];

/** The causes under which it is kept what was acted on about a page: as they are, or with more after them. */
export function causesAbout({ id, source, createdBy }: Pick<Row, "id" | "source" | "createdBy">): string[] {
  const words = source === "sessions" ? ACT_WORDS : ["copy"];
  // Krug's own pages are nobody's copies.
  return words.filter(word => word !== "copy" || createdBy !== "krug").map(word => `${word}:${id}`);
}

/** Something a rule needs is not near: all that lives is read, and the rule asked again. */
export class NotNear extends AskedAgain {}

/** Something a rule needs is in no part of a slice: what asked for it fails by itself, and is told. */
class NotInSlice extends Error {}

/** A change that was read: what was kept before, undefined for something new, and what is kept now. */
interface Change<T> {
  before: T | undefined;
  after: T;
}

/** What a reading found. */
export interface Found {
  pages: readonly Change<Row>[];
  events: readonly Change<EventCopy>[];
  responses: Mirror["responses"];
  /** True where all that forms showed is that these submissions are there which were not. */
  areNew: boolean;
}

/** What a small change is about. */
export interface Touched {
  /** Pages of goals, steps, people and sessions. */
  pages: readonly string[];
  /** Those of people. */
  people: readonly string[];
  events: readonly string[];
  /** True where a meeting may have another time, by which people's next ones change. */
  isOfTime: boolean;
  /** Codes of sessions, as `typedCode` writes them, each once. */
  codes: readonly string[];
  /** Addresses of those who said something, in `addressKey` form. */
  addresses: readonly string[];
}

/** What a reading is about; null where it is no small change. */
export function touchedBy({ pages, events, responses, areNew }: Found): Touched | null {
  if (!pages.every(isSmallEdit) || !events.every(isSmallMove)) return null;
  if (!areNew || responses.some(({ kind }) => kind !== "feedback")) return null;
  if (pages.length + events.length + responses.length === 0) return null;
  const codes = responses.map(({ response }) => codeIn(response));
  const addresses = responses.map(({ response }) => addressKey(response.email ?? ""));
  if ([...codes, ...addresses].includes("")) return null;
  const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id);
  const rows = pages.map(({ after }) => after);
  return {
    pages: idsOf(rows),
    people: idsOf(rows.filter(({ source }) => source === "people")),
    events: events.map(({ after }) => after.id),
    isOfTime:
      pages.some(({ before, after }) => markOf(before?.values.when) !== markOf(after.values.when)) ||
      events.some(({ before, after }) => before?.startsAt !== after.startsAt || before.endsAt !== after.endsAt),
    codes: [...new Set(codes)],
    addresses: [...new Set(addresses)],
  };
}

/** The columns of a table in which an edit leads to nothing beyond what is near; absent for a table without such. */
const SMALL: Partial<Record<Row["source"], (column: string) => boolean>> = {
  roadmap: column => column !== "owner" && column !== "key",
  sessions: column => ["title", "when", "questions", "notes", "nextSteps", "krugSays"].includes(column),
  steps: column => ["title", "due", "done", "tellAdviser", "written", "krugSays"].includes(column),
  people: column => ["hours", "offers", "seeks", "languages", "level", "sessionsAWeek", "krugSays"].includes(column),
};

/** True for an edit of a page that is there and understood, before and after, in columns that lead nowhere else. */
function isSmallEdit({ before, after }: Change<Row>): boolean {
  const isSmall = SMALL[after.source];
  if (before === undefined || isSmall === undefined || before.source !== after.source) return false;
  if (![before, after].every(isPlain) || after.values.status === "paused") return false;
  const columns = new Set([...Object.keys(before.values), ...Object.keys(after.values)]);
  return [...columns].every(
    column => isSmall(column) || markOf(before.values[column] ?? null) === markOf(after.values[column] ?? null),
  );
}

/** True for a page that is in its table and understood: what holds of another hangs on more than what it says. */
export function isPlain({ absence, unread, understood }: Row): boolean {
  return absence === undefined && unread === undefined && understood === undefined;
}

/** True for a meeting's event that takes place, before and after: of one in a series only replies are other. */
function isSmallMove({ before, after }: Change<EventCopy>): boolean {
  if (before === undefined || isLetter(after.id) || after.isSeries === true) return false;
  if ([before, after].some(({ isCancelled, areGuestsOmitted }) => isCancelled || areGuestsOmitted === true))
    return false;
  if (before.sessionId !== after.sessionId || before.seriesId !== after.seriesId) return false;
  const emails = ({ guests }: EventCopy) => guests.flatMap(addressesOfGuest).map(addressKey).sort();
  if (markOf(emails(before)) !== markOf(emails(after))) return false;
  const place = ({ startsAt, endsAt, title, description }: EventCopy) => markOf([startsAt, endsAt, title, description]);
  return after.seriesId === null || place(before) === place(after);
}

/** The parts of what is understood in which rules look things up. */
interface LookedUp {
  rows: ReadonlyMap<string, unknown>;
  people: ReadonlyMap<string, unknown>;
  groups: ReadonlyMap<string, unknown>;
  sessions: ReadonlyMap<string, unknown>;
  sessionsByGroup: ReadonlyMap<string, unknown>;
  goalsByOwner: ReadonlyMap<string, unknown>;
  events: ReadonlyMap<string, unknown>;
  links: ReadonlyMap<string, unknown>;
  actedOn: ReadonlyMap<string, unknown>;
  gatherings: ReadonlyMap<string, unknown>;
  keyed: ReadonlyMap<string, unknown>;
  questions: readonly unknown[];
  thanks: readonly unknown[];
  steps: readonly unknown[];
  boardAnswers: readonly unknown[];
  guides: readonly unknown[];
  experts: readonly unknown[];
  aims: readonly unknown[];
  stepsByOwner: ReadonlyMap<string, unknown>;
}

/** The same parts, in each of which what is absent is told apart from what is not near. */
export function nearMaps<Understood extends LookedUp>(
  understood: Understood,
  near: Near,
): Pick<Understood, keyof LookedUp> {
  const { pages, owners, known, linked, isSlice, isOfRounds } = near;
  const isAct = (cause: string) => {
    const [word = "", id = ""] = cause.split(":");
    if (isOfRounds === true && ROUND_ACTS.includes(word)) return true;
    return known.has(cause) || (ACT_WORDS.includes(word) && pages.has(id));
  };
  const only = <V>(all: ReadonlyMap<string, V>, isKnown: (id: string) => boolean = id => known.has(id)) =>
    new NearMap(all, isKnown, isSlice);
  const nothing = notRead(isSlice);
  const looked: LookedUp = {
    rows: only(understood.rows),
    people: only(understood.people),
    groups: only(understood.groups),
    sessions: only(understood.sessions),
    sessionsByGroup: only(understood.sessionsByGroup),
    goalsByOwner: only(understood.goalsByOwner, id => owners.has(id)),
    events: only(understood.events),
    links: only(understood.links, id => pages.has(id) || linked.has(id)),
    actedOn: only(understood.actedOn, isAct),
    gatherings: only(understood.gatherings),
    keyed: only(new Map<string, unknown>(), () => false),
    questions: nothing,
    thanks: nothing,
    steps: nothing,
    boardAnswers: nothing,
    guides: nothing,
    experts: nothing,
    aims: nothing,
    stepsByOwner: only(understood.stepsByOwner, id => owners.has(id)),
  };
  return looked as Pick<Understood, keyof LookedUp>;
}

/** The slice with the pages and series that were made, or are only planned, since it was read: they belong to what it decides about. */
export function withMade(near: Near, { rows, series }: Pick<Mirror, "rows" | "series">): Near {
  const isMade = ({ id }: { id: string }) => near.isSlice && !near.known.has(id);
  const made = rows.filter(isMade).map(({ id }) => id);
  const recurring = series.filter(isMade).map(({ id }) => id);
  if (made.length + recurring.length === 0) return near;
  const known = new Set([...near.known, ...made, ...recurring]);
  return { ...near, pages: new Set([...near.pages, ...made]), known };
}

function absent(what: string, isSlice: boolean): Error {
  return isSlice ? new NotInSlice(`${what} is in no slice`) : new NotNear(`${what} is not near`);
}

/** A list of which nothing was read. Whatever it is asked: @throws NotNear, or NotInSlice. */
function notRead(isSlice: boolean): never[] {
  return new Proxy<never[]>([], {
    get: (_, what) => {
      throw absent(`a list (${String(what)})`, isSlice);
    },
  });
}

/** A map that knows what it holds nothing of. @throws NotNear, or NotInSlice, where it is asked for anything else. */
export class NearMap<K, V> extends Map<K, V> {
  readonly #isKnown: (key: K) => boolean;
  readonly #isSlice: boolean;

  constructor(entries: Iterable<readonly [K, V]>, isKnown: (key: K) => boolean, isSlice = false) {
    super();
    this.#isKnown = isKnown;
    this.#isSlice = isSlice;
    for (const [key, value] of entries) super.set(key, value);
  }

  override get(key: K): V | undefined {
    return this.has(key) ? super.get(key) : undefined;
  }

  override has(key: K): boolean {
    if (super.has(key)) return true;
    // What names nothing is not there.
    if (key !== "" && !this.#isKnown(key)) throw absent(String(key), this.#isSlice);
    return false;
  }

  /** The same map with other values. */
  mapped(other: (value: V) => V): NearMap<K, V> {
    return new NearMap(
      [...this].map(([key, value]) => [key, other(value)] as const),
      this.#isKnown,
      this.#isSlice,
    );
  }
}

/** Of some things those that are decided about: all of them where all that lives was read. */
export function decidedAbout<T extends { id: string }>(
  { near }: Pick<Mirror, "near">,
  things: Iterable<T>,
): Iterable<T> {
  return near === null ? things : [...things].filter(({ id }) => near.pages.has(id));
}

/** False for what belongs to another slice of a look. */
export function isOfSlice({ near }: Pick<Mirror, "near">, id: string): boolean {
  return near === null || !near.isSlice || near.pages.has(id);
}
