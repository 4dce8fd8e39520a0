import type { Instant } from "../../core/domain/values/time.ts";
import { decide } from "../../core/plan/index.ts";
import type { Settings } from "../../core/plan/pass/planning.ts";
import type { BusyTimes } from "../../core/rules/scheduling/members.ts";
import type { Snapshot } from "../../core/state/snapshot.ts";
import type { Sql } from "../../store/database/sql.ts";
import { pastTable } from "../../store/mirror/past.ts";
import type { Budget } from "../world/budget.ts";
import { computeRound } from "./crowds.ts";

/** What deciding needs besides what is decided of. */
export interface Asked {
  sql: Sql;
  /** World time. */
  now: Instant;
  settings: Settings;
  /** What may be computed of crowds' rounds; without it none of those is formed. */
  budget?: Budget;
}

/**
 * What the rules decide (`decide`), asked again until all they ask for of what is settled was read, and the rounds of crowds were computed.
 *
 * @throws BudgetSpent where the next message is to go on with computing.
 */
export async function decided(
  { sql, now, settings, budget }: Asked,
  snapshot: Snapshot,
  busy: BusyTimes | null,
): Promise<ReturnType<typeof decide>> {
  const plans = settings.plans ?? new Map();
  const all = { ...settings, plans };
  let decision = decide(snapshot, now, busy, all);
  while (decision.lacks !== null || decision.forms !== null) {
    if (decision.lacks !== null) await pastTable.readGroups(sql, snapshot.past, decision.lacks);
    if (decision.forms !== null) await computeRound(sql, decision.forms, { plans, budget });
    decision = decide(snapshot, now, busy, all);
  }
  return decision;
}
