import type { Absence, Author, Row, SourceKey } from "../../core/domain/values/row.ts";
import { type Extent, inChunks, inPortions } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

interface PageRow {
  id: string;
  source: SourceKey;
  url: string;
  edited_at: number;
  created_at: number;
  edited_by: Author | null;
  created_by: Author | null;
  absence: Absence | null;
  content: string;
  unread: string | null;
  understood: string | null;
}

function rowOf(page: PageRow): Row {
  return {
    id: page.id,
    source: page.source,
    url: page.url,
    editedAt: page.edited_at,
    createdAt: page.created_at,
    editedBy: page.edited_by,
    createdBy: page.created_by,
    values: JSON.parse(page.content),
    ...(page.absence === null ? {} : { absence: page.absence }),
    ...(page.unread === null ? {} : { unread: JSON.parse(page.unread) }),
    ...(page.understood === null ? {} : { understood: JSON.parse(page.understood) }),
  };
}

/** Pages of the workspace as they were last read: the table `pages`. */
export const pageTable = {
  /** The kept rows of all sources, by id. */
  async list(sql: Sql, extent: Extent = "all"): Promise<Row[]> {
    return (await inPortions<PageRow, "id">(sql, "pages", "id", extent)).map(rowOf);
  },

  /** The kept rows of one source. */
  async listOf(sql: Sql, source: SourceKey): Promise<Row[]> {
    const { results } = await sql.prepare("SELECT * FROM pages WHERE source = ?").bind(source).all<PageRow>();
    return results.map(rowOf);
  },

  /** The ids of a source's kept pages, without those known to have left it. */
  async listIds(sql: Sql, source: SourceKey): Promise<string[]> {
    const { results } = await sql
      .prepare("SELECT id FROM pages WHERE source = ? AND absence IS NULL")
      .bind(source)
      .all<{ id: string }>();
    return results.map(row => row.id);
  },

  /** The kept rows with these ids. The ids travel as one parameter. */
  async read(sql: Sql, ids: readonly string[]): Promise<Map<string, Row>> {
    if (ids.length === 0) return new Map();
    const { results } = await sql
      .prepare("SELECT pages.* FROM json_each(?) AS wanted JOIN pages ON pages.id = wanted.value")
      .bind(JSON.stringify(ids))
      .all<PageRow>();
    return new Map(results.map(page => [page.id, rowOf(page)]));
  },

  /** The statements that keep why pages are not in their table any more; one where there are any. */
  markingAbsent(sql: Sql, absent: ReadonlyMap<string, Absence>): Statement[] {
    if (absent.size === 0) return [];
    return [
      sql
        .prepare("UPDATE pages SET absence = why.value FROM json_each(?) AS why WHERE pages.id = why.key")
        .bind(JSON.stringify(Object.fromEntries(absent))),
    ];
  },

  /** The statement that forgets a page and nothing else: what carried its key goes on. */
  forgetting(sql: Sql, pageId: string): Statement {
    return sql.prepare("DELETE FROM pages WHERE id = ?").bind(pageId);
  },

  /** Statements that keep rows, a few hundred rows in each: a value bound in D1 holds at most 2 MB. */
  saving(sql: Sql, rows: readonly Row[]): Statement[] {
    return inChunks(
      rows.map(row =>
        JSON.stringify({
          ...row,
          values: JSON.stringify(row.values),
          unread: row.unread === undefined ? null : JSON.stringify(row.unread),
          understood: row.understood === undefined ? null : JSON.stringify(row.understood),
        }),
      ),
    ).map(chunk =>
      sql
        .prepare(
          `INSERT INTO pages (id, source, url, edited_at, created_at, edited_by, created_by, absence, content, unread, understood)
           SELECT value ->> 'id', value ->> 'source', value ->> 'url', value ->> 'editedAt', value ->> 'createdAt',
                  value ->> 'editedBy', value ->> 'createdBy', value ->> 'absence', value ->> 'values', value ->> 'unread',
                  value ->> 'understood'
           FROM json_each(?) WHERE true
           ON CONFLICT (id) DO UPDATE SET source = excluded.source, url = excluded.url, absence = excluded.absence, edited_at = excluded.edited_at,
             edited_by = excluded.edited_by, created_by = coalesce(excluded.created_by, created_by), content = excluded.content,
             unread = excluded.unread, understood = excluded.understood`,
        )
        .bind(chunk),
    );
  },
};
