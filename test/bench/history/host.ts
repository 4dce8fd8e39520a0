import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Sql } from "../../../src/store/database/sql.ts";
import { answering, type Exchange } from "./exchange.ts";
import type { Asking, Job, Query, Rows, Taken } from "./shell.ts";

/** What a message cost in one thread. */
export interface Cost extends Taken {
  requests: number;
  statements: number;
  /** Of the database's answers, as text. */
  bytes: number;
}

interface Place {
  sql: Sql;
  exchange: Exchange;
  /** Of the old generation; absent where memory is not limited. */
  limitMb?: number;
}

/** The young generation of a thread, in MB: it is part of what a message is given. */
const YOUNG_MB = 8;

/** Takes a message in a thread of its own, over services that answer as they did when it was lived; null where memory ran out. */
export function inThread(job: Job, { sql, exchange, limitMb = 4000 }: Place): Promise<Cost | null> {
  const answerOf = answering(exchange);
  const used = { requests: 0, statements: 0, bytes: 0 };
  const thread = new Worker(join(import.meta.dirname, "shell.ts"), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: limitMb, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const answer = async (asking: Asking): Promise<string> => {
    if ("queries" in asking) {
      used.statements += asking.queries.length;
      const text = JSON.stringify(await rowsOf(sql, asking.queries));
      used.bytes += Buffer.byteLength(text);
      return text;
    }
    used.requests += 1;
    const answered = answerOf(asking.key);
    if (answered === null) throw new Error(`this was not asked when it was lived, live it --anew: ${asking.key}`);
    return JSON.stringify(answered);
  };
  return new Promise((resolve, reject) => {
    thread.on("message", async (said: Asking | { taken: Taken }) => {
      if ("taken" in said) return resolve({ ...said.taken, ...used });
      const { id } = said;
      try {
        thread.postMessage({ id, answer: await answer(said) });
      } catch (error) {
        thread.postMessage({ id, refused: String(error) });
      }
    });
    thread.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve(null) : reject(error),
    );
  });
}

async function rowsOf(sql: Sql, queries: readonly Query[]): Promise<Rows[]> {
  const statements = queries.map(({ query, values }) => sql.prepare(query).bind(...values));
  const [only] = statements;
  const answers = queries.length === 1 && only !== undefined ? [await only.all()] : await sql.batch(statements);
  return (answers as { results: Record<string, unknown>[]; meta: { changes: number } }[]).map(({ results, meta }) => ({
    columns: Object.keys(results[0] ?? {}),
    rows: results.map(row => Object.values(row)),
    changes: meta.changes,
  }));
}
