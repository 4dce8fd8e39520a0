import { type Command, entityOf, mailsOf, markOf } from "../core/command.ts";
import { reachOf } from "../core/decide/fuse.ts";
import { skillsAsked } from "../core/decide/surveys.ts";
import type { EventCopy } from "../core/event.ts";
import { Failure, stopsTheRun } from "../core/failure.ts";
import type { Row } from "../core/row.ts";
import { formSpec } from "../core/surveys/form.ts";
import { baseMark } from "../core/sync/baseMark.ts";
import { baseShownBy } from "../core/sync/doubt.ts";
import type { Link } from "../core/sync/link.ts";
import type { Instant } from "../core/time.ts";
import { cancelEvent, changeEvent, createEvent, type OwnProperties, readEvent } from "../google/calendar.ts";
import { createForm, fillForm, publishForm } from "../google/forms.ts";
import { comment, createPage, findByKey, readRow, readTrashed, trashPage, updatePage } from "../notion/pages.ts";
import { propertiesOf } from "../notion/schema.ts";
import type { Workspace } from "../notion/workspace.ts";
import { discardingPage } from "../store/discarded.ts";
import { savingEvents } from "../store/events.ts";
import { type KeptForm, savingForm } from "../store/forms.ts";
import type { Lease } from "../store/lease.ts";
import { savingLink } from "../store/links.ts";
import { droppingNotice, savingNotice } from "../store/notices.ts";
import { claim, droppingGivenUp, settlingDone, settlingFailed, settlingPutOff, TRIES } from "../store/outbox.ts";
import { savingPageKeys } from "../store/pageKeys.ts";
import { forgettingPage, savingPages } from "../store/pages.ts";
import type { RunReport } from "../store/runs.ts";
import { savingSeries } from "../store/series.ts";
import type { Sql, Statement } from "../store/sql.ts";
import { type Budget, BudgetSpent } from "./budget.ts";
import type { Fuse } from "./fuse.ts";
import { Lanes } from "./lanes.ts";
import { formKey, type Mirror, mergedEvent } from "./mirror.ts";
import { pushSeries, rereadSeries } from "./pushSeries.ts";
import type { Services } from "./services.ts";
import { needsLookup } from "./settle.ts";
import type { Stops } from "./stops.ts";

/** What pushing needs: the services, where to keep the outcome, and how much may still be used. */
export interface PushContext {
  services: Services;
  sql: Sql;
  workspace: Workspace;
  mirror: Mirror;
  budget: Budget;
  lease: Lease;
  now: Instant;
  wallNow: () => number;
  whoReads: string;
  /** Keys that were given up: not tried any more. */
  held: Set<string>;
  /** Keys in doubt and too fresh to know, from earlier runs and from this one: not tried until a look-up can be trusted. */
  inDoubt: Set<string>;
  /** Keys carried out in this run: what comes again did not take effect. */
  carriedOut: Set<string>;
  /** Knows what a coordinator has approved of. */
  fuse: Fuse;
  /** Knows what has to wait because a service refuses for hours. */
  stops: Stops;
  report: RunReport;
}

/** Thrown when another run has taken the lease: whoever lost it makes no call any more. */
export class LeaseLost extends Error {
  constructor() {
    super("another run holds the lease");
    this.name = "LeaseLost";
  }
}

/**
 * Carries out commands, each once, in the order of lanes.ts: claimed in the outbox before its call, and kept with its outcome after it.
 * One that fails is reported and holds up only what concerns the same page or event; so does one that has to wait for the end
 * of a stop. Returns how many were carried out or given up just now: either way there is more to decide.
 *
 * @throws BudgetSpent at a safe point, LeaseLost, and the failures that concern a whole service.
 */
export async function push(context: PushContext, commands: readonly Command[]): Promise<number> {
  const stuck = new Set<string>();
  const told = context.mirror.notices.length;
  const lanes = new Lanes(commands);
  let spent: { until: number; why: BudgetSpent } | null = null;
  let done = 0;
  for (;;) {
    if (spent !== null && context.wallNow() >= spent.until) spent = null;
    const command = lanes.take(spent !== null);
    if (command === null) break;
    if (!isStuck(context, command, stuck)) {
      context.budget.check(mailsOf(command));
      const { notion } = context.services;
      const { writesSent } = notion;
      try {
        if (await carryOut(context, command)) done += 1;
        else stuck.add(entityOf(command));
      } catch (error) {
        if (!(error instanceof BudgetSpent) || error.service !== "notion" || notion.writesSent !== writesSent)
          throw error;
        spent = { until: context.wallNow() + error.delayMs, why: error };
        lanes.putBack(command);
        continue;
      }
    }
    lanes.settled(command);
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
  const isWaiting = context.stops.holds(command.kind) || context.inDoubt.has(command.key);
  const isVain = !isWaiting && context.carriedOut.has(command.key);
  if (isVain) context.report.failed.push({ what: command.key, why: "was carried out and did not take effect" });
  if (isWaiting || isVain) stuck.add(entity);
  return isWaiting || isVain;
}

/** False for an update of nothing but columns somebody removed: there is nothing to call for. */
function isWritable(workspace: Workspace, command: Command): boolean {
  if (command.kind !== "update_page" || command.link !== undefined) return true;
  return Object.keys(command.values).some(key => workspace[command.source].properties[key] !== undefined);
}

async function carryOut(context: PushContext, command: Command): Promise<boolean> {
  const { sql, lease, report } = context;
  if (command.kind === "save_series") {
    await savingSeries(sql, command.series).run();
    context.mirror.series.set(command.series.id, command.series);
    context.carriedOut.add(command.key);
    return true;
  }
  if (command.kind === "save_link") {
    await savingLink(sql, command.link).run();
    context.mirror.links.set(command.link.sessionId, command.link);
    context.carriedOut.add(command.key);
    return true;
  }
  const entry = { key: command.key, entity: entityOf(command), kind: command.kind, command };
  const reach = reachOf(command);
  const isApproved = context.fuse.isApproved(command);
  const at = { world: context.now, wall: context.wallNow() };
  if (!(await claim(sql, entry, lease, at, { ...reach, isApproved }))) throw new LeaseLost();
  const { notion } = context.services;
  const { writesSent } = notion;
  try {
    const statements = await call(context, command);
    await sql.batch([...statements, settlingDone(sql, command.key), ...settlingGivenUp(context, command)]);
  } catch (error) {
    // Stopped before anything was written: nothing is in doubt, and the next run need not look for it.
    if (error instanceof BudgetSpent && error.service === "notion" && notion.writesSent === writesSent)
      await settlingPutOff(sql, command.key).run();
    if (!(error instanceof Failure)) throw error;
    return failed(context, command, error);
  }
  await context.stops.passed(command.kind);
  context.carriedOut.add(command.key);
  context.budget.mails += mailsOf(command);
  report.mails += mailsOf(command);
  report.done[command.kind] = (report.done[command.kind] ?? 0) + 1;
  return true;
}

async function failed(context: PushContext, command: Command, failure: Failure): Promise<boolean> {
  const { sql, report } = context;
  if (failure.kind === "changed") {
    await sql.batch([...(await rereadEvent(context, command)), settlingPutOff(sql, command.key)]);
    return false;
  }
  if (await isForTrashed(context, command, failure)) return true;
  if (stopsTheRun(failure)) {
    await settlingPutOff(sql, command.key).run();
    if (failure.kind !== "blocked" || (await context.stops.meet(failure, command.kind))?.what !== "invitations_blocked")
      throw failure;
    // Google takes no more invitations for hours: those wait, and everything else goes on.
    report.failed.push({ what: "google: no more invitations", why: failure.message });
    return false;
  }
  report.failed.push({ what: `${command.kind} ${command.key}`, why: failure.message });
  if (failure.kind === "in_doubt") {
    if (needsLookup(command.kind)) context.inDoubt.add(command.key);
    return false;
  }
  await settlingFailed(sql, command.key, failure.message).run();
  await tellWhenGivenUp(context, command, failure);
  return false;
}

/** What was refused because its page is in the trash, which nobody had told, is done with: the page is forgotten. */
async function isForTrashed(context: PushContext, command: Command, failure: Failure): Promise<boolean> {
  if (command.kind !== "update_page" && command.kind !== "comment") return false;
  if (failure.kind !== "rejected" && failure.kind !== "gone") return false;
  const source = context.mirror.rows.get(command.pageId)?.source;
  if (source === undefined) return false;
  try {
    const map = context.workspace[source];
    if ((await readTrashed(context.services.notion, source, map, command.pageId)) === null) return false;
  } catch (error) {
    if (error instanceof Failure && !stopsTheRun(error)) return false;
    throw error;
  }
  await context.sql.batch([...forgetting(context, command.pageId), settlingDone(context.sql, command.key)]);
  return true;
}

/** A page in the trash is forgotten, and what Krug made is not made again. */
function forgetting(context: PushContext, pageId: string): Statement[] {
  const key = context.mirror.rows.get(pageId)?.values.key;
  const isOwn = typeof key === "string" && (context.mirror.keyOwners.get(key) ?? pageId) === pageId;
  if (isOwn && key !== "") context.mirror.discarded.add(key);
  context.mirror.rows.delete(pageId);
  return discardingPage(context.sql, pageId);
}

/** A command that is refused again and again is shown on the page it concerns. */
async function tellWhenGivenUp(context: PushContext, command: Command, failure: Failure): Promise<void> {
  const row = await context.sql
    .prepare("SELECT tries FROM outbox WHERE key = ?")
    .bind(command.key)
    .first<{ tries: number }>();
  const pageId = "pageId" in command ? command.pageId : linkedPage(command);
  if (row === null || row.tries < TRIES) return;
  context.held.add(command.key);
  if (pageId === null) return;
  const notice = { pageId, problem: { code: "given_up" as const, what: command.kind, why: failure.message } };
  await savingNotice(context.sql, notice).run();
  context.mirror.notices.push(notice);
}

/** What was once given up is settled when the like of it succeeds: the page and the dashboard stop telling of it. */
function settlingGivenUp({ sql, held, mirror }: PushContext, command: Command): Statement[] {
  const pageId = "pageId" in command ? command.pageId : linkedPage(command);
  const isTold = ({ problem, ...notice }: Mirror["notices"][number]) =>
    notice.pageId === pageId && problem.code === "given_up" && problem.what === command.kind;
  const notices = mirror.notices.filter(isTold).map(notice => droppingNotice(sql, notice.pageId, "given_up"));
  if (held.size === 0 && notices.length === 0) return [];
  mirror.notices = mirror.notices.filter(notice => !isTold(notice));
  return [droppingGivenUp(sql, entityOf(command), command.kind), ...notices];
}

function linkedPage(command: Command): string | null {
  if ("series" in command) return command.series.groupId;
  return "link" in command && command.link !== undefined ? command.link.sessionId : null;
}

async function rereadEvent(context: PushContext, command: Command): Promise<Statement[]> {
  if (command.kind === "change_series" || command.kind === "end_series")
    return rereadSeries(context, command.series.id);
  if (command.kind !== "change_event" && command.kind !== "cancel_event") return [];
  const event = await readEvent(context.services.calendar, command.link.eventId);
  if (event === null) return [];
  context.mirror.events.set(event.id, mergedEvent(context.mirror.events.get(event.id), event));
  return [...savingEvents(context.sql, [event]), ...keepWhatHappened(context, command, event)];
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
  return [savingLink(context.sql, link)];
}

/** Makes the call and returns the statements that keep its outcome. */
async function call(
  context: PushContext,
  command: Exclude<Command, { kind: "save_link" } | { kind: "save_series" }>,
): Promise<Statement[]> {
  const { services, sql, mirror } = context;
  switch (command.kind) {
    case "create_page":
      return keepRow(context, await createPageOnce(context, command), command.key);
    case "trash_page":
      return trashTwin(context, command);
    case "update_page":
      return update(context, command);
    case "comment":
      await comment(services.notion, command.pageId, command.text);
      return [];
    case "create_event": {
      const { eventId, sessionId } = command.link;
      const event = await createEvent(services.calendar, eventId, ownProperties(command.link), command.draft);
      mirror.events.set(event.id, event);
      mirror.links.set(sessionId, command.link);
      return [...savingEvents(sql, [event]), savingLink(sql, command.link)];
    }
    case "change_event": {
      const { link, etag, change, mailed } = command;
      const event = await changeEvent(
        services.calendar,
        link.eventId,
        etag,
        change,
        mailed.length > 0,
        ownProperties(link),
      );
      mirror.events.set(event.id, event);
      mirror.links.set(link.sessionId, link);
      return [...savingEvents(sql, [event]), savingLink(sql, link)];
    }
    case "cancel_event": {
      const event = await cancelEvent(services.calendar, command.link.eventId, command.etag);
      mirror.links.set(command.link.sessionId, command.link);
      if (event !== null) mirror.events.set(event.id, mergedEvent(mirror.events.get(event.id), event));
      return [...(event === null ? [] : savingEvents(sql, [event])), savingLink(sql, command.link)];
    }
    case "create_series":
    case "change_series":
    case "end_series":
      return pushSeries(context, command);
    case "create_form":
      return makeForm(context, command);
  }
}

/** What the event itself keeps of its link, should the database be lost. */
function ownProperties({ sessionId, base }: Link): OwnProperties {
  return { sessionId, baseMark: baseMark(base) };
}

/** The page for a key, made unless it is there already: a key that was tried before is looked up first. */
async function createPageOnce(context: PushContext, command: Command & { kind: "create_page" }): Promise<Row> {
  const { services, workspace, sql } = context;
  const before = await sql
    .prepare("SELECT tries FROM outbox WHERE key = ?")
    .bind(command.key)
    .first<{ tries: number }>();
  if ((before?.tries ?? 1) > 1) {
    const existing = await findByKey(services.notion, workspace, command.source, command.key);
    if (existing !== null) return existing;
  }
  try {
    return await createPage(services.notion, workspace, command.source, command.values);
  } catch (error) {
    const committedId = error instanceof Failure ? error.committedId : null;
    const row =
      committedId === null
        ? null
        : await readRow(services.notion, command.source, workspace[command.source], committedId);
    if (row === null) throw error;
    return row;
  }
}

/**
 * Writes a page. Where people write the same columns it is read again just before: what they changed since is kept and
 * decided anew instead of being overwritten. What lands between that reading and the write is the limit Notion sets.
 */
async function update(context: PushContext, command: Command & { kind: "update_page" }): Promise<Statement[]> {
  const { services, workspace, mirror, sql } = context;
  const map = workspace[command.source];
  const touchesPeoples = Object.keys(command.values).some(key => propertiesOf(command.source)[key]?.owner === "people");
  let before: Row | null = null;
  if (touchesPeoples) {
    const current = await readRow(services.notion, command.source, map, command.pageId);
    if (current === null) return forgetting(context, command.pageId);
    const known = mirror.rows.get(command.pageId);
    if (known !== undefined && markOf(known.values) !== markOf(current.values)) {
      await sql.batch(keepRow(context, current));
      throw new Failure("changed", "notion", "somebody edited the page meanwhile");
    }
    before = current;
  }
  const row = await updatePage(services.notion, workspace, command.source, command.pageId, command.values);
  if (before !== null && landedBetween(before, row, command.values)) context.report.landedBetween += 1;
  if (command.link !== undefined) mirror.links.set(command.link.sessionId, command.link);
  return [...keepRow(context, row), ...(command.link === undefined ? [] : [savingLink(sql, command.link)])];
}

/** True when columns that were not written changed between the reading and the write. An edit of the same column can't be seen. */
function landedBetween(before: Row, after: Row, written: Row["values"]): boolean {
  return Object.keys(after.values).some(
    key => !(key in written) && markOf(before.values[key] ?? null) !== markOf(after.values[key] ?? null),
  );
}

/** The statements that keep a row and, for one that was made for a key, that the key is its own. */
function keepRow({ mirror, sql }: PushContext, row: Row, key: string | null = null): Statement[] {
  mirror.rows.set(row.id, row);
  if (key === null || mirror.keyOwners.get(key) === row.id) return savingPages(sql, [row]);
  mirror.keyOwners.set(key, row.id);
  return [...savingPages(sql, [row]), ...savingPageKeys(sql, new Map([[key, row.id]]))];
}

/** Puts a page that was made twice in the trash, unless somebody has written on it just now. */
async function trashTwin(context: PushContext, command: Command & { kind: "trash_page" }): Promise<Statement[]> {
  const { services, workspace, mirror, sql } = context;
  const current = await readRow(services.notion, command.source, workspace[command.source], command.pageId);
  if (current !== null && current.editedBy !== "krug") {
    await sql.batch(keepRow(context, current));
    throw new Failure("changed", "notion", "somebody wrote on the page meanwhile");
  }
  if (current !== null) await trashPage(services.notion, command.pageId);
  mirror.rows.delete(command.pageId);
  return [forgettingPage(sql, command.pageId)];
}

/** Makes a form step by step, each kept as soon as it is done, and opens it for answers. */
async function makeForm(context: PushContext, command: Command & { kind: "create_form" }): Promise<Statement[]> {
  const { services, sql, mirror } = context;
  const snapshot = mirror.snapshot();
  const programme = snapshot.programmes.find(one => one.id === command.programmeId);
  if (programme === undefined) throw new Failure("rejected", "notion", "the programme of the form can't be read");
  const known = mirror.forms.get(formKey({ programmeId: programme.id, kind: command.formKind }));
  const skills = known === undefined ? skillsAsked(snapshot, programme) : (JSON.parse(known.spec) as string[]);
  const spec = formSpec(command.formKind, programme, skills, context.whoReads);
  let form: KeptForm;
  if (known === undefined) {
    const created = await createForm(services.forms, spec);
    form = {
      programmeId: programme.id,
      kind: command.formKind,
      formId: created.formId,
      responderUri: created.responderUri,
      state: "created",
      spec: JSON.stringify(skills),
      readUntil: null,
    };
    await keepForm(context, form);
  } else form = known;
  if (form.state === "created") {
    await fillForm(services.forms, form.formId, spec);
    form = { ...form, state: "filled" };
    await keepForm(context, form);
  }
  await publishForm(services.forms, form.formId);
  form = { ...form, state: "published" };
  mirror.forms.set(formKey(form), form);
  return [savingForm(sql, form)];
}

/** A form half made is known at once, so that a second try goes on with it. */
async function keepForm(context: PushContext, form: KeptForm): Promise<void> {
  await savingForm(context.sql, form).run();
  context.mirror.forms.set(formKey(form), form);
}
