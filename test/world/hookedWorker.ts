import type { Env } from "../../src/config.ts";
import { type KeptRun, runTable } from "../../src/store/runs/runs.ts";
import type { RunMessage } from "../../src/web/settings.ts";
import worker from "../../src/worker.ts";
import { type Office, openOffice } from "../run/office.ts";
import { ASSETS } from "./assets.ts";
import type { LocalD1 } from "./d1.ts";
import type { Playground } from "./playground.ts";
import { BEARER, FORMS_HOOK, HOOKS, PUBSUB, settingsOf, WORKER } from "./settings.ts";

/** The Worker in this process, its queue in memory, in an office whose services send it their hooks. */
export interface HookedWorker {
  playground: Playground;
  database: LocalD1;
  ids: Office["ids"];
  /** The Worker answers a request from outside. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Connects Notion's hook, as an operator does it. */
  connectNotion(): Promise<void>;
  /** The cron rings at a world time, and all that follows of it. */
  cron(now: number): Promise<void>;
  /** Delivers the hooks that wait and runs what they ask for, until neither is left. How many runs that were. */
  tell(now: number): Promise<number>;
  /** Hooks that the services lost on the way so far. */
  lost(): number;
  lastRun(): Promise<KeptRun>;
}

const ROUNDS = 20;

export interface HookedOptions {
  surveys?: boolean;
  settings?: Record<string, string | undefined>;
  /** Before each request of the Worker's. */
  onRequest?: () => void;
  /** A message was put on the queue, to wait so many seconds. */
  onSend?: (delaySeconds: number) => void;
  /** Before messages are delivered. */
  onBatch?: () => void;
}

export async function openHookedWorker(options: HookedOptions = {}): Promise<HookedWorker> {
  const queue: RunMessage[] = [];
  const { env, fetcher, office } = await opened(options, queue);
  const { playground, database } = office;
  /** Messages are delivered one batch a time; what the queue holds meanwhile waits. */
  const network = ((input: RequestInfo | URL, init?: RequestInit) => {
    options.onRequest?.();
    return playground.fetch(input, init);
  }) as typeof fetch;
  const drain = () =>
    withNetwork(network, async () => {
      let runs = 0;
      for (; queue.length > 0; runs += 1) {
        if (runs > ROUNDS) throw new Error("the runs do not come to an end");
        options.onBatch?.();
        const messages = queue.splice(0).map(body => ({ body }));
        await worker.queue({ queue: "krug-jobs", messages } as never, env);
      }
      return runs;
    });
  let lost = 0;
  const ask = (path: string, init?: RequestInit) => fetcher(`${WORKER}${path}`, init);
  return {
    playground,
    database,
    ids: office.ids,
    ask,
    connectNotion: async () => {
      const headers = { authorization: `Bearer ${BEARER}` };
      const armed = await ask("/api/hooks/notion/arm", { method: "POST", headers });
      const { address } = (await armed.json()) as { address: string };
      await playground.notion.webhooks.subscribe(address);
    },
    cron: async now => {
      playground.clock.set(now);
      queue.push({ connection: "main", now, reason: "cron" });
      await drain();
    },
    tell: async now => {
      playground.clock.set(now);
      let runs = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        lost += (await playground.notion.webhooks.deliver()).lost;
        lost += (await playground.google.deliverPushes()).lost;
        if (queue.length === 0) return runs;
        runs += await drain();
      }
      throw new Error("each run's hooks ask for another");
    },
    lost: () => lost,
    lastRun: async () => {
      const run = await runTable.last(database);
      if (run === null) throw new Error("there was no run");
      return run;
    },
  };
}

/** The Worker's network is the platform's: here it leads to the simulators. */
async function withNetwork<T>(network: typeof fetch, work: () => Promise<T>): Promise<T> {
  const before = globalThis.fetch;
  globalThis.fetch = network;
  try {
    return await work();
  } finally {
    globalThis.fetch = before;
  }
}

async function opened(
  options: HookedOptions,
  queue: RunMessage[],
): Promise<{ env: Env; fetcher: typeof fetch; office: Office }> {
  let env: Env | null = null;
  const fetcher = (async (input: RequestInfo | URL, init?: RequestInit) => {
    if (env === null) throw new Error("nothing is sent before the world is open");
    const bindings = env;
    return withNetwork(office.playground.fetch, () => worker.fetch(new Request(String(input), init), bindings));
  }) as typeof fetch;
  const office = await openOffice({
    surveys: options.surveys,
    notion: { webhooks: { fetch: fetcher } },
    google: { push: { fetch: fetcher }, pubsub: PUBSUB },
  });
  const jobs = {
    send: async (body: RunMessage, { delaySeconds = 0 }: { delaySeconds?: number } = {}) => {
      options.onSend?.(delaySeconds);
      queue.push(body);
    },
  };
  env = {
    ...settingsOf(office.playground),
    ...HOOKS,
    ...FORMS_HOOK,
    DASHBOARD_TOKEN: BEARER,
    ...options.settings,
    DB: office.database,
    JOBS: jobs,
    ASSETS,
  } as unknown as Env;
  return { env, fetcher, office };
}
