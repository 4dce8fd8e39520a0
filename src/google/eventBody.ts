import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import type { EventCopy, EventDraft, Guest } from "../core/domain/event.ts";
import { type Instant, parseInstant, toLocalIso } from "../core/domain/values/time.ts";

/** A Meet link, asked for under the event's own id so that it is made once. */
export function meetLink(eventId: string): calendar_v3.Schema$ConferenceData {
  return { createRequest: { requestId: eventId, conferenceSolutionKey: { type: "hangoutsMeet" } } };
}

/** What Krug notes on an event for itself, on the calendar's own copy alone: guests do not see it. */
export interface OwnProperties {
  sessionId: string;
  baseMark: string;
}

/** The same as Calendar keeps it. */
export function privately({ sessionId, baseMark }: OwnProperties): calendar_v3.Schema$Event["extendedProperties"] {
  return { private: { krugSession: sessionId, krugBase: baseMark } };
}

/** A draft's texts and times as Calendar has them. */
export function body(draft: EventDraft): calendar_v3.Schema$Event {
  return { summary: draft.title, description: draft.description, ...times(draft) };
}

/**
 * A list of attendees on which the people are `guests`: those who are no longer among them are left out, new ones are added, and
 * a reply that differs is written. All else stays as it stands: rooms, who is optional, names, comments, what is not known yet.
 */
export function attendeesWith(
  attendees: readonly calendar_v3.Schema$EventAttendee[],
  guests: readonly Guest[],
): calendar_v3.Schema$EventAttendee[] {
  const wanted = new Map(guests.flatMap(guest => namesOf(guest).map(email => [email, guest] as const)));
  const written = new Set<Guest>();
  const kept = attendees.flatMap(attendee => {
    const [person] = guestsOf({ attendees: [attendee] });
    if (person === undefined) return [attendee];
    const guest = wanted.get(person.email);
    if (guest === undefined) return [];
    written.add(guest);
    if (guest.insteadOf === person.email) {
      const { id: _, displayName: __, self: ___, ...rest } = attendee;
      return [{ ...rest, email: guest.email, responseStatus: guest.reply }];
    }
    // A person on it under several addresses may have said something else under each.
    const isSaid = guest.reply === person.reply || ((guest.as?.length ?? 0) > 1 && guest.reply !== "needsAction");
    return [isSaid ? attendee : { ...attendee, responseStatus: guest.reply }];
  });
  const added = guests.filter(guest => !written.has(guest));
  return [...kept, ...added.map(({ email, reply }) => ({ email, responseStatus: reply }))];
}

/** The addresses that stand for a guest on the event as it is. */
function namesOf({ email, as, insteadOf }: Guest): readonly string[] {
  return insteadOf !== undefined ? [insteadOf, email] : (as ?? [email]);
}

/** A time as Calendar has it, in the zone it is meant in. */
export function times(time: { startsAt: Instant; endsAt: Instant; zone: string }): calendar_v3.Schema$Event {
  return {
    start: { dateTime: toLocalIso(time.startsAt, time.zone), timeZone: time.zone },
    end: { dateTime: toLocalIso(time.endsAt, time.zone), timeZone: time.zone },
  };
}

const REPLIES: readonly string[] = ["needsAction", "accepted", "declined", "tentative"];

/** The copy kept of an event. Of a deleted one only the id is sure, so everything else may be empty. */
export function eventCopy(event: calendar_v3.Schema$Event): EventCopy {
  const isOthers = isOthersEvent(event);
  return {
    id: event.id ?? "",
    etag: event.etag ?? "",
    isCancelled: event.status === "cancelled",
    title: event.summary ?? "",
    description: event.description ?? "",
    startsAt: parseInstant(event.start?.dateTime ?? ""),
    endsAt: parseInstant(event.end?.dateTime ?? ""),
    guests: guestsOf(event),
    meetLink: event.hangoutLink ?? null,
    htmlLink: event.htmlLink ?? null,
    updatedAt: Date.parse(event.updated ?? "") || 0,
    sessionId: event.extendedProperties?.private?.krugSession ?? null,
    baseMark: event.extendedProperties?.private?.krugBase ?? null,
    seriesId: event.recurringEventId ?? null,
    originalStart: parseInstant(event.originalStartTime?.dateTime ?? ""),
    ...(event.recurrence?.length ? { isSeries: true } : {}),
    ...(isOthers ? { isOthers } : {}),
    ...(event.attendeesOmitted === true ? { areGuestsOmitted: true } : {}),
    ...(event.extendedProperties?.private?.krugLetter === undefined
      ? {}
      : { letterMark: event.extendedProperties.private.krugLetter }),
    ...(event.recurringEventId != null && event.extendedProperties?.private?.krugSeries !== undefined
      ? { isOfKrugsSeries: true }
      : {}),
  };
}

function isOthersEvent(event: calendar_v3.Schema$Event): boolean {
  return event.organizer != null && event.organizer.self !== true;
}

/** The people invited to an event, rooms left out, and the calendar itself where another's event invites it. */
export function guestsOf(event: calendar_v3.Schema$Event): Guest[] {
  const isOthers = isOthersEvent(event);
  return (event.attendees ?? [])
    .filter(guest => guest.email && !guest.resource && !(isOthers && guest.self))
    .map(guest => ({
      email: (guest.email ?? "").toLowerCase(),
      reply: (REPLIES.includes(guest.responseStatus ?? "") ? guest.responseStatus : "needsAction") as Guest["reply"],
    }));
}
