import { createMessageBatch, createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import type { Env } from "../../src/config.ts";
import { keepingOf } from "../../src/secrets/seal.ts";
import { type Database, keptUnder } from "../../src/store/database/sql.ts";
import type { RunMessage } from "../../src/web/settings.ts";
import worker from "../../src/worker.ts";
import { INVOCATION_LIMITS, limited, type Usage } from "../world/limits.ts";

/** The Worker's bindings with these settings; what it puts on the queue lands in `sent` instead of being delivered. */
export function environment(settings: Record<string, unknown>): { env: Env; sent: SentMessage[] } {
  const sent: SentMessage[] = [];
  const jobs = {
    send: async (body: RunMessage, options?: QueueSendOptions) => {
      sent.push({ body, delaySeconds: options?.delaySeconds ?? 0 });
    },
  };
  return { env: { ...env, JOBS: jobs, ...settings } as unknown as Env, sent };
}

export interface SentMessage {
  body: RunMessage;
  delaySeconds: number;
}

/** The Worker keeps under keys of its own. */
const NO_KEYS = keepingOf([]);

let batches = 0;

/** A batch as the queue delivers it; ids are new unless they are given. */
export function batchOf(queue: string, bodies: readonly unknown[], ids?: readonly string[]): MessageBatch<RunMessage> {
  batches += 1;
  const messages = bodies.map((body, index) => ({
    id: ids?.[index] ?? `message ${batches}.${index}`,
    timestamp: new Date(0),
    attempts: 1,
    body: body as RunMessage,
  }));
  return createMessageBatch<RunMessage>(queue, messages);
}

/** Lets the cron ring at a world time, then delivers what it and each run put on the queue, until the queue is empty. */
export async function cron(settings: Record<string, unknown>, now: number): Promise<Usage[]> {
  const { env: bindings, sent } = environment(settings);
  await worker.scheduled(createScheduledController({ scheduledTime: new Date(now), cron: "*/15 * * * *" }), bindings);
  const used: Usage[] = [];
  for (let message = sent.shift(); message !== undefined; message = sent.shift()) {
    if (used.length > 20) throw new Error("the run does not come to an end");
    used.push(await consume(bindings, [message.body]));
  }
  return used;
}

/** One invocation of the queue's consumer, within the platform's limits; what it used of them. */
export async function consume(
  bindings: Env,
  bodies: readonly RunMessage[],
  limits = INVOCATION_LIMITS,
): Promise<Usage> {
  const world = limited(
    { sql: keptUnder(bindings.DB as unknown as Database, NO_KEYS), fetch: globalThis.fetch.bind(globalThis) },
    limits,
  );
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation(world.fetch);
  try {
    await worker.queue(batchOf("krug-jobs", bodies), { ...bindings, DB: world.sql as unknown as D1Database });
  } finally {
    spy.mockRestore();
  }
  world.assertWithin();
  return world.used;
}
