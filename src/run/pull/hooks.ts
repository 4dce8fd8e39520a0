import { Failure } from "../../core/domain/values/failure.ts";
import { SOURCE_KEYS, type SourceKey } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import {
  type Channel,
  type ChannelStep,
  type Covered,
  coveredBy,
  planChannels,
  planWatches,
  SWEEP_EVERY_MS,
  TOLD_WITHIN_MS,
  type WatchStep,
} from "../../core/rules/guards/hooks.ts";
import { sourceHolding, type Workspace } from "../../notion/workspace.ts";
import { hookKeys } from "../../secrets/hookSecret.ts";
import type { Statement } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { readTogether } from "../../store/database/together.ts";
import { hookHealthTable } from "../../store/incoming/hookHealth.ts";
import { channelTable, notionHookTable, watchTable } from "../../store/incoming/hooks.ts";
import { type Named, namedTable } from "../../store/incoming/named.ts";
import type { KeptResponse } from "../../store/mirror/answers.ts";
import { formTable, type KeptForm } from "../../store/mirror/forms.ts";
import type { OpenRun } from "../world/services.ts";
import type { Connection } from "../world/world.ts";

/**
 * Keeps alive what tells the Worker of changes: the calendar's channel and the watches on forms. Where nothing is due it asks
 * no service anything. What fails is reported and tried again by the next run; the run goes on, for it does not need hooks.
 *
 * @throws BudgetSpent
 */
export async function keepHooks(run: OpenRun): Promise<void> {
  const { connection, sql } = run;
  const reading = readTogether(sql);
  const [channels, watches, forms] = await Promise.all([
    channelTable.list(reading),
    watchTable.list(reading),
    formTable.list(reading),
  ]);
  await keepChannels(run, channels);
  const steps = planWatches(watches, watchedForms(forms), connection.hooks?.forms?.topic ?? null, run.time.now());
  for (const step of steps) await tried(run, step.kind, () => keepWatch(run, step));
}

/**
 * Forms whose answers are told at once. The anonymous one is not among them: the time of a run that an answer led to would be
 * kept, and with it the time of the answer.
 */
function watchedForms(forms: readonly KeptForm[]): string[] {
  return forms.filter(form => form.state === "published" && form.kind !== "pulse").map(form => form.formId);
}

async function keepChannels(run: OpenRun, channels: Channel[]): Promise<void> {
  const now = run.time.now();
  const wanted = await wantedChannel(run.connection);
  const plan = planChannels(channels, wanted, now);
  let isOpened = false;
  for (const step of plan) isOpened = (await tried(run, step.kind, () => keepChannel(run, step))) || isOpened;
  if (!isOpened || !plan.some(step => step.kind === "open_channel")) return;
  for (const step of planChannels(await channelTable.list(run.sql), wanted, now))
    if (step.kind === "stop_channel") await tried(run, step.kind, () => keepChannel(run, step));
}

async function wantedChannel(connection: Connection): Promise<string | null> {
  const { hooks, google } = connection;
  return hooks === null ? null : channelMark(google.calendarId, hooks);
}

async function keepChannel({ connection, services, sql }: OpenRun, step: ChannelStep): Promise<void> {
  switch (step.kind) {
    case "open_channel": {
      const { hooks } = connection;
      const openedFor = await wantedChannel(connection);
      if (hooks === null || openedFor === null) return;
      const id = hookKeys.randomWord();
      // Kept before it is opened: its first message may come before the answer.
      await channelTable.saving(sql, { id, resourceId: null, expiresAt: null, openedFor }).run();
      const token = await hookKeys.channelToken(hooks.secret, id);
      const opened = await services.calendar.openChannel({ id, token, address: `${hooks.publicUrl}/hooks/calendar` });
      await channelTable.saving(sql, { id, ...opened, openedFor }).run();
      return;
    }
    case "stop_channel":
      await services.calendar.stopChannel(step.channel.id, step.channel.resourceId);
      await channelTable.forgetting(sql, step.channel.id).run();
      return;
    case "forget_channel":
      await channelTable.forgetting(sql, step.channel.id).run();
      return;
  }
}

async function keepWatch({ services, sql }: OpenRun, step: WatchStep): Promise<void> {
  const keep = (formId: string, topic: string, { watchId, expiresAt }: { watchId: string; expiresAt: Instant }) =>
    watchTable.saving(sql, { formId, watchId, topic, expiresAt }).run();
  switch (step.kind) {
    case "create_watch":
      await keep(step.formId, step.topic, await services.forms.watch(step.formId, step.topic));
      return;
    case "renew_watch": {
      const { formId, watchId, topic } = step.watch;
      const renewed = await services.forms.renewWatch(formId, watchId);
      await keep(formId, topic, renewed ?? (await services.forms.watch(formId, topic)));
      return;
    }
    case "delete_watch":
      await services.forms.deleteWatch(step.watch.formId, step.watch.watchId);
      await watchTable.forgetting(sql, step.watch.formId).run();
      return;
  }
}

/** Takes one step; true when it succeeded. */
async function tried({ report }: OpenRun, kind: string, step: () => Promise<void>): Promise<boolean> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    report.failed.push({ what: `hooks: ${kind}`, why: error.message });
    return false;
  }
  report.done[kind] = (report.done[kind] ?? 0) + 1;
  return true;
}

/** What a run reads. */
interface Scope {
  /** Everything is read, whatever hooks say: once an hour, and wherever nothing else would find a change. */
  isSweep: boolean;
  /** Every source people edit is listed; otherwise only pages that were named are read. */
  pages: boolean;
  calendar: boolean;
  form(formId: string): boolean;
  /** Sources whose columns are looked at. */
  columns: readonly SourceKey[];
  covered: Covered;
}

/** What a reading found, for the hooks that should have told of it. */
interface FoundChanges {
  /** When the oldest edit of a page was made that only the listings told of; null for none. The same of events. */
  pages: Instant | null;
  events: Instant | null;
  responses: readonly KeptResponse[];
  /** The forms that something was found of. */
  forms: readonly KeptForm[];
}

const NOTHING: Covered = { notion: false, calendar: false, formIds: new Set() };

/** The mark of the channel that should be open: another calendar, address or secret needs another channel. */
async function channelMark(calendarId: string, hooks: { publicUrl: string; secret: string }): Promise<string> {
  return `${calendarId} ${hooks.publicUrl} ${await hookKeys.mark(hooks.secret)}`;
}

/** What hooks have told a run and how far they can be relied on, read once at its beginning. */
export class Hints {
  readonly #run: OpenRun;
  readonly #named: readonly Named[];
  readonly #coveredAt: (now: Instant) => Covered;

  private constructor(run: OpenRun, named: readonly Named[], coveredAt: (now: Instant) => Covered) {
    this.#run = run;
    this.#named = named;
    this.#coveredAt = coveredAt;
  }

  /** Nothing is read where the connection has no hooks: then there is nothing to know. */
  static async read(run: OpenRun): Promise<Hints> {
    const { connection, sql } = run;
    if (connection.hooks === null) return new Hints(run, [], () => NOTHING);
    const [named, hearings, { sealedToken }, channels, watches, wantedChannel] = await Promise.all([
      namedTable.list(sql),
      hookHealthTable.read(sql),
      notionHookTable.read(sql),
      channelTable.list(sql),
      watchTable.list(sql),
      channelMark(connection.google.calendarId, connection.hooks),
    ]);
    const hooks = { hearings, isNotionConnected: sealedToken !== null, channels, wantedChannel, watches };
    return new Hints(run, named, now => coveredBy(hooks, now));
  }

  /**
   * What is to be read now. A hook's message reads what was named and no more; any other asks besides whatever no hook tells of;
   * and a sweep, each hour and each new day, asks everything. What goes on with the rest of a run has everything read already.
   */
  scope(workspace: Workspace, isWhole: boolean): Scope {
    const { asked, connection, state, time } = this.#run;
    const now = time.now();
    const covered = this.#coveredAt(now);
    const sweptAt = connection.hooks === null ? null : state.get<Instant>("swept_at");
    const isNamed = (kind: Named["kind"], id?: string) =>
      this.#named.some(hint => hint.kind === kind && (id === undefined || hint.id === id || hint.id === ""));
    const isDue = sweptAt === null || now - sweptAt >= SWEEP_EVERY_MS || isNamed("everything");
    const isSweep = isWhole || (isDue && asked !== "rest");
    const isAsked = (isCovered: boolean) => isSweep || (asked === "all" && !isCovered);
    const schemas = this.#named.flatMap(hint =>
      hint.kind === "source" ? (sourceHolding(workspace, hint.id) ?? []) : [],
    );
    return {
      isSweep,
      pages: isAsked(covered.notion),
      calendar: isAsked(covered.calendar) || isNamed("calendar"),
      form: formId => isAsked(covered.formIds.has(formId)) || isNamed("form", formId),
      columns: isWhole ? SOURCE_KEYS : schemas,
      covered,
    };
  }

  /** The pages hooks named, and the table each was said to be in; null for one that is not the workspace's. */
  pages(workspace: Workspace): { id: string; source: SourceKey | null }[] {
    return this.#named
      .filter(hint => hint.kind === "page")
      .map(({ id, parent }) => ({ id, source: sourceHolding(workspace, parent) }));
  }

  /**
   * After everything was read and kept: forgets what was named, remembers a sweep, and notes the hooks that were relied on and
   * did not tell of what it found.
   */
  async keep({ isSweep, covered }: Scope, found: FoundChanges): Promise<void> {
    const { connection, sql, time, wallNow } = this.#run;
    if (connection.hooks === null) return;
    const named = this.#named;
    const isNamed = (kind: Named["kind"]) => named.some(hint => hint.kind === kind);
    const now = time.now();
    const wall = wallNow();
    const isMissed = (at: Instant | null) => at !== null && now - at > TOLD_WITHIN_MS;
    const untold = found.responses.filter(({ response }) => isMissed(response.submittedAt));
    const watched = new Set(
      found.forms.filter(form => covered.formIds.has(form.formId)).map(form => `${form.programmeId}/${form.kind}`),
    );
    const statements: Statement[] = [
      ...(named.length > 0 ? [namedTable.forgetting(sql, named)] : []),
      ...(isSweep ? [stateTable.saving(sql, "swept_at", now)] : []),
      ...(covered.notion && isMissed(found.pages) ? [hookHealthTable.missing(sql, "notion", wall)] : []),
      ...(covered.calendar && !isNamed("calendar") && isMissed(found.events)
        ? [hookHealthTable.missing(sql, "calendar", wall)]
        : []),
      ...(!isNamed("form") && untold.some(response => watched.has(`${response.programmeId}/${response.kind}`))
        ? [hookHealthTable.missing(sql, "forms", wall)]
        : []),
    ];
    if (statements.length > 0) await sql.batch(statements);
  }
}
