import { calendarStartsAnew } from "../store/calendarSet.ts";
import { lastRun } from "../store/runs.ts";
import { betweenRuns } from "./betweenRuns.ts";
import { calendarSet, isSameCalendar } from "./otherSource.ts";
import type { Connection, World } from "./world.ts";

/**
 * The operator's word that coming sessions are to be planned in the calendar that is set, as if they had never been invited to.
 * What has taken place stays known. False where that calendar is another than they named, or there is nothing to begin anew.
 *
 * @throws Failure `busy` while a run is under way.
 */
export function startCalendarAnew(connection: Connection, world: World, calendarId: string): Promise<boolean> {
  return betweenRuns(connection, world, async ({ sql }) => {
    const { isHeld, set } = await calendarSet(connection, sql);
    if (!isHeld || !isSameCalendar(set, calendarId)) return false;
    const now = (await lastRun(sql))?.worldNow ?? world.wallNow();
    await sql.batch(calendarStartsAnew(sql, set, now));
    return true;
  });
}
