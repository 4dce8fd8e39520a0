import type { IndexedFact } from "../../core/rules/metrics/factIndex.ts";
import { inChunks } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

interface FactRow {
  period: number;
  owner: string;
  kind: IndexedFact["kind"];
  id: string;
  content: string;
}

const COLUMNS = "period, owner, kind, id, content";

function factOf({ content, ...place }: FactRow): IndexedFact {
  return { ...place, fact: JSON.parse(content) };
}

/** What figures are folded from, by period and owner: the table `facts`. */
export const factTable = {
  /** All facts of a period, by owner. */
  async list(sql: Sql, programmeId: string, period: number): Promise<IndexedFact[]> {
    const { results } = await sql
      .prepare(`SELECT ${COLUMNS} FROM facts WHERE programme_id = ? AND period = ? ORDER BY owner, kind, id`)
      .bind(programmeId, period)
      .all<FactRow>();
    return results.map(factOf);
  },

  /** A period's facts of some owners. */
  async listOf(sql: Sql, programmeId: string, period: number, owners: readonly string[]): Promise<IndexedFact[]> {
    const { results } = await sql
      .prepare(
        `SELECT period, owner, kind, facts.id AS id, content FROM json_each(?) AS wanted
         CROSS JOIN facts ON programme_id = ? AND period = ? AND owner = wanted.value`,
      )
      .bind(JSON.stringify(owners), programmeId, period)
      .all<FactRow>();
    return results.map(factOf);
  },

  /** The answers and sessions of one person in every period: what their firsts are drawn from. */
  async listPast(sql: Sql, programmeId: string, owner: string): Promise<IndexedFact[]> {
    const { results } = await sql
      .prepare(
        `SELECT ${COLUMNS} FROM facts WHERE programme_id = ? AND owner = ? AND kind IN ('selfAssessments', 'sessions')`,
      )
      .bind(programmeId, owner)
      .all<FactRow>();
    return results.map(factOf);
  },

  /** Statements that keep facts; one kept before is replaced. */
  saving(sql: Sql, programmeId: string, facts: readonly IndexedFact[]): Statement[] {
    return inChunks(facts.map(({ fact, ...place }) => JSON.stringify({ ...place, content: JSON.stringify(fact) }))).map(
      chunk =>
        sql
          .prepare(
            `INSERT INTO facts (programme_id, ${COLUMNS})
           SELECT ?, value ->> 'period', value ->> 'owner', value ->> 'kind', value ->> 'id', value ->> 'content'
           FROM json_each(?) WHERE true
           ON CONFLICT (programme_id, period, owner, kind, id) DO UPDATE SET content = excluded.content`,
          )
          .bind(programmeId, chunk),
    );
  },

  /** Statements that forget facts which are no longer so. */
  dropping(sql: Sql, programmeId: string, facts: readonly Omit<IndexedFact, "fact">[]): Statement[] {
    return inChunks(facts.map(({ period, owner, kind, id }) => JSON.stringify({ period, owner, kind, id }))).map(
      chunk =>
        sql
          .prepare(
            `DELETE FROM facts WHERE programme_id = ?1 AND (period, owner, kind, id) IN
           (SELECT value ->> 'period', value ->> 'owner', value ->> 'kind', value ->> 'id' FROM json_each(?2))`,
          )
          .bind(programmeId, chunk),
    );
  },

  /** Forgets all facts of a programme. */
  droppingAll(sql: Sql, programmeId: string): Statement {
    return sql.prepare("DELETE FROM facts WHERE programme_id = ?").bind(programmeId);
  },
};
