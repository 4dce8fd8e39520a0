import { NO_REACH, type Reach } from "../../core/domain/reach.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { rowsFor } from "../database/portions.ts";
import { contextOf, sealedText } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";

type OutboxState = "waiting" | "in_doubt" | "done" | "given_up";

export interface OutboxEntry {
  key: string;
  /** The page or event the command is about: order is kept within one. */
  entity: string;
  kind: string;
  /** Null where it can't be opened. */
  command: unknown;
  state: OutboxState;
  tries: number;
  why: string | null;
  /** Wall clock of the last try. */
  wallAt: number;
}

/** A command whose call is about to be made. */
interface Claim {
  key: string;
  entity: string;
  kind: string;
  command: unknown;
  /** How many people it tells what, and whether a coordinator let it; absent for one that tells nobody. */
  reach?: Reach & { isApproved: boolean; isDraft?: boolean };
}

/** Refusals after which a command is given up and shown. */
export const TRIES = 5;

/** Commands from just before their calls until nobody asks for them any more, sealed: the table `outbox`. */
export const outboxTable = {
  /**
   * Claims a command just before its call: from here on it is in doubt until its answer is kept. False when this run no longer
   * holds the lease, or the command was given up; then the call must not be made.
   */
  async claim(
    sql: Sql,
    entry: Claim,
    lease: { name: string; fence: number },
    at: { world: Instant; wall: number },
  ): Promise<boolean> {
    const reach = entry.reach ?? { ...NO_REACH, isApproved: false };
    const { meta } = await sql
      .prepare(
        `INSERT INTO outbox (key, entity, kind, command, state, tries, fence, world_at, wall_at,
           invitations, moves, cancellations, approved, outsiders)
         SELECT ?1, ?2, ?3, ?4, 'in_doubt', 1, ?5, ?6, ?7, ?9, ?10, ?11, ?12, ?13 WHERE EXISTS (SELECT 1 FROM leases WHERE name = ?8 AND fence = ?5)
         ON CONFLICT (key) DO UPDATE SET state = 'in_doubt', command = excluded.command, tries = tries + 1,
           fence = excluded.fence, world_at = excluded.world_at, wall_at = excluded.wall_at,
           invitations = excluded.invitations, moves = excluded.moves, cancellations = excluded.cancellations,
           approved = excluded.approved, outsiders = excluded.outsiders
         WHERE outbox.state <> 'given_up'`,
      )
      .bind(
        entry.key,
        entry.entity,
        entry.kind,
        await sealedText.kept(sql, JSON.stringify(entry.command), contextOf.command(entry.key)),
        lease.fence,
        at.world,
        at.wall,
        lease.name,
        reach.invitations,
        reach.moves,
        reach.cancellations,
        reach.isApproved ? 1 : reach.isDraft ? 2 : 0,
        reach.outsiders,
      )
      .run();
    return meta.changes > 0;
  },

  /** The command's answer is known and good. */
  settlingDone(sql: Sql, key: string): Statement {
    return sql.prepare("UPDATE outbox SET state = 'done', tries = 0, why = NULL WHERE key = ?").bind(key);
  },

  /** What was given up of a kind about one page or event is no longer to be told: its like has succeeded. */
  droppingGivenUp(sql: Sql, entity: string, kind: string): Statement {
    return sql.prepare("DELETE FROM outbox WHERE entity = ? AND kind = ? AND state = 'given_up'").bind(entity, kind);
  },

  /** The command was refused or could not be made: it waits for the next run, or is given up after its last try. */
  async settlingFailed(sql: Sql, key: string, why: string): Promise<Statement> {
    const kept = await sealedText.kept(sql, why.slice(0, 500), contextOf.why(key));
    return sql
      .prepare(
        "UPDATE outbox SET state = CASE WHEN tries >= ? THEN 'given_up' ELSE 'waiting' END, why = ? WHERE key = ?",
      )
      .bind(TRIES, kept, key);
  },

  /** The command can't be carried out as things are: it is given up at once. */
  async settlingGivenUp(sql: Sql, key: string, why: string): Promise<Statement> {
    const kept = await sealedText.kept(sql, why, contextOf.why(key));
    return sql.prepare("UPDATE outbox SET state = 'given_up', tries = ?, why = ? WHERE key = ?").bind(TRIES, kept, key);
  },

  /** The call did not happen and says nothing about the command: it waits, and the try does not count. */
  settlingPutOff(sql: Sql, key: string): Statement {
    return sql.prepare("UPDATE outbox SET state = 'waiting', tries = max(tries - 1, 0) WHERE key = ?").bind(key);
  },

  /** Entries in any of the states, oldest first. */
  async list(sql: Sql, states: readonly OutboxState[]): Promise<OutboxEntry[]> {
    const { results } = await sql
      .prepare(
        `SELECT key, entity, kind, command, state, tries, why, wall_at FROM outbox
         WHERE state IN (${states.map(() => "?").join()}) ORDER BY wall_at, key`,
      )
      .bind(...states)
      .all<Omit<OutboxEntry, "command" | "wallAt"> & { command: string; wall_at: number }>();
    return Promise.all(
      results.map(async ({ wall_at, ...row }) => {
        const command = await sealedText.opened(sql, row.command, contextOf.command(row.key));
        const why = row.why === null ? null : await sealedText.opened(sql, row.why, contextOf.why(row.key));
        return { ...row, command: command === null ? null : JSON.parse(command), why, wallAt: wall_at };
      }),
    );
  },

  /** What was given up gets one more try: once a day, for what stood in its way may be mended. */
  retryingGivenUp(sql: Sql): Statement {
    return sql.prepare("UPDATE outbox SET state = 'waiting', tries = ? WHERE state = 'given_up'").bind(TRIES - 1);
  },

  /** Commands that wait since an earlier run and were not decided anew by the one that ends: nobody wants them any more. */
  droppingUnwanted(sql: Sql, fence: number): Statement {
    return sql.prepare("DELETE FROM outbox WHERE state = 'waiting' AND fence < ?").bind(fence);
  },

  /** Of some keys those that were ever tried and are still kept. */
  async listTried(sql: Sql, keys: readonly string[]): Promise<Set<string>> {
    const wanted = "SELECT key FROM outbox WHERE key IN (SELECT value FROM json_each(?))";
    return new Set((await rowsFor<{ key: string }>(sql, wanted, keys)).map(row => row.key));
  },

  /** Of some keys those that were carried out, or given up, and are still kept. */
  async listSettled(sql: Sql, keys: readonly string[]): Promise<Set<string>> {
    const results = await rowsFor<{ key: string }>(
      sql,
      "SELECT key FROM outbox WHERE state IN ('done', 'given_up') AND key IN (SELECT value FROM json_each(?))",
      keys,
    );
    return new Set(results.map(row => row.key));
  },
};
