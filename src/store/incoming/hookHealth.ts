import type { Hearing, HookName } from "../../core/rules/guards/hooks.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** Writing down each message would cost a write a message: within a quarter of an hour one stands for all. */
const HEARD_AGAIN_MS = 15 * 60_000;

/** Whether hooks are heard: the table `hook_health`. */
export const hookHealthTable = {
  /** When each hook was heard last, and when it was last found silent; wall clock. */
  async read(sql: Sql): Promise<Record<HookName, Hearing>> {
    const { results } = await sql
      .prepare("SELECT hook, heard_at, missed_at FROM hook_health")
      .all<{ hook: HookName; heard_at: number | null; missed_at: number | null }>();
    const of = (hook: HookName): Hearing => {
      const row = results.find(health => health.hook === hook);
      return { heardAt: row?.heard_at ?? null, missedAt: row?.missed_at ?? null };
    };
    return { notion: of("notion"), calendar: of("calendar"), forms: of("forms") };
  },

  /** A genuine message came. */
  hearing(sql: Sql, hook: HookName, wallNow: number): Statement {
    return sql
      .prepare(
        `INSERT INTO hook_health (hook, heard_at) VALUES (?1, ?2) ON CONFLICT (hook) DO UPDATE SET heard_at = ?2
         WHERE heard_at IS NULL OR heard_at <= coalesce(missed_at, 0) OR heard_at < ?2 - ?3`,
      )
      .bind(hook, wallNow, HEARD_AGAIN_MS);
  },

  /** A reading found what a message should have told. */
  missing(sql: Sql, hook: HookName, wallNow: number): Statement {
    return sql
      .prepare(
        `INSERT INTO hook_health (hook, missed_at) VALUES (?1, ?2) ON CONFLICT (hook) DO UPDATE SET missed_at = ?2`,
      )
      .bind(hook, wallNow);
  },
};
