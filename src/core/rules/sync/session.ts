import type { Command } from "../../domain/command.ts";
import type { EventCopy, EventDraft } from "../../domain/event.ts";
import { eventIdFor, type Link } from "../../domain/link.ts";
import type { Instant } from "../../domain/values/time.ts";
import {
  eventCancelled,
  notedEnd,
  pageCancelled,
  plannedAgain,
  takenBack,
  tellDeleted,
  tellRestored,
} from "./ending.ts";
import { followCalendar, mergeFields, takenOver, timeSet } from "./fields.ts";
import { meetingLink } from "./meeting.ts";
import type { Linked, Pair, PlannedPage } from "./pair.ts";
import { ruleFor } from "./rule.ts";
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
