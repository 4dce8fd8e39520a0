import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Config } from "../config.ts";
import { readGoogleKeys, readHookMessage, savingGoogleKeys, savingHookMessage } from "../store/hooks.ts";
import { receiveCalendar } from "./calendarHook.ts";
import { receiveNotion } from "./notionHook.ts";

/** How signatures are verified, and the wall's clock they are verified by. */
export interface Verifiers {
  wallNow: () => number;
  isSignedByNotion(body: string, signature: string | null, token: string): Promise<boolean>;
  /** Whether a bearer token is Google's word for the sender, and the keys to keep for the next time. */
  isFromSender(token: string, sender: FormsHookSettings, keys: unknown): Promise<{ isGenuine: boolean; keys: unknown }>;
}

export type HookSettings = NonNullable<Config["connection"]["hooks"]>;
export type FormsHookSettings = NonNullable<HookSettings["forms"]>;

/** Room for the messages that come soon after to be part of the same run. */
const DELAY_SECONDS = 5;
/** One message waits at most so long before another is sent for it: should it have been lost, no more is lost with it. */
const WAITS_MS = 60_000;
const LONGEST_BODY = 256 * 1024;

/**
 * What the services call when something has changed. Each message is verified, asks for one run and is answered at once;
 * what changed is not taken from it but read by the run. So a message may be lost, doubled, late or out of order: the run
 * finds the same, and the cron finds what no message told.
 *
 * One that is not genuine gets 401 and no reason.
 */
export function hooksApp(config: Config, verifiers: Verifiers): Hono {
  const app = new Hono();
  const { sql, connection } = config;
  const { hooks } = connection;
  if (hooks === null) return app;
  app.use(bodyLimit({ maxSize: LONGEST_BODY }));
  app.post("/notion/:nonce?", async context => {
    const message = {
      body: await context.req.text(),
      signature: context.req.header("x-notion-signature") ?? null,
      nonce: context.req.param("nonce") ?? null,
    };
    const what = await receiveNotion(sql, hooks, message, verifiers);
    if (what === "refused") return context.body(null, 401);
    if (what === "event") await askForRun(config, "Notion's hook", verifiers.wallNow());
    return context.body(null, 200);
  });
  app.post("/calendar", async context => {
    const what = await receiveCalendar(sql, hooks, context.req.raw.headers);
    if (what === "refused") return context.body(null, 401);
    if (what === "unknown") return context.body(null, 404);
    if (what === "change") await askForRun(config, "Calendar's hook", verifiers.wallNow());
    return context.body(null, 200);
  });
  const { forms } = hooks;
  if (forms === null) return app;
  app.post("/forms", async context => {
    const [, token] = /^Bearer (\S+)$/i.exec(context.req.header("authorization") ?? "") ?? [];
    if (token === undefined) return context.body(null, 401);
    const kept = await readGoogleKeys<unknown>(sql);
    const { isGenuine, keys } = await verifiers.isFromSender(token, forms, kept);
    if (keys !== null && JSON.stringify(keys) !== JSON.stringify(kept)) await savingGoogleKeys(sql, keys).run();
    if (!isGenuine) return context.body(null, 401);
    await askForRun(config, "Forms' hook", verifiers.wallNow());
    return context.body(null, 204);
  });
  return app;
}

/**
 * Puts a message on the queue, unless one waits there that no run has taken up yet: the run to come reads everything, so one
 * message stands for a burst. Its world time is not known here; the run finds it.
 */
async function askForRun(config: Config, reason: string, wallNow: number): Promise<void> {
  const { sql, jobs, connection } = config;
  const queuedAt = await readHookMessage(sql);
  if (queuedAt !== null && queuedAt <= wallNow && wallNow - queuedAt < WAITS_MS) return;
  await jobs.send({ connection: connection.id, now: null, reason }, { delaySeconds: DELAY_SECONDS });
  await savingHookMessage(sql, wallNow).run();
}
