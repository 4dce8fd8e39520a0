import { calendar, type calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import type { EventCopy, EventDraft, Guest, Reply } from "../core/domain/event.ts";
import { CALL_TIMEOUT_MS, Failure } from "../core/domain/values/failure.ts";
import { type Unforeseen, understood } from "../core/domain/values/guarded.ts";
import { type Instant, type Interval, parseInstant, toIso, toLocalIso } from "../core/domain/values/time.ts";
import { googleFailure } from "./failure.ts";
import type { GoogleAuth } from "./signIn.ts";

export type Paced = <T>(call: () => Promise<T>) => Promise<T>;

/** The programme's calendar as the adapter uses it. */
export interface CalendarApi {
  calendarId: string;
  /** What was read so far and could not be understood. */
  unread: Unforeseen[];
  call<T>(use: (api: calendar_v3.Calendar) => Promise<{ data: T }>, kind: "read" | "write"): Promise<T>;
}

/** The official Calendar client over the given fetch, paced; its own retries are off (they ignore Retry-After). */
export function calendarApi(settings: {
  auth: GoogleAuth;
  calendarId: string;
  rootUrl: string;
  fetch: typeof fetch;
  paced: Paced;
}): CalendarApi {
  const api = calendar({
    version: "v3",
    auth: settings.auth as never,
    rootUrl: settings.rootUrl,
    retry: false,
    timeout: CALL_TIMEOUT_MS,
    fetchImplementation: settings.fetch as never,
  });
  return {
    calendarId: settings.calendarId,
    unread: [],
    call: (use, kind) =>
      settings.paced(async () => {
        try {
          return (await use(api)).data;
        } catch (error) {
          throw googleFailure(error, kind);
        }
      }),
  };
}

/** What changed on the calendar since a token, deletions included, and the token for next time. */
export interface EventChanges {
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

/** The address of the account Krug is signed in to Google as: its own calendar's id. */
export async function readSignedInAs(api: CalendarApi): Promise<string> {
  const primary = await api.call(client => client.calendars.get({ calendarId: "primary" }), "read");
  return primary.id ?? "";
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

/** An event as it is inserted, under an id of ours. */
export type OwnEvent = Omit<calendar_v3.Schema$Event, "id"> & { id: string };

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

/** A Meet link, asked for under the event's own id so that it is made once. */
export function meetLink(eventId: string): calendar_v3.Schema$ConferenceData {
  return { createRequest: { requestId: eventId, conferenceSolutionKey: { type: "hangoutsMeet" } } };
}

/** The event of a session or letter as it was inserted, or as it is there already. */
export async function insertedEvent(api: CalendarApi, event: OwnEvent): Promise<EventCopy> {
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

/** What Krug notes on an event for itself, on the calendar's own copy alone: guests do not see it. */
export interface OwnProperties {
  sessionId: string;
  baseMark: string;
}

/** The same as Calendar keeps it. */
export function privately({ sessionId, baseMark }: OwnProperties): calendar_v3.Schema$Event["extendedProperties"] {
  return { private: { krugSession: sessionId, krugBase: baseMark } };
}

/** What of an event is to change; what is absent stays. */
export interface EventChange {
  title?: string;
  description?: string;
  time?: { startsAt: Instant; endsAt: Instant; zone: string };
  /** The whole list: Calendar replaces arrays. Replies are kept as they stand in it. */
  guests?: Guest[];
}

/**
 * Changes an event if it still has the version that was merged.
 *
 * @throws Failure `changed` when somebody changed it since (412).
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
 * @throws Failure `changed` when somebody changed it since (412).
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
 * Cancels an event and tells its guests, if it still has the version that was decided about; one that is already gone is as
 * wanted. Returns the event as it then is, or null.
 *
 * @throws Failure `changed` when somebody changed it since (412).
 */
export async function cancelEvent(api: CalendarApi, eventId: string, etag: string): Promise<EventCopy | null> {
  try {
    await api.call(
      client =>
        client.events.delete(
          { calendarId: api.calendarId, eventId, sendUpdates: "all" },
          { headers: { "If-Match": etag } },
        ) as Promise<{ data: unknown }>,
      "write",
    );
  } catch (error) {
    if (!(error instanceof Failure) || (error.kind !== "gone" && error.kind !== "changed")) throw error;
    const event = await readEvent(api, eventId);
    // Changed since, and not by having been cancelled.
    if (error.kind === "changed" && event?.isCancelled === false) throw error;
    return event;
  }
  return readEvent(api, eventId);
}

/** When each calendar is busy; null where it could not be read, which is not the same as free. */
export type FreeBusy = Map<string, Interval[] | null>;

const CALENDARS_A_QUERY = 50;

/** Busy times by address, in a window of at most about three months (docs/facts/google-calendar.md#free-and-busy). */
export async function readFreeBusy(api: CalendarApi, emails: readonly string[], window: Interval): Promise<FreeBusy> {
  const busy: FreeBusy = new Map();
  for (let start = 0; start < emails.length; start += CALENDARS_A_QUERY) {
    const batch = emails.slice(start, start + CALENDARS_A_QUERY);
    const answer = await api.call(
      client =>
        client.freebusy.query({
          requestBody: {
            timeMin: toIso(window.startsAt),
            timeMax: toIso(window.endsAt),
            items: batch.map(id => ({ id })),
            calendarExpansionMax: CALENDARS_A_QUERY,
          },
        }),
      "read",
    );
    for (const email of batch) {
      const one = answer.calendars?.[email];
      const isReadable = one !== undefined && (one.errors ?? []).length === 0;
      busy.set(email, isReadable ? (one.busy ?? []).map(interval) : null);
    }
  }
  return busy;
}

function interval(period: calendar_v3.Schema$TimePeriod): Interval {
  return { startsAt: Date.parse(period.start ?? ""), endsAt: Date.parse(period.end ?? "") };
}

/** A draft's texts and times as Calendar has them. */
export function body(draft: EventDraft): calendar_v3.Schema$Event {
  return { summary: draft.title, description: draft.description, ...times(draft) };
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
    // Who stands there under several addresses may have said something else under each.
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

/** The same as a patch lays it over an event that may last all day. */
function timesAnew(time: Parameters<typeof times>[0]): calendar_v3.Schema$Event {
  const { start, end } = times(time);
  return { start: { ...start, date: null }, end: { ...end, date: null } };
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

/** The people invited to an event, rooms left out, and the calendar itself where somebody else's event invites it. */
export function guestsOf(event: calendar_v3.Schema$Event): Guest[] {
  const isOthers = isOthersEvent(event);
  return (event.attendees ?? [])
    .filter(guest => guest.email && !guest.resource && !(isOthers && guest.self))
    .map(guest => ({
      email: (guest.email ?? "").toLowerCase(),
      reply: (REPLIES.includes(guest.responseStatus ?? "") ? guest.responseStatus : "needsAction") as Reply,
    }));
}
