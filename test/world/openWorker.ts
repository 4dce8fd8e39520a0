import { vi } from "vitest";
import type { Env } from "../../src/config.ts";
import type { RunMessage } from "../../src/web/settings.ts";
import worker from "../../src/worker.ts";
import { ASSETS } from "./assets.ts";
import type { LocalD1 } from "./d1.ts";
import type { Playground } from "./playground.ts";
import { BEARER, settingsOf, WORKER } from "./settings.ts";

/** The Worker in this process over a playground, its queue in memory. */
export interface OpenWorker {
  ask(path: string, init?: RequestInit): Promise<Response>;
  send(request: Request): Promise<Response>;
  /** Delivers what is on the queue, one message a time, until nothing is. How many runs that were. */
  drain(): Promise<number>;
  /** The cron rings. */
  ring(at: number): Promise<void>;
}

const RUNS = 20;

/** The Worker's network is the platform's: here it leads to the simulators, for as long as the Worker works. */
export function openWorker(
  playground: Playground,
  database: LocalD1,
  settings: Record<string, string | undefined> = {},
): OpenWorker {
  const queue: RunMessage[] = [];
  const env = {
    ...settingsOf(playground),
    DASHBOARD_TOKEN: BEARER,
    ...settings,
    DB: database,
    JOBS: { send: async (body: RunMessage) => void queue.push(body) },
    ASSETS,
  } as unknown as Env;
  const atWork = async <T>(work: () => Promise<T>): Promise<T> => {
    const spy = vi.spyOn(globalThis, "fetch").mockImplementation(playground.fetch);
    try {
      return await work();
    } finally {
      spy.mockRestore();
    }
  };
  return {
    ask: (path, init) => atWork(() => worker.fetch(new Request(`${WORKER}${path}`, init), env)),
    ring: at => atWork(() => worker.scheduled({ scheduledTime: at, cron: "*/15 * * * *" } as never, env)),
    send: request => atWork(() => worker.fetch(request, env)),
    drain: () =>
      atWork(async () => {
        for (let runs = 0; runs < RUNS; runs += 1) {
          const body = queue.shift();
          if (body === undefined) return runs;
          await worker.queue({ queue: "krug-jobs", messages: [{ body }] } as never, env);
        }
        throw new Error("the runs do not come to an end");
      }),
  };
}
