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

/** Which rows of a table are wanted: a condition on its columns, in which `?3` and those after it are the values. */
export interface Wanted {
  where: string;
  values: readonly string[];
}

/** So many rows are looked at by one statement, wanted or not. */
const ROWS_LOOKED_AT = 20_000;

/**
 * The rows of a table that are wanted, in the order of its key, portion by portion: of a table of whatever size no more is held at once
 * than one of them. The names are the code's own, never from outside.
 */
export async function* portionsOf<R extends Record<string, unknown>>(
  sql: Sql,
  { table, key }: { table: string; key: string },
  { where, values }: Wanted,
): AsyncGenerator<R[]> {
  const bound = sql.prepare(
    `SELECT ${key} AS last FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT 1 OFFSET ${ROWS_LOOKED_AT - 1}`,
  );
  const next = sql.prepare(
    `SELECT * FROM ${table} WHERE ${key} > ?1 AND ${key} <= ?2 AND (${where}) ORDER BY ${key} LIMIT ${ROWS_AN_ANSWER}`,
  );
  for (let from = ""; ; ) {
    const until = (await bound.bind(from).first<{ last: string }>())?.last ?? LAST;
    for (let last = from; ; ) {
      const { results } = await next.bind(last, until, ...values).all<R>();
      if (results.length > 0) yield results;
      if (results.length < ROWS_AN_ANSWER) break;
      last = String(results.at(-1)?.[key]);
    }
    if (until === LAST) return;
    from = until;
  }
}

/** No key comes after it. */
const LAST = "\u{10FFFF}";

/** Rows in whose column, of JSON, one of these texts stands: as it is, or in whatever case and with whatever dots. */
export function holding(
  column: string,
  { exact, folded }: { exact: readonly string[]; folded: readonly string[] },
): Wanted {
  const inJson = (texts: readonly string[]) => JSON.stringify(texts.map(text => JSON.stringify(text).slice(1, -1)));
  return {
    where: `EXISTS (SELECT 1 FROM json_each(?3) AS sign WHERE instr(${column}, sign.value) > 0)
      OR EXISTS (SELECT 1 FROM json_each(?4) AS sign WHERE instr(replace(lower(${column}), '.', ''), sign.value) > 0)`,
    values: [inJson(exact), inJson(folded)],
  };
}

/** Characters in one bound value: at three bytes each, the most UTF-8 takes for one, it stays under D1's 2 MB. */
const CHUNK_CHARACTERS = 600_000;

/**
 * The rows that a query gives for some values: they travel as its first parameter, as JSON, as many at a time as one bound value
 * holds. Nothing is asked for none. `others` are the parameters after it.
 */
export async function rowsFor<R>(
  sql: Sql,
  query: string,
  wanted: readonly unknown[],
  ...others: (string | number)[]
): Promise<R[]> {
  const rows: R[] = [];
  for (const chunk of inChunks(wanted.map(value => JSON.stringify(value)))) {
    const { results } = await sql
      .prepare(query)
      .bind(chunk, ...others)
      .all<R>();
    for (const row of results) rows.push(row);
  }
  return rows;
}

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
