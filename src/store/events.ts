import type { EventCopy } from "../core/event.ts";
import { CHUNK_CHARACTERS, inChunks } from "./pages.ts";
import type { Sql, Statement } from "./sql.ts";

export async function listKeptEvents(sql: Sql): Promise<EventCopy[]> {
  const { results } = await sql.prepare("SELECT content FROM events").all<{ content: string }>();
  return results.map(row => JSON.parse(row.content) as EventCopy);
}

/**
 * Statements that keep events. The stub of a deleted event has only its id for sure, so what was known of it before stays
 * and only the cancellation is added.
 */
export function savingEvents(sql: Sql, events: readonly EventCopy[]): Statement[] {
  return inChunks(
    events.map(event => JSON.stringify({ ...event, content: JSON.stringify(event) })),
    CHUNK_CHARACTERS,
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
}
