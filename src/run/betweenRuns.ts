import { Failure } from "../core/domain/values/failure.ts";
import { keepingLease, returnLease, takeLease } from "../store/lease.ts";
import { lastRun } from "../store/runs.ts";
import { counted, type Sql } from "../store/sql.ts";
import { type KeptState, readAllState } from "../store/state.ts";
import { Budget } from "./budget.ts";
import { keepSealed } from "./sealing.ts";
import { openServices, type Services, savingWindows } from "./services.ts";
import type { Connection, World } from "./world.ts";

/** What something done between two runs works with. */
export interface Between {
  sql: Sql;
  budget: Budget;
  /** Signs in and gives the services to `use`; what it used of the rate windows is kept, however it ends. */
  withServices<T>(fetcher: typeof fetch, use: (services: Services, state: KeptState) => Promise<T>): Promise<T>;
}

/**
 * Does something with a connection while no run can: under its lease, with its budget counted, and with what was said in
 * confidence sealed as it should be (`keyed`).
 *
 * @throws Failure `busy` while a run is under way, Unkept while nothing may be done, and whatever `use` throws.
 */
export async function betweenRuns<T>(
  connection: Connection,
  world: World,
  use: (between: Between) => Promise<T>,
  keyed: "with its key" | "whatever the key" = "with its key",
): Promise<T> {
  const budget = new Budget(connection.budget, world.wallNow);
  const sql = counted(world.sql, count => {
    budget.statements += count;
  });
  const startedAt = world.wallNow();
  const lease = await takeLease(sql, connection.id, crypto.randomUUID(), startedAt);
  if (lease === null)
    throw new Failure("busy", "store", "a run is under way: ask again in a minute", { retryAfterMs: 60_000 });
  const isOurs = keepingLease(sql, lease, startedAt, world.wallNow);
  try {
    if (keyed === "with its key") await keepSealed(sql, await readAllState(sql), await lastRun(sql));
    return await use({
      sql,
      budget,
      withServices: async (fetcher, work) => {
        const state = await readAllState(sql);
        const services = await openServices(connection, { ...world, fetch: fetcher }, sql, state, budget, isOurs);
        try {
          return await work(services, state);
        } finally {
          await sql.batch(savingWindows(sql, services));
        }
      },
    });
  } finally {
    await returnLease(sql, lease, lease.killed);
  }
}
