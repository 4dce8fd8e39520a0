import type { Series } from "../../core/domain/series.ts";
import { type Extent, OF_EXTENT, portionsOf, rowsFor, type Wanted } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** Repeated meetings: the table `series`. */
export const seriesTable = {
  /** The series that are kept. */
  async list(sql: Sql, extent: Extent = "all"): Promise<Series[]> {
    const { results } = await sql
      .prepare(`SELECT content FROM series WHERE ${OF_EXTENT[extent]}`)
      .all<{ content: string }>();
    return results.map(row => JSON.parse(row.content) as Series);
  },

  /** The series that are wanted, in the order of their ids, portion by portion. */
  async *portions(sql: Sql, wanted: Wanted): AsyncGenerator<Series[]> {
    for await (const rows of portionsOf<{ content: string }>(sql, { table: "series", key: "id" }, wanted))
      yield rows.map(row => JSON.parse(row.content) as Series);
  },

  /** The series with these ids. They travel as one parameter. */
  async read(sql: Sql, ids: readonly string[]): Promise<Series[]> {
    const results = await rowsFor<{ content: string }>(
      sql,
      "SELECT series.content FROM json_each(?) AS wanted JOIN series ON series.id = wanted.value",
      ids,
    );
    return results.map(row => JSON.parse(row.content) as Series);
  },

  /** The series of these groups that live. */
  async readOf(sql: Sql, groupIds: readonly string[]): Promise<Series[]> {
    const results = await rowsFor<{ content: string }>(
      sql,
      `SELECT series.content FROM json_each(?) AS wanted
         JOIN series ON series.group_id = wanted.value AND series.settled_in IS NULL`,
      groupIds,
    );
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
