import type { Instant } from "../../core/domain/values/time.ts";
import type { FirstOccurrences, FirstSession } from "../../core/rules/metrics/firstOccurrences.ts";
import { inChunks, rowsFor } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** When something of a person was so for the first time: the table `firsts`. */
export const firstOccurrenceTable = {
  /** The firsts of the given people; those about whom nothing is kept are left out. */
  async read(sql: Sql, programmeId: string, owners: readonly string[]): Promise<Map<string, FirstOccurrences>> {
    const results = await rowsFor<{ owner: string; content: string }>(
      sql,
      "SELECT owner, content FROM json_each(?) AS wanted CROSS JOIN firsts ON programme_id = ? AND owner = wanted.value",
      owners,
      programmeId,
    );
    return new Map(results.map(row => [row.owner, JSON.parse(row.content)]));
  },

  /** The first session of each of a programme's people; null for none, absent in rows of an earlier version. */
  async listFirstSessions(
    sql: Sql,
    programmeId: string,
  ): Promise<{ owner: string; session: FirstSession | null | undefined }[]> {
    const { results } = await sql
      .prepare("SELECT owner, content -> '$.session' AS session FROM firsts WHERE programme_id = ?")
      .bind(programmeId)
      .all<{ owner: string; session: string | null }>();
    return results.map(({ owner, session }) => ({
      owner,
      session: session === null ? undefined : JSON.parse(session),
    }));
  },

  /** When the first of each two had met the second for the first time, in their order; null where they never had. */
  async firstMeetings(
    sql: Sql,
    programmeId: string,
    pairs: readonly (readonly [string, string])[],
  ): Promise<(Instant | null)[]> {
    const found: (Instant | null)[] = [];
    for (const chunk of inChunks(pairs.map(pair => JSON.stringify(pair)))) {
      const { results } = await sql
        .prepare(
          `SELECT firsts.content -> 'meetings' -> (pair.value ->> 1) ->> 'at' AS at FROM json_each(?) AS pair
           LEFT JOIN firsts ON programme_id = ? AND owner = pair.value ->> 0 ORDER BY pair.key`,
        )
        .bind(chunk, programmeId)
        .all<{ at: Instant | null }>();
      found.push(...results.map(({ at }) => at));
    }
    return found;
  },

  /** Statements that keep the firsts of these people in place of earlier ones. */
  saving(sql: Sql, programmeId: string, firsts: ReadonlyMap<string, FirstOccurrences>): Statement[] {
    return inChunks(
      [...firsts].map(([owner, content]) => JSON.stringify({ owner, content: JSON.stringify(content) })),
    ).map(chunk =>
      sql
        .prepare(
          `INSERT INTO firsts (programme_id, owner, content)
           SELECT ?, value ->> 'owner', value ->> 'content' FROM json_each(?) WHERE true
           ON CONFLICT (programme_id, owner) DO UPDATE SET content = excluded.content`,
        )
        .bind(programmeId, chunk),
    );
  },

  /** Forgets all of a programme. */
  dropping(sql: Sql, programmeId: string): Statement {
    return sql.prepare("DELETE FROM firsts WHERE programme_id = ?").bind(programmeId);
  },
};
