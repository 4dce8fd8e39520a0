import type { Signs, SilenceTold } from "../core/rules/guards/silence.ts";
import type { Sql } from "./sql.ts";
import { savingState } from "./state.ts";

/** What the database knows of the runs of a connection, and how far its silence was told: one statement. */
export async function readSigns(
  sql: Sql,
  connectionId: string,
): Promise<Omit<Signs, "tickMs"> & { told: SilenceTold | null; kept: string | null }> {
  const row = await sql
    .prepare(
      `SELECT (SELECT ended_at FROM runs ORDER BY id DESC LIMIT 1) AS ended_at,
              (SELECT held_until FROM leases WHERE name = ?) AS held_until,
              (SELECT value FROM state WHERE key = 'awaited_since') AS awaited_since,
              (SELECT value FROM state WHERE key = 'silence_told') AS told`,
    )
    .bind(connectionId)
    .first<{ ended_at: number | null; held_until: number | null; awaited_since: string | null; told: string | null }>();
  return {
    lastEndedAt: row?.ended_at ?? null,
    leaseUntil: row?.held_until ?? null,
    awaitedSince: row?.awaited_since == null ? null : (JSON.parse(row.awaited_since) as number),
    told: row?.told == null ? null : (JSON.parse(row.told) as SilenceTold),
    kept: row?.told ?? null,
  };
}

/** Notes since when a first run is waited for; the first note stays. */
export async function noteAwaited(sql: Sql, wallNow: number): Promise<void> {
  await sql
    .prepare("INSERT INTO state (key, value) VALUES ('awaited_since', ?) ON CONFLICT (key) DO NOTHING")
    .bind(JSON.stringify(wallNow))
    .run();
}

/** Takes on the telling of a silence; false where somebody else did meanwhile. `kept` is the telling as it was read. */
export async function claimTelling(sql: Sql, kept: string | null, next: SilenceTold): Promise<boolean> {
  const { meta } = await sql
    .prepare(
      `INSERT INTO state (key, value) VALUES ('silence_told', ?1)
       ON CONFLICT (key) DO UPDATE SET value = ?1 WHERE state.value = ?2`,
    )
    .bind(JSON.stringify(next), kept)
    .run();
  return meta.changes > 0;
}

export async function settleTelling(sql: Sql, told: SilenceTold): Promise<void> {
  await savingState(sql, "silence_told", told).run();
}
