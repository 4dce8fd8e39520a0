import type { Sql } from "./sql.ts";

/** One answer of D1 is copied whole from one process to another: a table of tens of thousands of rows comes in several. */
const ROWS_AN_ANSWER = 4000;

/** Every row of a table, in the order of its key, a few thousand at a time. The names are the code's own, never from outside. */
export async function inPortions<R extends Record<K, string>, K extends string = string>(
  sql: Sql,
  table: string,
  key: K,
): Promise<R[]> {
  const rows: R[] = [];
  const next = sql.prepare(`SELECT * FROM ${table} WHERE ${key} > ? ORDER BY ${key} LIMIT ${ROWS_AN_ANSWER}`);
  for (let last = ""; ; ) {
    const { results } = await next.bind(last).all<R>();
    for (const row of results) rows.push(row);
    const end = results.at(-1);
    if (end === undefined || results.length < ROWS_AN_ANSWER) return rows;
    last = end[key];
  }
}
