import { Failure } from "../../core/domain/values/failure.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import {
  type Channel,
  type ChannelStep,
  planChannels,
  planWatches,
  type WatchStep,
} from "../../core/rules/guards/hooks.ts";
import { createWatch, deleteWatch, type OpenWatch, openChannel, renewWatch, stopChannel } from "../../google/pushes.ts";
import { channelToken, randomWord } from "../../secrets/hookSecret.ts";
import type { Sql } from "../../store/database/sql.ts";
import {
  forgettingChannel,
  forgettingWatch,
  listChannels,
  listWatches,
  savingChannel,
  savingWatch,
} from "../../store/incoming/hooks.ts";
import { type KeptForm, listForms } from "../../store/mirror/forms.ts";
import type { RunReport } from "../../store/runs/runs.ts";
import type { Services } from "../world/services.ts";
import type { Connection } from "../world/world.ts";
import { channelMark } from "./scope.ts";

/** What keeping the hooks alive needs of a run. */
interface HooksContext {
  connection: Connection;
  services: Services;
  sql: Sql;
  now: Instant;
  report: RunReport;
}

/**
 * Keeps alive what tells the Worker of changes: the calendar's channel and the watches on forms. Where nothing is due it asks
 * no service anything. What fails is reported and tried again by the next run; the run goes on, for it does not need hooks.
 *
 * @throws BudgetSpent
 */
export async function keepHooks(context: HooksContext): Promise<void> {
  const { connection, sql, now } = context;
  const [channels, watches, forms] = await Promise.all([listChannels(sql), listWatches(sql), listForms(sql)]);
  await keepChannels(context, channels);
  const steps = planWatches(watches, watchedForms(forms), connection.hooks?.forms?.topic ?? null, now);
  for (const step of steps) await tried(context, step.kind, () => keepWatch(context, step));
}

/**
 * Forms whose answers are told at once. The anonymous one is not among them: the time of a run that an answer led to would be
 * kept, and with it the time of the answer.
 */
function watchedForms(forms: readonly KeptForm[]): string[] {
  return forms.filter(form => form.state === "published" && form.kind !== "pulse").map(form => form.formId);
}

async function keepChannels(context: HooksContext, channels: Channel[]): Promise<void> {
  const { connection, sql, now } = context;
  const wanted = await wantedChannel(connection);
  const plan = planChannels(channels, wanted, now);
  let isOpened = false;
  for (const step of plan) isOpened = (await tried(context, step.kind, () => keepChannel(context, step))) || isOpened;
  if (!isOpened || !plan.some(step => step.kind === "open_channel")) return;
  for (const step of planChannels(await listChannels(sql), wanted, now))
    if (step.kind === "stop_channel") await tried(context, step.kind, () => keepChannel(context, step));
}

async function wantedChannel(connection: Connection): Promise<string | null> {
  const { hooks, google } = connection;
  return hooks === null ? null : channelMark(google.calendarId, hooks);
}

async function keepChannel(context: HooksContext, step: ChannelStep): Promise<void> {
  const { connection, services, sql } = context;
  switch (step.kind) {
    case "open_channel": {
      const { hooks } = connection;
      const openedFor = await wantedChannel(connection);
      if (hooks === null || openedFor === null) return;
      const id = randomWord();
      // Kept before it is opened: its first message may come before the answer.
      await savingChannel(sql, { id, resourceId: null, expiresAt: null, openedFor }).run();
      const token = await channelToken(hooks.secret, id);
      const opened = await openChannel(services.calendar, { id, token, address: `${hooks.publicUrl}/hooks/calendar` });
      await savingChannel(sql, { id, ...opened, openedFor }).run();
      return;
    }
    case "stop_channel":
      await stopChannel(services.calendar, step.channel.id, step.channel.resourceId);
      await forgettingChannel(sql, step.channel.id).run();
      return;
    case "forget_channel":
      await forgettingChannel(sql, step.channel.id).run();
      return;
  }
}

async function keepWatch(context: HooksContext, step: WatchStep): Promise<void> {
  const { services, sql } = context;
  const keep = (formId: string, topic: string, { watchId, expiresAt }: OpenWatch) =>
    savingWatch(sql, { formId, watchId, topic, expiresAt }).run();
  switch (step.kind) {
    case "create_watch":
      await keep(step.formId, step.topic, await createWatch(services.forms, step.formId, step.topic));
      return;
    case "renew_watch": {
      const { formId, watchId, topic } = step.watch;
      const renewed = await renewWatch(services.forms, formId, watchId);
      await keep(formId, topic, renewed ?? (await createWatch(services.forms, formId, topic)));
      return;
    }
    case "delete_watch":
      await deleteWatch(services.forms, step.watch.formId, step.watch.watchId);
      await forgettingWatch(sql, step.watch.formId).run();
      return;
  }
}

/** Takes one step; true when it succeeded. */
async function tried(context: HooksContext, kind: string, step: () => Promise<void>): Promise<boolean> {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    context.report.failed.push({ what: `hooks: ${kind}`, why: error.message });
    return false;
  }
  context.report.done[kind] = (context.report.done[kind] ?? 0) + 1;
  return true;
}
