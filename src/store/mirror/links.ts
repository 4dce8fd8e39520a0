import { BASE_VERSION, type Base, type Link } from "../../core/domain/link.ts";
import { type Extent, inChunks, OF_EXTENT, portionsOf, rowsFor, type Wanted } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

interface LinkRow {
  session_id: string;
  event_id: string;
  generation: number;
  series_id: string | null;
  original_start: number | null;
  base_version: number;
  base: string;
  tombstone: string | null;
  was_reoffered: number;
}

function linkOf(row: LinkRow): Link {
  return {
    sessionId: row.session_id,
    eventId: row.event_id,
    generation: row.generation,
    seriesId: row.series_id,
    originalStart: row.original_start,
    base: readBase(row.base, row.base_version),
    tombstone: row.tombstone === null ? null : (JSON.parse(row.tombstone) as NonNullable<Link["tombstone"]>),
    wasReoffered: row.was_reoffered === 1,
  };
}

/** Which session is which event, and what both agreed on: the table `links`. */
export const linkTable = {
  /**
   * The links that are kept.
   *
   * @throws RangeError when a base was written by a newer version of Krug than this one.
   */
  async list(sql: Sql, extent: Extent = "all"): Promise<Link[]> {
    const { results } = await sql.prepare(`SELECT * FROM links WHERE ${OF_EXTENT[extent]}`).all<LinkRow>();
    return results.map(linkOf);
  },

  /** The links that are wanted, in the order of their sessions, portion by portion. */
  async *portions(sql: Sql, wanted: Wanted): AsyncGenerator<Link[]> {
    const portions = portionsOf<LinkRow & Record<string, unknown>>(sql, { table: "links", key: "session_id" }, wanted);
    for await (const rows of portions) yield rows.map(linkOf);
  },

  /** The links of these sessions. Their ids travel as one parameter. */
  async read(sql: Sql, sessionIds: readonly string[]): Promise<Link[]> {
    const results = await rowsFor<LinkRow>(
      sql,
      "SELECT links.* FROM json_each(?) AS wanted JOIN links ON links.session_id = wanted.value",
      sessionIds,
    );
    return results.map(linkOf);
  },

  /** Keeps a link in place of what was kept of its session. */
  saving(sql: Sql, link: Link): Statement {
    return sql
      .prepare(
        `INSERT INTO links (session_id, event_id, generation, series_id, original_start, base_version, base, tombstone, was_reoffered)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (session_id) DO UPDATE SET event_id = excluded.event_id, generation = excluded.generation,
           series_id = excluded.series_id, original_start = excluded.original_start, base_version = excluded.base_version,
           base = excluded.base, tombstone = excluded.tombstone, was_reoffered = excluded.was_reoffered`,
      )
      .bind(
        link.sessionId,
        link.eventId,
        link.generation,
        link.seriesId,
        link.originalStart,
        BASE_VERSION,
        JSON.stringify(link.base),
        link.tombstone === null ? null : JSON.stringify(link.tombstone),
        link.wasReoffered ? 1 : 0,
      );
  },

  /** Lets go of sessions' links: their events are gone, and others are to come. */
  dropping(sql: Sql, sessionIds: readonly string[]): Statement {
    return sql
      .prepare("DELETE FROM links WHERE session_id IN (SELECT value FROM json_each(?))")
      .bind(JSON.stringify(sessionIds));
  },

  /** Statements that keep many links at once, each in place of what was kept of its session. */
  savingAll(sql: Sql, links: readonly Link[]): Statement[] {
    return inChunks(links.map(link => JSON.stringify(link))).map(chunk =>
      sql
        .prepare(
          `INSERT INTO links (session_id, event_id, generation, series_id, original_start, base_version, base, tombstone, was_reoffered)
         SELECT value ->> 'sessionId', value ->> 'eventId', value ->> 'generation', value ->> 'seriesId',
           value ->> 'originalStart', ?2, value -> 'base', nullif(value -> 'tombstone', 'null'), value ->> 'wasReoffered'
         FROM json_each(?1) WHERE true
         ON CONFLICT (session_id) DO UPDATE SET event_id = excluded.event_id, generation = excluded.generation,
           series_id = excluded.series_id, original_start = excluded.original_start, base_version = excluded.base_version,
           base = excluded.base, tombstone = excluded.tombstone, was_reoffered = excluded.was_reoffered`,
        )
        .bind(chunk, BASE_VERSION),
    );
  },
};

function readBase(text: string, version: number): Base {
  if (version > BASE_VERSION)
    throw new RangeError(
      `a link's base has version ${version}; this Krug knows up to ${BASE_VERSION}: deploy the newer one`,
    );
  return JSON.parse(text) as Base;
}
