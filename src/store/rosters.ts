import { addressKey } from "../core/domain/values/address.ts";
import type { Rosters } from "../core/plan/fuse.ts";
import type { Sql, Statement } from "./sql.ts";

/** Whom a coordinator let each programme begin with: addresses, as `addressKey` has them, by programme. */
export async function listRosters(sql: Sql): Promise<Rosters> {
  const { results } = await sql
    .prepare("SELECT programme_id, address FROM rosters")
    .all<{ programme_id: string; address: string }>();
  const rosters = new Map<string, Set<string>>();
  for (const { programme_id: id, address } of results) rosters.set(id, (rosters.get(id) ?? new Set()).add(address));
  return rosters;
}

/** Statements that add whom a go let programmes begin with; none for nobody. */
export function savingRosters(sql: Sql, roster: Readonly<Record<string, readonly string[]>>): Statement[] {
  const rows = Object.entries(roster).flatMap(([programmeId, emails]) =>
    emails.map(email => ({ programmeId, address: addressKey(email) })),
  );
  if (rows.length === 0) return [];
  return [
    sql
      .prepare(
        `INSERT OR IGNORE INTO rosters (programme_id, address)
         SELECT value ->> 'programmeId', value ->> 'address' FROM json_each(?)`,
      )
      .bind(JSON.stringify(rows)),
  ];
}
