import { Failure } from "../core/domain/values/failure.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { counted, isOfStore, type Sql } from "../store/database/sql.ts";
import { readAllState, savingToken } from "../store/database/state.ts";
import { storeTrouble, storeTroubleSentence } from "../store/database/trouble.ts";
import { namedTable } from "../store/incoming/named.ts";
import { KILLED_TOLD, keepingLease, type Lease, returnLease, takeLease } from "../store/runs/lease.ts";
import { droppingOutage } from "../store/runs/outages.ts";
import { type KeptRun, lastRun, type RunReport, savingRun } from "../store/runs/runs.ts";
import { tellKilled } from "./alarm/killed.ts";
import type { Asked } from "./pull/hooks.ts";
import { pullDecidePush, RETRY_MS } from "./pullDecidePush.ts";
import { Budget, BudgetSpent } from "./world/budget.ts";
import { openOutages } from "./world/outages.ts";
import { newReport, tellUnforeseen } from "./world/report.ts";
import { keepSealed, Unkept } from "./world/sealing.ts";
import { LeaseLost, openServices, type Services, savingWindows } from "./world/services.ts";
import type { Connection, World } from "./world/world.ts";
import { type WorldTime, worldTime } from "./world/worldTime.ts";

interface RunResult {
  report: RunReport;
  /** Wall milliseconds after which the rest should go on; null when there is no rest. */
  continueAfterMs: number | null;
}

/**
 * One run over a connection at a world time: pull, decide, push, measure. Everything people changed is read, everything that
 * followed is carried out, and a second run at once finds nothing to do.
 *
 * What is read is as the message asked (`Scope`): a hook's only what hooks named.
 *
 * Without a time (`now` is null) it runs at that of its first service answer. A message older than the last finished run is
 * ignored, and one that finds another run under way asks for one more after it; both give a report of nothing done. Budgets
 * and rate limits end a run at a safe point with `continueAfterMs`.
 */
export async function run(
  connection: Connection,
  now: Instant | null,
  world: World,
  reason: string,
  asked: Asked = "all",
): Promise<RunResult> {
  const budget = new Budget(connection.budget, world.wallNow);
  const sql = counted(world.sql, count => {
    budget.statements += count;
  });
  const report = newReport(reason, budget);
  const startedAt = world.wallNow();
  try {
    return await leased(connection, now, { ...world, sql }, budget, report, startedAt, asked);
  } catch (error) {
    if (!isOfStore(error) || storeTrouble(error) !== "not_migrated") throw error;
    // A database of another version: not even the lease could be had, and nothing was asked of any service.
    report.failed.push(notMigrated([]));
    const ended = { worldNow: now ?? 0, startedAt, endedAt: world.wallNow(), endedWell: false, report };
    await sql.batch(await savingRun(sql, ended));
    return { report, continueAfterMs: null };
  }
}

function notMigrated(lacking: readonly string[]): { what: string; why: string } {
  const why = storeTroubleSentence("not_migrated");
  console.error(`Krug: ${why}`);
  return { what: "store: not migrated", why: lacking.length === 0 ? why : `${why} It lacks ${lacking.join(", ")}.` };
}

async function leased(
  connection: Connection,
  now: Instant | null,
  world: World,
  budget: Budget,
  report: RunReport,
  startedAt: Instant,
  asked: Asked,
): Promise<RunResult> {
  const { sql } = world;
  const lease = await takeLease(sql, connection.id, crypto.randomUUID(), startedAt);
  if (lease === null) return { report, continueAfterMs: null };
  let continueAfterMs: number | null = null;
  try {
    const last = await lastRun(sql);
    if (now === null || last === null || last.worldNow <= now) {
      const time = worldTime(now, last?.worldNow ?? 0, world.fetch);
      continueAfterMs = await attempt(
        connection,
        time,
        { ...world, fetch: time.fetch },
        sql,
        budget,
        lease,
        keepingLease(sql, lease, startedAt, world.wallNow),
        report,
        asked,
        last,
      );
      // It came to an end: whatever killed those before it did not kill this one.
      if (lease.killed >= KILLED_TOLD) await droppingOutage(sql, "runs_killed").run();
      report.statements = budget.statements + 4;
      report.isContinued = continueAfterMs !== null;
      await sql.batch(
        await savingRun(sql, {
          worldNow: time.known() ?? last?.worldNow ?? 0,
          startedAt,
          endedAt: world.wallNow(),
          endedWell: report.failed.length === 0,
          report,
        }),
      );
    }
  } catch (error) {
    if (!isOpened(error)) throw error;
    report.failed.push({ what: "seal", why: error.message });
  } finally {
    const isAskedAgain = await returnLease(sql, lease);
    if (isAskedAgain) {
      continueAfterMs ??= 0;
      report.isRead = false;
    }
  }
  return { report, continueAfterMs };
}

/** True while everything lies open for an older version: such a run is not kept, so that one of that version is known. */
function isOpened(error: unknown): error is Unkept {
  return error instanceof Unkept && error.why === "opened";
}

/** The run itself; failures that concern the whole of it end it here, told in the report. Returns when to go on, or null. */
async function attempt(
  connection: Connection,
  time: WorldTime,
  world: World,
  sql: Sql,
  budget: Budget,
  lease: Lease,
  isOurs: () => Promise<boolean>,
  report: RunReport,
  asked: Asked,
  last: KeptRun | null,
): Promise<number | null> {
  let services: Services | null = null;
  const outages = await openOutages(sql, world.wallNow);
  if (lease.killed >= KILLED_TOLD) await tellKilled(connection, world, outages, lease);
  try {
    // What a hook named was read by an earlier run: there is nothing to ask for, not even the time.
    if (asked === "named" && (await namedTable.list(sql)).length === 0) return null;
    const whole = outages.whole();
    if (whole !== null) {
      report.failed.push({ what: whole.what, why: whole.why });
      return null;
    }
    let state = await readAllState(sql);
    if (state.lacking.length > 0) {
      report.failed.push(notMigrated(state.lacking));
      return null;
    }
    if (await keepSealed(sql, state, last)) state = await readAllState(sql);
    services = await openServices(connection, world, sql, state, budget, isOurs);
    await pullDecidePush(connection, time, world, sql, state, budget, lease, report, services, outages, asked);
    return null;
  } catch (error) {
    if (error instanceof BudgetSpent) return error.delayMs;
    if (error instanceof LeaseLost) return null;
    if (!(error instanceof Failure) || isOpened(error)) throw error;
    report.failed.push({ what: `${error.service}: ${error.kind}`, why: error.message });
    await outages.meet(error, null);
    // A token Google no longer takes is not offered again for the rest of its hour.
    if (error.service === "google" && error.kind === "unauthorised")
      await (await savingToken(sql, "google_token", null)).run();
    return error.kind === "busy" ? Math.max(error.retryAfterMs, 1000) : error.kind === "in_doubt" ? RETRY_MS : null;
  } finally {
    if (services !== null) {
      const { notion, calendar, forms } = services;
      tellUnforeseen(report, [...notion.unread, ...calendar.unread, ...forms.unread]);
      await sql.batch(savingWindows(sql, services));
    }
  }
}
