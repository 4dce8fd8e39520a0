import { Failure } from "../core/failure.ts";
import type { PlainValue, Row, SourceKey } from "../core/row.ts";
import { type Instant, toIso } from "../core/time.ts";
import type { NotionApi } from "./client.ts";
import { cutRelations, isTrashed, type NotionPage, propertiesFor, rowOf, textPieces } from "./page.ts";
import { type SourceMap, sourceHolding, type Workspace } from "./workspace.ts";

/** Notion answers at most so many rows to one query, whatever the paging (api-facts 1.4). */
interface QueryAnswer {
  results: unknown[];
  has_more: boolean;
  next_cursor: string | null;
  request_status?: { type: string };
}

/**
 * The rows edited at or after an instant, oldest edit first; all rows for null.
 *
 * Reads to the end: short pages go on while `has_more`, and a listing that ends at Notion's limit of 10,000 rows is taken up
 * again from the last edit seen. Relations longer than 25 are read in full.
 */
export async function listRows(
  api: NotionApi,
  source: SourceKey,
  map: SourceMap,
  since: Instant | null,
): Promise<Row[]> {
  const rows = new Map<string, Row>();
  let from = since;
  for (;;) {
    const { pages, isCut } = await queryAll(api, map, from);
    for (const page of pages) rows.set(page.id, await fullRow(api, source, map, page));
    const last = pages.at(-1);
    const next = last === undefined ? null : Date.parse(last.last_edited_time);
    if (!isCut || next === null || next === from) return [...rows.values()];
    from = next;
  }
}

async function queryAll(
  api: NotionApi,
  map: SourceMap,
  since: Instant | null,
): Promise<{ pages: NotionPage[]; isCut: boolean }> {
  const pages: NotionPage[] = [];
  let cursor: string | undefined;
  for (;;) {
    const answer = (await api.call(
      client =>
        client.dataSources.query({
          data_source_id: map.dataSourceId,
          page_size: 100,
          start_cursor: cursor,
          sorts: [{ timestamp: "last_edited_time", direction: "ascending" }],
          ...(since === null
            ? {}
            : { filter: { timestamp: "last_edited_time" as const, last_edited_time: { on_or_after: toIso(since) } } }),
        }),
      "read",
    )) as QueryAnswer;
    pages.push(...(answer.results as NotionPage[]));
    if (!answer.has_more || answer.next_cursor === null)
      return { pages, isCut: answer.request_status?.type === "incomplete" };
    cursor = answer.next_cursor;
  }
}

async function fullRow(api: NotionApi, source: SourceKey, map: SourceMap, page: NotionPage): Promise<Row> {
  const row = rowOf(source, map, page, api.botId);
  const cut = cutRelations(map, page);
  if (cut.length === 0) return row;
  const values = { ...row.values };
  for (const { key, propertyId } of cut) values[key] = await relatedIds(api, page.id, propertyId);
  return { ...row, values };
}

async function relatedIds(api: NotionApi, pageId: string, propertyId: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const answer = (await api.call(
      client =>
        client.pages.properties.retrieve({
          page_id: pageId,
          property_id: propertyId,
          page_size: 100,
          start_cursor: cursor,
        }),
      "read",
    )) as unknown as { results?: { relation?: { id: string } }[]; has_more?: boolean; next_cursor?: string | null };
    for (const item of answer.results ?? []) if (item.relation !== undefined) ids.push(item.relation.id);
    cursor = answer.has_more ? (answer.next_cursor ?? undefined) : undefined;
  } while (cursor !== undefined);
  return ids;
}

/** The row as Notion has it this moment; null when the page is in the trash or no longer shared. */
export async function readRow(api: NotionApi, source: SourceKey, map: SourceMap, pageId: string): Promise<Row | null> {
  const page = (await api.call(client => client.pages.retrieve({ page_id: pageId }), "read")) as unknown as NotionPage;
  return isTrashed(page) ? null : fullRow(api, source, map, page);
}

/**
 * A page of which only the id is known, as Notion has it this moment: its row, "trash" for one in the trash, or null for one
 * that is in none of the workspace's data sources, or not shared.
 */
export async function readAnyRow(api: NotionApi, workspace: Workspace, pageId: string): Promise<Row | "trash" | null> {
  try {
    const page = (await api.call(
      client => client.pages.retrieve({ page_id: pageId }),
      "read",
    )) as unknown as NotionPage;
    if (isTrashed(page)) return "trash";
    const source = sourceHolding(workspace, page.parent?.data_source_id ?? null);
    return source === null ? null : fullRow(api, source, workspace[source], page);
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
}

/** Creates a page and returns its row. Not idempotent: the look-up by `key` settles a doubtful answer (`findByKey`). */
export async function createPage(
  api: NotionApi,
  workspace: Workspace,
  source: SourceKey,
  values: Readonly<Record<string, PlainValue>>,
): Promise<Row> {
  const map = workspace[source];
  const page = await api.call(
    client =>
      client.pages.create({
        parent: { type: "data_source_id", data_source_id: map.dataSourceId },
        properties: propertiesFor(source, map, values) as never,
      }),
    "write",
  );
  return fullRow(api, source, map, page as unknown as NotionPage);
}

/** Writes only the given values of a page and returns its row as Notion then has it. */
export async function updatePage(
  api: NotionApi,
  workspace: Workspace,
  source: SourceKey,
  pageId: string,
  values: Readonly<Record<string, PlainValue>>,
): Promise<Row> {
  const map = workspace[source];
  const page = await api.call(
    client => client.pages.update({ page_id: pageId, properties: propertiesFor(source, map, values) as never }),
    "write",
  );
  return fullRow(api, source, map, page as unknown as NotionPage);
}

/** Puts a page in the trash, from which people can take it back. */
export async function trashPage(api: NotionApi, pageId: string): Promise<void> {
  await api.call(client => client.pages.update({ page_id: pageId, in_trash: true }), "write");
}

/** The page that carries a key in its *key* column; null when there is none yet. The first made, should there be two. */
export async function findByKey(
  api: NotionApi,
  workspace: Workspace,
  source: SourceKey,
  key: string,
): Promise<Row | null> {
  const map = workspace[source];
  const property = map.properties.key;
  if (property === undefined) return null;
  const answer = (await api.call(
    client =>
      client.dataSources.query({
        data_source_id: map.dataSourceId,
        page_size: 1,
        filter: { property: property.id, rich_text: { equals: key } },
        sorts: [{ timestamp: "created_time", direction: "ascending" }],
      }),
    "read",
  )) as QueryAnswer;
  const page = answer.results[0] as NotionPage | undefined;
  return page === undefined ? null : fullRow(api, source, map, page);
}

/** Adds a comment to a page, unless one of the page's comments already says the same. */
export async function comment(api: NotionApi, pageId: string, text: string, lookFirst: boolean): Promise<void> {
  if (lookFirst) {
    const existing = await api.call(client => client.comments.list({ block_id: pageId, page_size: 100 }), "read");
    const said = existing.results.some(
      one => "rich_text" in one && one.rich_text.map(piece => piece.plain_text).join("") === text,
    );
    if (said) return;
  }
  await api.call(
    client => client.comments.create({ parent: { page_id: pageId }, rich_text: textPieces(text) }),
    "write",
  );
}
