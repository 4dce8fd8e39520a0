import { markOf } from "../../core/domain/values/hash.ts";
import { DAY, type Interval } from "../../core/domain/values/time.ts";
import type { BusyTimes, FreeBusyNeed } from "../../core/rules/scheduling/members.ts";
import { personByEmail, type Snapshot } from "../../core/state/snapshot.ts";
import type { GoogleCalendar } from "../../google/calendar.ts";
import type { Sql } from "../../store/database/sql.ts";
import { type Notice, noticeTable } from "../../store/mirror/notices.ts";
import type { RunMirror } from "../world/mirror.ts";

/** Free/busy is asked for at most so long a stretch at once (docs/facts/google-calendar.md#free-and-busy). */
const FREE_BUSY_DAYS = 60;

/** When people are busy over a window, read in stretches Google allows; null for a calendar that could not be read. */
async function readBusy(calendar: GoogleCalendar, needs: FreeBusyNeed): Promise<BusyTimes> {
  const busy = new Map<string, Interval[] | null>();
  for (let from = needs.window.startsAt; from < needs.window.endsAt; from += FREE_BUSY_DAYS * DAY) {
    const window = { startsAt: from, endsAt: Math.min(from + FREE_BUSY_DAYS * DAY, needs.window.endsAt) };
    for (const [email, intervals] of await calendar.freeBusy(needs.emails, window)) {
      const known = busy.get(email);
      busy.set(email, intervals === null || known === null ? null : [...(known ?? []), ...intervals]);
    }
  }
  return busy;
}

/** Reads busy times, and says them again for the same calendars and time until it is told that calendars have changed. */
interface BusyAsked {
  ask(needs: FreeBusyNeed): Promise<BusyTimes>;
  /** Events were made, moved or cancelled: what was read no longer holds. */
  forget(): void;
}

/** Busy times asked for once: what is foreseen and what is then decided are decided of the same. */
export function askedOnce(calendar: GoogleCalendar): BusyAsked {
  const known = new Map<string, Promise<BusyTimes>>();
  return {
    ask: needs => {
      const what = markOf(needs);
      const asked = known.get(what) ?? readBusy(calendar, needs);
      known.set(what, asked);
      return asked;
    },
    forget: () => known.clear(),
  };
}

/** Tells on people's pages that their calendar could not be read, and takes it back once it can. */
export async function tellUnreadable(
  sql: Sql,
  mirror: RunMirror,
  emails: readonly string[],
  busy: BusyTimes,
): Promise<void> {
  const before = mirror.notices;
  const after = withUnreadable(mirror.snapshot(), before, emails, busy);
  for (const notice of after) if (!before.includes(notice)) await (await noticeTable.saving(sql, notice)).run();
  for (const notice of before) if (!after.includes(notice)) await noticeTable.dropping(sql, notice).run();
  mirror.notices = after;
}

/** The notices as they should be once some calendars were read: one for each that could not be. */
export function withUnreadable(
  snapshot: Snapshot,
  notices: readonly Notice[],
  emails: readonly string[],
  busy: BusyTimes,
): Notice[] {
  let found = [...notices];
  for (const email of emails) {
    const person = personByEmail(snapshot, email);
    if (person === null) continue;
    const isOf = (notice: Notice) => notice.pageId === person.id && notice.problem.code === "calendar_unreadable";
    const isUnreadable = busy.get(email) === null;
    if (isUnreadable && !found.some(isOf))
      found.push({ pageId: person.id, problem: { code: "calendar_unreadable", email } });
    if (!isUnreadable) found = found.filter(notice => !isOf(notice));
  }
  return found;
}
