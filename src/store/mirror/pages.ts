import { sessionCode } from "../../core/domain/session.ts";
import type { Absence, Author, KeptComment, KeptPart, Row, SourceKey } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Made } from "../../core/rules/guards/nightly.ts";
import {
  type Extent,
  inChunks,
  inPortions,
  OF_EXTENT,
  portionsOf,
  rowsFor,
  type Wanted,
} from "../database/portions.ts";
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
  part: string | null;
  comments: string | null;
}

/** A page, and when it was made. */
export interface PageMade {
  id: string;
  at: Instant;
}

const EVER = { from: -8.64e15, until: 8.64e15 };

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
    ...(page.part === null ? {} : { part: JSON.parse(page.part) }),
    ...(page.comments === null ? {} : { comments: JSON.parse(page.comments) }),
  };
}

/** Pages of the workspace as they were last read: the table `pages`. */
export const pageTable = {
  /** The kept rows of all sources, by id. */
  async list(sql: Sql, extent: Extent = "all"): Promise<Row[]> {
    return (await inPortions<PageRow, "id">(sql, "pages", "id", extent)).map(rowOf);
  },

  /** The kept rows that are wanted, in the order of their ids, portion by portion. */
  async *portions(sql: Sql, wanted: Wanted): AsyncGenerator<Row[]> {
    const tables = portionsOf<PageRow & Record<string, unknown>>(sql, { table: "pages", key: "id" }, wanted);
    for await (const pages of tables) yield pages.map(rowOf);
  },

  /** The ids of so many people at most, in their order, after one of them. */
  async listPeople(sql: Sql, after: string, most: number): Promise<string[]> {
    const { results } = await sql
      .prepare("SELECT id FROM pages WHERE source = 'people' AND id > ? ORDER BY id LIMIT ?")
      .bind(after, most)
      .all<{ id: string }>();
    return results.map(({ id }) => id);
  },

  /** Those of some ids that are people's, in their order. */
  async peopleAmong(sql: Sql, ids: readonly string[]): Promise<string[]> {
    const results = await rowsFor<{ id: string }>(
      sql,
      "SELECT pages.id FROM json_each(?) AS wanted CROSS JOIN pages ON pages.id = wanted.value WHERE source = 'people'",
      ids,
    );
    return results.map(({ id }) => id).sort();
  },

  /**
   * Whether more pages live than so many: no more of them are counted, and only where a tenth as many people are there. Of a few people
   * nothing is looked at but these.
   */
  async livesMore(sql: Sql, most: number): Promise<boolean> {
    const isThere = async (query: string, after: number) =>
      (await sql.prepare(`${query} LIMIT 1 OFFSET ?`).bind(Math.floor(after)).first()) !== null;
    return (
      (await isThere("SELECT id FROM pages WHERE source = 'people' ORDER BY id", most / 10)) &&
      (await isThere("SELECT id FROM pages WHERE settled_in IS NULL ORDER BY id", most))
    );
  },

  /** The kept rows of one source. */
  async listOf(sql: Sql, source: SourceKey): Promise<Row[]> {
    const { results } = await sql.prepare("SELECT * FROM pages WHERE source = ?").bind(source).all<PageRow>();
    return results.map(rowOf);
  },

  /** Living rows on which Krug says something, that could not be found where they were, or that are drafts of groups. */
  async listSaying(sql: Sql): Promise<Row[]> {
    const { results } = await sql
      .prepare(
        `SELECT * FROM pages WHERE settled_in IS NULL AND (absence IS NOT NULL OR json_extract(content, '$.krugSays') <> ''
           OR (source = 'groups' AND json_extract(content, '$.status') = 'draft')) ORDER BY id`,
      )
      .all<PageRow>();
    return results.map(rowOf);
  },

  /** So many sessions at most that are planned from an instant on, those of a group, soonest first. */
  async listComing(sql: Sql, now: Instant, most: number): Promise<Row[]> {
    const { results } = await sql
      .prepare(
        `SELECT * FROM pages WHERE source = 'sessions' AND settled_in IS NULL AND json_extract(content, '$.status') = 'planned'
           AND unixepoch(json_extract(content, '$.when.start')) >= ? ORDER BY unixepoch(json_extract(content, '$.when.start')), id LIMIT ?`,
      )
      .bind(Math.floor(now / 1000), most)
      .all<PageRow>();
    return results.map(rowOf);
  },

  /** The settled rows of some sources. */
  async listSettled(sql: Sql, sources: readonly SourceKey[]): Promise<Row[]> {
    const { results } = await sql
      .prepare(
        `SELECT pages.* FROM json_each(?) AS wanted CROSS JOIN pages INDEXED BY pages_settled_made
           ON pages.source = wanted.value AND settled_in IS NOT NULL ORDER BY pages.id`,
      )
      .bind(JSON.stringify(sources))
      .all<PageRow>();
    return results.map(rowOf);
  },

  /** The ids of a source's kept pages that were made in a span of time, without those known to have left it. */
  async listIds(sql: Sql, source: SourceKey, { from, until }: Made): Promise<string[]> {
    // Told apart by what is settled, each part is found by its index.
    const part = (extent: string) =>
      `SELECT id FROM pages WHERE source = ?1 AND ${extent} AND absence IS NULL AND created_at >= ?2 AND created_at < ?3`;
    const { results } = await sql
      .prepare(`${part("settled_in IS NULL")} UNION ALL ${part("settled_in IS NOT NULL")}`)
      .bind(source, from ?? EVER.from, until ?? EVER.until)
      .all<{ id: string }>();
    return results.map(row => row.id);
  },

  /** The living groups that have not ended, or are of no round, or of one of their programme from one on: `rounds` by the programmes' ids, 0 for the first. */
  async listGroupsFrom(sql: Sql, rounds: ReadonlyMap<string, number>): Promise<Row[]> {
    const { results } = await sql
      .prepare(
        `SELECT pages.* FROM pages LEFT JOIN json_each(?) AS under_way ON under_way.value ->> 0 = content ->> '$.programme[0]'
         WHERE source = 'groups' AND settled_in IS NULL
           AND (content ->> '$.status' IS NOT 'ended' OR content ->> '$.round' IS NULL
             OR content ->> '$.round' > under_way.value ->> 1)`,
      )
      .bind(JSON.stringify([...rounds]))
      .all<PageRow>();
    return results.map(rowOf);
  },

  /** When every so manieth of a source's pages was made, of those made in a span of time: each moment once. */
  async listMade(sql: Sql, source: SourceKey, { from, until }: Made, each: number): Promise<Instant[]> {
    const { results } = await sql
      .prepare(
        `SELECT DISTINCT at FROM (
           SELECT created_at AS at, row_number() OVER (ORDER BY created_at) AS place FROM pages
           WHERE source = ?1 AND created_at > ?2 AND created_at < ?3
         ) WHERE place % ?4 = 0 ORDER BY at`,
      )
      .bind(source, from ?? EVER.from, until ?? EVER.until, each)
      .all<{ at: number }>();
    return results.map(({ at }) => at);
  },

  /** When the eldest settled page of each of these sources was made; of those in which more than `few` are settled. */
  async settledFrom(sql: Sql, sources: readonly SourceKey[], few: number): Promise<Map<SourceKey, Instant>> {
    const { results } = await sql
      .prepare(
        `SELECT wanted.value AS source, (
           SELECT created_at FROM pages WHERE source = wanted.value AND settled_in IS NOT NULL ORDER BY created_at LIMIT 1
         ) AS at
         FROM json_each(?1) AS wanted WHERE EXISTS (
           SELECT 1 FROM pages WHERE source = wanted.value AND settled_in IS NOT NULL ORDER BY created_at LIMIT 1 OFFSET ?2
         )`,
      )
      .bind(JSON.stringify(sources), few)
      .all<{ source: SourceKey; at: number }>();
    return new Map(results.map(({ source, at }) => [source, at]));
  },

  /** When the living pages of a source were made, but for so many of the eldest, whose ids are given; null where there are no more. */
  async livingFrom(
    sql: Sql,
    source: SourceKey,
    butFor: number,
  ): Promise<{ livingFrom: Instant | null; eldest: string[] }> {
    const { results: eldest } = await sql
      .prepare(
        `SELECT id, created_at AS at FROM pages WHERE source = ? AND settled_in IS NULL AND absence IS NULL
         ORDER BY created_at LIMIT ?`,
      )
      .bind(source, butFor + 1)
      .all<{ id: string; at: number }>();
    const first = eldest.length > butFor ? (eldest.at(-1)?.at ?? null) : null;
    const before = eldest.filter(({ at }) => first === null || at < first);
    return { livingFrom: first, eldest: before.map(({ id }) => id) };
  },

  /** The kept rows with these ids. The ids travel as one parameter. */
  async read(sql: Sql, ids: readonly string[], extent: Extent = "all"): Promise<Map<string, Row>> {
    const results = await rowsFor<PageRow>(
      sql,
      `SELECT pages.* FROM json_each(?) AS wanted JOIN pages ON pages.id = wanted.value WHERE ${OF_EXTENT[extent]}`,
      ids,
    );
    return new Map(results.map(page => [page.id, rowOf(page)]));
  },

  /** The groups that live and were made before an instant, after one of them in their order: so many at most, those made first at first. */
  async listGroupsMade(sql: Sql, after: PageMade, before: Instant, most: number): Promise<PageMade[]> {
    const { results } = await sql
      .prepare(
        `SELECT id, created_at AS at FROM pages WHERE source = 'groups' AND settled_in IS NULL
           AND created_at >= ?1 AND (created_at > ?1 OR id > ?2) AND created_at < ?3 ORDER BY created_at, id LIMIT ?4`,
      )
      .bind(after.at, after.id, before, most)
      .all<PageMade>();
    return results;
  },

  /** Keys that more than one page carries, and codes of more than one session. */
  async listTwice(sql: Sql): Promise<{ keys: Set<string>; codes: Set<string> }> {
    const twice = (value: string) =>
      sql
        .prepare(`SELECT ${value} AS value FROM pages WHERE ${value} <> '' GROUP BY 1 HAVING count(*) > 1`)
        .all<{ value: string }>()
        .then(({ results }) => new Set(results.map(row => row.value)));
    return { keys: await twice("content ->> '$.key'"), codes: await twice("code") };
  },

  /** When Krug last wrote on a page, as far as people have not since; null where it never did. */
  async lastWritten(sql: Sql): Promise<Instant | null> {
    const row = await sql
      .prepare("SELECT max(edited_at) AS at FROM pages WHERE edited_by = 'krug'")
      .first<{ at: number | null }>();
    return row?.at ?? null;
  },

  /** The statements that keep why pages are not in their table any more; one where there are any. */
  markingAbsent(sql: Sql, absent: ReadonlyMap<string, Absence>): Statement[] {
    return inChunks([...absent].map(one => JSON.stringify(one))).map(chunk =>
      sql
        .prepare("UPDATE pages SET absence = one.value ->> 1 FROM json_each(?) AS one WHERE pages.id = one.value ->> 0")
        .bind(chunk),
    );
  },

  /** The statement that keeps Krug's part of a page's body. Nothing else writes it: `saving` leaves it as it is. */
  savingPart(sql: Sql, pageId: string, part: KeptPart): Statement {
    return sql.prepare("UPDATE pages SET part = ? WHERE id = ?").bind(JSON.stringify(part), pageId);
  },

  /** The statement that keeps what was read of a page's comments. Nothing else writes it. */
  savingComments(sql: Sql, pageId: string, comments: readonly KeptComment[]): Statement {
    return sql.prepare("UPDATE pages SET comments = ? WHERE id = ?").bind(JSON.stringify(comments), pageId);
  },

  /** The statement that forgets a page and nothing else: what carried its key goes on. */
  forgetting(sql: Sql, pageId: string): Statement {
    return sql.prepare("DELETE FROM pages WHERE id = ?").bind(pageId);
  },

  /** The kept rows of some sources that live. */
  async listLiving(sql: Sql, sources: readonly SourceKey[]): Promise<Row[]> {
    const { results } = await sql
      .prepare(
        `SELECT pages.* FROM json_each(?) AS wanted
         JOIN pages ON pages.source = wanted.value AND pages.settled_in IS NULL`,
      )
      .bind(JSON.stringify(sources))
      .all<PageRow>();
    return results.map(rowOf);
  },

  /** Statements that keep rows, a few hundred rows in each: a value bound in D1 holds at most 2 MB. */
  saving(sql: Sql, rows: readonly Row[]): Statement[] {
    return inChunks(
      rows.map(row =>
        JSON.stringify({
          ...row,
          part: undefined,
          comments: undefined,
          values: JSON.stringify(row.values),
          unread: row.unread === undefined ? null : JSON.stringify(row.unread),
          understood: row.understood === undefined ? null : JSON.stringify(row.understood),
          code: row.source === "sessions" ? sessionCode(row.id) : null,
        }),
      ),
    ).map(chunk =>
      sql
        .prepare(
          `INSERT INTO pages (id, source, url, edited_at, created_at, edited_by, created_by, absence, content, unread, understood, code)
           SELECT value ->> 'id', value ->> 'source', value ->> 'url', value ->> 'editedAt', value ->> 'createdAt',
                  value ->> 'editedBy', value ->> 'createdBy', value ->> 'absence', value ->> 'values', value ->> 'unread',
                  value ->> 'understood', value ->> 'code'
           FROM json_each(?) WHERE true
           ON CONFLICT (id) DO UPDATE SET source = excluded.source, url = excluded.url, absence = excluded.absence, edited_at = excluded.edited_at,
             edited_by = excluded.edited_by, created_by = coalesce(excluded.created_by, created_by), content = excluded.content,
             unread = excluded.unread, understood = excluded.understood, code = excluded.code`,
        )
        .bind(chunk),
    );
  },
};
