import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import type { RawEvent } from "../core/domain/series.ts";
import { attendeesWith, guestsOf, meetLink } from "./eventBody.ts";

type Event = calendar_v3.Schema$Event;
type Guests = ReturnType<typeof guestsOf>;

/**
 * What an event has of its own and no other can be given, and what Krug decides by itself. Everything else people may have set,
 * and goes along as it stands: also what Google adds to its events one day.
 */
const NOT_CARRIED: readonly string[] = [
  "attendees",
  "attendeesOmitted",
  "conferenceData",
  "created",
  "creator",
  "description",
  "end",
  "endTimeUnspecified",
  "etag",
  "eventType",
  "extendedProperties",
  "hangoutLink",
  "htmlLink",
  "iCalUID",
  "id",
  "kind",
  "locked",
  "organizer",
  "originalStartTime",
  "privateCopy",
  "recurrence",
  "recurringEventId",
  "sequence",
  "start",
  "summary",
  "updated",
];

/** Google leaves out of its answers what has the value an event has by itself; an insert of Krug's would have another. */
const BY_ITSELF: Event = { visibility: "default", guestsCanInviteOthers: true, guestsCanModify: false };

/** What an event that goes on from another is made with: all that people set on that one; without one, Krug's own call. */
export function carriedOver(
  from: RawEvent | null,
  own: { id: string; guests: Guests; marks: Readonly<Record<string, string>> },
): Event {
  if (from === null)
    return {
      attendees: attendeesWith([], own.guests),
      extendedProperties: { private: { ...own.marks } },
      conferenceData: meetLink(own.id),
    };
  const { shared, private: hidden } = othersProperties(from);
  const conferenceData = conferenceFrom(from, own.id);
  return {
    ...BY_ITSELF,
    ...fieldsOf(from),
    attendees: attendeesWith((from.attendees as Event["attendees"]) ?? [], own.guests),
    extendedProperties: { private: { ...hidden, ...own.marks }, ...(shared === undefined ? {} : { shared }) },
    ...(conferenceData === null ? {} : { conferenceData }),
  };
}

/**
 * What an instance has that its series has not, as a patch for an instance of the series that goes on; `guests` are its people.
 * What `present` says already is left out, so that asked again it is nothing.
 */
export function differenceOf(instance: RawEvent, whole: RawEvent, present: Event, guests: Guests | undefined): Event {
  const patch: Record<string, unknown> = {};
  const [ours, theirs] = [
    { ...BY_ITSELF, ...fieldsOf(instance) },
    { ...BY_ITSELF, ...fieldsOf(whole) },
  ];
  const now = { ...BY_ITSELF, ...fieldsOf(present as RawEvent) } as Record<string, unknown>;
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const value = (ours as Record<string, unknown>)[key];
    if (isSame(value, (theirs as Record<string, unknown>)[key]) || isSame(value, now[key])) continue;
    patch[key] = replacing(value, now[key]);
  }
  const listed = (event: RawEvent | Event) => (event.attendees ?? []) as NonNullable<Event["attendees"]>;
  const wanted = attendeesWith(listed(instance), guests ?? guestsOf({ attendees: listed(instance) }));
  if (!isSame(named(listed(instance)), named(listed(whole))) && !isSame(named(wanted), named(listed(present))))
    patch.attendees = wanted;
  const call = (event: RawEvent | Event) => (event.conferenceData as Event["conferenceData"])?.conferenceId ?? null;
  if (!isKrugsCall(instance) && call(instance) !== call(whole) && call(present) !== call(instance))
    patch.conferenceData = conferenceFrom(instance, present.id ?? "");
  const properties = propertyDifference(instance, whole, present as RawEvent);
  return { ...patch, ...(properties === null ? {} : { extendedProperties: properties }) };
}

/** A value as a patch puts it in another's place: parts of it that a patch would leave are taken away. */
function replacing(value: unknown, now: unknown): unknown {
  if (value === undefined) return null;
  if (Array.isArray(value) || typeof value !== "object" || typeof now !== "object" || now === null) return value;
  return { ...Object.fromEntries(Object.keys(now).map(key => [key, null])), ...value };
}

/** The people and rooms of a list as far as they do not reply: replies begin anew on another event. */
function named(attendees: NonNullable<Event["attendees"]>): unknown {
  return attendees
    .map(({ responseStatus: _reply, self: _self, organizer: _organizer, ...rest }) => rest)
    .sort((a, b) => ((a.email ?? "") < (b.email ?? "") ? -1 : 1));
}

function fieldsOf(event: RawEvent): Event {
  return Object.fromEntries(Object.entries(event).filter(([key]) => !NOT_CARRIED.includes(key)));
}

type Properties = { private: Record<string, string>; shared?: Record<string, string> };

/** Properties of other programs: Krug's own are written for the event they stand on. */
function othersProperties(event: RawEvent): Properties {
  const { private: hidden = {}, shared } = (event.extendedProperties ?? {}) as Partial<Properties>;
  const others = Object.entries(hidden).filter(([key]) => !key.startsWith("krug"));
  return { private: Object.fromEntries(others), ...(shared === undefined ? {} : { shared }) };
}

function propertyDifference(
  instance: RawEvent,
  whole: RawEvent,
  present: RawEvent,
): Event["extendedProperties"] | null {
  const [ours, theirs, now] = [instance, whole, present].map(othersProperties) as [Properties, Properties, Properties];
  const found: Record<string, Record<string, string>> = {};
  for (const kind of ["private", "shared"] as const) {
    const keys = new Set([...Object.keys(ours[kind] ?? {}), ...Object.keys(theirs[kind] ?? {})]);
    for (const key of keys) {
      const value = ours[kind]?.[key];
      if (value === theirs[kind]?.[key] || value === now[kind]?.[key]) continue;
      found[kind] = { ...found[kind], [key]: (value ?? null) as string };
    }
  }
  return Object.keys(found).length === 0 ? null : found;
}

/**
 * The call of the next event: what people set up is taken along; of Krug's own there is a new one, as Google advises, so that
 * nobody who left can enter it; and where people took it away there is none.
 */
function conferenceFrom(event: RawEvent, id: string): Event["conferenceData"] | null {
  const conference = event.conferenceData as Event["conferenceData"];
  if (conference === undefined) return null;
  if (isKrugsCall(event)) return meetLink(id);
  const { createRequest: _request, ...rest } = conference;
  return rest;
}

function isKrugsCall(event: RawEvent): boolean {
  const conference = event.conferenceData as Event["conferenceData"];
  return conference?.createRequest?.requestId?.startsWith("krug") === true;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
