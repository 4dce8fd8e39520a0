import type { CrowdRound } from "../../core/plan/rounds/crowds.ts";
import { CROWD, type CrowdPlans, type Piece, plain, planKey } from "../../core/rules/crowds/stages.ts";
import type { Sql } from "../../store/database/sql.ts";
import { roundStageTable } from "../../store/runs/roundStages.ts";
import type { Budget } from "../world/budget.ts";

/** Pieces written at once. */
const WRITTEN = 16;

/** The rounds of crowds that were computed and do not stand yet; where there is no crowd nothing is asked. */
export async function plansOfCrowds(sql: Sql, people: number): Promise<CrowdPlans> {
  return isOfCrowds(people) ? roundStageTable.listPlans(sql) : new Map();
}

/** Whether a workspace of so many people may have a round of a crowd. */
export function isOfCrowds(people: number): boolean {
  return people > CROWD;
}

/**
 * Computes a round of a crowd into `plans`, from where an earlier message ended: each piece is kept, and one whose input is as it was is
 * not computed again. Without leave to compute the round has no groups.
 *
 * @throws BudgetSpent at the end of what one message computes.
 */
export async function computeRound(
  sql: Sql,
  round: CrowdRound,
  { plans, budget }: { plans: CrowdPlans; budget: Budget | undefined },
): Promise<void> {
  const { mark } = round;
  if (budget === undefined) {
    plans.set(planKey(round), { mark, groups: [] });
    return;
  }
  const stages = round.stages();
  let step = stages.next();
  while (step.done !== true) step = stages.next(await computed(sql, round, { pieces: step.value, budget }));
  const plan = { mark, groups: step.value };
  await sql.batch(await roundStageTable.savingPlan(sql, round, plan));
  plans.set(planKey(round), plan);
  budget.closeComputing();
}

/** What came of the pieces of one stage, in their order. */
async function computed(
  sql: Sql,
  round: CrowdRound,
  { pieces, budget }: { pieces: readonly Piece[]; budget: Budget },
): Promise<unknown[]> {
  const kept = await roundStageTable.list(sql, round, pieces);
  const fresh: (Piece & { result: unknown })[] = [];
  const keep = async () => {
    const some = fresh.splice(0);
    if (some.length > 0) await sql.batch(await roundStageTable.saving(sql, round, some));
  };
  const results: unknown[] = [];
  for (const piece of pieces) {
    const known = kept.get(piece.part);
    if (known?.mark === piece.mark) {
      results.push(known.result);
      continue;
    }
    try {
      budget.compute(piece.effort);
    } catch (error) {
      await keep();
      throw error;
    }
    const result = plain(piece.compute());
    fresh.push({ ...piece, result });
    results.push(result);
    if (fresh.length === WRITTEN) await keep();
  }
  await keep();
  return results;
}
