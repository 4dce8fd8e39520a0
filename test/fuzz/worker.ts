import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readD1Migrations } from "@cloudflare/vitest-plugin";
import { convertV4MiniflareOptions, Miniflare, Response as OutsideResponse } from "miniflare";
import { keepingOf } from "../../src/secrets/seal.ts";
import { type Database, keptUnder, type Sql } from "../../src/store/database/sql.ts";
import { builtWorker, textsBeside } from "../builtWorker.ts";
import { keyFor, keySet } from "../simulators/google/oauth/keys.ts";
import { ASSETS } from "../world/assets.ts";
import { KEEPING_KEY } from "../world/keepingKey.ts";
import { GOOGLE_HOST, NOTION_HOST, type Playground } from "../world/playground.ts";
import { FORMS_HOOK, HOOKS, settingsOf } from "../world/settings.ts";

/** The Workers that are asked: one lets in by tokens, one by Cloudflare Access, and one was given another calendar. */
const WORKERS = ["token", "access", "elsewhere"] as const;
export type WorkerName = (typeof WORKERS)[number];

/** What lets somebody in. */
export const KEYS = {
  coordinator: "the-coordinator-alone-knows-this-token",
  reader: "who-reads-figures-knows-this-token",
  team: "https://krug.cloudflareaccess.com",
  audience: "0123456789abcdef".repeat(4),
  coordinatorEmail: "coordinator@example.org",
  service: "commands.access",
} as const;

/** The Worker as it is deployed, in workerd with D1 and queues of its own, in a world of simulators. */
export interface FuzzedWorker {
  /** Where each Worker listens, on this machine alone. */
  urls: Record<WorkerName, URL>;
  sql: Sql;
  /** Fires the cron of the Worker that is asked by tokens, at a world time: a run follows through the queue. */
  tick(at: number): Promise<void>;
  /** What the isolate of the Worker that is asked by tokens holds once garbage is collected, in bytes: its heap and buffers. */
  heldBytes(): Promise<number>;
  /** Errors the Worker logged so far. */
  errors(): string[];
  close(): Promise<void>;
}

/** Builds the Worker and brings it up, with more settings where some are given. The caller closes it. */
export async function openFuzzedWorker(
  playground: Playground,
  more: Readonly<Record<string, string>> = {},
): Promise<FuzzedWorker> {
  const modules = builtWorker(folder => [
    { type: "ESModule" as const, path: "worker.js", contents: readFileSync(join(folder, "worker.js"), "utf8") },
    ...textsBeside(folder).map(({ name, contents }) => ({ type: "Text" as const, path: name, contents })),
  ]);
  const settings = { ...settingsOf(playground), ...HOOKS, ...FORMS_HOOK, ...more };
  const tokens = { DASHBOARD_TOKEN: KEYS.coordinator, READER_TOKEN: KEYS.reader };
  const access = {
    DASHBOARD_BEHIND_ACCESS: "yes",
    ACCESS_TEAM: "krug",
    ACCESS_AUDIENCE: KEYS.audience,
    ACCESS_SERVICE: KEYS.service,
    COORDINATORS: KEYS.coordinatorEmail,
  };
  const doors: Record<WorkerName, Record<string, string>> = {
    token: { ...settings, ...tokens },
    access: { ...settings, ...access },
    elsewhere: { ...settings, ...tokens, GOOGLE_CALENDAR: "elsewhere@group.calendar.google.com" },
  };
  const errors: string[] = [];
  const workerd = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      inspectorPort: 0,
      handleStructuredLogs: ({ level, message }) => {
        if (level === "error") errors.push(message);
      },
      workers: WORKERS.map(name => ({
        name,
        modules,
        compatibilityDate: "2026-11-01",
        compatibilityFlags: ["nodejs_compat"],
        bindings: doors[name],
        d1Databases: { DB: "krug" },
        queueProducers: { JOBS: "krug-jobs" },
        serviceBindings: {
          ASSETS: async (request: Request) => new OutsideResponse(await (await ASSETS.fetch(request.url)).text()),
        },
        ...(name === "token" ? { queueConsumers: { "krug-jobs": { maxBatchSize: 20, maxBatchTimeout: 0 } } } : {}),
        outboundService: (request: Request) => answered(playground, request),
        unsafeInspectorProxy: name === "token",
        unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
        stripCfConnectingIp: false,
      })) as never,
    }),
  );
  await workerd.ready;
  const database = (await workerd.getD1Database("DB", "token")) as unknown as Database;
  const sql = keptUnder(database, keepingOf([KEEPING_KEY]));
  for (const { queries } of await readD1Migrations(join(import.meta.dirname, "../../src/store/migrations")))
    for (const query of queries) await sql.prepare(query).run();
  const urls = Object.fromEntries(
    await Promise.all(WORKERS.map(async name => [name, await workerd.unsafeGetDirectURL(name)])),
  ) as Record<WorkerName, URL>;
  const inspector = new URL("/token", await workerd.getInspectorURL());
  return {
    urls,
    sql,
    tick: async at => {
      const worker = await workerd.getWorker("token");
      await worker.scheduled({ scheduledTime: new Date(at), cron: "*/15 * * * *" });
    },
    heldBytes: () => heldBytes(inspector, new URL("/health", urls.token)),
    errors: () => errors,
    close: () => workerd.dispose(),
  };
}

/** What leaves the Worker comes to the simulators; Access publishes its keys as Google does. */
async function answered(playground: Playground, request: Request): Promise<Response> {
  const { origin } = new URL(request.url);
  if (origin === KEYS.team) return OutsideResponse.json(keySet(keyFor("identity"))) as unknown as Response;
  const service = origin === NOTION_HOST ? playground.notion : origin === GOOGLE_HOST ? playground.google : null;
  if (service === null) return new OutsideResponse("nobody answers here", { status: 502 }) as unknown as Response;
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const asked = new Request(request.url, {
    method: request.method,
    headers: [...request.headers] as [string, string][],
    body: hasBody ? await request.text() : undefined,
  });
  const answer = await service.fetch(asked);
  const body = [204, 304].includes(answer.status) ? null : Buffer.from(await answer.arrayBuffer());
  return new OutsideResponse(body, { status: answer.status, headers: [...answer.headers] }) as unknown as Response;
}

/** Collects the isolate's garbage through its inspector and says what is left, in bytes. */
async function heldBytes(inspector: URL, health: URL): Promise<number> {
  // Node's own option, unknown to the types of a browser's: the inspector answers pages of this machine alone.
  const socket = new WebSocket(String(inspector), { headers: { origin: "http://localhost" } } as never);
  await new Promise((open, fail) => {
    socket.addEventListener("open", open, { once: true });
    for (const end of ["error", "close"] as const)
      socket.addEventListener(end, () => fail(new Error("the inspector does not answer")), { once: true });
  });
  let last = 0;
  const ask = (method: string) =>
    new Promise<Record<string, number>>(resolve => {
      last += 1;
      const id = last;
      const hear = ({ data }: MessageEvent) => {
        const message = JSON.parse(String(data)) as { id?: number; result?: Record<string, number> };
        if (message.id !== id) return;
        socket.removeEventListener("message", hear);
        resolve(message.result ?? {});
      };
      socket.addEventListener("message", hear);
      socket.send(JSON.stringify({ id, method }));
    });
  // An isolate answers its inspector while it is at work.
  const work = setInterval(() => void fetch(health).then(answer => answer.text()), 50);
  try {
    await ask("HeapProfiler.enable");
    await ask("HeapProfiler.collectGarbage");
    await ask("HeapProfiler.collectGarbage");
    const usage = await ask("Runtime.getHeapUsage");
    const { usedSize = Number.NaN, embedderHeapUsedSize = 0, backingStorageSize = 0 } = usage;
    return usedSize + embedderHeapUsedSize + backingStorageSize;
  } finally {
    clearInterval(work);
    socket.close();
  }
}
