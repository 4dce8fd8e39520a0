import type { Stop, StopKind } from "../../core/rules/guards/stops.ts";
import type { Sql, Statement } from "../database/sql.ts";

export async function listStops(sql: Sql): Promise<Stop[]> {
  return (await sql.prepare("SELECT what, since, until, times, why FROM stops ORDER BY what").all<Stop>()).results;
}

export function savingStop(sql: Sql, { what, since, until, times, why }: Stop): Statement {
  return sql
    .prepare(
      `INSERT INTO stops (what, since, until, times, why) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (what) DO UPDATE SET until = excluded.until, times = excluded.times, why = excluded.why`,
    )
    .bind(what, since, until, times, why.slice(0, 500));
}

export function droppingStop(sql: Sql, what: StopKind): Statement {
  return sql.prepare("DELETE FROM stops WHERE what = ?").bind(what);
}
