import { propertiesOf } from "../../core/domain/schema.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { isAlike } from "../../core/domain/values/hash.ts";
import { type Absence, type KeptPart, type Row, SOURCE_KEYS, type SourceKey } from "../../core/domain/values/row.ts";
import { HOUR, type Instant, MINUTE } from "../../core/domain/values/time.ts";
import { missingFrom } from "../../core/rules/guards/deletionGuard.ts";
import { comparedTonight, type Made } from "../../core/rules/guards/nightly.ts";
import type { Found } from "../../core/state/near.ts";
import { changesOf, type PageChange } from "../../core/state/pageChanges.ts";
import { SETTLING_ALONE } from "../../core/state/settled/pages.ts";
import type { PageLook } from "../../notion/pages.ts";
import type { SourceMap, Workspace } from "../../notion/workspace.ts";
import type { Sql } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { discardedTable } from "../../store/mirror/discarded.ts";
import { pageChangeTable } from "../../store/mirror/pageChanges.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { type KeptSource, sourceTable } from "../../store/mirror/sources.ts";
import { inParallel } from "../world/inParallel.ts";
import type { OpenRun, Services } from "../world/services.ts";
import { saysTheSame, understoodRows } from "../world/understanding.ts";
import { readBodies } from "./readBodies.ts";

/** Data sources people write in every day. Krug alone writes the others: they are read once, and what Krug writes is mirrored. */
const EDITED_BY_PEOPLE: readonly SourceKey[] = [
  "programmes",
  "people",
  "roadmap",
  "groups",
  "sessions",
  "help",
  "gatherings",
  "steps",
];
/** Of those tables the ones in which few people write, and nothing hurries: each is listed once in so long, one a run where runs are frequent. */
export const SELDOM_EDITED: readonly SourceKey[] = ["resources", "thanks", "answers", "guides", "experts", "aims"];
const SELDOM_MS = HOUR;
/** Edit times are rounded down to the minute and queries may lag by as much: so much is read again each time. */
const OVERLAP_MS = 2 * MINUTE;

/** More pages of one table than this are asked for by one listing instead of one by one. */
const ONE_BY_ONE = 3;

/** What of the pages is to be read. */
interface PagesToRead {
  /** Tables whose columns were found to be other than they were known: they are listed, whoever seldom writes there. */
  altered: readonly SourceKey[];
  /**
   * What is compared with what is kept: it is listed, and of it what is kept and was not listed is looked at. Null where only edits are
   * read.
   */
  compared: ReadonlyMap<SourceKey, Compared> | null;
  /** Every table people edit is listed; otherwise only what was named is read. */
  isListed: boolean;
  /** Pages that a hook named. */
  named: readonly { id: string; source: SourceKey | null }[];
  /** Of those, the ones read already. */
  looked: ReadonlyMap<string, PageLook>;
  /** Notion's own time before anything was listed: edits made until then are read. */
  asOf: Instant;
}

/** What a reading of the pages came to. */
interface PagesRead {
  changed: number;
  /** The pages of which something else was kept, or nothing; null where more changed than what pages say. */
  edits: Found["pages"] | null;
  /** The same with those that are gone or left their table, as they were; null where a table changed. */
  touched: Found["pages"] | null;
  /** Tables whose listing lacked too many pages for any to be taken for deleted, in words. */
  doubtful: string[];
  /** When the oldest edit was made that a listing was the first to find; null where it found none. */
  oldestFound: Instant | null;
  /** The workspace with what the pages showed of its tables and columns. */
  workspace: Workspace;
  /** Tables that are found to be other than they were known. */
  altered: SourceKey[];
}

/**
 * Reads the pages edited since the last reading, or those that were named, and keeps what says something new; returns how many
 * changed. The cursors move in the same transaction as the rows, after all of them were read. A page is taken for deleted only
 * when it is in the trash as looked at by itself, whoever said that it is gone. One that left its table without that keeps what
 * was known of it, and why it is not there (`Row.absence`), until it is back.
 */
export async function pullPages(
  run: OpenRun,
  workspace: Workspace,
  kept: ReadonlyMap<SourceKey, KeptSource<SourceMap>>,
  what: PagesToRead,
): Promise<PagesRead> {
  const { services, sql } = run;
  const now = run.time.now();
  const read = await readTables({ run, workspace, kept }, what);
  const maps = { ...workspace, ...Object.fromEntries(read.map(({ source, map }) => [source, map])) };
  const readings = read.filter(({ map }) => map.isGone !== true);
  const listed = readings.flatMap(reading => reading.rows);
  const looks = await lookedAt(services, maps, listed, what);
  const unread = new Set(services.notion.unread.flatMap(({ pageId }) => pageId ?? []));
  for (const id of unread) looks.set(id, { state: "unreadable" });
  const { missing, doubted, doubtful } =
    what.compared !== null ? await missingPages(sql, readings, unread) : NOTHING_MISSING;
  for (const [id, look] of await lookedAtEach(services, maps, missing)) looks.set(id, look);
  for (const [id, look] of await lookedAtEach(services, maps, doubted)) if (look.state === "moved") looks.set(id, look);
  const { fresh, parts, known, changes, trashed, absent } = await whatBecame(
    { run, workspace: maps, kept },
    listed,
    looks,
  );
  const cursors = readings.flatMap(({ source, readUntil, rows, taken }) => {
    if (taken !== null) return [];
    const newest = Math.max(Math.min(now, what.asOf), readUntil ?? 0, ...rows.map(row => row.editedAt));
    return readUntil === null || fresh.length > 0 || newest - readUntil > OVERLAP_MS
      ? [sourceTable.savingCursor(sql, source, newest)]
      : [];
  });
  for (const { source, isWhole } of readings) if (isWhole && maps[source].anew !== undefined) delete maps[source].anew;
  const altered = read.map(({ source }) => source).filter(source => !isAlike(maps[source], workspace[source]));
  const taken = readings.reduce((sum, reading) => sum + (reading.taken ?? 0), 0);
  const changed = taken + fresh.length + trashed.length + absent.size + altered.length;
  const statements = [
    ...pageTable.saving(sql, fresh),
    ...[...parts].map(([id, part]) => pageTable.savingPart(sql, id, part)),
    ...pageChangeTable.saving(sql, changes),
    ...trashed.flatMap(id => discardedTable.discardingPage(sql, id)),
    ...pageTable.markingAbsent(sql, absent),
    ...altered.map(source => sourceTable.saving(sql, source, maps[source])),
    ...cursors,
    ...(changed > 0 ? [stateTable.beingDue(sql)] : []),
  ];
  if (statements.length > 0) await sql.batch(statements);
  const edits = changed === fresh.length ? fresh.map(after => ({ before: known.get(after.id), after })) : null;
  const gone = [...trashed, ...absent.keys()].flatMap(id => known.get(id) ?? []);
  const touched = [
    ...fresh.map(after => ({ before: known.get(after.id), after })),
    ...gone.map(after => ({ before: after, after })),
  ];
  const ofPages = { edits, touched: taken + altered.length === 0 ? touched : null };
  return { changed, ...ofPages, doubtful, oldestFound: oldestFound(readings, fresh, what), workspace: maps, altered };
}

/** A table as it was read: all of it, what is compared in a night, or what was edited since the last reading. */
interface Reading {
  source: SourceKey;
  readUntil: Instant | null;
  map: SourceMap;
  rows: Row[];
  /** Of all pages that were listed. */
  ids: readonly string[];
  isWhole: boolean;
  /** The stretches in which its pages were made, where it was read to be compared. */
  compared: readonly Made[];
  /** Pages that live and were made before those stretches: they are looked at one by one. */
  eldest: readonly string[];
  /** How many pages said something new, of a table that was never read before: they are kept already. Null for another table. */
  taken: number | null;
}

/**
 * Reads the tables that are to be read. Where a page shows that a column is not there any more, or is another one, the table's
 * columns are read anew first; a table that can be read again is followed by those that point into it, whose relations showed
 * nothing meanwhile.
 */
async function readTables(reached: Reached, what: PagesToRead): Promise<Reading[]> {
  const { run, workspace, kept } = reached;
  const read = (source: SourceKey, compared: Compared | null) => {
    const readUntil = kept.get(source)?.readUntil ?? null;
    const table = { source, known: workspace[source], readUntil, compared };
    return unlessGone(table, () =>
      readUntil === null ? takeTable(reached, table, what) : readTable(run.services, table),
    );
  };
  const readings = await inParallel(
    toList(kept, workspace, what).map(source => read(source, what.compared?.get(source) ?? null)),
  );
  const back = readings.flatMap(({ source, map }) =>
    workspace[source].isGone === true && map.isGone !== true ? source : [],
  );
  if (back.length === 0) return readings;
  const pointsBack = (source: SourceKey) =>
    Object.values(propertiesOf(source)).some(({ relatesTo }) => relatesTo !== undefined && back.includes(relatesTo));
  const again = await inParallel(
    SOURCE_KEYS.filter(source => pointsBack(source) && workspace[source].isGone !== true).map(source =>
      read(source, EVERYTHING),
    ),
  );
  const isAgain = new Set(again.map(({ source }) => source));
  return [...readings.filter(({ source }) => !isAgain.has(source)), ...again];
}

/** A table that is to be read. */
interface TableToRead {
  source: SourceKey;
  /** Its columns as they are known. */
  known: SourceMap;
  /** Edits until then are read already; null where it never was read. */
  readUntil: Instant | null;
  /** What of it is asked for to be compared; null for what was edited since alone. */
  compared: Compared | null;
}

/** What of a table is compared in a night: pages by when they were made, and those to be looked at one by one. */
interface Compared {
  made: readonly Made[];
  eldest: readonly string[];
}

const EVERYTHING: Compared = { made: [{ from: null, until: null }], eldest: [] };

/** So many settled pages of a table, in five requests, are listed each night with what lives. */
const LISTED_ALL = 500;
/** So many pages that live among settled ones are looked at by themselves. */
const ELDEST = 20;

/** The tables of which pages are settled (core/state/settled/). */
const SETTLING: readonly SourceKey[] = ["groups", "sessions", ...SETTLING_ALONE];

/** What of each table is compared in the night of `now`. */
export async function comparedInNight(sql: Sql, now: Instant): Promise<Map<SourceKey, Compared>> {
  const compared = new Map<SourceKey, Compared>(SOURCE_KEYS.map(source => [source, EVERYTHING]));
  for (const [source, settledFrom] of await pageTable.settledFrom(sql, SETTLING, LISTED_ALL)) {
    const { livingFrom, eldest } = await pageTable.livingFrom(sql, source, ELDEST);
    compared.set(source, { made: comparedTonight(settledFrom, livingFrom, now), eldest });
  }
  return compared;
}

/** So many pages of a table are compared by one message where more live than it carries: that is thirty requests. */
const COMPARED_AT_ONCE = 3000;

/** A stretch of a table that is compared by one message. */
export interface Stretch {
  source: SourceKey;
  compared: Compared;
}

/** What is compared in the night of `now`, in stretches that one message compares. */
export async function stretchesInNight(sql: Sql, now: Instant): Promise<Stretch[]> {
  const stretches: Stretch[] = [];
  for (const [source, { made, eldest }] of await comparedInNight(sql, now)) {
    if (!EDITED_BY_PEOPLE.includes(source) && !SELDOM_EDITED.includes(source)) continue;
    if (eldest.length > 0) stretches.push({ source, compared: { made: [], eldest } });
    for (const { from, until } of made) {
      const bounds = [from, ...(await pageTable.listMade(sql, source, { from, until }, COMPARED_AT_ONCE)), until];
      for (const [place, end] of bounds.slice(1).entries())
        stretches.push({ source, compared: { made: [{ from: bounds[place] ?? null, until: end }], eldest: [] } });
    }
  }
  return stretches;
}

/** What a reading gives; nothing of a table that is not there. */
async function unlessGone({ source, known, readUntil }: TableToRead, read: () => Promise<Reading>): Promise<Reading> {
  const nothing = { ...NOT_THERE, source, readUntil, map: { ...known, isGone: true } };
  if (known.dataSourceId === "") return nothing;
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return nothing;
    throw error;
  }
}

async function readTable({ notion }: Services, table: TableToRead): Promise<Reading> {
  const { source, known, readUntil } = table;
  const { isGone: _, ...map } = known;
  const list = async (map: SourceMap): Promise<Reading> => {
    const isWhole = map.anew !== undefined;
    const { made, eldest } = isWhole ? EVERYTHING : (table.compared ?? { made: [], eldest: [] });
    const pages = notion.table(source, map);
    // What was edited is found whatever its age.
    const isAll = made.some(({ from, until }) => from === null && until === null);
    const listed = await inParallel([
      ...(isAll ? [] : [pages.list({ editedSince: (readUntil ?? 0) - OVERLAP_MS })]),
      ...made.map(({ from, until }) => pages.list({ createdSince: from, createdBefore: until })),
    ]);
    const rows = [...new Map(listed.flat().map(row => [row.id, row])).values()];
    return { source, readUntil, map, rows, ids: rows.map(row => row.id), isWhole, compared: made, eldest, taken: null };
  };
  const first = await list(map);
  return isAltered(first.rows, map) ? await list(await notion.tables.read(source, map)) : first;
}

const NOT_THERE = { rows: [], ids: [], isWhole: false, compared: [], eldest: [], taken: null };

/** True where a page shows that a column is not there any more, or is another one. */
function isAltered(rows: readonly Row[], { properties }: SourceMap): boolean {
  return rows.some(row => Object.keys(row.unread ?? {}).some(column => properties[column] !== undefined));
}

/** How far a table has been read of which nothing was read before. */
interface TakenTo {
  dataSourceId: string;
  /** When the last page was made that was kept. */
  made: Instant;
  /** When the reading began: edits made later are read after it. */
  since: Instant;
}

/**
 * Reads a table of which nothing was read yet, a hundred pages at a time, and keeps each hundred with how far it came: what breaks off
 * goes on there. Where something of the table was kept all the same, what a listing in one go lacks of it is to be looked at.
 */
async function takeTable(reached: Reached, table: TableToRead, { asOf }: PagesToRead): Promise<Reading> {
  const { run, workspace, kept } = reached;
  const { services, sql, state, time } = run;
  const { source, known } = table;
  const { isGone: _, ...map } = known;
  const first: SourceMap = map;
  const position = `pages_from_${source}` as const;
  const left = state.get<TakenTo>(position);
  const from = left?.dataSourceId === map.dataSourceId ? left : null;
  const since = from?.since ?? Math.min(time.now(), asOf);
  const isKept = from === null && (await pageTable.listIds(sql, source, EVERYTHING.made[0] as Made)).length > 0;
  const take = async (map: SourceMap, createdSince: Instant | null): Promise<Reading> => {
    const read = { run, workspace: { ...workspace, [source]: map }, kept };
    const ids: string[] = [];
    let taken = 0;
    for await (const { rows, made } of services.notion.table(source, map).portions(createdSince)) {
      if (map === first && isAltered(rows, map)) return take(await services.notion.tables.read(source, map), null);
      const { fresh, parts, changes, absent } = await whatBecame(read, rows, new Map());
      await sql.batch([
        ...pageTable.saving(sql, fresh),
        ...[...parts].map(([id, part]) => pageTable.savingPart(sql, id, part)),
        ...pageChangeTable.saving(sql, changes),
        ...pageTable.markingAbsent(sql, absent),
        stateTable.saving(sql, position, { dataSourceId: map.dataSourceId, made, since } satisfies TakenTo),
        stateTable.beingDue(sql),
      ]);
      taken += fresh.length + absent.size;
      if (isKept) ids.push(...rows.map(row => row.id));
    }
    await sql.batch([
      ...(map === first ? [] : [sourceTable.saving(sql, source, map)]),
      sourceTable.savingCursor(sql, source, since),
      stateTable.saving(sql, position, null),
    ]);
    const compared = isKept ? EVERYTHING.made : [];
    return { source, readUntil: null, map, rows: [], ids, isWhole: true, compared, eldest: [], taken };
  };
  return take(first, from?.made ?? null);
}

function toList(
  kept: ReadonlyMap<SourceKey, KeptSource<SourceMap>>,
  workspace: Workspace,
  what: PagesToRead,
): SourceKey[] {
  const { isListed, named, compared, asOf } = what;
  const readUntil = (source: SourceKey) => kept.get(source)?.readUntil ?? Number.NEGATIVE_INFINITY;
  const [eldest] = SELDOM_EDITED.toSorted((a, b) => readUntil(a) - readUntil(b));
  const isDue = (source: SourceKey) =>
    compared !== null || source === eldest || what.altered.includes(source) || readUntil(source) + SELDOM_MS <= asOf;
  const isCrowded = (source: SourceKey) => named.filter(page => page.source === source).length > ONE_BY_ONE;
  return SOURCE_KEYS.filter(
    source =>
      (kept.get(source)?.readUntil ?? null) === null ||
      workspace[source].anew !== undefined ||
      (isListed && (EDITED_BY_PEOPLE.includes(source) || (SELDOM_EDITED.includes(source) && isDue(source)))) ||
      isCrowded(source) ||
      (!isListed && compared?.has(source) === true),
  );
}

/** Looks at the named pages no listing showed; the looks by the pages' ids. */
async function lookedAt(
  services: Services,
  workspace: Workspace,
  listed: readonly Row[],
  { named, looked }: PagesToRead,
): Promise<Map<string, PageLook>> {
  const isListed = new Set(listed.map(row => row.id));
  const wanted = named.map(page => page.id).filter(id => !isListed.has(id));
  const known = new Map(wanted.flatMap(id => (looked.has(id) ? [[id, looked.get(id) as PageLook]] : [])));
  const others = wanted.filter(id => !known.has(id));
  return new Map([...known, ...(await lookedAtEach(services, workspace, others))]);
}

async function lookedAtEach(
  services: Services,
  workspace: Workspace,
  ids: readonly string[],
): Promise<(readonly [string, PageLook])[]> {
  return inParallel(ids.map(async id => [id, await services.notion.pages.lookAt(workspace, id)] as const));
}

/** Where pages were read: the tables as they were found, and as they were kept. */
interface Reached {
  run: OpenRun;
  workspace: Workspace;
  kept: ReadonlyMap<SourceKey, KeptSource<SourceMap>>;
}

/**
 * What the listings and looks say of the pages that is not kept yet: rows to keep, kept pages that are in the trash, and those
 * that left their table. A page in another of the workspace's tables left its own, unless nothing hangs on which of them it is in.
 */
async function whatBecame(
  { run, workspace, kept }: Reached,
  listed: readonly Row[],
  looks: ReadonlyMap<string, PageLook>,
): Promise<{
  fresh: Row[];
  /** Of those in whose bodies something else stands, what is kept of that. */
  parts: ReadonlyMap<string, KeptPart>;
  known: ReadonlyMap<string, Row>;
  changes: PageChange[];
  trashed: string[];
  absent: Map<string, Absence>;
}> {
  const { services, sql } = run;
  const seen = [...listed, ...[...looks.values()].flatMap(look => (look.state === "there" ? look.row : []))];
  const known = await pageTable.read(sql, [...seen.map(row => row.id), ...looks.keys()]);
  const isElsewhere = (row: Row) => {
    const source = known.get(row.id)?.source ?? row.source;
    return source !== row.source && !FREE_TO_MOVE.includes(source);
  };
  const absent = new Map<string, Absence>();
  const note = (id: string, absence: Absence) => {
    const before = known.get(id);
    if (before !== undefined && before.absence !== absence) absent.set(id, absence);
  };
  for (const row of seen) if (isElsewhere(row)) note(row.id, "moved");
  for (const [id, look] of looks) if (look.state === "moved" || look.state === "unreadable") note(id, look.state);
  const inPlace = seen.filter(row => !isElsewhere(row));
  const understood = await understoodRows({ services, workspace }, inPlace, id => known.get(id));
  const parts = await readBodies(run, inPlace, known);
  const fresh = understood.filter(row => isNews(known.get(row.id), row) || parts.has(row.id));
  return {
    fresh,
    parts,
    known,
    changes: fresh.flatMap(row => changesOf(asSaid(known.get(row.id), row, kept.get(row.source)?.map.unknown), row)),
    trashed: [...looks].flatMap(([id, look]) => (look.state === "trashed" && known.has(id) ? id : [])),
    absent,
  };
}

/** The row as it was kept, with what it says now in columns of which nothing was known: to fill them in is no change. */
function asSaid(before: Row | undefined, { values }: Row, unknown: readonly string[] = []): Row | undefined {
  if (before === undefined || unknown.length === 0) return before;
  const { unread = {} } = before;
  const said = Object.fromEntries(unknown.map(column => [column, values[column] ?? null]));
  const read = Object.fromEntries(Object.entries(unread).filter(([column]) => !unknown.includes(column)));
  return { ...before, values: { ...before.values, ...said }, unread: read };
}

/** Nothing of Krug's hangs on these pages: in another table they are pages of that table. */
const FREE_TO_MOVE: readonly SourceKey[] = ["roadmap", "resources", "thanks", "steps", "answers", "guides", "experts"];

/** False for what is kept already: an echo of Krug's own writing, or an edit read twice, is no change. */
function isNews(before: Row | undefined, row: Row): boolean {
  if (before === undefined || before.absence !== undefined || before.source !== row.source) return true;
  return !saysTheSame(before, row);
}

/** Of the edits made since the last reading, the oldest that nothing but a listing told of. */
function oldestFound(
  readings: readonly { source: SourceKey; readUntil: Instant | null }[],
  fresh: readonly Row[],
  { named }: PagesToRead,
): Instant | null {
  const isNamed = new Set(named.map(page => page.id));
  const readUntil = new Map(readings.map(reading => [reading.source, reading.readUntil]));
  const later = fresh.filter(row => {
    const since = readUntil.get(row.source) ?? null;
    return since !== null && row.editedAt > since && !isNamed.has(row.id);
  });
  return later.length === 0 ? null : Math.min(...later.map(row => row.editedAt));
}

/** What whole listings lacked. */
interface Missing {
  /** To be looked at by themselves, where the listing is believed. */
  missing: string[];
  /** A few of those of a listing that is not: that one was moved elsewhere can be told from the page alone. */
  doubted: string[];
  doubtful: string[];
}

const NOTHING_MISSING: Missing = { missing: [], doubted: [], doubtful: [] };
/** Missing pages of a doubtful listing looked at in one run: a table whose old pages were put away gets read. */
const DOUBTED_LOOKED_AT = 20;

/**
 * The kept pages that a listing lacks which is to be compared. Absence alone proves nothing: where a listing lacks many, of what
 * lives or of a night's slice of what is settled, it is not believed.
 */
async function missingPages(sql: Sql, readings: readonly Reading[], unread: ReadonlySet<string>): Promise<Missing> {
  const found: Missing = { missing: [], doubted: [], doubtful: [] };
  for (const { source, ids, compared, eldest } of readings) {
    const listed = new Set([...ids, ...unread]);
    found.missing.push(...eldest.filter(id => !listed.has(id)));
    for (const made of compared) {
      const kept = await pageTable.listIds(sql, source, made);
      const { missing, isBelievable } = missingFrom(kept, listed);
      if (isBelievable) {
        found.missing.push(...missing);
        continue;
      }
      found.doubted.push(...missing.slice(0, DOUBTED_LOOKED_AT));
      found.doubtful.push(
        `${missing.length} of ${kept.length} pages of ${source} were not listed: none was taken for deleted`,
      );
    }
  }
  return found;
}
