import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import type { EventCopy, EventDraft, Guest } from "../core/domain/event.ts";
import type { LetterDraft } from "../core/domain/letter.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { understood } from "../core/domain/values/guarded.ts";
import { type Instant, toIso } from "../core/domain/values/time.ts";
import type { CalendarApi } from "./calendar.ts";
import {
  attendeesWith,
  body,
  eventCopy,
  meetLink,
  type OwnEvent,
  type OwnProperties,
  privately,
  times,
  timesAnew,
} from "./eventBody.ts";

/** What changed on the calendar since a token, deletions included, and the token for next time. */
interface EventChanges {
  events: EventCopy[];
  syncToken: string;
  /** True when this is the whole calendar, because there was no token or Google no longer knew it. */
  isFull: boolean;
}

/**
 * The calendar's changes since `syncToken`; everything for null, and again everything when the token has expired (410) or is not
 * taken (400), on whichever page that shows. The token of the last page is the only one there is.
 */
export async function listEvents(api: CalendarApi, syncToken: string | null): Promise<EventChanges> {
  try {
    return await listAll(api, syncToken);
  } catch (error) {
    const isRefused = error instanceof Failure && (error.status === 410 || error.status === 400);
    if (syncToken !== null && isRefused) return listAll(api, null);
    throw error;
  }
}

async function listAll(api: CalendarApi, syncToken: string | null): Promise<EventChanges> {
  const events: EventCopy[] = [];
  let pageToken: string | undefined;
  for (;;) {
    const page = await api.call(
      client =>
        client.events.list({
          calendarId: api.calendarId,
          maxResults: 2500,
          showDeleted: true,
          singleEvents: true,
          pageToken,
          ...(syncToken === null ? {} : { syncToken }),
        }),
      "read",
    );
    for (const event of page.items ?? []) events.push(...copyOf(api, event));
    if (page.nextPageToken) pageToken = page.nextPageToken;
    else if (page.nextSyncToken) return { events, syncToken: page.nextSyncToken, isFull: syncToken === null };
    else
      throw new Failure("busy", "google", "Google ended the list of events without a sync token", {
        retryAfterMs: 10_000,
      });
  }
}

/** Events that end after an instant, deleted ones too as far as Google still shows them: to be compared with what is kept. */
export async function listComing(api: CalendarApi, from: Instant): Promise<EventCopy[]> {
  const events: EventCopy[] = [];
  let pageToken: string | undefined;
  do {
    const page = await api.call(
      client =>
        client.events.list({
          calendarId: api.calendarId,
          maxResults: 2500,
          showDeleted: true,
          singleEvents: true,
          timeMin: toIso(from),
          pageToken,
        }),
      "read",
    );
    for (const event of page.items ?? []) events.push(...copyOf(api, event));
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return events;
}

/** The copy of a listed event; none, which is noted (`CalendarApi.unread`), for one that can't be understood. */
function copyOf(api: CalendarApi, event: calendar_v3.Schema$Event): EventCopy[] {
  return understood(api.unread, "event", event.extendedProperties?.private?.krugSession ?? null, () =>
    eventCopy(event),
  );
}

/**
 * The event as Google has it now, also a deleted one; null when there never was one. @throws Failure `rejected` for one that can't
 * be understood.
 */
export async function readEvent(api: CalendarApi, eventId: string): Promise<EventCopy | null> {
  try {
    const [copy] = copyOf(api, await rawEvent(api, eventId));
    if (copy === undefined) throw new Failure("rejected", "google", `the event ${eventId} can't be understood`);
    return copy;
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
}

/**
 * Inserts an event under an id of ours, private and with guests who invite nobody else unless it says otherwise; null where it
 * is there already: an insert that happened answers 409, and what it made is to be read.
 */
export async function insertOnce(
  api: CalendarApi,
  event: OwnEvent,
  mailGuests: boolean,
): Promise<calendar_v3.Schema$Event | null> {
  try {
    return await api.call(
      client =>
        client.events.insert({
          calendarId: api.calendarId,
          sendUpdates: mailGuests ? "all" : "none",
          ...namedParts(event),
          requestBody: { visibility: "private", guestsCanInviteOthers: false, ...event },
        }),
      "write",
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 409) throw error;
    return null;
  }
}

/** The event of a session or letter as it was inserted, or as it is there already. */
async function insertedEvent(api: CalendarApi, event: OwnEvent): Promise<EventCopy> {
  const made = await insertOnce(api, event, true);
  const copy = made === null ? await readEvent(api, event.id) : eventCopy(made);
  if (copy === null) throw new Failure("in_doubt", "google", "the event was made and can't be read");
  return copy;
}

/** Creates a session's event and mails its guests; idempotent, for the id is ours. */
export function createEvent(
  api: CalendarApi,
  eventId: string,
  ours: OwnProperties,
  draft: EventDraft,
): Promise<EventCopy> {
  return insertedEvent(api, {
    ...body(draft),
    id: eventId,
    attendees: draft.guestEmails.map(email => ({ email })),
    guestsCanModify: draft.guestsMayMove,
    extendedProperties: privately(ours),
    conferenceData: meetLink(eventId),
  });
}

/** What of an event is to change; what is absent stays. */
interface EventChange {
  title?: string;
  description?: string;
  time?: { startsAt: Instant; endsAt: Instant; zone: string };
  /** The whole list: Calendar replaces arrays. Replies are kept as they stand in it. */
  guests?: Guest[];
}

/**
 * Changes an event if it still has the version that was merged.
 *
 * @throws Failure `changed` when it has changed since (412).
 */
export async function changeEvent(
  api: CalendarApi,
  eventId: string,
  etag: string,
  change: EventChange,
  mailGuests: boolean,
  ours: OwnProperties,
): Promise<EventCopy> {
  const body = { ...(await changeBody(api, eventId, etag, change)), extendedProperties: privately(ours) };
  return eventCopy(await patchEvent(api, eventId, etag, body, mailGuests));
}

/**
 * Lays a body over an event that still has a version. What the body does not name stays, attachments and conference among it.
 *
 * @throws Failure `changed` when it has changed since (412).
 */
export function patchEvent(
  api: CalendarApi,
  eventId: string,
  etag: string,
  requestBody: calendar_v3.Schema$Event,
  mailGuests: boolean,
): Promise<calendar_v3.Schema$Event> {
  return api.call(
    client =>
      client.events.patch(
        {
          calendarId: api.calendarId,
          eventId,
          sendUpdates: mailGuests ? "all" : "none",
          ...namedParts(requestBody),
          requestBody,
        },
        { headers: { "If-Match": etag } },
      ),
    "write",
  );
}

/** Google leaves out a conference and attachments of a write that does not say it knows of them. */
function namedParts(event: calendar_v3.Schema$Event): { conferenceDataVersion?: 1; supportsAttachments?: true } {
  return {
    ...(event.conferenceData === undefined ? {} : { conferenceDataVersion: 1 }),
    ...(event.attachments === undefined ? {} : { supportsAttachments: true }),
  };
}

/**
 * A change as a patch lays it over the event of a version. Calendar replaces the list of guests as a whole, so with one to write
 * the event is read as it is, and whatever else the list holds goes along.
 *
 * @throws Failure `changed` when the event has another version; `rejected` where Google shows only a part of its guests.
 */
export async function changeBody(
  api: CalendarApi,
  eventId: string,
  etag: string,
  { title, description, time, guests }: EventChange,
): Promise<calendar_v3.Schema$Event> {
  return {
    ...(title === undefined ? {} : { summary: title }),
    ...(description === undefined ? {} : { description }),
    ...(time === undefined ? {} : timesAnew(time)),
    ...(guests === undefined
      ? {}
      : { attendees: attendeesWith((await wholeEvent(api, eventId, etag)).attendees ?? [], guests) }),
  };
}

/** The event as Google has it, with all its guests. */
async function wholeEvent(api: CalendarApi, eventId: string, etag: string): Promise<calendar_v3.Schema$Event> {
  const event = await rawEvent(api, eventId);
  if (event.etag !== etag) throw new Failure("changed", "google", "the event was changed", { status: 412 });
  if (event.attendeesOmitted === true)
    throw new Failure("rejected", "google", "Google shows only some of the event's guests: its list is not written");
  return event;
}

/**
 * The event as Google has it.
 *
 * @throws Failure `gone` when there never was one.
 */
export function rawEvent(api: CalendarApi, eventId: string): Promise<calendar_v3.Schema$Event> {
  return api.call(client => client.events.get({ calendarId: api.calendarId, eventId }), "read");
}

/**
 * Puts a letter in its reader's calendar and has Google mail it: private, without a call, and shown as free time. Idempotent,
 * for the id is ours.
 */
export function sendLetter(api: CalendarApi, eventId: string, draft: LetterDraft): Promise<EventCopy> {
  return insertedEvent(api, {
    ...times(draft),
    id: eventId,
    summary: draft.title,
    description: draft.description,
    attendees: [{ email: draft.email }],
    transparency: "transparent",
    guestsCanModify: false,
    extendedProperties: { private: { krugLetter: draft.mark } },
  });
}
