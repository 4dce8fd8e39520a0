import { NO_REACH, type Reach } from "../../core/domain/reach.ts";
import { addressKey } from "../../core/domain/values/address.ts";
import { DAY, type Instant } from "../../core/domain/values/time.ts";
import { type DayReach, dayOf, HISTORY_DAYS, type Rosters } from "../../core/plan/massChangeGuard.ts";
import { inChunks } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** Days counted anew: the outbox keeps commands for a month, and one in doubt is settled after its day. */
const RECOUNTED_DAYS = 30;

/** How many people were told of what, by day: the table `reached`. */
export const reachTable = {
  /**
   * Sums up by day what the outbox says people were told. A command counts once, however often it was tried; the sums outlive
   * the outbox's own rows, so a day is never counted down. Between two countings a trigger adds what is carried out.
   */
  counting(sql: Sql, now: Instant): Statement {
    return sql
      .prepare(
        `INSERT INTO reached (day, approved, invitations, moves, cancellations, outsiders)
         SELECT world_at / ${DAY}, approved, sum(invitations), sum(moves), sum(cancellations), sum(outsiders) FROM outbox
         WHERE invitations + moves + cancellations > 0 AND state = 'done' AND world_at >= ?
         GROUP BY 1, 2
         ON CONFLICT (day, approved) DO UPDATE SET invitations = max(invitations, excluded.invitations),
           moves = max(moves, excluded.moves), cancellations = max(cancellations, excluded.cancellations),
           outsiders = max(outsiders, excluded.outsiders)`,
      )
      .bind((dayOf(now) - RECOUNTED_DAYS) * DAY);
  },

  /** How many people were told of what, day by day, today's last. */
  async read(sql: Sql, now: Instant): Promise<DayReach[]> {
    const { results } = await sql
      .prepare("SELECT * FROM reached WHERE day >= ? ORDER BY day")
      .bind(dayOf(now) - HISTORY_DAYS)
      .all<{ day: number; approved: number } & Reach>();
    const days = new Map<number, DayReach>();
    for (const { day, approved, invitations, moves, cancellations, outsiders } of results) {
      const reach = days.get(day) ?? { day, counted: NO_REACH, approved: NO_REACH };
      const part = approved === 2 ? "drafts" : approved === 1 ? "approved" : "counted";
      days.set(day, { ...reach, [part]: { ...NO_REACH, invitations, moves, cancellations, outsiders } });
    }
    return [...days.values()];
  },
};

/** Whom a coordinator let each programme begin with: the table `rosters`. */
export const rosterTable = {
  /** The people a coordinator let each programme begin with: addresses in `addressKey` form, by programme. */
  async list(sql: Sql): Promise<Rosters> {
    const { results } = await sql
      .prepare("SELECT programme_id, address FROM rosters")
      .all<{ programme_id: string; address: string }>();
    const rosters = new Map<string, Set<string>>();
    for (const { programme_id: id, address } of results) rosters.set(id, (rosters.get(id) ?? new Set()).add(address));
    return rosters;
  },

  /** Statements that add the people a go let programmes begin with; none without people. */
  saving(sql: Sql, roster: Readonly<Record<string, readonly string[]>>): Statement[] {
    const rows = Object.entries(roster).flatMap(([programmeId, emails]) =>
      emails.map(email => ({ programmeId, address: addressKey(email) })),
    );
    return inChunks(rows.map(row => JSON.stringify(row))).map(chunk =>
      sql
        .prepare(
          `INSERT OR IGNORE INTO rosters (programme_id, address)
           SELECT value ->> 'programmeId', value ->> 'address' FROM json_each(?)`,
        )
        .bind(chunk),
    );
  },
};
