import { Failure } from "../../core/domain/values/failure.ts";
import { type Resealed, sealedColumns } from "../../store/database/sealed.ts";
import { type KeptState, stateTable } from "../../store/database/state.ts";
import { keptCalendar } from "../../store/mirror/calendarSet.ts";
import { leaseTable } from "../../store/runs/lease.ts";
import { runTable } from "../../store/runs/runs.ts";
import { calendarSet, isSameCalendar } from "../world/outages.ts";
import { invocation, type LeaseContext, underLease } from "../world/runContext.ts";
import { keepSealed, sealEverything } from "../world/sealing.ts";
import { openServices, type Services, savingWindows } from "../world/services.ts";
import type { Connection, World } from "../world/world.ts";

/** What something done between two runs works with. */
interface Between extends LeaseContext {
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
  const leased = await underLease(invocation(connection, world));
  if (leased === null)
    throw new Failure("busy", "store", "a run is under way: ask again in a minute", { retryAfterMs: 60_000 });
  const { sql, lease } = leased;
  try {
    if (keyed === "with its key") await keepSealed(sql, await stateTable.readAll(sql), await runTable.last(sql));
    return await use({
      ...leased,
      withServices: async (fetcher, work) => {
        const state = await stateTable.readAll(sql);
        const services = await openServices({ ...leased, fetch: fetcher }, state);
        try {
          return await work(services, state);
        } finally {
          await sql.batch(savingWindows(sql, services));
        }
      },
    });
  } finally {
    await leaseTable.giveBack(sql, lease, lease.killed);
  }
}

/**
 * The operator's word that coming sessions are to be planned in the calendar that is set, as if they had never been invited to.
 * What has taken place stays known. False where that calendar is another than they named, or there is nothing to begin anew.
 *
 * @throws Failure `busy` while a run is under way.
 */
export function startCalendarAnew(connection: Connection, world: World, calendarId: string): Promise<boolean> {
  return betweenRuns(connection, world, async ({ sql }) => {
    const { isHeld, set } = await calendarSet(connection, sql);
    if (!isHeld || !isSameCalendar(set, calendarId)) return false;
    const now = (await runTable.last(sql))?.worldNow ?? world.wallNow();
    await sql.batch(keptCalendar.startingAnew(sql, set, now));
    return true;
  });
}

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
      const last = await runTable.last(sql);
      await stateTable.saving(sql, "opened_after", last?.id ?? 0).run();
      const result = await sealedColumns.resealAll(sql, []);
      await stateTable.saving(sql, "sealed_under", null).run();
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
      const statements = await sealedColumns.lettingGo(sql);
      await sql.batch([...statements, stateTable.beingDue(sql)]);
      return statements.length;
    },
    "whatever the key",
  );
}
