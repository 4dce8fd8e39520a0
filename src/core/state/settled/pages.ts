/**
 * What is settled page by page: rows of *Metrics*, surveys and digests, goals, thanks, webinars and classes.
 *
 * Idea: each noun says in its own file when it is over; what all of them need is said here. Runs don't load them: the rules they decide
 * by look at none of them, and figures and digests, which do, are worked out once a day with what is settled. Source: docs/what-is-settled.md.
 */
import { listedBy } from "../../domain/values/maps.ts";
import { type Row, type SourceKey, text } from "../../domain/values/row.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { PastAddress } from "../past.ts";
import type { Snapshot } from "../snapshot.ts";
import { gatheringsOver } from "./gatherings.ts";
import { goalIsOver } from "./goals.ts";
import { keptByKrugIsOver } from "./keptByKrug.ts";
import { causesByPart, eventsByPage, guestAddresses, isPlain, SAID_WITHIN } from "./parts.ts";
import { stepIsOver } from "./steps.ts";
import { settledThanks, staysCounted } from "./thanks.ts";

/** A page that is settled by itself, with its event. */
export interface SettledPage {
  id: string;
  eventIds: string[];
  isLinked: boolean;
  /** What was acted on that names it. */
  causes: string[];
  addresses: PastAddress[];
}

/** The tables of which pages are settled each by itself; what figures and digests need of them is read once a day. */
export const SETTLING_ALONE = [
  "metrics",
  "surveys",
  "digests",
  "roadmap",
  "thanks",
  "gatherings",
  "steps",
] as const satisfies readonly SourceKey[];

/** The pages that are settled by now, each by itself. `isOpen` is true for a page about which something is still to be carried out. */
export function settledPages(snapshot: Snapshot, now: Instant, isOpen: (pageId: string) => boolean): SettledPage[] {
  const rows = [...snapshot.rows.values()];
  const keys = listedBy(rows.flatMap(row => (text(row, "key") === "" ? [] : [[text(row, "key"), row.id] as const])));
  const copied = new Set([...snapshot.copies.values()].map(({ of }) => of));
  // Which is the copy could not be told without it.
  const hasCopy = (row: Row) => copied.has(row.id) || (keys.get(text(row, "key"))?.length ?? 0) > 1;
  const isDone = (row: Row) => isPlain(snapshot, row) && !isOpen(row.id) && !hasCopy(row);
  const thanks = settledThanks(
    snapshot,
    row => isDone(row) && staysCounted(row, now) && row.editedAt + SAID_WITHIN <= now,
  );
  const keptByKrug = keptByKrugIsOver(snapshot, now);
  const overBySource: Record<(typeof SETTLING_ALONE)[number], (row: Row) => boolean> = {
    metrics: keptByKrug,
    surveys: keptByKrug,
    digests: keptByKrug,
    roadmap: row => goalIsOver(row, now),
    thanks: row => thanks.has(row.id),
    gatherings: gatheringsOver(snapshot, now),
    steps: row => stepIsOver(row, now),
  };
  const eventsOf = eventsByPage(snapshot);
  const causesOf = causesByPart(snapshot);
  return SETTLING_ALONE.flatMap(source =>
    rows
      .filter(row => row.source === source && isDone(row) && overBySource[source](row))
      .map(({ id }) => {
        const events = eventsOf.get(id) ?? [];
        const base = snapshot.links.get(id)?.base;
        const invited = Object.entries(base?.invitedAs ?? {});
        return {
          id,
          eventIds: events.map(event => event.id),
          isLinked: base !== undefined,
          causes: causesOf.get(id) ?? [],
          addresses: [
            ...events.flatMap(({ guests }) => guests.flatMap(guestAddresses)),
            ...(base?.guestEmails ?? []).map(email => ({ email, personId: null, isGuest: true })),
            ...invited.map(([email, personId]) => ({ email, personId, isGuest: true })),
          ],
        };
      }),
  );
}
