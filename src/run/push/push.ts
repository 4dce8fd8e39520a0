import type { Command, CommandOf } from "../../core/domain/command.ts";
import { type CallAbout, COMMANDS, entityOf, eventOf, type KindsWith, mailsOf } from "../../core/domain/commands.ts";
import type { EventCopy } from "../../core/domain/event.ts";
import type { Link } from "../../core/domain/link.ts";
import { Failure, stopsTheRun } from "../../core/domain/values/failure.ts";
import { linkAsMade } from "../../core/rules/sync/asMade.ts";
import { baseMark } from "../../core/rules/sync/baseMark.ts";
import { baseShownBy } from "../../core/rules/sync/doubt.ts";
import { toldOn } from "../../core/state/writing.ts";
import type { OwnProperties } from "../../google/eventBody.ts";
import type { Workspace } from "../../notion/workspace.ts";
import { isOfStore, type Statement } from "../../store/database/sql.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { noticeTable } from "../../store/mirror/notices.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import { outboxTable, TRIES } from "../../store/runs/outbox.ts";
import { BudgetSpent } from "../world/budget.ts";
import type { RunMirror } from "../world/mirror.ts";
import { tellUnforeseen } from "../world/report.ts";
import { LeaseLost } from "../world/services.ts";
import { EntityQueues } from "./entityQueues.ts";
import type { PushContext } from "./pushContext.ts";
import { pushForm } from "./pushForm.ts";
import { isForAbsent, keepActs, pushPage } from "./pushPage.ts";
import { pushPart } from "./pushPart.ts";
import { pushSeries, rereadSeries } from "./pushSeries.ts";

/**
 * Carries out commands, each once, in the order of `EntityQueues`: claimed in the outbox before its call, and kept with its outcome after it.
 * One that fails is reported and holds up only what concerns the same page or event; so does one that has to wait for the end
 * of a stop. Returns how many were carried out or given up just now: either way there is more to decide.
 *
 * @throws BudgetSpent at a safe point, LeaseLost, and the failures that concern a whole service.
 */
export async function push(context: PushContext, commands: readonly Command[]): Promise<number> {
  const stuck = new Set<string>();
  const told = context.mirror.notices.length;
  const queues = new EntityQueues(commands);
  let spent: { until: number; why: BudgetSpent } | null = null;
  let done = 0;
  for (;;) {
    if (spent !== null && context.wallNow() >= spent.until) spent = null;
    const command = queues.take(spent !== null);
    if (command === null) break;
    if (!isStuck(context, command, stuck)) {
      context.budget.check(mailsOf(command));
      const { notion } = context.services;
      const { writesSent } = notion.client;
      try {
        if (await carryOut(context, command)) done += 1;
        else stuck.add(entityOf(command));
      } catch (error) {
        if (!(error instanceof BudgetSpent) || error.service !== "notion" || notion.client.writesSent !== writesSent)
          throw error;
        spent = { until: context.wallNow() + error.delayMs, why: error };
        queues.putBack(command);
        continue;
      }
    }
    queues.settled(command);
  }
  if (spent !== null) throw new BudgetSpent(spent.why.what, Math.max(spent.until - context.wallNow(), 0), "notion");
  return done + Math.max(context.mirror.notices.length - told, 0);
}

/** True for a command that is not to be tried now; what follows it on the same page or event then has to wait, where it matters. */
function isStuck(context: PushContext, command: Command, stuck: Set<string>): boolean {
  if (!isWritable(context.workspace, command)) return true;
  const entity = entityOf(command);
  if (context.held.has(command.key) || stuck.has(entity)) return true;
  // What follows one in doubt on the same page would be agreed on without it: a comment in doubt might never be written.
  const isWaiting = context.outages.holds(command.kind) || context.inDoubt.has(command.key);
  const isVain = !isWaiting && context.carriedOut.has(command.key);
  if (isVain) context.report.failed.push({ what: command.key, why: "was carried out and did not take effect" });
  if (isWaiting || isVain) stuck.add(entity);
  return isWaiting || isVain;
}

/** False for an update only of columns that were removed: no call is needed. */
function isWritable(workspace: Workspace, command: Command): boolean {
  if (command.kind !== "update_page" || command.link !== undefined) return true;
  return Object.keys(command.values).some(key => workspace[command.source].properties[key] !== undefined);
}

async function carryOut(context: PushContext, command: Command): Promise<boolean> {
  const { sql, lease, report } = context;
  if (isKeptHere(command)) {
    await sql.batch(await keepHere(context, command));
    noteCarriedOut(context, command);
    return true;
  }
  const reach = context.guard.reachOf(command);
  const entry = { key: command.key, entity: entityOf(command), kind: command.kind, command, reach };
  const at = { world: context.now, wall: context.wallNow() };
  if (!(await outboxTable.claim(sql, entry, lease, at))) throw new LeaseLost();
  const { notion } = context.services;
  const { writesSent } = notion.client;
  try {
    const statements = await call(context, command);
    await sql.batch([...statements, outboxTable.settlingDone(sql, command.key), ...ceasingToTell(context, command)]);
  } catch (error) {
    // Stopped before anything was written: nothing is in doubt, and the next run need not look for it.
    if (error instanceof BudgetSpent && error.service === "notion" && notion.client.writesSent === writesSent)
      await outboxTable.settlingPutOff(sql, command.key).run();
    if (error instanceof Failure) return failed(context, command, error);
    if (error instanceof BudgetSpent || error instanceof LeaseLost || isOfStore(error)) throw error;
    return failedUnforeseen(context, command, error);
  }
  await context.outages.passed(command.kind);
  noteCarriedOut(context, command);
  context.budget.mails += mailsOf(command);
  report.mails += mailsOf(command);
  report.done[command.kind] = (report.done[command.kind] ?? 0) + 1;
  return true;
}

/** What is written on a page again is not in vain where something else was written on it in between. */
function noteCarriedOut({ carriedOut, written }: PushContext, command: Command): void {
  if (command.kind === "update_page") {
    const before = written.get(command.pageId);
    if (before !== undefined) carriedOut.delete(before);
    written.set(command.pageId, command.key);
  }
  carriedOut.add(command.key);
}

async function failed(context: PushContext, command: Command, failure: Failure): Promise<boolean> {
  const { sql, report } = context;
  if (failure.kind === "changed") {
    context.mirror.isOtherwise = true;
    await sql.batch([...(await rereadEvent(context, command)), outboxTable.settlingPutOff(sql, command.key)]);
    return false;
  }
  if (await isForAbsent(context, command, failure)) return true;
  if (stopsTheRun(failure)) {
    await outboxTable.settlingPutOff(sql, command.key).run();
    if (
      failure.kind !== "blocked" ||
      (await context.outages.meet(failure, command.kind))?.what !== "invitations_blocked"
    )
      throw failure;
    // Google takes no more invitations for hours: those wait, and everything else goes on.
    report.failed.push({ what: "google: no more invitations", why: failure.message });
    return false;
  }
  report.failed.push({ what: `${command.kind} ${command.key}`, why: failure.message });
  if (failure.kind === "in_doubt") {
    if (!COMMANDS[command.kind].mayRepeat) context.inDoubt.add(command.key);
    return false;
  }
  await (await outboxTable.settlingFailed(sql, command.key, failure.message)).run();
  await tellWhenGivenUp(context, command, failure);
  return false;
}

/** An error in Krug's own code while a command was carried out: the same will happen again, so it is given up until tomorrow. */
async function failedUnforeseen(context: PushContext, command: Command, error: unknown): Promise<boolean> {
  tellUnforeseen(context.report, [{ where: command.kind, pageId: toldOn(command), error }]);
  await (await outboxTable.settlingGivenUp(context.sql, command.key, "")).run();
  await tellGivenUp(context, command, "");
  return false;
}

/** A command that is refused again and again is shown on the page it concerns. */
async function tellWhenGivenUp(context: PushContext, command: Command, failure: Failure): Promise<void> {
  const row = await context.sql
    .prepare("SELECT tries FROM outbox WHERE key = ?")
    .bind(command.key)
    .first<{ tries: number }>();
  if (row !== null && row.tries >= TRIES) await tellGivenUp(context, command, failure.message);
}

async function tellGivenUp(context: PushContext, command: Command, why: string): Promise<void> {
  context.held.set(command.key, command);
  const pageId = toldOn(command);
  if (pageId === null) return;
  const notice = { pageId, problem: { code: "given_up" as const, what: command.kind, why } };
  await (await noticeTable.saving(context.sql, notice)).run();
  context.mirror.notices = [...context.mirror.notices, notice];
}

/** What was once given up is settled when the like of it succeeds: the page and the dashboard stop telling of it. */
function ceasingToTell({ sql, held, mirror }: PushContext, command: Command): Statement[] {
  const [entity, pageId] = [entityOf(command), toldOn(command)];
  const isOther = (other: Command | null) =>
    other !== null && other.kind === command.kind && entityOf(other) !== entity && toldOn(other) === pageId;
  const isTold = ({ problem, ...notice }: RunMirror["notices"][number]) =>
    notice.pageId === pageId && problem.code === "given_up" && problem.what === command.kind;
  const told = [...held.values()].some(isOther) ? [] : mirror.notices.filter(isTold);
  if (held.size === 0 && told.length === 0) return [];
  mirror.notices = mirror.notices.filter(notice => !told.includes(notice));
  return [
    outboxTable.droppingGivenUp(sql, entity, command.kind),
    ...told.map(notice => noticeTable.dropping(sql, notice)),
  ];
}

type KeptHere = CommandOf<KindsWith<"service", null>>;

/** True for what no service is called for: no answer of it can be lost, and the outbox needs not know of it. */
function isKeptHere(command: Command): command is KeptHere {
  return COMMANDS[command.kind].service === null;
}

/** Notes in the mirror what is kept in the database alone, and returns the statements that keep it. */
async function keepHere(context: PushContext, command: KeptHere): Promise<Statement[]> {
  const { sql, mirror } = context;
  switch (command.kind) {
    case "save_link":
      mirror.links.set(command.link.sessionId, command.link);
      return [linkTable.saving(sql, command.link)];
    case "save_series":
      mirror.series.set(command.series.id, command.series);
      return [seriesTable.saving(sql, command.series)];
    case "note_acted":
      return keepActs(context, command.acts);
  }
}

/** Makes the call and returns the statements that keep its outcome. */
async function call(context: PushContext, command: Exclude<Command, KeptHere>): Promise<Statement[]> {
  switch (command.kind) {
    case "create_page":
    case "trash_page":
    case "update_page":
    case "comment":
      return pushPage(context, command);
    case "write_part":
      return pushPart(context, command);
    case "create_event":
    case "change_event":
    case "cancel_event":
      return pushEvent(context, command);
    case "create_series":
    case "change_series":
    case "end_series":
      return pushSeries(context, command);
    case "send_letter":
      return pushLetter(context, command);
    case "create_form":
    case "change_form":
    case "open_form":
      return pushForm(context, command);
  }
}

/** Makes a call about an event and returns the statements that keep its outcome. */
async function pushEvent(context: PushContext, command: CallAbout<"event">): Promise<Statement[]> {
  const { services, sql, mirror } = context;
  switch (command.kind) {
    case "create_event": {
      const { eventId, sessionId } = command.link;
      const event = await services.calendar.events.create(eventId, ownProperties(command.link), command.draft);
      const link = linkAsMade(command.link, event);
      mirror.events.set(event.id, event);
      mirror.links.set(sessionId, link);
      return [...(await eventTable.saving(sql, [event])), linkTable.saving(sql, link)];
    }
    case "change_event": {
      const { link, etag, change, mailed } = command;
      const event = await services.calendar.events.change(
        { id: link.eventId, etag },
        change,
        ownProperties(link),
        mailed.length > 0,
      );
      mirror.events.set(event.id, event);
      mirror.links.set(link.sessionId, link);
      return [...(await eventTable.saving(sql, [event])), linkTable.saving(sql, link)];
    }
    case "cancel_event": {
      const event = await services.calendar.events.cancel({ id: eventOf(command), etag: command.etag });
      mirror.links.set(command.link.sessionId, command.link);
      if (event !== null) mirror.events.set(event.id, mergedEvent(mirror.events.get(event.id), event));
      return [...(event === null ? [] : await eventTable.saving(sql, [event])), linkTable.saving(sql, command.link)];
    }
  }
}

/** What the event itself keeps of its link, should the database be lost. */
function ownProperties({ sessionId, base }: Link): OwnProperties {
  return { sessionId, baseMark: baseMark(base) };
}

/** What was changed since it was read is read again, and decided anew. */
async function rereadEvent(context: PushContext, command: Command): Promise<Statement[]> {
  if (command.kind === "change_series" || command.kind === "end_series")
    return rereadSeries(context, command.series.id);
  if (command.kind !== "change_event" && command.kind !== "cancel_event") return [];
  const event = await context.services.calendar.events.read(eventOf(command));
  if (event === null) return [];
  context.mirror.events.set(event.id, mergedEvent(context.mirror.events.get(event.id), event));
  return [...(await eventTable.saving(context.sql, [event])), ...keepWhatHappened(context, command, event)];
}

/** It may have been Krug's own change, whose answer was lost and which is tried again: what the event shows of it is agreed. */
function keepWhatHappened(context: PushContext, command: Command, event: EventCopy): Statement[] {
  if (command.kind !== "change_event" || event.isCancelled) return [];
  const kept = context.mirror.links.get(command.link.sessionId);
  if (kept === undefined) return [];
  const base = baseShownBy(event, command.change, kept.base, command.link.base);
  if (base === null) return [];
  const link = { ...kept, base };
  context.mirror.links.set(link.sessionId, link);
  return [linkTable.saving(context.sql, link)];
}

/** Sends a letter and returns the statements that keep its event: that it is there is all there is to know of it. */
async function pushLetter(
  { services, sql, mirror }: PushContext,
  command: CommandOf<"send_letter">,
): Promise<Statement[]> {
  const event = await services.calendar.events.sendLetter(command.eventId, command.draft);
  mirror.events.set(event.id, event);
  return eventTable.saving(sql, [event]);
}

/** An event as it is to be kept: of a deleted one Google says little more than its id, so what was known of it stays. */
function mergedEvent(known: EventCopy | undefined, event: EventCopy): EventCopy {
  if (!event.isCancelled || event.startsAt !== null || known === undefined) return event;
  return { ...known, isCancelled: true, etag: event.etag, updatedAt: event.updatedAt };
}
