import { markOf } from "../core/command.ts";
import { Failure } from "../core/failure.ts";
import { SOURCE_KEYS, type SourceKey } from "../core/row.ts";
import { sessionOf } from "../core/sync/adopt.ts";
import { listEvents } from "../google/calendar.ts";
import { tableOf } from "../notion/pages.ts";
import {
  chosenAmong,
  contestedIn,
  findTables,
  isComplete,
  readSource,
  type SourceMap,
  type Workspace,
} from "../notion/workspace.ts";
import { type KeptSource, listSources, savingSource } from "../store/sources.ts";
import type { Sql } from "../store/sql.ts";
import type { Services } from "./services.ts";
import { together } from "./together.ts";

/**
 * The workspace as kept in D1, or found anew by its marks and kept. What is kept stays; of several tables with one mark the
 * right one is that which kept tables, or the pages of Krug's events, belong together with.
 *
 * @throws ContestedTables where that does not tell, Failure `gone` where a table is missing.
 */
export async function openWorkspace(
  services: Services,
  sql: Sql,
  parentPageId: string,
): Promise<{ workspace: Workspace; kept: Map<SourceKey, KeptSource<SourceMap>> }> {
  let kept = await listSources<SourceMap>(sql);
  if (kept.length < SOURCE_KEYS.length) {
    const known = Object.fromEntries(kept.map(one => [one.source, one.map]));
    const found = { ...(await foundAnew(services, parentPageId, kept)), ...known };
    if (!isComplete(found)) {
      const missing = SOURCE_KEYS.filter(key => found[key] === undefined).join(", ");
      throw new Failure(
        "gone",
        "notion",
        `the workspace lacks ${missing}: run \`npm run setup\`, and share its page with the integration`,
      );
    }
    await sql.batch(SOURCE_KEYS.map(key => savingSource(sql, key, found[key])));
    kept = await listSources<SourceMap>(sql);
  }
  const workspace = Object.fromEntries(kept.map(one => [one.source, one.map])) as Workspace;
  return { workspace, kept: new Map(kept.map(one => [one.source, one])) };
}

async function foundAnew(
  services: Services,
  parentPageId: string,
  kept: readonly KeptSource<SourceMap>[],
): Promise<Partial<Workspace>> {
  const isKept = new Set<SourceKey>(kept.map(one => one.source));
  const keptIds = new Set(kept.map(one => one.map.dataSourceId));
  const tables = (await findTables(services.notion, parentPageId)).filter(
    one => !isKept.has(one.source) || keptIds.has(one.map.dataSourceId),
  );
  const isContested = contestedIn(tables).length > 0;
  return chosenAmong(tables, new Set([...keptIds, ...(isContested ? await tablesOfEvents(services) : [])]));
}

/** So many pages of events tell which tables are the workspace's. */
const EVENTS_LOOKED_AT = 10;

/** The data sources that the pages of Krug's latest events stand in. */
async function tablesOfEvents({ calendar, notion }: Services): Promise<string[]> {
  const { events } = await listEvents(calendar, null);
  const latest = events
    .filter(event => !event.isCancelled)
    .sort((a, b) => (b.startsAt ?? 0) - (a.startsAt ?? 0) || (a.id < b.id ? -1 : 1));
  const pages = new Set(latest.flatMap(event => event.sessionId ?? sessionOf(event.id)?.sessionId ?? []));
  const found = await together([...pages].slice(0, EVENTS_LOOKED_AT).map(id => tableOf(notion, id)));
  return found.flatMap(id => id ?? []);
}

/**
 * The workspace with the columns of these sources as they are now: people rename options and retype or remove columns. Columns
 * that are missing are told in words; what needs them stops, the rest goes on.
 */
export async function refreshWorkspace(
  services: Services,
  sql: Sql,
  known: Workspace,
  keys: readonly SourceKey[],
): Promise<{ workspace: Workspace; missing: string[] }> {
  const maps = await together(
    keys.map(async key => [key, await readSource(services.notion, key, known[key])] as const),
  );
  const changed = maps.filter(([key, map]) => markOf(map) !== markOf(known[key]));
  if (changed.length > 0) await sql.batch(changed.map(([key, map]) => savingSource(sql, key, map)));
  return {
    workspace: { ...known, ...Object.fromEntries(maps) },
    missing: maps.flatMap(([key, map]) => map.missing.map(column => `${key}.${column}`)),
  };
}
