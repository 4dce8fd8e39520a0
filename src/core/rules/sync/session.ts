import type { Command } from "../../domain/command.ts";
import { addressesOfGuest, type EventCopy, type EventDraft } from "../../domain/event.ts";
import { eventIdFor, type Link } from "../../domain/link.ts";
import type { Instant } from "../../domain/values/time.ts";
import { TEXT_TABLE } from "./agenda.ts";
import { FIELD_TABLE, followCalendar, mergeFields, takenOver, timeSet } from "./fields.ts";
import { GUEST_TABLE } from "./guests.ts";
import { meetingLink } from "./meeting.ts";
import type { Linked, Pair, PlannedPage } from "./pair.ts";
import { printed, ruleFor } from "./rule.ts";
import { situationOf } from "./situation.ts";
import { SESSION_TABLE, type SessionStep } from "./table.ts";

/**
 * Keeps a session's page and its event in step.
 *
 * The commands that carry each change to the other side: what the page says, what the event says and what both last agreed on
 * (the base) make a situation, and the table (`npm run table`) says which steps follow. Cost: constant for a session.
 */
export function syncSession(pair: Pair): Command[] {
  const { session, source, link, event, draft, now } = pair;
  const sides = { source, status: session.status, startsAt: draft.startsAt, key: session.key, link, event, now };
  const situation = situationOf(sides);
  return ruleFor(SESSION_TABLE, situation).leadsTo.flatMap(step => carriedOut(step, pair));
}

/** The same for a session whose page is in the trash: its event is cancelled, unless it has begun. */
export function syncTrashed(link: Link, event: EventCopy | null, now: Instant): Command[] {
  const situation = situationOf({ status: null, startsAt: null, key: "", link, event, now });
  return ruleFor(SESSION_TABLE, situation).leadsTo.flatMap(step => {
    if (event === null) return [];
    if (step === "cancel_event") return [eventCancelled(link, event, now)];
    return step === "note_ended" ? [notedEnd(link, event)] : [];
  });
}

function carriedOut(step: SessionStep, pair: Pair): Command[] {
  if (step === "invite") return [invitation(pair.session, pair.draft, 0)];
  if (step === "adopt") return pair.event === null ? [] : [adopted(pair.session, pair.event)];
  if (pair.link === null || pair.event === null) return [];
  const linked: Linked = { ...pair, link: pair.link, event: pair.event };
  switch (step) {
    case "invite_again":
      return [invitation(pair.session, pair.draft, linked.link.generation + 1)];
    case "follow":
      return followCalendar(linked);
    case "take_back":
      return [takenBack(linked.link, linked.event)];
    case "plan_page":
      return [plannedAgain(linked)];
    case "tell_restored":
      return [tellRestored(linked)];
    case "cancel_page":
      return [pageCancelled(linked)];
    case "tell_deleted":
      return [tellDeleted(linked)];
    case "note_ended":
      return [notedEnd(linked.link, linked.event)];
    case "take_over":
      return takenOver(linked);
    case "cancel_event":
      return [eventCancelled(linked.link, linked.event, linked.now)];
    case "set_time":
      return timeSet(linked);
    case "merge_fields":
      return mergeFields(linked);
  }
}

/** The event a session is invited to with, under the id of its generation. */
function invitation(session: PlannedPage, draft: EventDraft, generation: number): Command {
  const eventId = eventIdFor(session.id, generation);
  const link: Link = {
    sessionId: session.id,
    eventId,
    generation,
    seriesId: null,
    originalStart: null,
    base: {
      title: draft.title,
      startsAt: draft.startsAt,
      endsAt: draft.endsAt,
      isCancelled: false,
      guestEmails: draft.guestEmails,
      description: draft.description,
    },
    tombstone: null,
    wasReoffered: false,
  };
  return { kind: "create_event", key: `event:${eventId}`, draft, link };
}

/** The meeting people made and the page it got belong together from here on. Nobody is mailed, nothing is written to it. */
function adopted(session: PlannedPage, event: EventCopy): Command {
  return { kind: "save_link", key: `adopted:${session.id}:${event.id}`, link: meetingLink(session, event) };
}

/** A link whose session is off, with who ended it and when. */
export function ended(link: Link, tombstone: NonNullable<Link["tombstone"]>): Link {
  return { ...link, base: { ...link.base, isCancelled: true }, tombstone };
}

/** The page of a session whose event was deleted by a person is cancelled, and who ended it is kept. */
function pageCancelled({ session, source = "sessions", link, event }: Linked): Command {
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
function tellDeleted(pair: Linked): Command {
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
function takenBack(link: Link, event: EventCopy): Command {
  return { kind: "save_link", key: `back:${link.eventId}:${event.etag}`, link: revived(link) };
}

/** A cancelled event was brought back: its page is planned again. */
function plannedAgain({ session, source = "sessions", link, event }: Linked): Command {
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
function tellRestored(pair: Linked): Command {
  const { updatedAt } = pair.event;
  return {
    kind: "comment",
    key: `restored:${pair.link.eventId}:${updatedAt}`,
    pageId: pair.session.id,
    text: pair.words.restoredInCalendar(updatedAt, pair.draft.zone, pair.language),
  };
}

/** Both sides ended it by themselves: only the link has to know. */
function notedEnd(link: Link, event: EventCopy): Command {
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

/** All that is decided about a session's page and event, as people read it: first whether they belong together, then field by field. */
export function printedTables(): string {
  return `${[printed(SESSION_TABLE), printed(FIELD_TABLE), printed(GUEST_TABLE), printed(TEXT_TABLE)].join("\n\n\n")}\n`;
}
