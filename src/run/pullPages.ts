import { markOf } from "../core/command.ts";
import { missingFrom } from "../core/decide/brake.ts";
import { Failure } from "../core/failure.ts";
import { type Row, SOURCE_KEYS, type SourceKey } from "../core/row.ts";
import { type Instant, MINUTE } from "../core/time.ts";
import { listRows, readAnyRow, readRow } from "../notion/pages.ts";
import type { SourceMap, Workspace } from "../notion/workspace.ts";
import { discardingPage } from "../store/discarded.ts";
import { listPageIds, readPages, savingPages } from "../store/pages.ts";
import { type KeptSource, savingCursor } from "../store/sources.ts";
import type { Sql } from "../store/sql.ts";
import { beingDue } from "../store/state.ts";
import type { Services } from "./services.ts";
import { together } from "./together.ts";

/** Data sources people write in. Krug alone writes the others: they are read once, and what Krug writes is mirrored. */
export const EDITED_BY_PEOPLE: readonly SourceKey[] = [
  "programmes",
  "people",
  "roadmap",
  "groups",
  "sessions",
  "resources",
  "help",
  "gatherings",
  "thanks",
];
/** Edit times are rounded down to the minute and queries may lag by as much: so much is read again each time. */
const OVERLAP_MS = 2 * MINUTE;

/** More pages of one table than this are asked for by one listing instead of one by one. */
const ONE_BY_ONE = 3;

/** What of the pages is to be read. */
export interface PagesToRead {
  /** Every page is listed, and those that are kept and were not listed are looked at. */
  isWhole: boolean;
  /** Every table people edit is listed; otherwise only what was named is read. */
  isListed: boolean;
  /** Pages that a hook named. */
  named: readonly { id: string; source: SourceKey | null }[];
  /** Of those, the ones read already. */
  looked: ReadonlyMap<string, PageLook>;
  /** Notion's own time before anything was listed: edits made until then are read. */
  asOf: Instant;
}

/** A page looked at by itself: its row, that it is in the trash, or null for none of ours. */
export type PageLook = Row | "trash" | null;

/** What a reading of the pages came to. */
export interface PagesRead {
  changed: number;
  /** Tables whose listing lacked so many pages that nothing was taken for deleted, in words. */
  doubtful: string[];
  /** When the oldest edit was made that a listing was the first to find; null where it found none. */
  oldestFound: Instant | null;
}

/**
 * Reads the pages edited since the last reading, or those that were named, and keeps what says something new; returns how many
 * changed. The cursors move in the same transaction as the rows, after all of them were read. A page is taken for deleted only
 * when it is in the trash as looked at by itself, whoever said that it is gone.
 */
export async function pullPages(
  services: Services,
  sql: Sql,
  workspace: Workspace,
  kept: ReadonlyMap<SourceKey, KeptSource<SourceMap>>,
  now: Instant,
  what: PagesToRead,
): Promise<PagesRead> {
  const readings = await together(
    toList(kept, what).map(async source => {
      const readUntil = kept.get(source)?.readUntil ?? null;
      const since = what.isWhole || readUntil === null ? null : readUntil - OVERLAP_MS;
      return { source, readUntil, rows: await listRows(services.notion, source, workspace[source], since) };
    }),
  );
  const listed = readings.flatMap(reading => reading.rows);
  const looks = await lookedAt(services, workspace, listed, what);
  const fresh = await differing(sql, [...listed, ...looks.rows]);
  const cursors = readings.flatMap(({ source, readUntil, rows }) => {
    const newest = Math.max(Math.min(now, what.asOf), readUntil ?? 0, ...rows.map(row => row.editedAt));
    return readUntil === null || fresh.length > 0 || newest - readUntil > OVERLAP_MS
      ? [savingCursor(sql, source, newest)]
      : [];
  });
  const { gone, doubtful } = what.isWhole
    ? await trashedPages(services, sql, workspace, readings)
    : { gone: [], doubtful: [] };
  const trashed = [...gone, ...(await readPages(sql, looks.trashed)).keys()];
  const changed = fresh.length + trashed.length;
  const statements = [
    ...savingPages(sql, fresh),
    ...trashed.flatMap(id => discardingPage(sql, id)),
    ...cursors,
    ...(changed > 0 ? [beingDue(sql)] : []),
  ];
  if (statements.length > 0) await sql.batch(statements);
  return { changed, doubtful, oldestFound: oldestFound(readings, fresh, what) };
}

function toList(kept: ReadonlyMap<SourceKey, KeptSource<SourceMap>>, { isListed, named }: PagesToRead): SourceKey[] {
  const isCrowded = (source: SourceKey) => named.filter(page => page.source === source).length > ONE_BY_ONE;
  return SOURCE_KEYS.filter(
    source =>
      (kept.get(source)?.readUntil ?? null) === null ||
      (isListed && EDITED_BY_PEOPLE.includes(source)) ||
      isCrowded(source),
  );
}

/** Looks at the named pages no listing showed. */
async function lookedAt(
  services: Services,
  workspace: Workspace,
  listed: readonly Row[],
  { named, looked }: PagesToRead,
): Promise<{ rows: Row[]; trashed: string[] }> {
  const isListed = new Set(listed.map(row => row.id));
  const looks = await together(
    named
      .filter(page => !isListed.has(page.id))
      .map(async ({ id }) => ({ id, look: looked.get(id) ?? (await readAnyRow(services.notion, workspace, id)) })),
  );
  return {
    rows: looks.flatMap(({ look }) => (look === null || look === "trash" ? [] : look)),
    trashed: looks.flatMap(({ id, look }) => (look === "trash" ? id : [])),
  };
}

/** Of the edits made since the last reading, the oldest that nothing but a listing told of. */
function oldestFound(
  readings: readonly { source: SourceKey; readUntil: Instant | null }[],
  fresh: readonly Row[],
  { named }: PagesToRead,
): Instant | null {
  const isNamed = new Set(named.map(page => page.id));
  const readUntil = new Map(readings.map(reading => [reading.source, reading.readUntil]));
  const found = fresh.filter(row => {
    const since = readUntil.get(row.source) ?? null;
    return since !== null && row.editedAt > since && !isNamed.has(row.id);
  });
  return found.length === 0 ? null : Math.min(...found.map(row => row.editedAt));
}

/**
 * The kept pages that a whole listing lacks and that are in the trash when looked at by themselves. Absence alone proves
 * nothing: a page that is no longer shared, or a listing that lacks many, changes nothing.
 */
async function trashedPages(
  services: Services,
  sql: Sql,
  workspace: Workspace,
  readings: readonly { source: SourceKey; rows: readonly Row[] }[],
): Promise<{ gone: string[]; doubtful: string[] }> {
  const gone: string[] = [];
  const doubtful: string[] = [];
  for (const { source, rows } of readings) {
    const listed = new Set(rows.map(row => row.id));
    const kept = await listPageIds(sql, source);
    const { missing, isBelievable } = missingFrom(kept, listed);
    if (!isBelievable)
      doubtful.push(
        `${missing.length} of ${kept.length} pages of ${source} were not listed: none was taken for deleted`,
      );
    else for (const id of missing) if (await isInTrash(services, source, workspace[source], id)) gone.push(id);
  }
  return { gone, doubtful };
}

async function isInTrash(services: Services, source: SourceKey, map: SourceMap, id: string): Promise<boolean> {
  try {
    return (await readRow(services.notion, source, map, id)) === null;
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return false;
    throw error;
  }
}

/** Rows whose content is not what is kept: an echo of Krug's own writing, or an edit read twice, is no change. */
async function differing(sql: Sql, rows: readonly Row[]): Promise<Row[]> {
  const known = await readPages(
    sql,
    rows.map(row => row.id),
  );
  return rows.filter(row => {
    const before = known.get(row.id);
    return before === undefined || markOf(before.values) !== markOf(row.values);
  });
}
