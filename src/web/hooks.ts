import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Hono } from "hono/tiny";
import * as z from "zod/mini";
import type { HookName } from "../core/rules/guards/hooks.ts";
import { hookKeys } from "../secrets/hookSecret.ts";
import type { Sql } from "../store/database/sql.ts";
import { stateTable } from "../store/database/state.ts";
import { hookHealthTable } from "../store/incoming/hookHealth.ts";
import { channelTable } from "../store/incoming/hooks.ts";
import { type Naming, namedTable } from "../store/incoming/named.ts";
import { pageTable } from "../store/mirror/pages.ts";
import { sourceTable } from "../store/mirror/sources.ts";
import { isEqualInConstantTime } from "./constantTime.ts";
import { namedByNotion, parsed } from "./notionEvent.ts";
import { NotionHook } from "./notionHook.ts";
import type { Config, HookSettings, Verifiers } from "./settings.ts";
import { lookForSilence } from "./silence.ts";

/** Room for the messages that come soon after to be part of the same run. */
const DELAY_SECONDS = 5;
/** One message waits at most so long before another is sent for it: should it have been lost, no more is lost with it. */
const WAITS_MS = 60_000;
const LONGEST_BODY = 256 * 1024;

/**
 * What the services call when something has changed. Each message is verified, what it names is noted, one run is asked for,
 * and it is answered at once; how the thing now is, is not taken from it but read by the run. So a message may be lost, doubled,
 * late or out of order: the run finds the same, and the cron finds what no message told.
 *
 * One that is not genuine gets 401 and the same sentence whatever was wrong with it.
 */
export function hooksApp(config: Config, verifiers: Verifiers): Hono {
  const app = new Hono();
  const { sql, connection } = config;
  const { hooks } = connection;
  if (hooks === null) return app;
  const notionHook = new NotionHook(sql, hooks);
  app.use(
    bodyLimit({
      maxSize: LONGEST_BODY,
      onError: context => context.json({ error: `the body is longer than ${LONGEST_BODY} bytes` }, 413),
    }),
  );
  const refused = (context: Context) => context.json({ error: "this is not a message that is taken here" }, 401);
  app.post("/notion/:nonce?", async context => {
    const message = {
      body: await context.req.text(),
      signature: context.req.header("x-notion-signature") ?? null,
      nonce: context.req.param("nonce") ?? null,
    };
    const what = await notionHook.receive(message, verifiers);
    if (what === "refused") return refused(context);
    if (what === "event") {
      const named = namedByNotion(message.body, await stateTable.read<string>(sql, "notion_bot"));
      const [page] = named;
      // Comments are read on questions of the help board alone.
      const isOurs =
        page?.isCommented === true
          ? (await pageTable.read(sql, [page.id])).get(page.id)?.source === "help"
          : page?.parent == null || (await sourceTable.mayHold(sql, page.id, page.parent));
      await heard(config, "notion", isOurs ? named : [], verifiers.wallNow());
    }
    return context.body(null, 200);
  });
  app.post("/calendar", async context => {
    const what = await receiveCalendar(sql, hooks, context.req.raw.headers);
    if (what === "refused") return refused(context);
    if (what === "unknown") return context.json({ error: "no such channel is open" }, 404);
    await heard(config, "calendar", what === "change" ? [CALENDAR] : [], verifiers.wallNow());
    return context.body(null, 200);
  });
  const { forms } = hooks;
  if (forms === null) return app;
  app.post("/forms", async context => {
    const [, token] = /^Bearer (\S+)$/i.exec(context.req.header("authorization") ?? "") ?? [];
    if (token === undefined) return refused(context);
    const kept = await stateTable.read<unknown>(sql, "google_keys");
    const { isGenuine, keys } = await verifiers.isFromSender(token, forms, kept);
    if (keys !== null && JSON.stringify(keys) !== JSON.stringify(kept))
      await stateTable.saving(sql, "google_keys", keys).run();
    if (!isGenuine) return refused(context);
    await heard(config, "forms", [formNamed(await context.req.text())], verifiers.wallNow());
    return context.body(null, 204);
  });
  return app;
}

const CALENDAR: Naming = { kind: "calendar", id: "", parent: null };
const REASONS: Record<HookName, string> = {
  notion: "Notion's hook",
  calendar: "Calendar's hook",
  forms: "Forms' hook",
};

/** Notes that a hook spoke and what it named, then asks for a run where there is something to read. */
async function heard(config: Config, hook: HookName, named: readonly Naming[], wallNow: number): Promise<void> {
  const { sql } = config;
  await sql.batch([hookHealthTable.hearing(sql, hook, wallNow), ...named.map(hint => namedTable.naming(sql, hint))]);
  if (named.length > 0) await askForRun(config, REASONS[hook], wallNow);
  await lookForSilence(config, () => wallNow, "hook");
}

const PUSH = z.object({ message: z.object({ attributes: z.object({ formId: z.string().check(z.minLength(1)) }) }) });

/** The form a push is about; every form where it does not say. */
function formNamed(body: string): Naming {
  const push = PUSH.safeParse(parsed(body));
  return { kind: "form", id: push.success ? push.data.message.attributes.formId : "", parent: null };
}

/**
 * Puts a message on the queue, unless one waits there that no run has taken up yet: the run to come reads all that was named, so one
 * message stands for a burst. Its world time is not known here; the run finds it.
 */
async function askForRun(config: Config, reason: string, wallNow: number): Promise<void> {
  const { sql, jobs, connection } = config;
  const queuedAt = await stateTable.read<number>(sql, "hook_message_at");
  if (queuedAt !== null && queuedAt <= wallNow && wallNow - queuedAt < WAITS_MS) return;
  await jobs.send({ connection: connection.id, now: null, reason, isHint: true }, { delaySeconds: DELAY_SECONDS });
  await stateTable.saving(sql, "hook_message_at", wallNow).run();
}

/** What a message of a calendar's channel is: its first, news of a change, of no channel of ours, or not to be trusted. */
type ChannelMessage = "sync" | "change" | "unknown" | "refused";

/**
 * Checks a message by its headers; there is no body (docs/facts/google-calendar.md#push-channels).
 *
 * One with a right token from a channel that is not kept is from a channel of ours that was forgotten: opened when the answer
 * was lost, or before the database was. It is kept to be ended by the next run, and what it says counts.
 */
async function receiveCalendar(sql: Sql, hooks: HookSettings, headers: Headers): Promise<ChannelMessage> {
  const id = headers.get("x-goog-channel-id") ?? "";
  const resourceId = headers.get("x-goog-resource-id") ?? "";
  const isOurs = await isEqualInConstantTime(
    headers.get("x-goog-channel-token") ?? "",
    await hookKeys.channelToken(hooks.secret, id),
  );
  const channel = await channelTable.read(sql, id);
  if (!isOurs) return channel === null ? "unknown" : "refused";
  if (resourceId === "" || (channel?.resourceId ?? resourceId) !== resourceId) return "refused";
  if (channel === null) await channelTable.keepingUnknown(sql, id, resourceId).run();
  return headers.get("x-goog-resource-state") === "sync" ? "sync" : "change";
}
