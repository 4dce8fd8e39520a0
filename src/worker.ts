import { ConfigError, type Env, readConfig } from "./config.ts";
import { isFromSender } from "./google/signIn.ts";
import { isSignedByNotion } from "./notion/client.ts";
import { tellSilence } from "./run/alarm/silence.ts";
import { run } from "./run/run.ts";
import type { World } from "./run/world/world.ts";
import { readAssertion } from "./secrets/access.ts";
import type { PublicKeys } from "./secrets/token.ts";
import { stateTable } from "./store/database/state.ts";
import { storeTrouble } from "./store/database/trouble.ts";
import { deadLetterTable } from "./store/incoming/deadLetters.ts";
import { readSpoken } from "./text/locales/catalogues.ts";
import { SET_KEY } from "./text/operating/keeping.ts";
import { answerBeforeAll, webApp } from "./web/app.ts";
import type { Config, RunMessage, Verifiers } from "./web/settings.ts";

/** Queues delay a message by at most twelve hours (docs/facts/cloudflare.md#queues). */
const LONGEST_DELAY_SECONDS = 12 * 3600;

const outside: typeof fetch = (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init);

const wallNow = () => Date.now();

const VERIFIERS: Verifiers = {
  wallNow,
  isSignedByNotion,
  isFromSender: (token, sender, keys) =>
    isFromSender(token, sender, { fetch: outside, wallNow }, keys as PublicKeys | null),
  whoIsLetIn: (assertion, application, keys) =>
    readAssertion(assertion, application, { fetch: outside, wallNow }, keys as PublicKeys | null),
};

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    try {
      await readSpoken(fileOf(env));
      return await webApp(readConfig(env), VERIFIERS).fetch(request);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return answerBeforeAll(error.message);
    }
  },

  /** The cron only puts a message on the queue: its time is the world's time for all that follows. */
  async scheduled(controller: ScheduledController, env: Env): Promise<void> {
    const { jobs, connection, watch, sql } = readConfig(env);
    try {
      await jobs.send({ connection: connection.id, now: controller.scheduledTime, reason: `cron ${controller.cron}` });
    } finally {
      await readSpoken(fileOf(env));
      await tellSilence(connection, watch, { fetch: outside, sql, wallNow }, "tick");
    }
  },

  async queue(batch: MessageBatch<RunMessage>, env: Env): Promise<void> {
    const config = readConfig(env);
    if (batch.queue.endsWith("-dead")) return recordDead(batch, config);
    await readSpoken(fileOf(env));
    try {
      for (const message of latestOf(batch.messages))
        await handle(message, config, path => fileOf(env)(`assets/${path}`));
    } catch (error) {
      const trouble = storeTrouble.of(error);
      if (trouble !== null) console.error(`Krug: ${storeTrouble.sentence(trouble)}`);
      throw error;
    }
  },
} satisfies ExportedHandler<Env, RunMessage>;

/** A message that waited longer was overtaken by the world: its run is as of now, not as of when the cron rang. */
const LATE_MS = 30 * 60_000;

/** What a message says; without the time it was sent for, where the queue kept it too long. */
function timely({ body, timestamp }: Message<RunMessage>): RunMessage {
  const isLate = timestamp !== undefined && wallNow() - timestamp.getTime() > LATE_MS;
  return isLate && body.now !== null ? { ...body, now: null } : body;
}

/**
 * Messages of one batch ask for one run: the latest time stands for all of them, and one without a time is as late as can be.
 * It reads no more than what hooks named only where every one of them came from a hook, or goes on with a run that has read.
 */
function latestOf(messages: readonly Message<RunMessage>[]): RunMessage[] {
  const timeOf = (message: RunMessage) => message.now ?? Number.MAX_SAFE_INTEGER;
  const bodies = messages.map(timely);
  const latest = [...bodies].sort((a, b) => timeOf(b) - timeOf(a))[0];
  const isHint = bodies.every(body => body.isHint === true);
  const isRest = !isHint && bodies.every(body => body.isHint === true || body.isRest === true);
  return latest === undefined ? [] : [{ ...latest, isHint, isRest }];
}

/** The texts that are not in the script, by their paths in `src/text`. @throws ConfigError where the Worker was deployed without them */
function fileOf({ ASSETS }: Env): (path: string) => Promise<string> {
  return async path => {
    const answer = await ASSETS?.fetch(`https://assets.invalid/${path}`);
    if (answer?.ok !== true)
      throw new ConfigError(["ASSETS"], [`ASSETS has no ${path}: deploy again, with [assets] in wrangler.toml.`]);
    return answer.text();
  };
}

async function handle(message: RunMessage, config: Config, texts: NonNullable<World["texts"]>): Promise<void> {
  const { connection, now, reason } = message;
  // From here on a hook asks for another run: this one may have read already what it is about.
  if (now === null) await stateTable.saving(config.sql, "hook_message_at", null).run();
  const world = { fetch: outside, sql: config.sql, wallNow, texts };
  const asked = message.isHint ? "named" : message.isRest ? "rest" : "all";
  if ((await config.sql.keeping.keys()).length === 0)
    console.warn(`KEEPING_KEY is not set: what is said in confidence is kept as plain text. Set it: ${SET_KEY}`);
  const { report, continueAfterMs } = await run(config.connection, world, { now, reason, asked });
  if (continueAfterMs === null) return;
  const delaySeconds = Math.min(Math.ceil(continueAfterMs / 1000), LONGEST_DELAY_SECONDS);
  await config.jobs.send(
    { connection, now: null, reason: "continued", ...(report.isRead ? { isRest: true } : {}) },
    { delaySeconds },
  );
}

async function recordDead(batch: MessageBatch<RunMessage>, config: Config): Promise<void> {
  const at = Date.now();
  await config.sql.batch(
    batch.messages.map(message => deadLetterTable.saving(config.sql, message.id, at, message.body)),
  );
}
