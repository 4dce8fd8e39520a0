import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";

/** The Worker's own database, empty and migrated. */
export async function migratedD1(): Promise<D1Database> {
  await reset();
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
  return env.DB;
}
