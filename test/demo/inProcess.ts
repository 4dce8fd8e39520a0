import { run as runWorker } from "../../src/run/run.ts";
import type { Sql } from "../../src/store/sql.ts";
import type { Playground } from "../world/playground.ts";
import type { Runner } from "./play.ts";

/** The worker's shell in this process, over the simulators and a database; continuations are run at once. */
export function inProcessRunner(playground: Playground, sql: Sql, wallNow: () => number = Date.now): Runner {
  return async (now, reason) => {
    const outcome = { changed: 0, done: {} as Record<string, number>, mails: 0, failed: 0 };
    for (let goes = 0; goes < 50; goes += 1) {
      const world = { fetch: playground.fetch, sql, wallNow };
      const { report, continueAfterMs } = await runWorker(playground.connection, now, world, reason);
      outcome.changed += report.changed;
      outcome.mails += report.mails;
      outcome.failed += report.failed.length;
      for (const [kind, count] of Object.entries(report.done)) outcome.done[kind] = (outcome.done[kind] ?? 0) + count;
      if (continueAfterMs === null) return outcome;
    }
    throw new Error("the run does not come to an end");
  };
}
