import type { PageChange } from "../../core/state/pageChanges.ts";
import { inChunks, rowsFor } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

type ChangeRow = Omit<PageChange, "pageId"> & { page_id: string };

/** What people changed on pages of their own: the table `page_changes`. */
export const pageChangeTable = {
  /** What people changed lately that its person is told of, eldest first. */
  async list(sql: Sql): Promise<PageChange[]> {
    const { results } = await sql
      .prepare("SELECT page_id, what, was, at FROM page_changes ORDER BY at, page_id, what")
      .all<ChangeRow>();
    return results.map(changeOf);
  },

  /** The same of these pages. */
  async read(sql: Sql, pageIds: readonly string[]): Promise<PageChange[]> {
    const results = await rowsFor<ChangeRow>(
      sql,
      `SELECT page_changes.* FROM json_each(?) AS wanted JOIN page_changes ON page_changes.page_id = wanted.value
         ORDER BY page_changes.at, page_changes.page_id, page_changes.what`,
      pageIds,
    );
    return results.map(changeOf);
  },

  /** Statements that keep changes; none for no changes. */
  saving(sql: Sql, changes: readonly PageChange[]): Statement[] {
    return inChunks(changes.map(change => JSON.stringify(change))).map(chunk =>
      sql
        .prepare(
          `INSERT OR IGNORE INTO page_changes (page_id, what, was, at)
           SELECT value ->> 'pageId', value ->> 'what', value ->> 'was', value ->> 'at' FROM json_each(?)`,
        )
        .bind(chunk),
    );
  },
};

function changeOf({ page_id: pageId, ...change }: ChangeRow): PageChange {
  return { ...change, pageId };
}
