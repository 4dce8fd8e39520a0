import type { Command } from "../../domain/command.ts";
import { addressesOfGuest, type EventCopy } from "../../domain/event.ts";
import type { Link, Tombstone } from "../../domain/link.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { Linked } from "./pair.ts";

/** A link whose session is off, with who ended it and when. */
export function ended(link: Link, tombstone: Tombstone): Link {
  return { ...link, base: { ...link.base, isCancelled: true }, tombstone };
}

/** The page of a session whose event was deleted by a person is cancelled, and who ended it is kept. */
export function pageCancelled({ session, source = "sessions", link, event }: Linked): Command {
  return {
    kind: "update_page",
    key: `cancel:${link.eventId}`,
    source,
    pageId: session.id,
    values: { status: "cancelled" },
    link: ended(link, { side: "calendar", at: event.updatedAt }),
  };
}

/** When the event was deleted, told on the page. */
export function tellDeleted(pair: Linked): Command {
  return {
    kind: "comment",
    key: `deleted:${pair.link.eventId}`,
    pageId: pair.session.id,
    text: pair.words.deletedInCalendar(pair.event.updatedAt, pair.draft.zone, pair.language),
  };
}

/** Page and event belong together again as they did before the session ended. */
function revived(link: Link): Link {
  return { ...link, base: { ...link.base, isCancelled: false }, tombstone: null };
}

/** The event of a session that is wished back is there again: no second one is made for it. */
export function takenBack(link: Link, event: EventCopy): Command {
  return { kind: "save_link", key: `back:${link.eventId}:${event.etag}`, link: revived(link) };
}

/** A cancelled event was brought back: its page is planned again. */
export function plannedAgain({ session, source = "sessions", link, event }: Linked): Command {
  return {
    kind: "update_page",
    key: `back:${link.eventId}:${event.etag}`,
    source,
    pageId: session.id,
    values: { status: "planned" },
    link: revived(link),
  };
}

/** When the event was brought back, told on the page. */
export function tellRestored(pair: Linked): Command {
  const { updatedAt } = pair.event;
  return {
    kind: "comment",
    key: `restored:${pair.link.eventId}:${updatedAt}`,
    pageId: pair.session.id,
    text: pair.words.restoredInCalendar(updatedAt, pair.draft.zone, pair.language),
  };
}

/** Both sides ended it by themselves: only the link has to know. */
export function notedEnd(link: Link, event: EventCopy): Command {
  return {
    kind: "save_link",
    key: `ended:${link.eventId}`,
    link: ended(link, { side: "calendar", at: event.updatedAt }),
  };
}

/** The event of a session that ended in Notion is cancelled, and everybody on it is told. */
export function eventCancelled(link: Link, event: EventCopy, now: Instant): Command {
  return {
    kind: "cancel_event",
    key: `delete:${link.eventId}`,
    etag: event.etag,
    mailed: event.guests.flatMap(addressesOfGuest),
    // Its last version before the end may be younger than the run: what is read of that late is no new life.
    link: ended(link, { side: "notion", at: Math.max(now, event.updatedAt) }),
  };
}
