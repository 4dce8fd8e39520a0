import { type Extent, inChunks, OF_EXTENT, rowsFor } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** Which page a key belongs to: the table `page_keys`. */
export const pageKeyTable = {
  /** The page each key belongs to, by key. */
  async list(sql: Sql, extent: Extent = "all"): Promise<Map<string, string>> {
    const { results } = await sql
      .prepare(`SELECT key, page_id FROM page_keys WHERE ${OF_EXTENT[extent]}`)
      .all<{ key: string; page_id: string }>();
    return new Map(results.map(row => [row.key, row.page_id]));
  },

  /** The pages these keys belong to, by key. They travel as one parameter. */
  async read(sql: Sql, keys: readonly string[]): Promise<Map<string, string>> {
    const results = await rowsFor<{ key: string; page_id: string }>(
      sql,
      "SELECT page_keys.* FROM json_each(?) AS wanted JOIN page_keys ON page_keys.key = wanted.value",
      keys,
    );
    return new Map(results.map(row => [row.key, row.page_id]));
  },

  /** Statements that keep which page a key belongs to; all of them as one parameter, or a few where they are very many. */
  saving(sql: Sql, owners: ReadonlyMap<string, string>): Statement[] {
    return inChunks([...owners].map(([key, pageId]) => JSON.stringify({ key, pageId }))).map(chunk =>
      sql
        .prepare(
          `INSERT INTO page_keys (key, page_id) SELECT value ->> 'key', value ->> 'pageId' FROM json_each(?) WHERE true
           ON CONFLICT (key) DO UPDATE SET page_id = excluded.page_id`,
        )
        .bind(chunk),
    );
  },
};
