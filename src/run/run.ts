import type { Command } from "../core/domain/command.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { markOf } from "../core/domain/values/hash.ts";
import { SOURCE_KEYS } from "../core/domain/values/row.ts";
import { type Instant, localDate } from "../core/domain/values/time.ts";
import { oldAnswers, oldBefore } from "../core/plan/forms/oldAnswers.ts";
import { withoutHeld } from "../core/plan/held.ts";
import { nextDue } from "../core/plan/index.ts";
import { decideWaiting } from "../core/plan/waiting.ts";
import { WHOLE_WITHIN_MS } from "../core/state/near.ts";
import type { Snapshot } from "../core/state/snapshot.ts";
import type { Workspace } from "../notion/workspace.ts";
import { lettingGo } from "../store/database/retention.ts";
import { isOfStore, type Sql } from "../store/database/sql.ts";
import { stateTable } from "../store/database/state.ts";
import { readTogether } from "../store/database/together.ts";
import { storeTrouble } from "../store/database/trouble.ts";
import { namedTable } from "../store/incoming/named.ts";
import { pastTable } from "../store/mirror/past.ts";
import { sourceTable } from "../store/mirror/sources.ts";
import { type HeldRun, heldRunTable } from "../store/runs/heldRun.ts";
import { KILLED_TOLD, leaseTable } from "../store/runs/lease.ts";
import { outageTable } from "../store/runs/outages.ts";
import { outboxTable } from "../store/runs/outbox.ts";
import { reachTable } from "../store/runs/reach.ts";
import { roundStageTable } from "../store/runs/roundStages.ts";
import { type KeptRun, type RunReport, runTable } from "../store/runs/runs.ts";
import { findKilling, tellKilled } from "./alarm/killed.ts";
import { tellChat } from "./alarm/notices.ts";
import { tellProgrammes } from "./alarm/programmeChats.ts";
import { carryOutActs, dueActs, giveGoes } from "./carryActs.ts";
import { askedOnce } from "./decide/busy.ts";
import { isOfCrowds, plansOfCrowds } from "./decide/crowds.ts";
import type { Outlook } from "./decide/foresee.ts";
import { MassChangeGuard, type OfSlice } from "./decide/massChangeGuard.ts";
import { decideNear, decideUntilQuiet } from "./decideUntilQuiet.ts";
import { type Look, lookInSlices } from "./inSlices.ts";
import { measure } from "./measure/measure.ts";
import { settle } from "./measure/settle.ts";
import { keepHooks } from "./pull/hooks.ts";
import { pullAll } from "./pull/pull.ts";
import { push } from "./push/push.ts";
import type { PushContext } from "./push/pushContext.ts";
import { WORDS } from "./words.ts";
import { BudgetSpent } from "./world/budget.ts";
import type { RunMirror } from "./world/mirror.ts";
import { Outages } from "./world/outages.ts";
import { newReport, tellUnforeseen } from "./world/report.ts";
import { type Asked, invocation, type RunContext, underLease } from "./world/runContext.ts";
import { keepSealed, Unkept } from "./world/sealing.ts";
import { LeaseLost, type OpenRun, openServices, type Services, savingWindows } from "./world/services.ts";
import type { Connection, World } from "./world/world.ts";
import { worldTime } from "./world/worldTime.ts";

/** What a run is asked for. */
interface RunRequest {
  /** World time; null where it is to be that of the first service's answer. */
  now: Instant | null;
  /** Why, for the report. */
  reason: string;
  /** How much is to be read; all there is where it does not say. */
  asked?: Asked;
}

interface RunResult {
  report: RunReport;
  /** Wall milliseconds after which the rest should go on; null when there is no rest. */
  continueAfterMs: number | null;
}

/**
 * One run over a connection at the world time it is asked for: pull, decide, push, measure. Everything people changed is read, everything that
 * followed is carried out, and a second run at once finds nothing to do.
 *
 * What is read is as the message asked (`Scope`): a hook's only what hooks named.
 *
 * Without a time (`now` is null) it runs at that of its first service answer. A message older than the last finished run is
 * ignored, and one that finds another run under way asks for one more after it; both give a report of nothing done. Budgets
 * and rate limits end a run at a safe point with `continueAfterMs`.
 */
export async function run(connection: Connection, world: World, request: RunRequest): Promise<RunResult> {
  const begun = invocation(connection, world);
  const report = newReport(request.reason, begun.budget);
  try {
    return await leased(begun, request, report);
  } catch (error) {
    if (!isOfStore(error) || storeTrouble.of(error) !== "not_migrated") throw error;
    // A database of another version: not even the lease could be had, and nothing was asked of any service.
    report.failed.push(notMigrated([]));
    const { sql, startedAt, wallNow } = begun;
    const ended = { worldNow: request.now ?? 0, startedAt, endedAt: wallNow(), endedWell: false, report };
    await sql.batch(await runTable.saving(sql, ended));
    return { report, continueAfterMs: null };
  }
}

function notMigrated(lacking: readonly string[]): { what: string; why: string } {
  const why = storeTrouble.sentence("not_migrated");
  console.error(`Krug: ${why}`);
  return { what: "store: not migrated", why: lacking.length === 0 ? why : `${why} It lacks ${lacking.join(", ")}.` };
}

async function leased(
  begun: ReturnType<typeof invocation>,
  { now, asked = "all" }: RunRequest,
  report: RunReport,
): Promise<RunResult> {
  const leasing = await underLease(begun);
  if (leasing === null) return { report, continueAfterMs: null };
  const { sql, lease, budget, startedAt } = leasing;
  let continueAfterMs: number | null = null;
  try {
    const last = await runTable.last(sql);
    if (now === null || last === null || last.worldNow <= now) {
      const time = worldTime(now, last?.worldNow ?? 0, leasing.fetch);
      continueAfterMs = await attempt({ ...leasing, fetch: time.fetch, time, asked, report }, last);
      // It came to an end: whatever killed those before it did not kill this one.
      if (lease.killed >= KILLED_TOLD) await outageTable.dropping(sql, "runs_killed").run();
      report.statements = budget.statements + 4;
      report.isContinued = continueAfterMs !== null;
      await sql.batch(
        await runTable.saving(sql, {
          worldNow: time.known() ?? last?.worldNow ?? 0,
          startedAt,
          endedAt: leasing.wallNow(),
          endedWell: report.failed.length === 0,
          report,
        }),
      );
    }
  } catch (error) {
    if (!isOpened(error)) throw error;
    report.failed.push({ what: "seal", why: error.message });
  } finally {
    const isAskedAgain = await leaseTable.giveBack(sql, lease);
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
async function attempt(context: RunContext, last: KeptRun | null): Promise<number | null> {
  const { sql, lease, report } = context;
  let services: Services | null = null;
  const outages = await Outages.open(sql, context.wallNow);
  if (lease.killed >= KILLED_TOLD) await tellKilled(context, outages);
  try {
    // What a hook named was read by an earlier run: there is nothing to ask for, not even the time.
    if (context.asked === "named" && (await namedTable.list(sql)).length === 0) return null;
    const whole = outages.whole();
    if (whole !== null) {
      report.failed.push({ what: whole.what, why: whole.why });
      return null;
    }
    let state = await stateTable.readAll(sql);
    if (state.lacking.length > 0) {
      report.failed.push(notMigrated(state.lacking));
      return null;
    }
    if (await keepSealed(sql, state, last)) state = await stateTable.readAll(sql);
    services = await openServices(context, state);
    await pullDecidePush({ ...context, state, services }, outages);
    return null;
  } catch (error) {
    if (error instanceof BudgetSpent) return error.delayMs;
    if (error instanceof LeaseLost) return null;
    if (!(error instanceof Failure) || isOpened(error)) throw error;
    report.failed.push({ what: `${error.service}: ${error.kind}`, why: error.message });
    await outages.meet(error, null);
    // A token Google no longer takes is not offered again for the rest of its hour.
    if (error.service === "google" && error.kind === "unauthorised")
      await (await stateTable.savingToken(sql, "google_token", null)).run();
    return error.kind === "busy" ? Math.max(error.retryAfterMs, 1000) : error.kind === "in_doubt" ? RETRY_MS : null;
  } finally {
    if (services !== null) {
      const { notion, calendar, forms } = services;
      tellUnforeseen(report, [...notion.unread, ...calendar.unread, ...forms.unread]);
      await sql.batch(savingWindows(sql, services));
    }
  }
}

/** How long a run that failed as a whole waits before the next try, when the service does not say. */
const RETRY_MS = 60_000;

/**
 * What a run does once it has its services: reads what there is to read, decides and carries out until nothing is left, measures on
 * a new day, tells the chat, and keeps when the next thing is due. Where nothing changed and nothing is due it ends after reading.
 *
 * @throws BudgetSpent at a safe point, LeaseLost, and Failure where it concerns a whole service.
 */
async function pullDecidePush(run: OpenRun, outages: Outages): Promise<void> {
  const { connection, sql, state, services, lease, report } = run;
  const pulled = await pullAll(run);
  const { workspace, tooFresh, isNewDay, now } = pulled;
  await outages.reached();
  await keepHooks(run);
  await markAgain(run, workspace);
  const dueAt = state.get<Instant>("due_at");
  const acts = await dueActs(run);
  await giveGoes(run, acts);
  const reading = readTogether(sql);
  const [begun, held] = await Promise.all([
    outboxTable.list(reading, ["waiting", "in_doubt"]),
    heldRunTable.read(reading),
  ]);
  const unfinished = begun.filter(entry => !outages.holds(entry.kind));
  const isIdle =
    acts.length === 0 &&
    report.changed === 0 &&
    unfinished.length === 0 &&
    !outages.isOver() &&
    (held === null || held.goAt === null);
  if (isIdle && dueAt !== null && now < dueAt) return;
  await stateTable.beingDue(sql).run();

  const look = state.get<Look>("look");
  // While a look goes on in slices, small changes are seen to between two of them.
  const isQuiet = look !== null || (!isNewDay && acts.length === 0 && dueAt !== null && now < dueAt);
  const isCalm = isQuiet && unfinished.length === 0 && held === null && !outages.isOver() && lease.killed === 0;
  const near = isCalm ? await pulled.near() : null;
  const busyTimes = askedOnce(services.calendar);
  if (isNewDay && look === null) await outboxTable.retryingGivenUp(sql).run();
  const givenUp = (await outboxTable.list(sql, ["given_up"])).map(
    ({ key, command }) => [key, command as Command | null] as const,
  );
  const kept = {
    workspace,
    now,
    held: new Map(givenUp),
    inDoubt: tooFresh,
    carriedOut: new Set<string>(),
    written: new Map<string, string>(),
    outages,
  };
  const over = async (mirror: RunMirror, slice: OfSlice | null = null): Promise<[PushContext, Outlook]> => {
    const plans = await plansOfCrowds(sql, mirror.snapshot().people.size);
    const hasBodies = run.texts !== undefined && state.get("blocks_full_on") !== localDate(now, "UTC");
    const settings = { language: connection.language, words: WORDS, plans, hasBodies };
    const outlook = { sql, now, settings, ask: busyTimes.ask, budget: run.budget };
    return [{ ...run, ...kept, mirror, guard: new MassChangeGuard(outlook, held, slice) }, outlook];
  };
  if (acts.length > 0) await carryOutActs(run, acts, over);
  if (near !== null && (await decideNear(...(await over(near)), busyTimes))) {
    if (kept.inDoubt.size > 0) throw new BudgetSpent("certainty about earlier calls", RETRY_MS);
    await outages.close();
    // The look goes on.
    if (look !== null) throw new BudgetSpent("people looked at in one message", 0);
    const next = nextDue(near.snapshot(), now);
    await sql.batch([
      stateTable.saving(sql, "due_at", Math.min(dueAt ?? next, next, now + WHOLE_WITHIN_MS)),
      outboxTable.droppingUnwanted(sql, lease.fence),
    ]);
    return;
  }
  if (await pulled.isLarge()) return lookInSlices({ run, pulled, over, look, busyTimes });
  const mirror = await pulled.mirror();
  const [context, outlook] = await over(mirror);
  const { guard } = context;
  if (lease.killed === KILLED_TOLD - 1) await findKilling(context, outlook.settings);
  let waits = await decideUntilQuiet(context, outlook, busyTimes);
  const measured = isNewDay ? await measure(context, WORDS) : null;
  if (measured?.isMore === true) waits = await decideUntilQuiet(context, outlook, busyTimes);
  const stillHeld = guard.held;
  await push(context, await untold(sql, mirror.snapshot(), stillHeld, now));
  const telling = [await tellChat(context), await tellProgrammes(context)].filter(at => at !== null);
  const tellAt = telling.length === 0 ? null : Math.min(...telling);
  if (context.inDoubt.size > 0) throw new BudgetSpent("certainty about earlier calls", RETRY_MS);
  await guard.close();
  await outages.close();
  if (measured !== null) await settle(context, measured.kept);
  const snapshot = mirror.snapshot();
  const today = localDate(now, "UTC");
  const isTidied = state.get<string>("tidied_on") === today;
  const { programmes } = snapshot;
  const answers = isTidied ? [] : programmes.flatMap(programme => oldAnswers(snapshot, programme, now) ?? []);
  await sql.batch([
    stateTable.saving(sql, "due_at", Math.min(nextDue(snapshot, now, stillHeld), tellAt ?? Number.POSITIVE_INFINITY)),
    ...(markOf(waits) === markOf(state.get("waits") ?? []) ? [] : [stateTable.saving(sql, "waits", waits)]),
    // Kept, it would give every run to come something to do.
    outboxTable.droppingUnwanted(sql, lease.fence),
    ...(isNewDay ? [reachTable.counting(sql, now)] : []),
    // What waits for a go is still to be carried out.
    ...(isOfCrowds(snapshot.people.size) && stillHeld === null ? [roundStageTable.dropping(sql)] : []),
    ...(isTidied
      ? []
      : [
          ...lettingGo(sql, { programmes, answers }, { world: now, wall: run.wallNow() }),
          ...programmes.flatMap(programme => {
            const before = oldBefore(programme, now);
            return before === null ? [] : [pastTable.wakingByOldAnswers(sql, programme.id, before)];
          }),
          stateTable.saving(sql, "tidied_on", today),
        ]),
  ]);
}

/**
 * Gives columns that lost their marks those again, so that they are found should the database be lost, and has those that were
 * made anew say so as long as nothing is known of what they said. Tried once each time the table was looked at: where Notion
 * does not take it, the columns stay known by their ids.
 */
async function markAgain({ services, sql }: { services: Services; sql: Sql }, workspace: Workspace): Promise<void> {
  for (const source of SOURCE_KEYS) {
    const { unmarked, isNew = [], ...map } = workspace[source];
    const unknown = map.unknown?.filter(key => map.properties[key] !== undefined) ?? [];
    if (unmarked === undefined && markOf([...isNew].sort()) === markOf([...unknown].sort())) continue;
    try {
      await services.notion.tables.mark(source, workspace[source]);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
    }
    workspace[source] = unknown.length === 0 ? map : { ...map, isNew: unknown };
    await sql.batch([sourceTable.saving(sql, source, map)]);
  }
}
/** What has waited too long and was not passed on yet. A go that was said waits for nobody. */
export async function untold(sql: Sql, snapshot: Snapshot, held: HeldRun | null, now: Instant): Promise<Command[]> {
  const commands = withoutHeld(
    snapshot,
    decideWaiting({ snapshot, now, words: WORDS }, held?.goAt === null ? held : null),
  );
  if (commands.length === 0) return [];
  const told = await outboxTable.listSettled(
    sql,
    commands.map(command => command.key),
  );
  return commands.filter(command => !told.has(command.key));
}
