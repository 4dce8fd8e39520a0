import type { EventCopy } from "../../core/domain/event.ts";
import { isLetter } from "../../core/domain/letter.ts";
import { eventIdFor } from "../../core/domain/link.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { type Extent, inChunks, inPortions, portionsOf, rowsFor, type Wanted } from "../database/portions.ts";
import { contextOf, sealedField } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** Events as they were last read: the table `events`. */
export const eventTable = {
  /** The kept events; the words of letters, which no rule reads, only with all of them, and empty without. */
  async list(sql: Sql, extent: Extent = "all"): Promise<EventCopy[]> {
    const isWithLetters = extent === "all";
    const rows = await inPortions<{ id: string; content: string }>(sql, "events", "id", extent);
    return Promise.all(
      rows.map(row => {
        const event = JSON.parse(row.content) as EventCopy;
        return isWithLetters || !isLetter(event.id) ? eventOf(sql, event) : { ...event, description: "" };
      }),
    );
  },

  /** The kept events that are wanted, with the words of letters, in the order of their ids, portion by portion. */
  async *portions(sql: Sql, wanted: Wanted): AsyncGenerator<EventCopy[]> {
    for await (const rows of portionsOf<{ content: string }>(sql, { table: "events", key: "id" }, wanted))
      yield Promise.all(rows.map(row => eventOf(sql, JSON.parse(row.content))));
  },

  /** Ids of the kept events that belong to a session, are not cancelled and begin after an instant. */
  async listComingIds(sql: Sql, from: number): Promise<string[]> {
    const { results } = await sql
      .prepare(
        `SELECT id FROM events
         WHERE settled_in IS NULL AND (session_id IS NOT NULL OR id IN (SELECT event_id FROM links WHERE settled_in IS NULL AND series_id IS NOT NULL)) AND content ->> 'isCancelled' = 0
         AND content ->> 'startsAt' > ? ORDER BY id`,
      )
      .bind(from)
      .all<{ id: string }>();
    return results.map(row => row.id);
  },

  /** The kept events with these ids. The ids travel as one parameter. */
  async read(sql: Sql, ids: readonly string[]): Promise<Map<string, EventCopy>> {
    const results = await rowsFor<{ content: string }>(
      sql,
      "SELECT events.content FROM json_each(?) AS wanted JOIN events ON events.id = wanted.value",
      ids,
    );
    const events = await Promise.all(results.map(row => eventOf(sql, JSON.parse(row.content))));
    return new Map(events.map(event => [event.id, event]));
  },

  /** The events that live whose ids begin so: letters of a kind, without their words. */
  async listBeginning(sql: Sql, begins: string): Promise<EventCopy[]> {
    const { results } = await sql
      .prepare("SELECT content FROM events WHERE id >= ?1 AND id < ?1 || '~' AND settled_in IS NULL ORDER BY id")
      .bind(begins)
      .all<{ content: string }>();
    return results.map(row => ({ ...(JSON.parse(row.content) as EventCopy), description: "" }));
  },

  /** Events to come that people made and that are no session's, so many at most: looked for among all that live. */
  async listUnlinked(sql: Sql, now: Instant, most: number): Promise<string[]> {
    const { results } = await sql
      .prepare(
        `SELECT id FROM events WHERE settled_in IS NULL AND session_id IS NULL AND content ->> '$.startsAt' > ?
           AND NOT EXISTS (SELECT 1 FROM links WHERE event_id = events.id) ORDER BY id`,
      )
      .bind(now)
      .all<{ id: string }>();
    return results.flatMap(({ id }) => (isLetter(id) ? [] : id)).slice(0, most);
  },

  /** The events that live with these ids, and the instances of these series. */
  async readAbout(
    sql: Sql,
    { ids, seriesIds }: { ids: readonly string[]; seriesIds: readonly string[] },
  ): Promise<EventCopy[]> {
    const { results } = await sql
      .prepare(
        `SELECT events.id, content FROM json_each(?1) AS own CROSS JOIN events ON events.id = own.value AND settled_in IS NULL
         UNION SELECT events.id, content FROM json_each(?2) AS whole
         CROSS JOIN events ON content ->> '$.seriesId' = whole.value AND content ->> '$.seriesId' IS NOT NULL AND settled_in IS NULL`,
      )
      .bind(JSON.stringify(ids), JSON.stringify(seriesIds))
      .all<{ content: string }>();
    return Promise.all(results.map(row => eventOf(sql, JSON.parse(row.content))));
  },

  /** The events that live of these sessions, with those deleted of which no more is known than their ids. */
  async readOf(sql: Sql, sessionIds: readonly string[]): Promise<EventCopy[]> {
    const { results } = await sql
      .prepare(
        `SELECT events.id, content FROM json_each(?1) AS own CROSS JOIN events
           ON session_id = own.value AND session_id IS NOT NULL AND settled_in IS NULL
         UNION SELECT events.id, content FROM json_each(?2) AS begun CROSS JOIN events
           ON events.id >= begun.value AND events.id < begun.value || ':' AND settled_in IS NULL`,
      )
      .bind(JSON.stringify(sessionIds), JSON.stringify(sessionIds.map(id => eventIdFor(id, 0).slice(0, -1))))
      .all<{ content: string }>();
    return Promise.all(results.map(row => eventOf(sql, JSON.parse(row.content))));
  },

  /** Events of sessions that are not cancelled and whose pages are not known. */
  async listWithoutPage(sql: Sql): Promise<EventCopy[]> {
    const { results } = await sql
      .prepare(
        `SELECT content FROM events WHERE session_id IS NOT NULL AND settled_in IS NULL AND content ->> '$.isCancelled' = 0
           AND NOT EXISTS (SELECT 1 FROM pages WHERE pages.id = session_id)`,
      )
      .all<{ content: string }>();
    return Promise.all(results.map(row => eventOf(sql, JSON.parse(row.content))));
  },

  /** The letters that live after one of them in the order of their ids, so many at most, without their words. */
  async listLetters(sql: Sql, after: string, most: number): Promise<EventCopy[]> {
    const { results } = await sql
      .prepare(
        `SELECT content FROM events WHERE settled_in IS NULL AND id > ? AND id >= 'krugletter' AND id < 'krugletter~'
         ORDER BY id LIMIT ?`,
      )
      .bind(after, most)
      .all<{ content: string }>();
    return results.map(row => ({ ...(JSON.parse(row.content) as EventCopy), description: "" }));
  },

  /** The recurring events that carry Krug's marks and are not known, after one of them in the order of their ids: so many at most. */
  async listUnknownSeries(sql: Sql, after: string, most: number): Promise<string[]> {
    const { results } = await sql
      .prepare(
        `SELECT DISTINCT content ->> '$.seriesId' AS id FROM events
         WHERE content ->> '$.seriesId' IS NOT NULL AND settled_in IS NULL AND content ->> '$.seriesId' > ?
           AND content ->> '$.isOfKrugsSeries' = 1 AND content ->> '$.isCancelled' = 0
           AND NOT EXISTS (SELECT 1 FROM series WHERE series.id = content ->> '$.seriesId')
         ORDER BY 1 LIMIT ?`,
      )
      .bind(after, most)
      .all<{ id: string }>();
    return results.map(row => row.id);
  },

  /**
   * Statements that keep events. The stub of a deleted event has only its id for sure, so what was known of it before stays
   * and only the cancellation is added.
   */
  async saving(sql: Sql, events: readonly EventCopy[]): Promise<Statement[]> {
    const keys = await sql.keeping.keys();
    const kept = await Promise.all(
      events.map(event =>
        isOfFew(event) ? sealedField.kept(keys, event, "description", contextOf.event(event.id)) : event,
      ),
    );
    return inChunks(
      kept.map(event => JSON.stringify({ id: event.id, sessionId: event.sessionId, content: JSON.stringify(event) })),
    ).map(chunk =>
      sql
        .prepare(
          `INSERT INTO events (id, session_id, content)
           SELECT value ->> 'id', value ->> 'sessionId', value ->> 'content' FROM json_each(?) WHERE true
           ON CONFLICT (id) DO UPDATE SET
             session_id = coalesce(excluded.session_id, session_id),
             content = CASE
               WHEN excluded.content ->> 'isCancelled' = 1 AND excluded.content ->> 'startsAt' IS NULL
               THEN json_set(content, '$.isCancelled', json('true'), '$.etag', excluded.content ->> 'etag',
                             '$.updatedAt', excluded.content ->> 'updatedAt')
               ELSE excluded.content END`,
        )
        .bind(chunk),
    );
  },

  /** Keeps of events that they are no more; what else is known of them stays. */
  cancelling(sql: Sql, ids: readonly string[]): Statement {
    return sql
      .prepare(
        `UPDATE events SET content = json_set(content, '$.isCancelled', json('true'))
         WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .bind(JSON.stringify(ids));
  },
};

/** Words that can't be opened are empty, until the event is read again. What all read was never sealed, whatever it looks like. */
async function eventOf(sql: Sql, kept: EventCopy): Promise<EventCopy> {
  if (!isOfFew(kept)) return kept;
  const keys = await sql.keeping.keys();
  return (
    (await sealedField.opened(keys, kept, "description", contextOf.event(kept.id))) ?? { ...kept, description: "" }
  );
}

/** True for an event whose words not everybody reads who meets: a letter, and what people entered, for it may be a copy of one. */
function isOfFew({ sessionId, seriesId }: EventCopy): boolean {
  return sessionId === null && seriesId === null;
}
