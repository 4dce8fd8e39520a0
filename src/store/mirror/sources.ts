import type { SourceKey } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** A data source as kept: its map (of the adapter's making) and the edit time it was read up to. */
export interface KeptSource<M> {
  source: SourceKey;
  map: M;
  /** Notion's own time of the newest edit read; null before the first read. */
  readUntil: Instant | null;
}

/** The workspace's tables, and how far they were read: the table `sources`. */
export const sourceTable = {
  /** Every source that is known. */
  async list<M>(sql: Sql): Promise<KeptSource<M>[]> {
    const { results } = await sql
      .prepare("SELECT source, map, read_until FROM sources")
      .all<{ source: SourceKey; map: string; read_until: number | null }>();
    return results.map(row => ({ source: row.source, map: JSON.parse(row.map) as M, readUntil: row.read_until }));
  },

  /** Keeps a table's map. How far it was read holds for that table alone: of another one in its place nothing is read yet. */
  saving(sql: Sql, source: SourceKey, map: unknown): Statement {
    return sql
      .prepare(
        `INSERT INTO sources (source, map) VALUES (?, ?)
         ON CONFLICT (source) DO UPDATE SET map = excluded.map,
           read_until = CASE WHEN sources.map ->> 'dataSourceId' IS excluded.map ->> 'dataSourceId' THEN sources.read_until END`,
      )
      .bind(source, JSON.stringify(map));
  },

  /** The statement that moves a source's cursor; to be run after all its rows are kept, never before. */
  savingCursor(sql: Sql, source: SourceKey, readUntil: Instant): Statement {
    return sql.prepare("UPDATE sources SET read_until = ? WHERE source = ?").bind(readUntil, source);
  },

  /** False for a page in a table known not to be the workspace's, unless it was in one of the workspace's before. */
  async mayHold(sql: Sql, pageId: string, dataSourceId: string): Promise<boolean> {
    const row = await sql
      .prepare(
        `SELECT NOT EXISTS (SELECT 1 FROM sources)
           OR EXISTS (SELECT 1 FROM sources WHERE map ->> 'dataSourceId' = ?)
           OR EXISTS (SELECT 1 FROM pages WHERE id = ?) AS is_ours`,
      )
      .bind(dataSourceId, pageId)
      .first<{ is_ours: number }>();
    return row?.is_ours === 1;
  },
};
