import { lastRun } from "../store/runs.ts";
import { lettingGo, type Resealed, resealAll } from "../store/sealed.ts";
import { beingDue, savingState } from "../store/state.ts";
import { betweenRuns } from "./betweenRuns.ts";
import { sealEverything } from "./sealing.ts";
import type { Connection, World } from "./world.ts";

/**
 * Brings everything that was said in confidence under the first key: after a rotation the former key may go then. Null where no
 * key is set.
 *
 * @throws Failure `busy` while a run is under way.
 */
export function sealNow(connection: Connection, world: World): Promise<Resealed | null> {
  return betweenRuns(
    connection,
    world,
    async ({ sql }) => ((await sql.keeping.keys()).length === 0 ? null : sealEverything(sql)),
    "whatever the key",
  );
}

/**
 * Writes everything open again, for an older version that can't open it; from then on this version does nothing until it is
 * sealed again or the older version has run.
 *
 * @throws Failure `busy` while a run is under way.
 */
export function openForOlder(connection: Connection, world: World): Promise<Resealed> {
  return betweenRuns(
    connection,
    world,
    async ({ sql }) => {
      const last = await lastRun(sql);
      await savingState(sql, "opened_after", last?.id ?? 0).run();
      const result = await resealAll(sql, []);
      await savingState(sql, "sealed_under", null).run();
      return result;
    },
    "whatever the key",
  );
}

/**
 * Lets go of what no key opens any more, for good, and has its programmes go on without. How many places lost something.
 *
 * @throws Failure `busy` while a run is under way.
 */
export function letGo(connection: Connection, world: World): Promise<number> {
  return betweenRuns(
    connection,
    world,
    async ({ sql }) => {
      const statements = await lettingGo(sql);
      await sql.batch([...statements, beingDue(sql)]);
      return statements.length;
    },
    "whatever the key",
  );
}
