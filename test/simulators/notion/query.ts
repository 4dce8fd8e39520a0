import type { Call } from "./call.ts";
import { asBoolean, asOneOf, type Fields, onlyKeys } from "./check.ts";
import { compileFilter } from "./filters.ts";
import { asQueriesSee } from "./history.ts";
import { normalId } from "./ids.ts";
import { chosenProperties, pageView } from "./pageView.ts";
import { pageSize, startCursor, unknownCursor } from "./paging.ts";
import type { DataSource, Page } from "./records.ts";
import { compileSorts } from "./sorts.ts";

const KEYS = ["filter", "sorts", "start_cursor", "page_size", "result_type", "is_archived", "in_trash", "archived"];

/** The rows that pass a filter, in the order of the sorts; without sorts the newest come first, as recorded. */
export function matchingRows(
  call: Call,
  source: DataSource,
  filter: unknown,
  sorts: unknown,
  archived: boolean,
): Page[] {
  const test = filter === undefined || filter === null ? null : compileFilter(call, source, filter);
  const compare = compileSorts(call, source, sorts ?? undefined);
  const found: Page[] = [];
  const { rows } = source;
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = asQueriesSee(call.workspace, rows[index] as Page);
    if (row === null || row.trashed || row.archived !== archived) continue;
    if (test === null || test(row)) found.push(row);
  }
  return compare === null ? found : found.sort(compare);
}

/** One page of a data source query. @throws 400. */
export function query(call: Call, source: DataSource): unknown {
  const { body, workspace } = call;
  onlyKeys(body, "body", KEYS);
  if (body.result_type !== undefined) asOneOf(body.result_type, "body.result_type", ["page", "data_source"] as const);
  const archived = body.is_archived === undefined ? false : asBoolean(body.is_archived, "body.is_archived");
  const size = pageSize(call);
  const all = body.result_type === "data_source" ? [] : matchingRows(call, source, body.filter, body.sorts, archived);
  const reachable = Math.min(all.length, workspace.queryResultLimit);
  const from = placeOf(call, all);
  const to = Math.min(from + size, reachable);
  const properties = chosenProperties(call, source);
  const hasMore = to < reachable;
  const answer: Fields = {
    object: "list",
    results: all.slice(from, to).map(row => pageView(call, row, properties)),
    next_cursor: hasMore ? cursorFor(call, to, (all[to] as Page).id) : null,
    has_more: hasMore,
    type: "page_or_data_source",
    page_or_data_source: {},
  };
  if (!hasMore && all.length > reachable) {
    answer.request_status = { type: "incomplete", incomplete_reason: "query_result_limit_reached" };
  }
  return answer;
}

// A cursor names the next row and, in the last digits of a uuid, how many rows came before it.
function cursorFor(call: Call, index: number, id: string): string {
  return `s:${call.workspace.ids.uuid().slice(0, 24)}${index.toString(16).padStart(12, "0")}:${id}`;
}

function placeOf(call: Call, all: Page[]): number {
  const cursor = startCursor(call);
  if (cursor === null) return 0;
  const match = /^s:[0-9a-f-]{24}([0-9a-f]{12}):([0-9a-f-]{36})$/.exec(cursor);
  const id = match === null ? normalId(cursor) : (match[2] as string);
  if (id === null) throw unknownCursor(cursor);
  const index = match === null ? -1 : Number.parseInt(match[1] as string, 16);
  if (all[index]?.id === id) return index;
  const place = all.findIndex(row => row.id === id);
  if (place !== -1) return place;
  if (match === null) throw unknownCursor(cursor);
  return Math.min(index, all.length);
}
