import type { Accumulators } from "../../core/rules/metrics/points.ts";
import { inChunks, rowsFor } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

export interface KeptAccumulators {
  period: number;
  owner: string;
  accumulators: Accumulators;
}

/** The most rows read at once: a large programme's period is merged piece by piece. */
const PAGE = 500;

/** What the facts of each owner come to, by period: the table `accumulators`. */
export const accumulatorTable = {
  /** What a period's owners come to, some hundred at a time, by owner. */
  async *each(sql: Sql, programmeId: string, period: number): AsyncGenerator<KeptAccumulators[]> {
    const next = sql.prepare(
      `SELECT owner, content FROM accumulators
       WHERE programme_id = ? AND period = ? AND owner > ? ORDER BY owner LIMIT ${PAGE}`,
    );
    const first = sql.prepare(
      `SELECT owner, content FROM accumulators WHERE programme_id = ? AND period = ? ORDER BY owner LIMIT ${PAGE}`,
    );
    let after: string | null = null;
    while (true) {
      const asked: Statement = after === null ? first.bind(programmeId, period) : next.bind(programmeId, period, after);
      const { results } = await asked.all<{ owner: string; content: string }>();
      if (results.length > 0)
        yield results.map(row => ({ period, owner: row.owner, accumulators: JSON.parse(row.content) }));
      after = results.at(-1)?.owner ?? null;
      if (results.length < PAGE) return;
    }
  },

  /** In which periods after their own some owners have anything: `after` is by owner. */
  async listLaterPeriods(
    sql: Sql,
    programmeId: string,
    after: readonly { owner: string; period: number }[],
  ): Promise<{ owner: string; period: number }[]> {
    const results = await rowsFor<{ owner: string; period: number }>(
      sql,
      `SELECT owner, accumulators.period AS period FROM json_each(?) AS wanted
         CROSS JOIN accumulators ON programme_id = ? AND owner = wanted.value ->> 'owner'
           AND accumulators.period > wanted.value ->> 'period'`,
      after,
      programmeId,
    );
    return results;
  },

  /** Statements that keep what owners come to; those that come to nothing have no row. */
  saving(sql: Sql, programmeId: string, all: readonly KeptAccumulators[]): Statement[] {
    return inChunks(
      all.map(({ accumulators, ...place }) => {
        const content = Object.keys(accumulators).length === 0 ? null : JSON.stringify(accumulators);
        return JSON.stringify({ ...place, content });
      }),
    ).flatMap(chunk => [
      sql
        .prepare(
          `DELETE FROM accumulators WHERE programme_id = ?1 AND (period, owner) IN
           (SELECT value ->> 'period', value ->> 'owner' FROM json_each(?2) WHERE value ->> 'content' IS NULL)`,
        )
        .bind(programmeId, chunk),
      sql
        .prepare(
          `INSERT INTO accumulators (programme_id, period, owner, content)
           SELECT ?, value ->> 'period', value ->> 'owner', value ->> 'content' FROM json_each(?)
           WHERE value ->> 'content' IS NOT NULL
           ON CONFLICT (programme_id, period, owner) DO UPDATE SET content = excluded.content`,
        )
        .bind(programmeId, chunk),
    ]);
  },

  /** Forgets all a programme's owners come to. */
  dropping(sql: Sql, programmeId: string): Statement {
    return sql.prepare("DELETE FROM accumulators WHERE programme_id = ?").bind(programmeId);
  },
};
