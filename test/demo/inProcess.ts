import { run as runWorker } from "../../src/run/run.ts";
import type { World } from "../../src/run/world/world.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { pointTable } from "../../src/store/figures/points.ts";
import { withinLimits } from "../world/limits.ts";
import type { Playground } from "../world/playground.ts";
import type { Runner, RunOutcome } from "./play.ts";

const INVOCATIONS_A_RUN = 50;

/**
 * The worker's shell in this process, over the simulators and a database; continuations are run at once. Each invocation is
 * held to the platform's limits of statements and fetches.
 */
export function inProcessRunner(playground: Playground, sql: Sql, wallNow: () => number = Date.now): Runner {
  return {
    run: async (now, reason) => {
      const outcome: RunOutcome = { changed: 0, done: {}, mails: 0, failed: [], requests: { notion: 0, google: 0 } };
      for (let goes = 0; goes < INVOCATIONS_A_RUN; goes += 1) {
        const { result } = await withinLimits(
          { fetch: playground.fetch, sql, wallNow, ...textsOf(playground) },
          world => runWorker(playground.connection, world, { now, reason }),
        );
        add(outcome, result.report);
        if (result.continueAfterMs === null) return outcome;
      }
      throw new Error("the run does not come to an end");
    },
    points: async () => [...(await pointTable.list(sql)).values()],
  };
}

/** The texts Krug has at hand, where it has any. */
function textsOf({ texts }: Pick<Playground, "texts">): Pick<World, "texts"> {
  return texts === undefined ? {} : { texts };
}

/** What an invocation reports, as far as outcomes add it up. */
export interface Reported {
  changed: number;
  mails: number;
  done: Record<string, number>;
  failed: { what: string; why: string }[];
  requests: { notion: number; google: number };
}

/** Adds what one invocation reports to what the run did. */
export function add(outcome: RunOutcome, report: Reported): void {
  outcome.changed += report.changed;
  outcome.mails += report.mails;
  outcome.failed.push(...report.failed.map(one => `${one.what}: ${one.why}`));
  outcome.requests.notion += report.requests.notion;
  outcome.requests.google += report.requests.google;
  for (const [kind, count] of Object.entries(report.done)) outcome.done[kind] = (outcome.done[kind] ?? 0) + count;
}
