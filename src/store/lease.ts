import type { Sql } from "./sql.ts";

export interface Lease {
  name: string;
  /** Grows with every holder: whoever has a smaller one has lost the lease. */
  fence: number;
}

/** Long enough for a whole invocation (15 minutes of wall time) and no longer. */
export const LEASE_MS = 15 * 60_000;

/**
 * The lease, or null while somebody else holds it; then their run is marked to be followed by another. One that was given
 * back before it could be marked is taken instead: nobody would run again for the mark.
 */
export async function takeLease(sql: Sql, name: string, holder: string, wallNow: number): Promise<Lease | null> {
  const { meta } = await sql
    .prepare(
      `INSERT INTO leases (name, holder, fence, held_until) VALUES (?1, ?2, 1, ?3)
       ON CONFLICT (name) DO UPDATE SET holder = ?2, fence = fence + 1, held_until = ?3, run_again = 0
       WHERE leases.held_until <= ?4 OR leases.holder = ?2`,
    )
    .bind(name, holder, wallNow + LEASE_MS, wallNow)
    .run();
  if (meta.changes === 0) {
    const asked = await sql
      .prepare("UPDATE leases SET run_again = 1 WHERE name = ? AND held_until > ?")
      .bind(name, wallNow)
      .run();
    return asked.meta.changes > 0 ? null : takeLease(sql, name, holder, wallNow);
  }
  const row = await sql
    .prepare("SELECT fence FROM leases WHERE name = ? AND holder = ?")
    .bind(name, holder)
    .first<{ fence: number }>();
  return row === null ? null : { name, fence: row.fence };
}

/** Gives the lease back. True when somebody asked for another run meanwhile. */
export async function returnLease(sql: Sql, lease: Lease): Promise<boolean> {
  const row = await sql
    .prepare("UPDATE leases SET held_until = 0, holder = '' WHERE name = ? AND fence = ? RETURNING run_again")
    .bind(lease.name, lease.fence)
    .first<{ run_again: number }>();
  return row?.run_again === 1;
}
