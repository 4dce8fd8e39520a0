import type { GoogleState } from "../state.ts";
import { conferenceWasRead, renderConference, settleConference } from "./conference.ts";
import { type EventCopy, type EventTime, isCancelled, type SharedEvent } from "./model.ts";
import { instanceSuffix } from "./recurrence.ts";
import { formatDate, formatInstant } from "./zones.ts";

/** How an answer is to be written. */
export interface ViewOptions {
  zone: string;
  maxAttendees: number | null;
  /** The caller sees only when things are, not what. */
  freeBusyOnly: boolean;
}

type Json = Record<string, unknown>;

/** An occurrence of a series that nobody has changed. */
export interface Occurrence {
  startsAt: number;
  endsAt: number;
}

/** The JSON of an event as one calendar shows it; with an occurrence, of that instance of the series. */
export function renderEvent(
  state: GoogleState,
  copy: EventCopy,
  options: ViewOptions,
  occurrence: Occurrence | null = null,
): Json {
  const { event, own, calendar } = copy;
  const { fields } = event;
  settleConference(state, event);
  const id = occurrence === null ? event.id : instanceId(event, occurrence.startsAt);
  const json: Json = { kind: "calendar#event", etag: copy.etag, id };
  json.status = copy.gone ? "cancelled" : fields.status;
  json.htmlLink = `https://www.google.com/calendar/event?eid=${btoa(`${id} ${calendar.id}`).replaceAll("=", "")}`;
  json.created = new Date(event.created).toISOString();
  json.updated = new Date(copy.updated).toISOString();
  const { start, end, attendees, extendedShared, recurrence, transparency, visibility, ...rest } = fields;
  const hidden = options.freeBusyOnly;
  if (!hidden) Object.assign(json, rest, { status: json.status });
  json.eventType = fields.eventType;
  if (hidden) json.visibility = "private";
  const creator = state.switches.namesCreators ? nameOf(state, event.creator) : {};
  json.creator = withSelf({ email: event.creator, ...creator }, event.creator === calendar.id);
  json.organizer = withSelf(organizerOf(state, event), event.organizer === calendar.id);
  json.start = renderTime(occurrence?.startsAt ?? event.startsAt, start, event.allDay, options.zone);
  json.end = renderTime(occurrence?.endsAt ?? event.endsAt, end, event.allDay, options.zone);
  if (occurrence !== null || event.master !== null) {
    const master = event.master ?? event;
    json.recurringEventId = master.id;
    json.originalStartTime = renderTime(
      occurrence?.startsAt ?? event.originalStart,
      master.fields.start,
      master.allDay,
      options.zone,
    );
  } else if (recurrence !== undefined) json.recurrence = recurrence;
  json.iCalUID = event.iCalUID;
  json.sequence = event.sequence;
  const shownTransparency = own.transparency ?? transparency;
  const shownVisibility = own.visibility ?? visibility;
  if (shownTransparency !== undefined && shownTransparency !== "opaque") json.transparency = shownTransparency;
  if (hidden) return json;
  if (shownVisibility !== undefined && shownVisibility !== "default") json.visibility = shownVisibility;
  if (own.colorId !== undefined) json.colorId = own.colorId;
  renderAttendees(copy, json, options.maxAttendees, state.switches.guestsShown);
  if (extendedShared !== undefined || own.extendedPrivate !== undefined) {
    json.extendedProperties = {
      ...(own.extendedPrivate === undefined ? {} : { private: own.extendedPrivate }),
      ...(extendedShared === undefined ? {} : { shared: extendedShared }),
    };
  }
  json.reminders = own.reminders ?? { useDefault: fields.eventType === "default" };
  if (event.imported) json.privateCopy = true;
  renderConference(state, event, json);
  conferenceWasRead(state, event);
  return json;
}

/** What is left of a deleted event in lists: its id, and of an instance also where it stood. */
export function renderStub(copy: EventCopy, zone: string, originalStart: number | null = null): Json {
  const { event } = copy;
  const id = originalStart === null ? event.id : instanceId(event, originalStart);
  const json: Json = { kind: "calendar#event", etag: copy.etag, id, status: "cancelled" };
  if (originalStart !== null || event.master !== null) {
    const master = event.master ?? event;
    json.recurringEventId = master.id;
    json.originalStartTime = renderTime(originalStart ?? event.originalStart, master.fields.start, master.allDay, zone);
  }
  return json;
}

/** What is left of an instance that its series has no more, under the id it had. */
export function renderLost(copy: EventCopy, zone: string, id: string, originalStart: number): Json {
  const isDay = !id.endsWith("Z");
  return {
    kind: "calendar#event",
    etag: copy.etag,
    id,
    status: "cancelled",
    recurringEventId: copy.event.id,
    originalStartTime: isDay ? { date: formatDate(originalStart) } : { dateTime: formatInstant(originalStart, zone) },
  };
}

/** The id of an instance of a series. */
export function instanceId(master: SharedEvent, originalStart: number): string {
  return `${master.id}_${instanceSuffix(originalStart, master.allDay)}`;
}

/** The stub of a cancelled copy, or its whole JSON. */
export function renderInList(state: GoogleState, copy: EventCopy, options: ViewOptions): Json {
  return isCancelled(copy) ? renderStub(copy, options.zone) : renderEvent(state, copy, options);
}

function renderTime(at: number, stored: EventTime, allDay: boolean, zone: string): EventTime {
  if (allDay) return { date: formatDate(at) };
  return { dateTime: formatInstant(at, zone), ...(stored.timeZone === undefined ? {} : { timeZone: stored.timeZone }) };
}

function renderAttendees(copy: EventCopy, json: Json, maxAttendees: number | null, most: number): void {
  const { event, calendar } = copy;
  const attendees = event.fields.attendees;
  if (attendees === undefined) return;
  const hides = event.fields.guestsCanSeeOtherGuests === false && calendar.id !== event.organizer;
  let shown = hides ? attendees.filter(attendee => attendee.email === calendar.id) : attendees;
  if (maxAttendees !== null && shown.length > maxAttendees) {
    shown = shown.filter(attendee => attendee.email === calendar.id);
  }
  shown = shown.slice(0, most);
  if (shown.length < attendees.length) json.attendeesOmitted = true;
  json.attendees = shown.map(attendee => {
    const entry: Json = { ...attendee };
    if (attendee.email === event.organizer) entry.organizer = true;
    if (attendee.email === calendar.id) entry.self = true;
    return entry;
  });
}

function organizerOf(state: GoogleState, event: SharedEvent): Json {
  const calendar = state.calendars.get(event.organizer);
  const name = event.organizerName ?? (calendar?.primary === false ? calendar.summary : undefined);
  return { email: event.organizer, ...(name === undefined ? nameOf(state, event.organizer) : { displayName: name }) };
}

function nameOf(state: GoogleState, email: string): { displayName?: string } {
  const name = state.accounts.get(email)?.name;
  return name === undefined || name === "" ? {} : { displayName: name };
}

function withSelf(person: Json, self: boolean): Json {
  return self ? { ...person, self: true } : person;
}
