import type { Command } from "../core/domain/command.ts";
import { Failure } from "../core/domain/values/failure.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { nextDue } from "../core/plan/index.ts";
import { readHeldRun } from "../store/heldRun.ts";
import { KILLED_TOLD, keepingLease, type Lease, returnLease, takeLease } from "../store/lease.ts";
import { listNamed } from "../store/named.ts";
import { droppingUnwanted, listOutbox, retryingGivenUp, tidyingOutbox } from "../store/outbox.ts";
import { countingReach } from "../store/reach.ts";
import { type KeptRun, lastRun, type RunReport, savingRun } from "../store/runs.ts";
import { counted, isOfStore, type Sql } from "../store/sql.ts";
import { beingDue, type KeptState, readAllState, savingState, savingToken } from "../store/state.ts";
import { droppingStop } from "../store/stops.ts";
import { storeTrouble, storeTroubleSentence } from "../store/trouble.ts";
import { Budget, BudgetSpent } from "./budget.ts";
import { askedOnce } from "./busy.ts";
import { decideUntilQuiet } from "./decideUntilQuiet.ts";
import { Fuse } from "./fuse.ts";
import { keepHooks } from "./hooks.ts";
import { findKilling, tellKilled } from "./killed.ts";
import { LeaseLost } from "./leaseLost.ts";
import { measure } from "./measure.ts";
import { tellChat } from "./notices.ts";
import { pullAll } from "./pull.ts";
import { push } from "./push.ts";
import type { PushContext } from "./pushContext.ts";
import type { Asked } from "./scope.ts";
import { keepSealed, Unkept } from "./sealing.ts";
import { openServices, type Services, savingWindows } from "./services.ts";
import { openStops, type Stops } from "./stops.ts";
import { tellUnforeseen } from "./unforeseen.ts";
import { untold } from "./waiting.ts";
import { WORDS } from "./words.ts";
import type { Connection, World } from "./world.ts";
import { type WorldTime, worldTime } from "./worldTime.ts";

/** How long a run that failed as a whole waits before the next try, when the service does not say. */
const RETRY_MS = 60_000;

export interface RunResult {
  report: RunReport;
  /** Wall milliseconds after which the rest should go on; null when there is no rest. */
  continueAfterMs: number | null;
}

/**
 * One run over a connection at a world time: pull, decide, push, measure. Everything people changed is read, everything that
 * followed is carried out, and a second run at once finds nothing to do.
 *
 * What is read is as the message asked (scope.ts): a hook's only what hooks named.
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
      if (lease.killed >= KILLED_TOLD) await droppingStop(sql, "runs_killed").run();
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
  const stops = await openStops(sql, world.wallNow);
  if (lease.killed >= KILLED_TOLD) await tellKilled(connection, world, stops, lease);
  try {
    // What a hook named was read by an earlier run: there is nothing to ask for, not even the time.
    if (asked === "named" && (await listNamed(sql)).length === 0) return null;
    const whole = stops.whole();
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
    await pullDecidePush(connection, time, world, sql, state, budget, lease, report, services, stops, asked);
    return null;
  } catch (error) {
    if (error instanceof BudgetSpent) return error.delayMs;
    if (error instanceof LeaseLost) return null;
    if (!(error instanceof Failure) || isOpened(error)) throw error;
    report.failed.push({ what: `${error.service}: ${error.kind}`, why: error.message });
    await stops.meet(error, null);
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

async function pullDecidePush(
  connection: Connection,
  time: WorldTime,
  world: World,
  sql: Sql,
  state: KeptState,
  budget: Budget,
  lease: Lease,
  report: RunReport,
  services: Services,
  stops: Stops,
  asked: Asked,
): Promise<void> {
  const pulled = await pullAll(connection, time, world, sql, state, services, report, asked);
  const { workspace, tooFresh, isNewDay, now } = pulled;
  await stops.reached();
  await keepHooks({ connection, services, sql, now, report });
  const dueAt = state.get<Instant>("due_at");
  const unfinished = (await listOutbox(sql, ["waiting", "in_doubt"])).filter(entry => !stops.holds(entry.kind));
  const held = await readHeldRun(sql);
  const isIdle =
    report.changed === 0 && unfinished.length === 0 && !stops.isOver() && (held === null || held.goAt === null);
  if (isIdle && dueAt !== null && now < dueAt) return;
  await beingDue(sql).run();

  const mirror = await pulled.mirror();
  const settings = { language: connection.language, words: WORDS };
  const busyTimes = askedOnce(services.calendar);
  const fuse = new Fuse({ sql, now, settings, ask: busyTimes.ask }, held);
  if (isNewDay) await retryingGivenUp(sql).run();
  const givenUp = (await listOutbox(sql, ["given_up"])).map(
    ({ key, command }) => [key, command as Command | null] as const,
  );
  const context: PushContext = {
    services,
    sql,
    workspace,
    mirror,
    budget,
    lease,
    now,
    wallNow: world.wallNow,
    whoReads: connection.whoReads,
    held: new Map(givenUp),
    inDoubt: tooFresh,
    carriedOut: new Set(),
    fuse,
    stops,
    report,
  };
  if (lease.killed === KILLED_TOLD - 1) await findKilling(context, settings);
  await decideUntilQuiet(context, settings, fuse, busyTimes);
  if (await measure(context, now, isNewDay, WORDS)) await decideUntilQuiet(context, settings, fuse, busyTimes);
  const stillHeld = fuse.held;
  await push(context, await untold(sql, mirror.snapshot(), stillHeld, now));
  const tellAt = await tellChat(connection, world.fetch, sql, mirror, now);
  if (context.inDoubt.size > 0) throw new BudgetSpent("certainty about earlier calls", RETRY_MS);
  await fuse.close();
  await stops.close();
  await sql.batch([
    savingState(
      sql,
      "due_at",
      Math.min(nextDue(mirror.snapshot(), now, stillHeld), tellAt ?? Number.POSITIVE_INFINITY),
    ),
    // Kept, it would give every run to come something to do.
    droppingUnwanted(sql, lease.fence),
    ...(isNewDay ? [countingReach(sql, now)] : []),
    ...tidyingOutbox(sql, world.wallNow()),
  ]);
}

/** A report of nothing done yet. */
export function newReport(reason: string, budget: Budget): RunReport {
  return {
    reason,
    done: {},
    changed: 0,
    failed: [],
    requests: budget.requests,
    statements: 0,
    mails: 0,
    isContinued: false,
    landedBetween: 0,
    isHeld: false,
    isRead: false,
  };
}
