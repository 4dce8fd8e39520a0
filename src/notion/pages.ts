import type { PageText } from "../core/domain/command.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { understood } from "../core/domain/values/guarded.ts";
import type { PlainValue, Row, SourceKey } from "../core/domain/values/row.ts";
import type { Instant } from "../core/domain/values/time.ts";
import type { NotionApi } from "./client.ts";
import { listPages } from "./listing.ts";
import { cutRelations, isTrashed, type NotionPage, propertiesFor, rowOf, textPieces } from "./page.ts";
import { type SourceMap, sourceHolding, type Workspace } from "./workspace.ts";

/**
 * The rows edited at or after an instant, oldest edit first; all rows for null.
 *
 * Reads to the end, whatever Notion's paging and limits (listing.ts). Relations longer than 25 are read in full. A page that
 * can't be understood is left out and noted (`NotionApi.unread`).
 *
 * @throws Failure when Notion can't be made to show all of them.
 */
export async function listRows(
  api: NotionApi,
  source: SourceKey,
  map: SourceMap,
  since: Instant | null,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const page of await listPages(api, map.dataSourceId, since)) {
    const row = await fullRow(api, source, map, page);
    if (row !== null) rows.push(row);
  }
  return rows.sort((a, b) => a.editedAt - b.editedAt || (a.id < b.id ? -1 : 1));
}

/** Null for a page that can't be understood. */
async function fullRow(api: NotionApi, source: SourceKey, map: SourceMap, page: NotionPage): Promise<Row | null> {
  const [read] = understood(api.unread, "page", page.id, () => ({
    row: rowOf(source, map, page, api.botId),
    cut: cutRelations(map, page),
  }));
  if (read === undefined) return null;
  const { row, cut } = read;
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
          // Ids may hold signs of an address, and the client puts them into one as they are.
          property_id: encodeURIComponent(propertyId),
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

/**
 * The row as Notion has it this moment; null when the page is in the trash or has left its table.
 *
 * @throws Failure `gone` for one that is not shared, `rejected` for one that can't be understood.
 */
export async function readRow(api: NotionApi, source: SourceKey, map: SourceMap, pageId: string): Promise<Row | null> {
  const page = (await api.call(client => client.pages.retrieve({ page_id: pageId }), "read")) as unknown as NotionPage;
  return isTrashed(page) || !isIn(map, page) ? null : wholeRow(api, source, map, page);
}

/** @throws Failure `rejected` for a page that can't be understood. */
async function wholeRow(api: NotionApi, source: SourceKey, map: SourceMap, page: NotionPage): Promise<Row> {
  const row = await fullRow(api, source, map, page);
  if (row === null) throw new Failure("rejected", "notion", `the page ${page.id} can't be understood`);
  return row;
}

/**
 * A page looked at by itself: its row where it stands in one of the workspace's tables; in the trash of one of them, with the
 * row it had; or not there any more, for it was moved elsewhere or can't be read.
 */
export type PageLook =
  | { state: "there"; row: Row }
  | { state: "trashed"; row: Row }
  | { state: "moved" }
  | { state: "unreadable" };

/**
 * A page of which only the id is known, as Notion has it this moment.
 *
 * In the trash it counts as moved where its parent is no table of the workspace: what becomes of it there says nothing of what
 * it was here. One that lies there with its whole table counts as unreadable: nobody threw away the page.
 */
export async function lookAt(api: NotionApi, workspace: Workspace, pageId: string): Promise<PageLook> {
  try {
    const page = (await api.call(
      client => client.pages.retrieve({ page_id: pageId }),
      "read",
    )) as unknown as NotionPage;
    const source = sourceHolding(workspace, page.parent?.data_source_id ?? null);
    if (source === null) return { state: "moved" };
    const map = workspace[source];
    if (isTrashed(page)) {
      const row = (await isTableThere(api, map)) ? await fullRow(api, source, map, page) : null;
      return row === null ? { state: "unreadable" } : { state: "trashed", row };
    }
    const row = await fullRow(api, source, map, page);
    return row === null ? { state: "unreadable" } : { state: "there", row };
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return { state: "unreadable" };
    throw error;
  }
}

/** The data source a page stands in; null for one that stands in none, or can't be read. */
export async function tableOf(api: NotionApi, pageId: string): Promise<string | null> {
  try {
    const page = await api.call(client => client.pages.retrieve({ page_id: pageId }), "read");
    return (page as unknown as NotionPage).parent?.data_source_id ?? null;
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
}

/** False for a table in the trash or no longer shared. */
async function isTableThere(api: NotionApi, { dataSourceId }: SourceMap): Promise<boolean> {
  try {
    const source = await api.call(client => client.dataSources.retrieve({ data_source_id: dataSourceId }), "read");
    return (source as { in_trash?: boolean }).in_trash !== true;
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return false;
    throw error;
  }
}

function isIn(map: SourceMap, page: NotionPage): boolean {
  return page.parent?.data_source_id === map.dataSourceId;
}

/** The most blocks one call takes (docs/facts/notion.md#sizes). */
const MOST_BLOCKS = 100;

function block({ kind, text }: PageText) {
  const rich_text = textPieces(text);
  return kind === "heading"
    ? { type: "heading_2" as const, heading_2: { rich_text } }
    : { type: "paragraph" as const, paragraph: { rich_text } };
}

/**
 * The page that a call wrote. An error that names what it saved is an answer: the page is read instead, so that what Krug itself
 * wrote is never taken for a person's edit.
 */
async function written(api: NotionApi, write: Parameters<typeof api.call<unknown>>[0]): Promise<NotionPage> {
  try {
    return (await api.call(write, "write")) as NotionPage;
  } catch (error) {
    const pageId = error instanceof Failure ? error.committedId : null;
    if (pageId === null) throw error;
    return (await api.call(client => client.pages.retrieve({ page_id: pageId }), "read")) as unknown as NotionPage;
  }
}

/** Creates a page, with a body where one is given, and returns its row. Not idempotent: the look-up by `key` settles a doubtful answer (`findByKey`). */
export async function createPage(
  api: NotionApi,
  workspace: Workspace,
  source: SourceKey,
  values: Readonly<Record<string, PlainValue>>,
  body: readonly PageText[] = [],
): Promise<Row> {
  const map = workspace[source];
  const page = await written(api, client =>
    client.pages.create({
      parent: { type: "data_source_id", data_source_id: map.dataSourceId },
      properties: propertiesFor(source, map, values) as never,
      ...(body.length === 0 ? {} : { children: body.slice(0, MOST_BLOCKS).map(block) }),
    }),
  );
  return wholeRow(api, source, map, page);
}

/** Writes only the given values of a page and returns its row as Notion then has it; null for one that has left its table. */
export async function updatePage(
  api: NotionApi,
  workspace: Workspace,
  source: SourceKey,
  pageId: string,
  values: Readonly<Record<string, PlainValue>>,
): Promise<Row | null> {
  const map = workspace[source];
  const page = await written(api, client =>
    client.pages.update({ page_id: pageId, properties: propertiesFor(source, map, values) as never }),
  );
  return isIn(map, page) ? fullRow(api, source, map, page) : null;
}

/** Puts a page in the trash, from which people can take it back. */
export async function trashPage(api: NotionApi, pageId: string): Promise<void> {
  await written(api, client => client.pages.update({ page_id: pageId, in_trash: true }));
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
  )) as unknown as { results: NotionPage[] };
  const [page] = answer.results;
  return page === undefined ? null : wholeRow(api, source, map, page);
}
