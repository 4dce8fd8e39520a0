import type { Series } from "../../core/domain/series.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** Repeated meetings: the table `series`. */
export const seriesTable = {
  /** Every series. */
  async list(sql: Sql): Promise<Series[]> {
    const { results } = await sql.prepare("SELECT content FROM series").all<{ content: string }>();
    return results.map(row => JSON.parse(row.content) as Series);
  },

  /** Keeps a series in place of what was kept of it. */
  saving(sql: Sql, series: Series): Statement {
    return sql
      .prepare(
        `INSERT INTO series (id, group_id, content) VALUES (?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET group_id = excluded.group_id, content = excluded.content`,
      )
      .bind(series.id, series.groupId, JSON.stringify(series));
  },
};
