import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { keepingOf } from "../../src/secrets/seal.ts";
import { type Database, keptUnder, type Sql } from "../../src/store/database/sql.ts";
import { KEEPING_KEY } from "../world/keepingKey.ts";

/** Tables the platform keeps for itself or for the migrations. */
const KEPT = /^(_cf_|sqlite_|d1_migrations)/;

let ours: Set<string> | null = null;

/** The Worker's own database, empty and migrated. Migrated once a file; after that emptying is quicker than starting anew. */
export async function migratedD1(): Promise<D1Database> {
  if (ours === null) await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  const { results } = await env.DB.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all<{
    name: string;
  }>();
  const tables = results.map(row => row.name).filter(name => !KEPT.test(name));
  ours ??= new Set(tables);
  const known = ours;
  await env.DB.batch([
    ...tables.map(name => env.DB.prepare(known.has(name) ? `DELETE FROM ${name}` : `DROP TABLE ${name}`)),
    env.DB.prepare("DELETE FROM sqlite_sequence"),
  ]);
  return env.DB;
}

/** The Worker's own database, as its store has it. */
export function ownStore(): Sql {
  return keptUnder(env.DB as unknown as Database, keepingOf([KEEPING_KEY]));
}

/** The same, empty. */
export async function ownEmptyStore(): Promise<Sql> {
  await migratedD1();
  return ownStore();
}
