import { COMMANDS } from "../../core/domain/commands.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Sql, Statement } from "../database/sql.ts";
import { stateTable } from "../database/state.ts";

/** Commands whose outcome stands in a calendar. */
const IN_CALENDAR = Object.entries(COMMANDS).flatMap(([kind, { about }]) =>
  about === "event" || about === "series" || about === "letter" ? [kind] : [],
);

/** What the database holds of the calendar as a whole, over several tables. */
export const keptCalendar = {
  /** True once anything of Krug's stands in a calendar. */
  async hasPlanned(sql: Sql): Promise<boolean> {
    const row = await sql
      .prepare(
        `SELECT EXISTS (SELECT 1 FROM links) OR EXISTS (SELECT 1 FROM series)
           OR EXISTS (SELECT 1 FROM events WHERE session_id IS NOT NULL OR id LIKE 'krugletter%') AS is_planned`,
      )
      .first<{ is_planned: number }>();
    return row?.is_planned === 1;
  },

  /**
   * The statements by which another calendar takes the place of the one that was read: what is to come from `now` on has no event
   * yet, and nothing was read. Past events and letters stay known, so that figures stay and nothing is told twice.
   */
  startingAnew(sql: Sql, calendarId: string, now: Instant): Statement[] {
    return [
      sql.prepare("DELETE FROM links WHERE base ->> 'endsAt' > ?").bind(now),
      sql
        .prepare(
          "DELETE FROM events WHERE id NOT LIKE 'krugletter%' AND coalesce(content ->> 'endsAt' > ?1, 1) AND id NOT IN (SELECT event_id FROM links)",
        )
        .bind(now),
      sql.prepare("DELETE FROM series"),
      sql
        .prepare("DELETE FROM outbox WHERE state <> 'done' AND kind IN (SELECT value FROM json_each(?))")
        .bind(JSON.stringify(IN_CALENDAR)),
      sql.prepare("DELETE FROM stops WHERE what = 'other_calendar'"),
      stateTable.saving(sql, "sync_token", null),
      stateTable.saving(sql, "events_from", null),
      stateTable.saving(sql, "calendar_id", calendarId),
      stateTable.saving(sql, "read_on", null),
      stateTable.beingDue(sql),
    ];
  },
};
