import { THANKS_DAYS, type Thanks } from "../../domain/thanks.ts";
import { number, type Row } from "../../domain/values/row.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import type { Snapshot } from "../snapshot.ts";

/** How many count of a page's thanks is kept up for so long. */
const THANKS_ARE_NEW = 56 * DAY;

/** True for the page of a thank-you that was counted and stays so, whatever becomes of its people. */
export function staysCounted(row: Row, now: Instant): boolean {
  return number(row, "counted") !== null && row.createdAt + THANKS_ARE_NEW <= now;
}

/**
 * The thank-yous that are over: counted eight weeks ago, and edited three weeks ago. One stays as long as another one lives that may not count because of it:
 * between the same two, within 28 days after it. `isOver` says what else it needs.
 */
export function settledThanks(snapshot: Snapshot, isOver: (row: Row) => boolean): Set<string> {
  const settled = new Set<string>();
  const living: Thanks[] = [];
  const isSame = (one: Thanks, other: Thanks) =>
    one.fromIds.some(id => other.fromIds.includes(id)) && one.toIds.some(id => other.toIds.includes(id));
  for (const thanks of [...snapshot.thanks].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))) {
    const row = snapshot.rows.get(thanks.id);
    const isNeeded = living.some(other => other.at - thanks.at < THANKS_DAYS * DAY && isSame(thanks, other));
    if (row !== undefined && !isNeeded && isOver(row)) settled.add(thanks.id);
    else living.push(thanks);
  }
  return settled;
}
