import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response as OutsideResponse } from "miniflare";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import type { RunReport } from "../../src/store/runs/runs.ts";
import { textsBeside } from "../builtWorker.ts";
import { ASSETS } from "../world/assets.ts";
import { openD1 } from "../world/d1.ts";
import { add } from "./inProcess.ts";
import type { Runner, RunOutcome } from "./play.ts";

const ROOT = join(import.meta.dirname, "../..");
const RUN_MS = 120_000;
/** The object in which Miniflare keeps the database "krug": its name follows from that of the database alone. */
const DATABASE = "33e2ba51df8fbc9a40e1188d63b0b9eaba9aeeb0f00528db9247760d809f4f68.sqlite";

/** What a database's file begins with that is gone with the process: nothing waits for the disk. */
export const AT_ONCE = "PRAGMA synchronous = OFF;";

export interface WorkerProcess extends Runner {
  origin: string;
  /** Where the isolate can be looked into, as Chrome's tools do. */
  inspector: string;
  /** Hands the worker a request as if it had come to the address that the request names. */
  send(request: Request): Promise<Response>;
  /** Ends workerd; nothing of it is left. */
  close(): Promise<void>;
}

interface Health {
  lastRun: (Omit<RunReport, "failed"> & { id: number; asOf: string; failed: number }) | null;
}

/** What a worker begins with, beside its settings. */
interface WithWhat {
  /** Makes the database's file. Without, it begins empty. */
  begin?: (path: string) => unknown;
  /** Called before each wait with how to break it off: whoever ends the process meanwhile leaves nothing behind. */
  onLeave?: (leave: () => unknown) => void;
}

/**
 * The worker as it is deployed, in workerd, with a database and a queue of its own in a temporary folder. It differs from what is
 * deployed by its settings, and by a queue that does not wait for more messages.
 *
 * @throws Error with what wrangler said when it could not be built.
 */
export async function startWorker(
  settings: Record<string, string>,
  token: string,
  { begin = path => openD1(path, { script: AT_ONCE }).close(), onLeave = () => {} }: WithWhat = {},
): Promise<WorkerProcess> {
  const folder = mkdtempSync(join(tmpdir(), "krug-"));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  // Whatever else ends the process, what lies there is gone with it.
  process.once("exit", clear);
  onLeave(clear);
  try {
    const built = build(folder);
    onLeave(built.stop);
    await built.done;
    const databases = join(folder, "state/d1/miniflare-D1DatabaseObject");
    mkdirSync(databases, { recursive: true });
    await begin(join(databases, DATABASE));
    const workerd = withoutOwnSignals(() => new Miniflare(optionsFor(folder, settings)));
    onLeave(() => workerd.dispose());
    const origin = (await workerd.ready).origin;
    return {
      origin,
      inspector: `http://${(await workerd.getInspectorURL()).host}`,
      send: async request => {
        const hasBody = request.method !== "GET" && request.method !== "HEAD";
        const answer = await workerd.dispatchFetch(request.url, {
          method: request.method,
          headers: [...request.headers] as [string, string][],
          body: hasBody ? await request.arrayBuffer() : undefined,
          redirect: "manual",
        });
        return answer as unknown as Response;
      },
      run: now => runThrough({ origin, token }, workerd, now),
      points: async () => (await api<{ points: Point[] }>({ origin, token }, "metrics")).points,
      close: async () => {
        await workerd.dispose();
        clear();
        process.off("exit", clear);
      },
    };
  } catch (error) {
    clear();
    throw error;
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Miniflare ends the process at once when it is told to end, before anybody else is through: that is for others to say here. */
function withoutOwnSignals<T>(make: () => T): T {
  const before = new Map(SIGNALS.map(signal => [signal, process.listeners(signal)]));
  const made = make();
  for (const signal of SIGNALS)
    for (const listener of process.listeners(signal))
      if (before.get(signal)?.includes(listener) === false) process.off(signal, listener);
  return made;
}

/** Builds what `wrangler deploy` would send. All it writes goes into the folder, by a configuration of its own there. */
function build(folder: string): { done: Promise<void>; stop: () => Promise<void> } {
  const config = join(folder, "wrangler.toml");
  const absolute = (path: string) => JSON.stringify(join(ROOT, path));
  const toml = readFileSync(join(ROOT, "wrangler.toml"), "utf8")
    .replace('main = "src/worker.ts"', `main = ${absolute("src/worker.ts")}`)
    .replace('migrations_dir = "src/store/migrations"', `migrations_dir = ${absolute("src/store/migrations")}`)
    .replaceAll(/^(".+"|directory) = "\.\/(.+)"$/gm, (_, name, path) => `${name} = ${absolute(path)}`);
  writeFileSync(config, toml);
  const cli = join(ROOT, "node_modules/wrangler/wrangler-dist/cli.js");
  const built = ["deploy", "--dry-run", "--outdir", join(folder, "built"), "--config", config];
  const child = spawn(process.execPath, ["--no-warnings", cli, ...built], {
    cwd: ROOT,
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, with what it starts itself: it is ended as a whole.
    detached: true,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      output += text.toString();
    });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  return {
    done: exit.then(code => {
      if (code !== 0) throw new Error(`the worker can't be built:\n${output}`);
    }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      process.kill(-child.pid, "SIGKILL");
      await exit;
    },
  };
}

function optionsFor(folder: string, settings: Record<string, string>) {
  const built = join(folder, "built");
  const modules = [
    { type: "ESModule" as const, path: "worker.js", contents: readFileSync(join(built, "worker.js"), "utf8") },
    ...textsBeside(built).map(({ name, contents }) => ({ type: "Text" as const, path: name, contents })),
  ];
  return convertV4MiniflareOptions({
    host: "127.0.0.1",
    port: 0,
    inspectorPort: 0,
    resourcePersistencePath: join(folder, "state"),
    log: new Log(LogLevel.ERROR),
    workers: [
      {
        name: "krug",
        modules,
        compatibilityDate: "2026-11-01",
        compatibilityFlags: ["nodejs_compat"],
        bindings: settings,
        d1Databases: { DB: "krug" },
        queueProducers: { JOBS: "krug-jobs" },
        queueConsumers: { "krug-jobs": { maxBatchSize: 20, maxBatchTimeout: 0 } },
        serviceBindings: {
          ASSETS: async (request: Request) => new OutsideResponse(await (await ASSETS.fetch(request.url)).text()),
        },
        unsafeInspectorProxy: true,
        stripCfConnectingIp: false,
      },
    ],
  } as never);
}

async function healthOf(origin: string): Promise<Health> {
  return (await (await fetch(`${origin}/health`)).json()) as Health;
}

interface Address {
  origin: string;
  /** The coordinator's, for the API. */
  token: string;
}

async function api<T>({ origin, token }: Address, what: string): Promise<T> {
  const answer = await fetch(`${origin}/api/${what}`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as T;
}

async function failuresOf(address: Address): Promise<RunReport["failed"]> {
  const { run } = await api<{ run: { report: RunReport } | null }>(address, "run");
  return run?.report.failed ?? [];
}

/** Fires the cron at a world time and waits for the run it leads to, and for what that run puts off. */
async function runThrough(address: Address, workerd: Miniflare, now: number): Promise<RunOutcome> {
  const { origin } = address;
  const outcome: RunOutcome = { changed: 0, done: {}, mails: 0, failed: [], requests: { notion: 0, google: 0 } };
  let last = (await healthOf(origin)).lastRun?.id ?? 0;
  const worker = await workerd.getWorker("krug");
  await worker.scheduled({ scheduledTime: new Date(now), cron: "*/15 * * * *" });
  const until = Date.now() + RUN_MS;
  for (;;) {
    const { lastRun } = await healthOf(origin);
    if (lastRun !== null && lastRun.id > last) {
      last = lastRun.id;
      add(outcome, { ...lastRun, failed: lastRun.failed === 0 ? [] : await failuresOf(address) });
      // What is put off because a service does not answer goes on minutes later: nobody waits for that here.
      if (!lastRun.isContinued || lastRun.failed > 0) return outcome;
    }
    if (Date.now() > until) throw new Error(`the run of ${new Date(now).toISOString()} did not end`);
    await new Promise(resume => setTimeout(resume, 3));
  }
}
