/**
 * What the rules of what is settled have in common: how far back anything is looked at, and which pages say all they have to.
 * Source: docs/what-is-settled.md.
 */
import { addressesOfGuest, type EventCopy, type Guest } from "../../domain/event.ts";
import { type Link, sessionOf } from "../../domain/link.ts";
import { type Programme, SHORT_ROUND_WEEKS } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import { listedBy } from "../../domain/values/maps.ts";
import type { Row } from "../../domain/values/row.ts";
import { DAY, type Instant, MINUTE } from "../../domain/values/time.ts";
import type { PastAddress } from "../past.ts";
import type { Snapshot } from "../snapshot.ts";

/** What came of a meeting, and what was said of it, is told for three weeks at most (letters/forCoordinator.ts). */
export const SAID_WITHIN = 21 * DAY;
/** Who has gone quiet is seen by the round under way and the two before it. */
const ROUNDS_LOOKED_AT = 3;
/** In rounds of over four weeks it is the last eight weeks that count, whichever programme a sign of life comes from, a letter too. */
export const LONG_LOOK_BACK = 56 * DAY;

/** How long the programmes under way look back for signs of life, whichever programme those come from: in milliseconds. */
export function lookedBackBy({ programmes }: Snapshot): number {
  const running = programmes.filter(({ status }) => status === "active" || status === "paused");
  return Math.max(0, ...running.map(lookBackOf));
}

export function lookBackOf({ roundWeeks }: Programme): number {
  return roundWeeks > SHORT_ROUND_WEEKS ? LONG_LOOK_BACK : ROUNDS_LOOKED_AT * roundWeeks * 7 * DAY;
}

/** True for a page that is there, that Krug understands, and on which nothing is to be told. */
export function isPlain(snapshot: Snapshot, row: Row): boolean {
  const doubtful = [snapshot.held, snapshot.unclear, snapshot.copies, snapshot.duplicates, snapshot.problems];
  return row.unread === undefined && row.understood === undefined && !doubtful.some(pages => pages.has(row.id));
}

/** Until when the page of a session, webinar or class is kept up with its event and with who is called what: three weeks after it, and after its last edit or reply. */
export function saidUntil(
  { startsAt, endsAt, editedAt }: Pick<Session, "startsAt" | "endsAt" | "editedAt">,
  event?: EventCopy,
): Instant {
  return Math.max(endsAt ?? startsAt ?? 0, editedAt, event?.updatedAt ?? 0) + SAID_WITHIN;
}

/** A meeting's page, as far as it can be compared with its event. */
type Met = Pick<Session, "startsAt" | "endsAt"> & { status: Session["status"] };

/** True where page, event and what was agreed say the same of whether and when it takes place. */
export function isAgreed(session: Met, event: EventCopy | undefined, { base }: Link): boolean {
  if (event === undefined) return false;
  const isOff = session.status === "cancelled" || session.status === "no_slot";
  if (isOff || event.isCancelled || base.isCancelled) return isOff && event.isCancelled && base.isCancelled;
  const minute = (at: Instant | null) => (at === null ? null : Math.floor(at / MINUTE));
  return [session, event].every(
    ({ startsAt, endsAt }) => minute(startsAt) === minute(base.startsAt) && minute(endsAt) === minute(base.endsAt),
  );
}

/** The events that are a page's or once were, by the page's id. */
export function eventsByPage({ links, events }: Snapshot): Map<string, EventCopy[]> {
  const linkOf = new Map([...links.values()].map(link => [link.eventId, link.sessionId] as const));
  return listedBy(
    [...events.values()].flatMap(event => {
      const id = linkOf.get(event.id) ?? event.sessionId ?? sessionOf(event.id)?.sessionId;
      return id == null ? [] : [[id, event] as const];
    }),
  );
}

export function guestAddresses(guest: Guest): PastAddress[] {
  return addressesOfGuest(guest).map(email => ({ email, personId: null, isGuest: true }));
}

/** What was acted on, by each of the ids it names. */
export function causesByPart({ actedOn }: Snapshot): Map<string, string[]> {
  return listedBy([...actedOn.keys()].flatMap(cause => [...new Set(cause.split(":"))].map(part => [part, cause])));
}
