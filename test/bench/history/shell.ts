// Takes one message in a thread of its own: what it computes and holds here is the Worker's alone, with its memory limited. The
// services and the database are asked of the thread that made this one.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import type { Connection } from "../../../src/run/world/world.ts";
import { keepingOf } from "../../../src/secrets/seal.ts";
import type { Sql, Statement } from "../../../src/store/database/sql.ts";
import { KEEPING_KEY } from "../../world/keepingKey.ts";
import { secondsSince, yardstick } from "../yardstick.ts";
import { type Answered, keyOf, responseOf } from "./exchange.ts";
import { lookAt } from "./look.ts";
import { takeMessage } from "./message.ts";

/** What the thread is to do: messages one after the other, by their times; where there is none, only the code is loaded. */
export interface Job {
  connection: Connection;
  at: readonly number[];
  /** What is decided about instead of messages: of a whole look a slice of so many people, or rounds. Nothing is carried out. */
  look?: { now: number; people: number | "rounds" };
  /** True where the machine is measured too. */
  isTimed: boolean;
}

/** What the thread asks: a statement's query with its values. */
export type Query = { query: string; values: (string | number | null)[] };
export type Asking = { id: number } & ({ key: string } | { queries: Query[] });
/** A statement's rows as D1 sends them: the columns once. */
export type Rows = { columns: string[]; rows: unknown[][]; changes: number };

export interface Taken {
  /** Computing time of this thread in seconds, for all it took, and Y here just before. */
  cpu: number;
  y: number | null;
  /** In MB: what is in use once the code is loaded, the most that was in use since, and the most in array buffers. */
  loaded: number;
  most: number;
  buffers: number;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const MB = 2 ** 20;
const most = { heap: 0, buffers: 0 };
const waiting = new Map<number, { done: (answer: string) => void; failed: (why: Error) => void }>();
let asked = 0;

parentPort?.on("message", ({ id, answer, refused }: { id: number; answer: string; refused?: string }) => {
  const one = waiting.get(id);
  waiting.delete(id);
  if (refused === undefined) one?.done(answer);
  else one?.failed(new Error(refused));
});

/** Where time is taken nobody looks: asking Node what is in use takes longer than asking the database. */
function lookAtMemory(): void {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  most.heap = Math.max(most.heap, heapUsed);
  most.buffers = Math.max(most.buffers, arrayBuffers);
}

type Question = { key: string } | { queries: Query[] };

function ask(question: Question): Promise<string> {
  if (!isTimed) lookAtMemory();
  asked += 1;
  const id = asked;
  return new Promise((done, failed) => {
    waiting.set(id, { done, failed });
    parentPort?.postMessage({ id, ...question } satisfies Asking);
  });
}

async function asking(queries: Query[]): Promise<{ results: Record<string, unknown>[]; meta: { changes: number } }[]> {
  const answers = JSON.parse(await ask({ queries })) as Rows[];
  return answers.map(({ columns, rows, changes }) => ({
    results: rows.map(row => Object.fromEntries(columns.map((column, place) => [column, row[place]]))),
    meta: { changes },
  }));
}

class FarStatement implements Statement {
  readonly asked: Query;

  constructor(asked: Query) {
    this.asked = asked;
  }

  bind(...values: (string | number | null)[]): Statement {
    return new FarStatement({ query: this.asked.query, values });
  }

  async all<T>(): Promise<{ results: T[] }> {
    return (await asking([this.asked]))[0] as unknown as { results: T[] };
  }

  async first<T>(): Promise<T | null> {
    return (await this.all<T>()).results[0] ?? null;
  }

  async run(): Promise<{ meta: { changes: number } }> {
    return (await asking([this.asked]))[0] as { meta: { changes: number } };
  }
}

const sql: Sql = {
  keeping: keepingOf([KEEPING_KEY]),
  prepare: query => new FarStatement({ query, values: [] }),
  batch: statements => asking(statements.map(statement => (statement as FarStatement).asked)),
};

const network = (async (input: RequestInfo | URL, init?: RequestInit) =>
  responseOf(JSON.parse(await ask({ key: await keyOf(new Request(input, init)) })) as Answered)) as typeof fetch;

/** Node reads its own `fetch` and WebCrypto when they are first asked for, some 20 ms; workerd has them. */
async function askPlatform(): Promise<void> {
  const request = new Request("https://example.org", { method: "POST", body: "{}" });
  await new Response(await request.clone().text(), { headers: request.headers }).json();
  const key = await crypto.subtle.importKey("raw", new Uint8Array(32), "AES-GCM", false, ["encrypt"]);
  await crypto.subtle.encrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, key, await request.arrayBuffer());
}

const { connection, at, look, isTimed } = workerData as Job;
await askPlatform();
const y = isTimed ? yardstick()() : null;
collect();
const loaded = process.memoryUsage().heapUsed;
const before = process.threadCpuUsage();
for (const now of at) {
  let time = now;
  const clock = {
    now: () => time,
    advance: (by: number) => {
      time += by;
    },
  };
  await takeMessage(connection, { fetch: network, sql, clock });
}
if (look !== undefined) await lookAt(sql, look);
parentPort?.postMessage({
  taken: {
    cpu: secondsSince(before),
    y,
    loaded: loaded / MB,
    most: Math.max(most.heap, process.memoryUsage().heapUsed) / MB,
    buffers: most.buffers / MB,
  } satisfies Taken,
});
parentPort?.close();
