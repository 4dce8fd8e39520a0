import type { CrowdPlan, CrowdPlans, Piece } from "../../core/rules/crowds/stages.ts";
import { planKey } from "../../core/rules/crowds/stages.ts";
import { contextOf, sealedText } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** A programme's round; rounds count from 0. */
interface Round {
  programmeId: string;
  round: number;
}

interface StageRow {
  programme_id: string;
  round: number;
  stage: string;
  part: string;
  content: string;
}

interface Kept {
  mark: string;
  result: unknown;
}

/** The whole plan of a round is a stage of its own. */
const PLAN = "plan";
/** Pieces read at once: some thousand kilobytes. */
const READ = 32;
/** Groups in a row: well below the most a row holds. */
const GROUPS_IN_ROW = 2000;

/** What was computed of rounds that do not stand yet, sealed: who wished for whom is in it. The table `round_stages`. */
export const roundStageTable = {
  /** What is kept of some pieces of one stage, by their parts. */
  async list(sql: Sql, { programmeId, round }: Round, pieces: readonly Piece[]): Promise<Map<string, Kept>> {
    const found = new Map<string, Kept>();
    for (let next = 0; next < pieces.length; next += READ) {
      const some = pieces.slice(next, next + READ);
      const { results } = await sql
        .prepare(
          `SELECT * FROM round_stages WHERE programme_id = ? AND round = ? AND stage = ?
             AND part IN (SELECT value FROM json_each(?))`,
        )
        .bind(programmeId, round, some[0]?.stage ?? "", JSON.stringify(some.map(({ part }) => part)))
        .all<StageRow>();
      for (const row of results) {
        const kept = await opened(sql, row);
        if (kept !== null) found.set(row.part, kept);
      }
    }
    return found;
  },

  /** Keeps what came of some pieces, in place of what came of them before. */
  async saving(
    sql: Sql,
    round: Round,
    pieces: readonly (Kept & Pick<Piece, "part"> & { stage: string })[],
  ): Promise<Statement[]> {
    return Promise.all(
      pieces.map(async ({ stage, part, mark, result }) => {
        const row = { programme_id: round.programmeId, round: round.round, stage, part };
        const content = await sealedText.kept(sql, JSON.stringify({ mark, result }), contextOf.roundStage(row));
        return sql
          .prepare(
            `INSERT INTO round_stages (programme_id, round, stage, part, content) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (programme_id, round, stage, part) DO UPDATE SET content = excluded.content`,
          )
          .bind(row.programme_id, row.round, stage, part, content);
      }),
    );
  },

  /** The rounds that were planned to their end. One that can't be opened is planned anew. */
  async listPlans(sql: Sql): Promise<CrowdPlans> {
    const { results } = await sql
      .prepare("SELECT * FROM round_stages WHERE stage = ? ORDER BY programme_id, round, part")
      .bind(PLAN)
      .all<StageRow>();
    const plans: CrowdPlans = new Map();
    for (const row of results) {
      const kept = await opened(sql, row);
      if (kept === null) continue;
      const key = planKey({ programmeId: row.programme_id, round: row.round });
      const groups = [...(plans.get(key)?.groups ?? []), ...(kept.result as CrowdPlan["groups"])];
      plans.set(key, { mark: kept.mark, groups });
    }
    return plans;
  },

  /** Keeps a round's plan. */
  async savingPlan(sql: Sql, round: Round, { mark, groups }: CrowdPlan): Promise<Statement[]> {
    const rows = [];
    for (let next = 0; next === 0 || next < groups.length; next += GROUPS_IN_ROW)
      rows.push({ stage: PLAN, part: String(rows.length), mark, result: groups.slice(next, next + GROUPS_IN_ROW) });
    const before = sql
      .prepare("DELETE FROM round_stages WHERE programme_id = ? AND round = ? AND stage = ?")
      .bind(round.programmeId, round.round, PLAN);
    return [before, ...(await roundStageTable.saving(sql, round, rows))];
  },

  /** Nothing of it is needed any more: what was planned stands. */
  dropping(sql: Sql): Statement {
    return sql.prepare("DELETE FROM round_stages");
  },
};

async function opened(sql: Sql, row: StageRow): Promise<Kept | null> {
  const text = await sealedText.opened(sql, row.content, contextOf.roundStage(row));
  return text === null ? null : JSON.parse(text);
}
