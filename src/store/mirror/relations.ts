import type { SourceKey } from "../../core/domain/values/row.ts";
import { rowsFor } from "../database/portions.ts";
import type { Sql } from "../database/sql.ts";

/** Where a living page leads: a group to its members, a session to its group, a goal or step to its owners. */
interface Relation {
  /** The table of the page that leads there. */
  source: SourceKey;
  fromId: string;
  toId: string;
}

// A cross join is looked up from its left side: SQLite does not know how few rows a list holds, and would read the table.

async function listed(
  sql: Sql,
  end: "from_id" | "to_id",
  ids: readonly string[],
  sources: readonly SourceKey[] = ["groups", "sessions", "roadmap", "steps"],
): Promise<Relation[]> {
  const named = sources.map(source => `'${source}'`).join();
  return rowsFor<Relation>(
    sql,
    `SELECT source, from_id AS fromId, to_id AS toId FROM json_each(?) AS wanted
     CROSS JOIN relations ON relations.${end} = wanted.value WHERE source IN (${named})`,
    ids,
  );
}

/** Which living pages lead to which: the table `relations`, kept by triggers. */
export const relationTable = {
  /** Where these pages lead. */
  listFrom: (sql: Sql, ids: readonly string[]) => listed(sql, "from_id", ids),

  /** What of some tables leads to these pages. */
  listTo: (sql: Sql, ids: readonly string[], sources: readonly SourceKey[]) => listed(sql, "to_id", ids, sources),

  /** The groups that have not ended and lead to these people. */
  async listGoingOn(sql: Sql, people: readonly string[]): Promise<string[]> {
    const results = await rowsFor<{ id: string }>(
      sql,
      `SELECT DISTINCT pages.id FROM json_each(?) AS wanted
         CROSS JOIN relations ON relations.to_id = wanted.value AND relations.source = 'groups'
         CROSS JOIN pages ON pages.id = relations.from_id WHERE content ->> '$.status' IS NOT 'ended'`,
      people,
    );
    return results.map(({ id }) => id);
  },

  /** The living groups, sessions, goals and steps that lead to no page that is kept, and sessions with an event and no page. */
  async listAdrift(sql: Sql): Promise<{ pages: string[]; sessions: string[] }> {
    const ids = async (query: string) => (await sql.prepare(query).all<{ id: string }>()).results.map(({ id }) => id);
    const pages = await ids(
      `SELECT id FROM pages WHERE settled_in IS NULL AND source IN ('groups', 'sessions', 'roadmap', 'steps')
         AND NOT EXISTS (SELECT 1 FROM relations JOIN pages AS led ON led.id = to_id WHERE from_id = pages.id)`,
    );
    const sessions = await ids(
      `SELECT session_id AS id FROM links WHERE settled_in IS NULL
         AND NOT EXISTS (SELECT 1 FROM pages WHERE pages.id = session_id)`,
    );
    return { pages, sessions };
  },

  /** The living sessions with these codes, by code; a code that two share has both. */
  async sessionsByCode(sql: Sql, codes: readonly string[]): Promise<{ code: string; id: string }[]> {
    const results = await rowsFor<{ code: string; id: string }>(
      sql,
      `SELECT pages.code, pages.id FROM json_each(?) AS wanted
         JOIN pages ON pages.code = wanted.value AND pages.settled_in IS NULL`,
      codes,
    );
    return results;
  },

  /** The living sessions whose events these are, by event. */
  async sessionsByEvent(sql: Sql, eventIds: readonly string[]): Promise<{ eventId: string; id: string }[]> {
    const results = await rowsFor<{ eventId: string; id: string }>(
      sql,
      `SELECT links.event_id AS eventId, links.session_id AS id FROM json_each(?) AS wanted
         JOIN links ON links.event_id = wanted.value AND links.settled_in IS NULL`,
      eventIds,
    );
    return results;
  },
};
