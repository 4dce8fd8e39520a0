import type { GoogleState } from "../state.ts";
import type { Series } from "./recurrence.ts";

export type Role = "none" | "freeBusyReader" | "reader" | "writerWithoutPrivateAccess" | "writer" | "owner";

export interface AclRule {
  id: string;
  role: Role;
  scope: { type: string; value?: string };
  etag: string;
}

export interface EventTime {
  date?: string;
  dateTime?: string;
  timeZone?: string;
}

export interface Attendee {
  email: string;
  responseStatus: string;
  displayName?: string;
  optional?: boolean;
  resource?: boolean;
  comment?: string;
  additionalGuests?: number;
}

/** The fields of an event that all its copies share, as its JSON has them. Never changed in place. */
export type SharedFields = {
  status: string;
  start: EventTime;
  end: EventTime;
  eventType: string;
  summary?: string;
  description?: string;
  location?: string;
  recurrence?: string[];
  attendees?: Attendee[];
  transparency?: string;
  visibility?: string;
  guestsCanModify?: boolean;
  extendedShared?: Record<string, string>;
} & Record<string, unknown>;

/** The fields that each copy has for itself. Never changed in place. */
export interface OwnFields {
  reminders?: { useDefault?: boolean; overrides?: { method: string; minutes: number }[] };
  colorId?: string;
  transparency?: string;
  visibility?: string;
  extendedPrivate?: Record<string, string>;
}

export interface Conference {
  /** One that was not asked for here but given as it is elsewhere: what its JSON says. */
  given?: Record<string, unknown>;
  requestId: string;
  solution: string;
  code: string;
  /** World time from which it is ready; null: at the next read. */
  readyAt: number | null;
  /** Whether its being ready was already recorded as a change. */
  settled: boolean;
}

/** An event, once for all calendars it stands in. */
export interface SharedEvent {
  id: string;
  iCalUID: string;
  /** The calendar it was made in; of an imported event, the organizer's address. */
  organizer: string;
  organizerName?: string;
  creator: string;
  created: number;
  sequence: number;
  imported: boolean;
  fields: SharedFields;
  /** Instants; of all-day events midnights UTC of their dates. */
  startsAt: number;
  endsAt: number;
  allDay: boolean;
  series: Series | null;
  conference: Conference | null;
  /** Of a changed instance: its series and where in it the instance stood. */
  master: SharedEvent | null;
  originalStart: number;
  /** Of a series: its changed instances, by their original start. */
  exceptions: Map<number, SharedEvent>;
  /** Of what is or was a series: starts of instances that a change of its rule or time took away, by their ids. */
  lostInstances: Map<string, number>;
  copies: Map<string, EventCopy>;
}

/** An event as it stands in one calendar. */
export interface EventCopy {
  calendar: CalendarRecord;
  event: SharedEvent;
  etag: string;
  updated: number;
  own: OwnFields;
  /** Its owner, a guest, removed it. */
  gone: boolean;
  /** Number of its last change in the calendar's log. */
  changedAt: number;
}

export interface CalendarRecord {
  id: string;
  owner: string;
  primary: boolean;
  summary: string;
  description?: string;
  location?: string;
  timeZone: string;
  etag: string;
  deleted: boolean;
  acl: Map<string, AclRule>;
  /** Every copy that ever stood here, by id and in the order of arrival. */
  events: Map<string, EventCopy>;
  order: EventCopy[];
  /** Changed copies, the newest last; a copy's place is right if it equals its `changedAt`. */
  log: EventCopy[];
  /** Sync tokens from before this length of the log have expired. */
  syncFloor: number;
  updated: number;
}

/** Records a write to a copy: a new etag, a place in the log, and (unless only reminders changed) a new `updated`. */
export function touch(state: GoogleState, copy: EventCopy, movesUpdated = true): void {
  copy.etag = state.identifiers.etag();
  if (movesUpdated) copy.updated = state.clock.now();
  copy.changedAt = copy.calendar.log.length;
  copy.calendar.log.push(copy);
  copy.calendar.updated = state.clock.now();
  for (const channel of state.channels.values()) {
    if (channel.calendarId === copy.calendar.id) channel.dirty = true;
  }
}

/** Records a write to an event in every calendar it stands in. */
export function touchAll(state: GoogleState, event: SharedEvent): void {
  for (const copy of event.copies.values()) touch(state, copy);
}

/** The event's copy in a calendar, made if it is missing. */
export function ensureCopy(state: GoogleState, event: SharedEvent, calendar: CalendarRecord): EventCopy | null {
  const present = calendar.events.get(event.id);
  if (present !== undefined) return present.event === event ? present : null;
  const now = state.clock.now();
  const copy: EventCopy = { calendar, event, etag: "", updated: now, own: {}, gone: false, changedAt: -1 };
  calendar.events.set(event.id, copy);
  calendar.order.push(copy);
  event.copies.set(calendar.id, copy);
  return copy;
}

/** Whether a copy counts as deleted where it stands. */
export function isCancelled(copy: EventCopy): boolean {
  return copy.gone || copy.event.fields.status === "cancelled";
}

/** Whether a copy stands in the calendar that the event was made in. */
export function isOrganizerCopy(copy: EventCopy): boolean {
  return copy.calendar.id === copy.event.organizer || copy.event.imported;
}

/** A fresh calendar that its owner may do everything with. */
export function newCalendar(
  state: GoogleState,
  fields: { id: string; owner: string; primary: boolean; summary: string; timeZone: string },
): CalendarRecord {
  const ownerRule: AclRule = {
    id: `user:${fields.owner}`,
    role: "owner",
    scope: { type: "user", value: fields.owner },
    etag: state.identifiers.etag(),
  };
  const calendar: CalendarRecord = {
    ...fields,
    etag: state.identifiers.etag(),
    deleted: false,
    acl: new Map([[ownerRule.id, ownerRule]]),
    events: new Map(),
    order: [],
    log: [],
    syncFloor: 0,
    updated: state.clock.now(),
  };
  state.calendars.set(calendar.id, calendar);
  return calendar;
}
