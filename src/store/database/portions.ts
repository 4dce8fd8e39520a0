import type { Sql } from "./sql.ts";

/** One answer of D1 is copied whole from one process to another: a table of tens of thousands of rows comes in several. */
const ROWS_AN_ANSWER = 4000;

/** What of a table is read: what lives, or what is settled too. */
export type Extent = "living" | "all";

/** The condition under which rows of a table that settles are read. */
export const OF_EXTENT: Readonly<Record<Extent, string>> = { living: "settled_in IS NULL", all: "TRUE" };

/** The rows of a table, in the order of its key, a few thousand at a time. The names are the code's own, never from outside. */
export async function inPortions<R extends Record<K, string>, K extends string = string>(
  sql: Sql,
  table: string,
  key: K,
  extent: Extent | null = null,
): Promise<R[]> {
  const rows: R[] = [];
  const next = sql.prepare(
    `SELECT * FROM ${table} WHERE ${OF_EXTENT[extent ?? "all"]} AND ${key} > ? ORDER BY ${key} LIMIT ${ROWS_AN_ANSWER}`,
  );
  for (let last = ""; ; ) {
    const { results } = await next.bind(last).all<R>();
    for (const row of results) rows.push(row);
    const end = results.at(-1);
    if (end === undefined || results.length < ROWS_AN_ANSWER) return rows;
    last = end[key];
  }
}

/** Characters in one bound value: at three bytes each, the most UTF-8 takes for one, it stays under D1's 2 MB. */
const CHUNK_CHARACTERS = 600_000;

/** JSON arrays of the given JSON texts, each array at most the given number of characters long, as one bound value holds. */
export function inChunks(items: readonly string[], limit = CHUNK_CHARACTERS): string[] {
  const chunks: string[] = [];
  let chunk: string[] = [];
  let size = 0;
  for (const item of items) {
    if (chunk.length > 0 && size + item.length > limit) {
      chunks.push(`[${chunk.join(",")}]`);
      chunk = [];
      size = 0;
    }
    chunk.push(item);
    size += item.length + 1;
  }
  if (chunk.length > 0) chunks.push(`[${chunk.join(",")}]`);
  return chunks;
}
