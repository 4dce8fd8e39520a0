import type { Instant } from "../../core/domain/values/time.ts";
import type { Signs, SilenceTold } from "../../core/rules/guards/silence.ts";
import { RETENTION } from "../database/retention.ts";
import { contextOf, sealedField } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";
import { stateTable } from "../database/state.ts";

/** What one run did. */
export interface RunReport {
  reason: string;
  /** Commands carried out, by kind. */
  done: Record<string, number>;
  /** Pages and events read that had changed. */
  changed: number;
  /** `isUnforeseen` marks errors in Krug's own code. */
  failed: { what: string; why: string; isUnforeseen?: true }[];
  requests: { notion: number; google: number };
  statements: number;
  mails: number;
  /** True when a budget ended and the rest goes on in another message. */
  isContinued: boolean;
  /** Edits that were seen to land between the reading of a page and Krug's write to it. They stand, and are acted on. */
  landedBetween: number;
  /** True once everything it was to read was read and kept: what is left to do needs no second reading. */
  isRead?: boolean;
  /** True when the mass-change guard held the run: nothing that reaches people was done. */
  isHeld: boolean;
}

export interface KeptRun {
  id: number;
  worldNow: Instant;
  startedAt: number;
  endedAt: number;
  endedWell: boolean;
  report: RunReport;
}

/** Reports of the last runs, refusals sealed: the table `runs`. */
export const runTable = {
  /** The run that ended last; null before the first. */
  async last(sql: Sql): Promise<KeptRun | null> {
    const row = await sql.prepare("SELECT * FROM runs ORDER BY id DESC LIMIT 1").first<{
      id: number;
      world_now: number;
      started_at: number;
      ended_at: number;
      ended_well: number;
      report: string;
    }>();
    if (row === null) return null;
    const kept: RunReport = JSON.parse(row.report);
    const keys = await sql.keeping.keys();
    const report = await sealedField.opened(keys, kept, "failed", contextOf.run(row.started_at, row.ended_at));
    return {
      id: row.id,
      worldNow: row.world_now,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      endedWell: row.ended_well === 1,
      report: report ?? { ...kept, failed: [] },
    };
  },

  /** Keeps a run. An old one goes first, so that a database that is full still has room to say how the last run fared. */
  async saving(sql: Sql, run: Omit<KeptRun, "id">): Promise<Statement[]> {
    const keys = await sql.keeping.keys();
    // A service's refusal may repeat what was sent to it.
    const report = await sealedField.kept(keys, run.report, "failed", contextOf.run(run.startedAt, run.endedAt));
    return [
      sql.prepare("DELETE FROM runs WHERE id <= (SELECT max(id) FROM runs) - ?").bind(RETENTION.runs[0].rows - 1),
      sql
        .prepare("INSERT INTO runs (world_now, started_at, ended_at, ended_well, report) VALUES (?, ?, ?, ?, ?)")
        .bind(run.worldNow, run.startedAt, run.endedAt, run.endedWell ? 1 : 0, JSON.stringify(report)),
    ];
  },

  /** When a run that the cron asked for last ended, on the wall's clock; null where none did of those kept. */
  async lastCron(sql: Sql): Promise<number | null> {
    const row = await sql
      .prepare("SELECT max(ended_at) AS at FROM runs WHERE report ->> 'reason' LIKE 'cron%'")
      .first<{ at: number | null }>();
    return row?.at ?? null;
  },
};

/** How long no run has ended, and how far that was told: three entries of the table `state`. */
export const silenceState = {
  /** What the database knows of the runs of a connection, and how far its silence was told: one statement. */
  async read(
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
      .first<{
        ended_at: number | null;
        held_until: number | null;
        awaited_since: string | null;
        told: string | null;
      }>();
    return {
      lastEndedAt: row?.ended_at ?? null,
      leaseUntil: row?.held_until ?? null,
      awaitedSince: row?.awaited_since == null ? null : (JSON.parse(row.awaited_since) as number),
      told: row?.told == null ? null : (JSON.parse(row.told) as SilenceTold),
      kept: row?.told ?? null,
    };
  },

  /** Notes since when a first run is waited for; the first note stays. */
  async noteAwaited(sql: Sql, wallNow: number): Promise<void> {
    await sql
      .prepare("INSERT INTO state (key, value) VALUES ('awaited_since', ?) ON CONFLICT (key) DO NOTHING")
      .bind(JSON.stringify(wallNow))
      .run();
  },

  /** Claims the telling of a silence; false where another did meanwhile. `kept` is the telling as it was read. */
  async claimTelling(sql: Sql, kept: string | null, next: SilenceTold): Promise<boolean> {
    const { meta } = await sql
      .prepare(
        `INSERT INTO state (key, value) VALUES ('silence_told', ?1)
         ON CONFLICT (key) DO UPDATE SET value = ?1 WHERE state.value = ?2`,
      )
      .bind(JSON.stringify(next), kept)
      .run();
    return meta.changes > 0;
  },

  /** Keeps how far a silence was told. */
  async settleTelling(sql: Sql, told: SilenceTold): Promise<void> {
    await stateTable.saving(sql, "silence_told", told).run();
  },
};
