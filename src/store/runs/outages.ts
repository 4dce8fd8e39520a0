import type { Outage, OutageKind } from "../../core/rules/guards/outages.ts";
import type { Sql, Statement } from "../database/sql.ts";

export async function listOutages(sql: Sql): Promise<Outage[]> {
  return (await sql.prepare("SELECT what, since, until, times, why FROM stops ORDER BY what").all<Outage>()).results;
}

export function savingOutage(sql: Sql, { what, since, until, times, why }: Outage): Statement {
  return sql
    .prepare(
      `INSERT INTO stops (what, since, until, times, why) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (what) DO UPDATE SET until = excluded.until, times = excluded.times, why = excluded.why`,
    )
    .bind(what, since, until, times, why.slice(0, 500));
}

export function droppingOutage(sql: Sql, what: OutageKind): Statement {
  return sql.prepare("DELETE FROM stops WHERE what = ?").bind(what);
}
