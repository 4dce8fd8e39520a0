import { markOf } from "../core/command.ts";
import { Failure } from "../core/failure.ts";
import { type Row, SOURCE_KEYS, type SourceKey } from "../core/row.ts";
import { type Instant, MINUTE } from "../core/time.ts";
import { listRows, readRow } from "../notion/pages.ts";
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
];
/** Edit times are rounded down to the minute and queries may lag by as much: so much is read again each time. */
const OVERLAP_MS = 2 * MINUTE;

/** What a reading of the pages came to. */
export interface PagesRead {
  changed: number;
  /** Tables whose listing lacked so many pages that nothing was taken for deleted, in words. */
  doubtful: string[];
}

/**
 * Reads the pages edited since the last reading and keeps those that say something new; returns how many changed. The cursors
 * move in the same transaction as the rows, after all of them were read. A whole reading lists every page, and looks one by one
 * at those that are kept and were not listed.
 */
export async function pullPages(
  services: Services,
  sql: Sql,
  workspace: Workspace,
  kept: ReadonlyMap<SourceKey, KeptSource<SourceMap>>,
  now: Instant,
  isWhole: boolean,
): Promise<PagesRead> {
  const due = SOURCE_KEYS.filter(
    source => EDITED_BY_PEOPLE.includes(source) || (kept.get(source)?.readUntil ?? null) === null,
  );
  const readings = await together(
    due.map(async source => {
      const readUntil = kept.get(source)?.readUntil ?? null;
      const since = isWhole || readUntil === null ? null : readUntil - OVERLAP_MS;
      return { source, readUntil, rows: await listRows(services.notion, source, workspace[source], since) };
    }),
  );
  const fresh = await differing(
    sql,
    readings.flatMap(reading => reading.rows),
  );
  const cursors = readings.flatMap(({ source, readUntil, rows }) => {
    const newest = Math.max(now, readUntil ?? 0, ...rows.map(row => row.editedAt));
    return readUntil === null || fresh.length > 0 || newest - readUntil > OVERLAP_MS
      ? [savingCursor(sql, source, newest)]
      : [];
  });
  const { gone, doubtful } = isWhole
    ? await trashedPages(services, sql, workspace, readings)
    : { gone: [], doubtful: [] };
  const changed = fresh.length + gone.length;
  const statements = [
    ...savingPages(sql, fresh),
    ...gone.flatMap(id => discardingPage(sql, id)),
    ...cursors,
    ...(changed > 0 ? [beingDue(sql)] : []),
  ];
  if (statements.length > 0) await sql.batch(statements);
  return { changed, doubtful };
}

/** So many pages of a table may be missing from a listing before that is taken for a mistake of the listing. */
const BRAKE = { pages: 5, share: 0.2 };

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
    const missing = kept.filter(id => !listed.has(id));
    if (missing.length > Math.max(BRAKE.pages, BRAKE.share * kept.length))
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
