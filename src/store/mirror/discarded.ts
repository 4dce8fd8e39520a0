import { rhythmKey } from "../../core/domain/series.ts";
import { rowsFor } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** What people put in the trash: the table `discarded`. */
export const discardedTable = {
  /** The keys of pages that people put in the trash. */
  async list(sql: Sql): Promise<string[]> {
    const { results } = await sql.prepare("SELECT key FROM discarded").all<{ key: string }>();
    return results.map(row => row.key);
  },

  /** The same of the meetings that these groups should have. */
  async listOf(sql: Sql, groupIds: readonly string[]): Promise<string[]> {
    const begun = groupIds.flatMap(id => (["session", "check_in"] as const).map(kind => `${rhythmKey(id, kind)}:`));
    const results = await rowsFor<{ key: string }>(
      sql,
      `SELECT discarded.key FROM json_each(?) AS begun
         JOIN discarded ON discarded.key >= begun.value AND discarded.key < begun.value || ';'`,
      begun,
    );
    return results.map(row => row.key);
  },

  /**
   * The statements that forget a page in the trash; the key Krug gave it, if any, is remembered, so that what people
   * threw away does not come back. A copy in the trash says nothing about the page whose key it carries.
   */
  discardingPage(sql: Sql, pageId: string): Statement[] {
    return [
      sql
        .prepare(
          `INSERT INTO discarded (key) SELECT content ->> 'key' FROM pages
           WHERE id = ? AND coalesce(content ->> 'key', '') <> ''
             AND NOT EXISTS (SELECT 1 FROM page_keys WHERE key = pages.content ->> 'key' AND page_id <> pages.id) ON CONFLICT (key) DO NOTHING`,
        )
        .bind(pageId),
      sql.prepare("DELETE FROM pages WHERE id = ?").bind(pageId),
    ];
  },

  /** Remembers the key of a page that was found in the trash; nothing for a page without one. */
  discardingKey(sql: Sql, key: string): Statement[] {
    if (key === "") return [];
    return [sql.prepare("INSERT INTO discarded (key) VALUES (?) ON CONFLICT (key) DO NOTHING").bind(key)];
  },
};
