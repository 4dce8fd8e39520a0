import { type IndexedFact, keyOf } from "../../core/rules/metrics/factIndex.ts";
import { inChunks, rowsFor } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

interface FactRow {
  period: number;
  owner: string;
  kind: IndexedFact["kind"];
  id: string;
  content: string;
}

/** A fact at the place that a value of `json_each(?) AS part` names. */
const AT_PLACE = ["period", "owner", "kind", "id"]
  .map(column => `facts.${column} = part.value ->> '${column}'`)
  .join(" AND ");

const COLUMNS = "period, owner, kind, id, content";

/** Where a fact of a programme is kept. */
export type FactPlace = Omit<IndexedFact, "fact">;

function factOf({ content, ...place }: FactRow): IndexedFact {
  return { ...place, fact: JSON.parse(content) };
}

/** What figures are folded from, by period and owner: the table `facts`. */
export const factTable = {
  /** The facts of a period, by owner: those that live, or those that are settled. */
  async list(sql: Sql, programmeId: string, period: number, isSettled = false): Promise<IndexedFact[]> {
    const { results } = await sql
      .prepare(
        `SELECT ${COLUMNS} FROM facts
         WHERE programme_id = ? AND period = ? AND settled_in IS ${isSettled ? "NOT NULL" : "NULL"} ORDER BY owner, kind, id`,
      )
      .bind(programmeId, period)
      .all<FactRow>();
    return results.map(factOf);
  },

  /** The settled facts of a programme in a period and those after it. */
  async listSettled(sql: Sql, programmeId: string, period: number): Promise<IndexedFact[]> {
    const { results } = await sql
      .prepare(
        `SELECT ${COLUMNS} FROM facts INDEXED BY facts_settled_by_period
         WHERE programme_id = ? AND period >= ? AND settled_in IS NOT NULL ORDER BY period, owner, kind, id`,
      )
      .bind(programmeId, period)
      .all<FactRow>();
    return results.map(factOf);
  },

  /** The sessions of some owners that are settled. */
  async listSettledSessions(sql: Sql, programmeId: string, owners: readonly string[]): Promise<IndexedFact[]> {
    const results = await rowsFor<FactRow>(
      sql,
      `SELECT period, owner, kind, facts.id AS id, content FROM json_each(?) AS wanted
         CROSS JOIN facts INDEXED BY facts_by_owner
           ON programme_id = ? AND owner = wanted.value AND kind = 'sessions' AND settled_in IS NOT NULL`,
      owners,
      programmeId,
    );
    return results.map(factOf);
  },

  /** Which of these are settled, by `keyOf`. */
  async settledAmong(sql: Sql, programmeId: string, places: readonly FactPlace[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const chunk of inChunks(places.map(place => JSON.stringify(place)))) {
      const { results } = await sql
        .prepare(
          `SELECT period, owner, kind, facts.id AS id FROM json_each(?) AS part CROSS JOIN facts
           ON programme_id = ? AND ${AT_PLACE} WHERE settled_in IS NOT NULL`,
        )
        .bind(chunk, programmeId)
        .all<FactPlace>();
      for (const place of results) found.add(keyOf(place));
    }
    return found;
  },

  /** A period's facts of some owners. */
  async listOf(sql: Sql, programmeId: string, period: number, owners: readonly string[]): Promise<IndexedFact[]> {
    const results = await rowsFor<FactRow>(
      sql,
      `SELECT period, owner, kind, facts.id AS id, content FROM json_each(?) AS wanted
         CROSS JOIN facts ON programme_id = ? AND period = ? AND owner = wanted.value`,
      owners,
      programmeId,
      period,
    );
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

  /** Statements that keep facts; one kept before is replaced, and lives. */
  saving(sql: Sql, programmeId: string, facts: readonly IndexedFact[]): Statement[] {
    return inChunks(facts.map(({ fact, ...place }) => JSON.stringify({ ...place, content: JSON.stringify(fact) }))).map(
      chunk =>
        sql
          .prepare(
            `INSERT INTO facts (programme_id, ${COLUMNS})
           SELECT ?, value ->> 'period', value ->> 'owner', value ->> 'kind', value ->> 'id', value ->> 'content'
           FROM json_each(?) WHERE true
           ON CONFLICT (programme_id, period, owner, kind, id) DO UPDATE SET content = excluded.content, settled_in = NULL`,
          )
          .bind(programmeId, chunk),
    );
  },

  /** Statements by which facts are settled with groups; what is not kept there is left out. */
  settling(sql: Sql, places: readonly (FactPlace & { programmeId: string; groupId: string })[]): Statement[] {
    const rows = places.map(({ programmeId, period, owner, kind, id, groupId }) =>
      JSON.stringify({ programmeId, period, owner, kind, id, groupId }),
    );
    return inChunks(rows).map(chunk =>
      sql
        .prepare(
          `UPDATE facts SET settled_in = part.value ->> 'groupId' FROM json_each(?) AS part
           WHERE facts.programme_id = part.value ->> 'programmeId' AND ${AT_PLACE}`,
        )
        .bind(chunk),
    );
  },

  /** Statements that forget facts which are no longer so. */
  dropping(sql: Sql, programmeId: string, facts: readonly FactPlace[]): Statement[] {
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

  /** Forgets all facts of a programme that live. */
  droppingAll(sql: Sql, programmeId: string): Statement {
    return sql.prepare("DELETE FROM facts WHERE programme_id = ? AND settled_in IS NULL").bind(programmeId);
  },
};
