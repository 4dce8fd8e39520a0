import type { BusyTimes, FreeBusyNeed } from "../core/decide/placing.ts";
import { personByEmail } from "../core/snapshot.ts";
import { DAY, type Interval } from "../core/time.ts";
import { type CalendarApi, readFreeBusy } from "../google/calendar.ts";
import { droppingNotice, savingNotice } from "../store/notices.ts";
import type { Sql } from "../store/sql.ts";
import type { Mirror } from "./mirror.ts";

/** Free/busy is asked for at most so long a stretch at once (api-facts 2.7). */
const FREE_BUSY_DAYS = 60;

/** When people are busy over a window, read in stretches Google allows; null for a calendar that could not be read. */
export async function readBusy(calendar: CalendarApi, needs: FreeBusyNeed): Promise<BusyTimes> {
  const busy = new Map<string, Interval[] | null>();
  for (let from = needs.window.startsAt; from < needs.window.endsAt; from += FREE_BUSY_DAYS * DAY) {
    const window = { startsAt: from, endsAt: Math.min(from + FREE_BUSY_DAYS * DAY, needs.window.endsAt) };
    for (const [email, intervals] of await readFreeBusy(calendar, needs.emails, window)) {
      const known = busy.get(email);
      busy.set(email, intervals === null || known === null ? null : [...(known ?? []), ...intervals]);
    }
  }
  return busy;
}

/** Tells on people's pages that their calendar could not be read, and takes it back once it can. */
export async function tellUnreadable(
  sql: Sql,
  mirror: Mirror,
  emails: readonly string[],
  busy: BusyTimes,
): Promise<void> {
  const snapshot = mirror.snapshot();
  for (const email of emails) {
    const person = personByEmail(snapshot, email);
    if (person === null) continue;
    const isTold = hasNotice(mirror, person.id);
    if (busy.get(email) === null && !isTold) {
      const notice = { pageId: person.id, problem: { code: "calendar_unreadable" as const, email } };
      await savingNotice(sql, notice).run();
      mirror.notices = [...mirror.notices, notice];
    } else if (busy.get(email) !== null && isTold) {
      await droppingNotice(sql, person.id, "calendar_unreadable").run();
      mirror.notices = mirror.notices.filter(
        one => one.pageId !== person.id || one.problem.code !== "calendar_unreadable",
      );
    }
  }
}

function hasNotice(mirror: Mirror, pageId: string): boolean {
  return mirror.notices.some(notice => notice.pageId === pageId && notice.problem.code === "calendar_unreadable");
}
