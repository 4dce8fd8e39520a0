import type { Command } from "../core/domain/command.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { withoutHeld } from "../core/plan/held.ts";
import { decide, nextDue } from "../core/plan/index.ts";
import type { Settings } from "../core/plan/pass/planning.ts";
import { decideWaiting } from "../core/plan/waiting.ts";
import type { Snapshot } from "../core/state/snapshot.ts";
import type { Sql } from "../store/database/sql.ts";
import { stateTable } from "../store/database/state.ts";
import { type HeldRun, heldRunTable } from "../store/runs/heldRun.ts";
import { KILLED_TOLD } from "../store/runs/lease.ts";
import { outboxTable } from "../store/runs/outbox.ts";
import { reachTable } from "../store/runs/reach.ts";
import { findKilling } from "./alarm/killed.ts";
import { tellChat } from "./alarm/notices.ts";
import { askedOnce, type BusyAsked, tellUnreadable } from "./decide/busy.ts";
import { PASSES } from "./decide/foresee.ts";
import { MassChangeGuard } from "./decide/massChangeGuard.ts";
import { measure } from "./measure/measure.ts";
import { keepHooks } from "./pull/hooks.ts";
import { pullAll } from "./pull/pull.ts";
import { push } from "./push/push.ts";
import type { PushContext } from "./push/pushContext.ts";
import { WORDS } from "./words.ts";
import { BudgetSpent } from "./world/budget.ts";
import type { Outages } from "./world/outages.ts";
import { tellUnforeseen } from "./world/report.ts";
import type { OpenRun } from "./world/services.ts";

/** How long a run that failed as a whole waits before the next try, when the service does not say. */
export const RETRY_MS = 60_000;

/**
 * What a run does once it has its services: reads what there is to read, decides and carries out until nothing is left, measures on
 * a new day, tells the chat, and keeps when the next thing is due. Where nothing changed and nothing is due it ends after reading.
 *
 * @throws BudgetSpent at a safe point, LeaseLost, and Failure where it concerns a whole service.
 */
export async function pullDecidePush(run: OpenRun, outages: Outages): Promise<void> {
  const { connection, sql, state, services, lease, report } = run;
  const pulled = await pullAll(run);
  const { workspace, tooFresh, isNewDay, now } = pulled;
  await outages.reached();
  await keepHooks(run);
  const dueAt = state.get<Instant>("due_at");
  const unfinished = (await outboxTable.list(sql, ["waiting", "in_doubt"])).filter(entry => !outages.holds(entry.kind));
  const held = await heldRunTable.read(sql);
  const isIdle =
    report.changed === 0 && unfinished.length === 0 && !outages.isOver() && (held === null || held.goAt === null);
  if (isIdle && dueAt !== null && now < dueAt) return;
  await stateTable.beingDue(sql).run();

  const mirror = await pulled.mirror();
  const settings = { language: connection.language, words: WORDS };
  const busyTimes = askedOnce(services.calendar);
  const guard = new MassChangeGuard({ sql, now, settings, ask: busyTimes.ask }, held);
  if (isNewDay) await outboxTable.retryingGivenUp(sql).run();
  const givenUp = (await outboxTable.list(sql, ["given_up"])).map(
    ({ key, command }) => [key, command as Command | null] as const,
  );
  const context: PushContext = {
    ...run,
    workspace,
    mirror,
    now,
    held: new Map(givenUp),
    inDoubt: tooFresh,
    carriedOut: new Set(),
    guard,
    outages,
  };
  if (lease.killed === KILLED_TOLD - 1) await findKilling(context, settings);
  await decideUntilQuiet(context, settings, guard, busyTimes);
  if (await measure(context, isNewDay, WORDS)) await decideUntilQuiet(context, settings, guard, busyTimes);
  const stillHeld = guard.held;
  await push(context, await untold(sql, mirror.snapshot(), stillHeld, now));
  const tellAt = await tellChat(context);
  if (context.inDoubt.size > 0) throw new BudgetSpent("certainty about earlier calls", RETRY_MS);
  await guard.close();
  await outages.close();
  await sql.batch([
    stateTable.saving(
      sql,
      "due_at",
      Math.min(nextDue(mirror.snapshot(), now, stillHeld), tellAt ?? Number.POSITIVE_INFINITY),
    ),
    // Kept, it would give every run to come something to do.
    outboxTable.droppingUnwanted(sql, lease.fence),
    ...(isNewDay ? [reachTable.counting(sql, now)] : []),
    ...outboxTable.tidying(sql, run.wallNow()),
  ]);
}

/**
 * Decides and pushes in turn until there is nothing to do: each answer of a service may bring about something more. Once the
 * mass-change guard holds the run, only what reaches nobody is decided.
 */
async function decideUntilQuiet(
  context: PushContext,
  settings: Settings,
  guard: MassChangeGuard,
  busyTimes: BusyAsked,
): Promise<void> {
  const { mirror, now, report } = context;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const decided = { ...settings, isHeld: guard.isBlown };
    let decision = decide(mirror.snapshot(), now, null, decided);
    if (decision.needs !== null) {
      const busy = await busyTimes.ask(decision.needs);
      await tellUnreadable(context.sql, mirror, decision.needs.emails, busy);
      decision = decide(mirror.snapshot(), now, busy, decided);
    }
    tellUnforeseen(report, decision.unforeseen);
    const going = await guard.through(mirror.kept(), decision.commands);
    if (going === null) {
      report.isHeld = true;
      continue;
    }
    if (going.length === 0 || (await push(context, going)) === 0) return;
    if (going.some(command => "link" in command || "series" in command)) busyTimes.forget();
  }
  report.failed.push({ what: "decide", why: `still something to do after ${PASSES} passes` });
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
