import { bodyFails, invalid } from "./apiError.ts";
import type { Call } from "./call.ts";

export interface PageOfList {
  object: "list";
  results: unknown[];
  next_cursor: string | null;
  has_more: boolean;
  type: string;
  [type: string]: unknown;
}

/** The page size asked for, 1 to 100; 400 otherwise. A query string's comes as text. */
export function pageSize(call: Call): number {
  const fromQuery = call.query.get("page_size");
  const asked = call.body.page_size ?? (fromQuery === null ? undefined : Number(fromQuery));
  if (asked === undefined || asked === null) return Math.min(100, call.workspace.pageSizeLimit);
  if (typeof asked !== "number" || !Number.isInteger(asked)) throw bodyFails("body.page_size", "a number", asked);
  if (asked > 100) {
    throw invalid(`The provided page_size ${asked} is too large. The maximum page_size is 100.`);
  }
  if (asked < 1) throw bodyFails("body.page_size", "≥ `1`", asked);
  return Math.min(asked, call.workspace.pageSizeLimit);
}

/** The start cursor of a request, from its body or its query string; null when it starts at the beginning. */
export function startCursor(call: Call): string | null {
  const cursor = call.body.start_cursor ?? call.query.get("start_cursor");
  if (cursor === undefined || cursor === null) return null;
  if (typeof cursor !== "string") throw bodyFails("body.start_cursor", "a string", cursor);
  return cursor;
}

/** 400 for a cursor that belongs to nothing. */
export function unknownCursor(cursor: string): Error {
  return invalid(`The start_cursor provided is invalid: ${cursor}`);
}

/** A page of a list whose cursor is the next member's id, with Notion's envelope of that type. */
export function page<T extends { id: string }>(
  call: Call,
  all: readonly T[],
  type: string,
  view: (item: T) => unknown,
): PageOfList {
  const size = pageSize(call);
  const cursor = startCursor(call);
  const from = cursor === null ? 0 : all.findIndex(item => item.id === cursor);
  if (cursor !== null && from === -1) throw unknownCursor(cursor);
  const slice = all.slice(from, from + size);
  const next = all[from + size];
  return {
    object: "list",
    results: slice.map(view),
    next_cursor: next?.id ?? null,
    has_more: next !== undefined,
    type,
    [type]: {},
  };
}
