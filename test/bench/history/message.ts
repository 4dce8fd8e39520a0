import { run } from "../../../src/run/run.ts";
import type { Asked } from "../../../src/run/world/runContext.ts";
import type { Connection, World } from "../../../src/run/world/world.ts";
import { heldRunTable } from "../../../src/store/runs/heldRun.ts";

/** The world's clock, as far as a message moves it. */
interface Clock {
  now(): number;
  advance(milliseconds: number): void;
}

const CONTINUATIONS = 200;

/**
 * Takes one message of the queue to its end, with all that continue it; how many invocations it took. Where as many people at once
 * wait for a coordinator, the coordinator says go. @throws Error where the run fails.
 */
export async function takeMessage(
  connection: Connection,
  { fetch, sql, clock }: Pick<World, "fetch" | "sql"> & { clock: Clock },
): Promise<number> {
  const world = { fetch, sql, wallNow: () => clock.now() };
  const now = clock.now();
  let asked: Asked = "all";
  for (let invocations = 1; invocations < CONTINUATIONS; invocations += 1) {
    const { report, continueAfterMs } = await run(connection, world, { now, reason: "history", asked });
    if (report.failed.length > 0) throw new Error(`the run failed: ${JSON.stringify(report.failed.slice(0, 3))}`);
    if (report.isHeld && (await heldRunTable.giveGo(sql, (await heldRunTable.read(sql))?.mark ?? "", now))) continue;
    if (continueAfterMs === null) return invocations;
    asked = report.isRead === true ? "rest" : "all";
    clock.advance(continueAfterMs);
  }
  throw new Error("the message does not come to an end");
}
