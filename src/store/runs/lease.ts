import { CALL_TIMEOUT_MS } from "../../core/domain/values/failure.ts";
import type { Sql, Statement } from "../database/sql.ts";

export interface Lease {
  name: string;
  /** Grows with every holder: whoever has a smaller one has lost the lease. */
  fence: number;
  /** How many holders in a row ended without giving it back before this one: the platform killed them. */
  killed: number;
  /** What the last of them was in, the id of a programme's page; null where that is not known. */
  diedIn: string | null;
}

/** What the platform lets an invocation compute: `limits.cpu_ms` in wrangler.toml. Clocks stand still meanwhile. */
const CPU_LIMIT_MS = 60_000;

/** A service may not show a write for so long after it was made; before that a look-up that finds nothing proves nothing. */
export const STALENESS_MS = 60_000;

/**
 * What is left of a lease when a call begins: by the clock of whoever makes it, which may be behind by all they computed. The next
 * holder then comes when the call has ended and what it wrote can be seen.
 */
const LEAST_MS = CPU_LIMIT_MS + CALL_TIMEOUT_MS + STALENESS_MS;

/** A part of it passes before it is renewed, so that short runs renew nothing. A run that was killed holds it no longer than this. */
const LEASE_MS = LEAST_MS + 60_000;

/** Killed runs in a row from which it is reported. */
export const KILLED_TOLD = 3;

/** Who may run, one at a time: the table `leases`. */
export const leaseTable = {
  /**
   * The lease, or null while another holds it; then their run is marked to be followed by another. One that was given
   * back before it could be marked is taken instead: nobody would run again for the mark.
   */
  async take(sql: Sql, name: string, holder: string, wallNow: number): Promise<Lease | null> {
    const { meta } = await sql
      .prepare(
        `INSERT INTO leases (name, holder, fence, held_until) VALUES (?1, ?2, 1, ?3)
         ON CONFLICT (name) DO UPDATE SET holder = ?2, fence = fence + 1, held_until = ?3, run_again = 0,
           killed = killed + (leases.holder NOT IN ('', ?2))
         WHERE leases.held_until <= ?4 OR leases.holder = ?2`,
      )
      .bind(name, holder, wallNow + LEASE_MS, wallNow)
      .run();
    if (meta.changes === 0) {
      const asked = await sql
        .prepare("UPDATE leases SET run_again = 1 WHERE name = ? AND held_until > ?")
        .bind(name, wallNow)
        .run();
      return asked.meta.changes > 0 ? null : leaseTable.take(sql, name, holder, wallNow);
    }
    const row = await sql
      .prepare("SELECT fence, killed, inside FROM leases WHERE name = ? AND holder = ?")
      .bind(name, holder)
      .first<{ fence: number; killed: number; inside: string | null }>();
    return row === null ? null : { name, fence: row.fence, killed: row.killed, diedIn: row.inside };
  },

  /**
   * Keeps a lease that was taken at a moment of the wall's clock: what it gives is asked before each call to a service, and answers
   * whether the call may be made. The lease then lasts for the call and all that follows; it is renewed when a part of it has passed.
   */
  keeping(sql: Sql, lease: Lease, takenAt: number, wallNow: () => number): () => Promise<boolean> {
    let heldUntil = takenAt + LEASE_MS;
    let renewing: Promise<boolean> | null = null;
    const renew = async (): Promise<boolean> => {
      const now = wallNow();
      const isOurs = await renewLease(sql, lease, now);
      if (isOurs) heldUntil = now + LEASE_MS;
      return isOurs;
    };
    return async () => {
      if (heldUntil - wallNow() >= LEAST_MS) return true;
      renewing ??= renew().finally(() => {
        renewing = null;
      });
      return renewing;
    };
  },

  /** Notes what the holder is in, the id of a programme's page, so that it is known where it was killed; null for nothing in particular. */
  notingInside(sql: Sql, { name, fence }: Lease, inside: string | null): Statement {
    return sql.prepare("UPDATE leases SET inside = ? WHERE name = ? AND fence = ?").bind(inside, name, fence);
  },

  /** Gives the lease back. True when another run was asked for. `killed`: how many in a row still count as killed. */
  async giveBack(sql: Sql, lease: Lease, killed = 0): Promise<boolean> {
    const row = await sql
      .prepare(
        `UPDATE leases SET held_until = 0, holder = '', killed = ?3, inside = CASE ?3 WHEN 0 THEN NULL ELSE inside END
         WHERE name = ?1 AND fence = ?2 RETURNING run_again`,
      )
      .bind(lease.name, lease.fence, killed)
      .first<{ run_again: number }>();
    return row?.run_again === 1;
  },
};

/** Renews a lease. False when another holder has taken it: then no call is to be made any more. */
async function renewLease(sql: Sql, { name, fence }: Lease, wallNow: number): Promise<boolean> {
  const { meta } = await sql
    .prepare("UPDATE leases SET held_until = ? WHERE name = ? AND fence = ?")
    .bind(wallNow + LEASE_MS, name, fence)
    .run();
  return meta.changes > 0;
}
