import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import type { RunReport } from "../../src/store/runs/runs.ts";
import { add } from "./inProcess.ts";
import type { Runner, RunOutcome } from "./play.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const READY_MS = 60_000;
const RUN_MS = 120_000;

export interface WorkerProcess extends Runner {
  origin: string;
  /** Where the isolate can be looked into, as Chrome's tools do. */
  inspector: string;
  close(): Promise<void>;
}

interface Health {
  lastRun: (Omit<RunReport, "failed"> & { id: number; asOf: string; failed: number }) | null;
}

/**
 * The worker in workerd under `wrangler dev`, with a database and a queue of its own in a temporary folder. Its settings are
 * those of wrangler.toml but for the addresses of the services, their pace, and a queue that does not wait for more messages.
 */
export async function startWorker(settings: Record<string, string>, token: string): Promise<WorkerProcess> {
  const folder = mkdtempSync(join(tmpdir(), "krug-"));
  const config = join(folder, "wrangler.toml");
  const toml = readFileSync(join(ROOT, "wrangler.toml"), "utf8")
    .replace('main = "src/worker.ts"', `main = ${JSON.stringify(join(ROOT, "src/worker.ts"))}`)
    .replace(
      'migrations_dir = "src/store/migrations"',
      `migrations_dir = ${JSON.stringify(join(ROOT, "src/store/migrations"))}`,
    )
    .replaceAll(/^(".+"|directory) = "\.\/(.+)"$/gm, (_, name, path) => `${name} = ${JSON.stringify(join(ROOT, path))}`)
    .replaceAll(/max_batch_timeout = \d+/g, "max_batch_timeout = 0");
  const vars = Object.entries(settings).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  writeFileSync(config, `${toml}\n[vars]\n${vars.join("\n")}\n`);
  const state = ["--config", config, "--persist-to", join(folder, "state")];
  await finished(
    wrangler(["d1", "migrations", "apply", "krug", "--local", ...state]),
    "the database could not be set up",
  );
  const port = await freePort();
  const inspectorPort = await freePort();
  const child = wrangler([
    "dev",
    "--port",
    String(port),
    "--inspector-port",
    String(inspectorPort),
    "--ip",
    "127.0.0.1",
    "--log-level",
    "error",
    ...state,
  ]);
  const origin = `http://127.0.0.1:${port}`;
  await ready(child, origin);
  return {
    origin,
    inspector: `http://127.0.0.1:${inspectorPort}`,
    run: (now, reason) => runThrough({ origin, token }, child, now, reason),
    points: async () => (await api<{ points: Point[] }>({ origin, token }, "metrics")).points,
    close: async () => {
      await stop(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function wrangler(args: string[]): ChildProcess & { output: string[] } {
  const env = { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", NO_COLOR: "1" };
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text: Buffer) => {
      output.push(text.toString());
      if (output.length > 200) output.shift();
    });
  return Object.assign(child, { output });
}

function finished(child: ChildProcess & { output: string[] }, what: string): Promise<void> {
  return new Promise((done, fail) => {
    child.once("exit", code => (code === 0 ? done() : fail(new Error(`${what}:\n${child.output.join("")}`))));
  });
}

async function ready(child: ChildProcess & { output: string[] }, origin: string): Promise<void> {
  const until = Date.now() + READY_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the worker stopped:\n${child.output.join("")}`);
    try {
      const response = await fetch(`${origin}/health`);
      if (response.ok) return;
      throw new Error(`the worker answers ${response.status}: ${await response.text()}`);
    } catch (error) {
      if (Date.now() > until)
        throw new Error(`the worker did not start: ${(error as Error).message}\n${child.output.join("")}`);
      await new Promise(resume => setTimeout(resume, 100));
    }
  }
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
async function runThrough(
  address: Address,
  child: ChildProcess & { output: string[] },
  now: number,
  _reason: string,
): Promise<RunOutcome> {
  const { origin } = address;
  const outcome: RunOutcome = { changed: 0, done: {}, mails: 0, failed: [], requests: { notion: 0, google: 0 } };
  let last = (await healthOf(origin)).lastRun?.id ?? 0;
  const fired = await fetch(
    `${origin}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent("*/15 * * * *")}&time=${now}`,
  );
  if (!fired.ok) throw new Error(`the cron could not be fired: ${fired.status} ${await fired.text()}`);
  const until = Date.now() + RUN_MS;
  for (;;) {
    const { lastRun } = await healthOf(origin);
    if (lastRun !== null && lastRun.id > last) {
      last = lastRun.id;
      add(outcome, { ...lastRun, failed: lastRun.failed === 0 ? [] : await failuresOf(address) });
      if (!lastRun.isContinued) return outcome;
    }
    if (Date.now() > until || child.exitCode !== null)
      throw new Error(`the run of ${new Date(now).toISOString()} did not end:\n${child.output.join("")}`);
    await new Promise(resume => setTimeout(resume, 3));
  }
}

function freePort(): Promise<number> {
  return new Promise((resume, fail) => {
    const server = createServer();
    server.once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resume(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Ends wrangler and the workerd it started: they are one process group. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const gone = new Promise(resume => child.once("exit", resume));
  process.kill(-child.pid, "SIGTERM");
  const killer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), 5000);
  await gone;
  clearTimeout(killer);
}
