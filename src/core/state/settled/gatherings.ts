import type { Gathering } from "../../domain/gathering.ts";
import { LONGEST_GATHERING } from "../../domain/session.ts";
import { comparableTitle } from "../../domain/values/content.ts";
import { date, type Row, text } from "../../domain/values/row.ts";
import { DAY, type Instant, parseInstant } from "../../domain/values/time.ts";
import type { Snapshot } from "../snapshot.ts";
import { eventsByPage, isAgreed, saidUntil } from "./parts.ts";

/** Who was at another one lately comes after others: those of the 90 days before one that has not ended (plan/sessions/gatherings.ts). */
const LOOKED_BACK = 90 * DAY + LONGEST_GATHERING;

/** Which webinars and classes are over: fifteen weeks ago, when page and event say the same and no other page is called so at that time. */
export function gatheringsOver(snapshot: Snapshot, now: Instant): (row: Row) => boolean {
  const eventsOf = eventsByPage(snapshot);
  const alike = Map.groupBy(
    [...snapshot.rows.values()].filter(({ source }) => source === "gatherings"),
    placeOf,
  );
  return row => {
    const gathering = snapshot.gatherings.get(row.id);
    if (gathering === undefined || alike.get(placeOf(row))?.length !== 1) return false;
    const own = eventsOf.get(row.id) ?? [];
    const said = Math.max(saidUntil(gathering), ...own.map(event => saidUntil(gathering, event)));
    return gathering.endsAt + LOOKED_BACK <= now && said <= now && isSettledWith(snapshot, gathering, own);
  };
}

function isSettledWith(snapshot: Snapshot, gathering: Gathering, own: readonly { id: string; isCancelled: boolean }[]) {
  const link = snapshot.links.get(gathering.id);
  const others = own.filter(event => event.id !== link?.eventId);
  if (!others.every(event => event.isCancelled)) return false;
  return link === undefined || isAgreed(gathering, snapshot.events.get(link.eventId), link);
}

function placeOf(row: Row): string {
  return `${parseInstant(date(row, "when")?.start ?? "")} ${comparableTitle(text(row, "title"))}`;
}
