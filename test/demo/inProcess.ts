import { run as runWorker } from "../../src/run/run.ts";
import { listPoints } from "../../src/store/points.ts";
import type { Sql } from "../../src/store/sql.ts";
import type { Playground } from "../world/playground.ts";
import type { Runner, RunOutcome } from "./play.ts";

/** The worker's shell in this process, over the simulators and a database; continuations are run at once. */
export function inProcessRunner(playground: Playground, sql: Sql, wallNow: () => number = Date.now): Runner {
  return {
    run: async (now, reason) => {
      const outcome: RunOutcome = { changed: 0, done: {}, mails: 0, failed: [], requests: { notion: 0, google: 0 } };
      for (let goes = 0; goes < 50; goes += 1) {
        const world = { fetch: playground.fetch, sql, wallNow };
        const { report, continueAfterMs } = await runWorker(playground.connection, now, world, reason);
        add(outcome, report);
        if (continueAfterMs === null) return outcome;
      }
      throw new Error("the run does not come to an end");
    },
    points: async () => [...(await listPoints(sql)).values()],
  };
}

/** Adds what one invocation reports to what the run did. */
export function add(
  outcome: RunOutcome,
  report: {
    changed: number;
    mails: number;
    done: Record<string, number>;
    failed: { what: string; why: string }[];
    requests: { notion: number; google: number };
  },
): void {
  outcome.changed += report.changed;
  outcome.mails += report.mails;
  outcome.failed.push(...report.failed.map(one => `${one.what}: ${one.why}`));
  outcome.requests.notion += report.requests.notion;
  outcome.requests.google += report.requests.google;
  for (const [kind, count] of Object.entries(report.done)) outcome.done[kind] = (outcome.done[kind] ?? 0) + count;
}
