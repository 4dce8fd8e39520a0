import type { Instant } from "../../core/domain/values/time.ts";
import { decide } from "../../core/plan/index.ts";
import type { Settings } from "../../core/plan/pass/planning.ts";
import type { BusyTimes } from "../../core/rules/scheduling/members.ts";
import type { Snapshot } from "../../core/state/snapshot.ts";
import type { Sql } from "../../store/database/sql.ts";
import { pastTable } from "../../store/mirror/past.ts";

/** What the rules decide (`decide`), asked again until all they ask for of what is settled was read. */
export async function decided(
  { sql, now, settings }: { sql: Sql; now: Instant; settings: Settings },
  snapshot: Snapshot,
  busy: BusyTimes | null,
): Promise<ReturnType<typeof decide>> {
  let decision = decide(snapshot, now, busy, settings);
  while (decision.lacks !== null) {
    await pastTable.readGroups(sql, snapshot.past, decision.lacks);
    decision = decide(snapshot, now, busy, settings);
  }
  return decision;
}
