import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { getPlatformProxy } from "wrangler";
import type { Database, Sql, Statement } from "../../src/store/database/sql.ts";
import type { LocalD1 } from "../world/d1.ts";

/** D1 as workerd has it, which counts rows as the service bills them: every row looked at, found or not; writes of indexes too. */
export interface CountingD1 {
  sql: Sql;
  readonly used: { statements: number; rowsRead: number; rowsWritten: number };
  close(): Promise<void>;
}

interface Answer {
  results: Record<string, unknown>[];
  meta: { changes: number; rows_read: number; rows_written: number };
}

/** A database in workerd that holds what another holds. */
export async function copiedIntoWorkerd(local: LocalD1): Promise<CountingD1> {
  const proxy = await getPlatformProxy<{ DB: D1Database }>({ persist: false });
  const { DB } = proxy.env;
  const { results: objects } = await local
    .prepare("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    .all<{ name: string; type: string; sql: string }>();
  const [tables, others] = [true, false].map(isTable => objects.filter(one => (one.type === "table") === isTable));
  for (const { sql } of tables ?? []) await asked(() => DB.prepare(sql).run());
  for (const { name } of tables ?? []) await copy(local, DB, name);
  // Triggers would take what is copied for news.
  for (const { sql } of others ?? []) await asked(() => DB.prepare(sql).run());
  const used = { statements: 0, rowsRead: 0, rowsWritten: 0 };
  return { sql: { ...counting(DB, used), keeping: local.keeping }, used, close: () => proxy.dispose() };
}

/** A database in workerd that is a copy of a file. */
export async function openedInWorkerd(file: string, keeping: Sql["keeping"]): Promise<CountingD1> {
  const folder = mkdtempSync(join(tmpdir(), "krug-d1-"));
  const persist = { path: folder };
  // Once it was asked for anything, the database has its file.
  const first = await getPlatformProxy<{ DB: D1Database }>({ persist });
  await first.env.DB.prepare("SELECT 1").run();
  await first.dispose();
  const databases = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    name => name.includes("D1") && name.endsWith(".sqlite") && !name.endsWith("metadata.sqlite"),
  );
  const [own] = databases;
  if (own === undefined || databases.length > 1) throw new Error(`not the one database of workerd: ${databases}`);
  for (const more of ["-wal", "-shm"]) rmSync(join(folder, own + more), { force: true });
  copyFileSync(file, join(folder, own));
  const proxy = await getPlatformProxy<{ DB: D1Database }>({ persist });
  const used = { statements: 0, rowsRead: 0, rowsWritten: 0 };
  return {
    sql: { ...counting(proxy.env.DB, used), keeping },
    used,
    close: async () => {
      await proxy.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const ROWS_AT_ONCE = 300;

async function copy(local: LocalD1, target: D1Database, table: string): Promise<void> {
  const { results } = await local.prepare(`SELECT * FROM ${table}`).all<Record<string, unknown>>();
  const columns = Object.keys(results[0] ?? {});
  const values = columns.map((_, index) => `value ->> ${index}`).join(", ");
  for (let start = 0; start < results.length; start += ROWS_AT_ONCE) {
    const rows = results.slice(start, start + ROWS_AT_ONCE).map(row => columns.map(column => row[column]));
    const insert = `INSERT INTO ${table} (${columns.join(", ")}) SELECT ${values} FROM json_each(?)`;
    await asked(() => target.prepare(insert).bind(JSON.stringify(rows)).run());
  }
}

/** How long a line may be silent before it is looked at, and how long it takes at most to hear that it is gone. */
const SILENT_MS = 1000;
const HEARD_MS = 20;
let answeredAt = 0;

/**
 * Asks workerd, which hangs up on who is silent for some seconds: while this thread computes it does not hear of that, and what it
 * asks next goes out over a line that is gone. So after a silence it listens first, and what workerd never took is asked again.
 */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  if (performance.now() - answeredAt > SILENT_MS) await wait(HEARD_MS);
  try {
    return await ask();
  } catch (error) {
    if (!/other side closed/.test(String((error as Error).cause))) throw error;
    return await ask();
  } finally {
    answeredAt = performance.now();
  }
}

function counting(database: D1Database, used: CountingD1["used"]): Database {
  const inner = new WeakMap<Statement, D1PreparedStatement>();
  const noted = (answer: Answer): Answer => {
    used.statements += 1;
    used.rowsRead += answer.meta.rows_read;
    used.rowsWritten += answer.meta.rows_written;
    return answer;
  };
  const wrap = (statement: D1PreparedStatement): Statement => {
    const ask = async () => noted((await asked(() => statement.all())) as unknown as Answer);
    const wrapped: Statement = {
      bind: (...values) => wrap(statement.bind(...values)),
      all: <T>() => ask() as unknown as Promise<{ results: T[] }>,
      first: async <T>() => ((await ask()).results[0] ?? null) as T | null,
      run: ask,
    };
    inner.set(wrapped, statement);
    return wrapped;
  };
  return {
    prepare: query => wrap(database.prepare(query)),
    batch: async statements => {
      const bare = statements.map(statement => inner.get(statement) as D1PreparedStatement);
      return ((await asked(() => database.batch(bare))) as unknown as Answer[]).map(noted);
    },
  };
}
