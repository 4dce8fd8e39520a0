/**
 * What may be settled before anything is decided, after the database was lost: groups are looked at a few hundred at a time, and all pages
 * at once would have to say the same of them.
 *
 * Idea: what hangs on other pages than a group's own, and on its people's, is left to live: it is settled the night after. Source:
 * docs/what-is-settled.md#after-a-loss. Cost: one look at each event, link and series of the groups.
 */
import { ownerOf } from "../../domain/addresses.ts";
import { parseMarks } from "../../domain/series.ts";
import { sessionCode } from "../../domain/session.ts";
import { type Row, text } from "../../domain/values/row.ts";
import type { Instant } from "../../domain/values/time.ts";
import { heirsToAdopt, linksToFollow } from "../reshaped.ts";
import type { Snapshot } from "../snapshot.ts";
import { type SettledGroup, settledGroups } from "./groups.ts";

/** What other pages and events have to do with groups: keys and codes that more than one page carries, and groups an event without a page may be of. */
export interface Doubts {
  keys: ReadonlySet<string>;
  codes: ReadonlySet<string>;
  groups: ReadonlySet<string>;
}

/** True for a page whose key is its own, and on which nothing stands that was told before: it may be told no more. */
export function hasPlainWords(row: Row, twice: ReadonlySet<string>): boolean {
  return !twice.has(text(row, "key")) && text(row, "krugSays") === "";
}

/** Of the groups in a part of all pages, with all that is theirs, those that are settled whatever the other pages say. */
export function surelySettled(snapshot: Snapshot, now: Instant, doubts: Doubts): SettledGroup[] {
  const { rows, series, addresses } = snapshot;
  const copied = new Set([...snapshot.copies.values()].map(({ of }) => of));
  const reshaped = new Set(
    [...linksToFollow(snapshot, now), ...heirsToAdopt(snapshot)].map(({ series: { groupId } }) => groupId),
  );
  const isShared = (pageId: string) =>
    !hasPlainWords(rows.get(pageId)!, doubts.keys) || doubts.codes.has(sessionCode(pageId));
  return settledGroups(snapshot, now, () => false).filter(({ group, pageIds, seriesIds, addresses: own }) => {
    const isUnclear = [...group.memberIds, group.facilitatorId ?? ""].some(id => addresses.clashes.has(id));
    const repeated = seriesIds.flatMap(id => series.get(id) ?? []);
    return (
      !isUnclear &&
      !copied.has(group.id) &&
      !doubts.groups.has(group.id) &&
      !pageIds.some(isShared) &&
      // What stands under an address that nobody is known by is told on the page.
      own.every(({ email }) => typeof ownerOf(addresses, email) === "string") &&
      !reshaped.has(group.id) &&
      // A page of it that no listing shows may be in the trash.
      repeated.every(one => {
        const sessionIds = Object.values({ ...parseMarks(one.master.marks)?.sessions, ...one.sessions });
        return sessionIds.length > 0 && sessionIds.every(id => rows.has(id));
      })
    );
  });
}
