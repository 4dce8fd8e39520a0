import { sessionOf } from "../../core/domain/link.ts";
import { propertiesOf } from "../../core/domain/schema.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { isAlike } from "../../core/domain/values/hash.ts";
import { SOURCE_KEYS, type SourceKey } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { chosenAmong, type SourceMap, type Workspace } from "../../notion/workspace.ts";
import type { Sql } from "../../store/database/sql.ts";
import { type KeptSource, sourceTable } from "../../store/mirror/sources.ts";
import { inParallel } from "./inParallel.ts";
import type { Services } from "./services.ts";

/**
 * The workspace as kept in D1, or found anew by its marks and kept. What is kept stays; of several tables with one mark the
 * right one is that which kept tables, or the pages of Krug's events, belong together with. A table that is not to be found is
 * gone, and the rest goes on.
 *
 * @throws ContestedTables where that does not tell, Failure `gone` where none of them is there.
 */
export async function openWorkspace(
  services: Services,
  sql: Sql,
  parentPageId: string,
): Promise<{ workspace: Workspace; kept: Map<SourceKey, KeptSource<SourceMap>> }> {
  let kept = await sourceTable.list<SourceMap>(sql);
  const known = kept.filter(table => table.map.dataSourceId !== "");
  const lacking = SOURCE_KEYS.filter(source => !known.some(table => table.source === source));
  if (lacking.length > 0) {
    const found = await foundAnew(services, parentPageId, known);
    if (lacking.length === SOURCE_KEYS.length && Object.keys(found).length === 0) {
      const missing = lacking.join(", ");
      throw new Failure(
        "gone",
        "notion",
        `the workspace lacks ${missing}: run \`npm run setup -- --tables\`, and share its page with the integration`,
      );
    }
    await sql.batch(lacking.map(source => sourceTable.saving(sql, source, asFound(found[source]) ?? notFound(source))));
    kept = await sourceTable.list<SourceMap>(sql);
  }
  const workspace = Object.fromEntries(kept.map(table => [table.source, table.map])) as Workspace;
  return { workspace, kept: new Map(kept.map(table => [table.source, table])) };
}

async function foundAnew(
  services: Services,
  parentPageId: string,
  kept: readonly KeptSource<SourceMap>[],
): Promise<Partial<Workspace>> {
  const isKept = new Set<SourceKey>(kept.map(table => table.source));
  const keptIds = new Set(kept.map(table => table.map.dataSourceId));
  const tables = (await services.notion.tables.find(parentPageId)).filter(
    table => !isKept.has(table.source) || keptIds.has(table.map.dataSourceId),
  );
  const isContested = new Set(tables.map(table => table.source)).size < tables.length;
  return chosenAmong(tables, new Set([...keptIds, ...(isContested ? await tablesOfEvents(services) : [])]));
}

/** How many pages of events decide which tables are the workspace's. */
const EVENTS_LOOKED_AT = 10;

/** The data sources that the pages of Krug's latest events stand in. */
async function tablesOfEvents({ calendar, notion }: Services): Promise<string[]> {
  let latest: { startsAt: Instant; id: string; pageId: string }[] = [];
  for await (const { events } of calendar.events.changes(null)) {
    const live = events.filter(event => !event.isCancelled);
    const own = live.flatMap(({ id, startsAt, sessionId }) => {
      const pageId = sessionId ?? sessionOf(id)?.sessionId;
      return pageId === undefined ? [] : { id, startsAt: startsAt ?? 0, pageId };
    });
    const sorted = [...latest, ...own].sort((a, b) => b.startsAt - a.startsAt || (a.id < b.id ? -1 : 1));
    const firsts = new Map(sorted.toReversed().map(one => [one.pageId, one]));
    latest = sorted.filter(one => firsts.get(one.pageId) === one).slice(0, EVENTS_LOOKED_AT);
  }
  const found = await inParallel(latest.map(({ pageId }) => notion.pages.tableOf(pageId)));
  return found.flatMap(id => id ?? []);
}

/** A table of which nothing is kept: what columns said that were gone, or made anew, by then is not known. */
function asFound(map: SourceMap | undefined): SourceMap | undefined {
  const unknown = [...(map?.missing ?? []), ...(map?.isNew ?? [])];
  return map === undefined || unknown.length === 0 ? map : { ...map, unknown };
}

/** A table that was never found: it is in the trash, not shared, or was never set up. */
function notFound(source: SourceKey): SourceMap {
  const missing = Object.keys(propertiesOf(source));
  return { dataSourceId: "", databaseId: "", properties: {}, missing, isGone: true };
}

/**
 * The workspace with the columns of these sources as they are now, and which of them are found to be other than they were known:
 * people rename options, retype or remove columns, and put tables in the trash.
 */
export async function refreshWorkspace(
  services: Services,
  sql: Sql,
  known: Workspace,
  keys: readonly SourceKey[],
): Promise<{ workspace: Workspace; altered: SourceKey[] }> {
  const looked = keys.filter(key => known[key].dataSourceId !== "");
  const maps = await inParallel(
    looked.map(async key => [key, await services.notion.tables.read(key, known[key])] as const),
  );
  const changed = maps.filter(([key, map]) => !isAlike(map, known[key]));
  if (changed.length > 0) await sql.batch(changed.map(([key, map]) => sourceTable.saving(sql, key, map)));
  return { workspace: { ...known, ...Object.fromEntries(maps) }, altered: changed.map(([key]) => key) };
}
