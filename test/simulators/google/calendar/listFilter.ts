import type { Call } from "../call.ts";
import { calendarError, invalidValue } from "../errors.ts";
import { inZone } from "./eventDraft.ts";
import type { EventCopy } from "./model.ts";
import { parseInstant } from "./zones.ts";

const MONTH = 30 * 86_400_000;

/** What a list asks for. */
export interface Wanted {
  timeMin: number | null;
  timeMax: number | null;
  updatedMin: number | null;
  singleEvents: boolean;
  showDeleted: boolean;
  eventTypes: string[];
  iCalUID: string | null;
  q: string | null;
  privateProperties: [string, string][];
  sharedProperties: [string, string][];
  anyProperty: boolean;
}

/** Whether something that lasts from one instant to another lies in the range asked for. */
export function overlaps(startsAt: number, endsAt: number, allDay: boolean, wanted: Wanted, zone: string): boolean {
  if (wanted.timeMin !== null && inZone(endsAt, allDay, zone) <= wanted.timeMin) return false;
  return wanted.timeMax === null || inZone(startsAt, allDay, zone) < wanted.timeMax;
}

/** Whether an event is of the kind asked for, whenever it takes place. */
export function matches(copy: EventCopy, wanted: Wanted): boolean {
  const { event, own } = copy;
  const { fields } = event;
  if (wanted.eventTypes.length > 0 && !wanted.eventTypes.includes(fields.eventType)) return false;
  if (wanted.iCalUID !== null && event.iCalUID !== wanted.iCalUID) return false;
  if (wanted.updatedMin !== null && copy.updated < wanted.updatedMin) return false;
  if (!hasProperties(own.extendedPrivate, wanted.privateProperties, wanted.anyProperty)) return false;
  if (!hasProperties(fields.extendedShared, wanted.sharedProperties, wanted.anyProperty)) return false;
  return wanted.q === null || mentions(copy, wanted.q);
}

function hasProperties(
  properties: Record<string, string> | undefined,
  wanted: [string, string][],
  any: boolean,
): boolean {
  if (wanted.length === 0) return true;
  const has = ([key, value]: [string, string]) => properties?.[key] === value;
  return any ? wanted.some(has) : wanted.every(has);
}

function mentions(copy: EventCopy, q: string): boolean {
  const { fields } = copy.event;
  const people = (fields.attendees ?? []).flatMap(attendee => [attendee.email, attendee.displayName ?? ""]);
  const words = [fields.summary, fields.description, fields.location, copy.event.organizer, ...people];
  const haystack = words.join(" ").toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every(word => haystack.includes(word));
}

/** What a call's parameters ask for. @throws ApiError 400 or 410. */
export function readWanted(call: Call): Wanted {
  const { query, state } = call;
  const instantOf = (name: string) => {
    const value = query.text(name);
    return value === null ? null : parseInstant(value, null);
  };
  const timeMin = instantOf("timeMin");
  const timeMax = instantOf("timeMax");
  if (timeMin !== null && timeMax !== null && timeMin >= timeMax) {
    throw calendarError(400, "timeRangeEmpty", "The specified time range is empty.", {
      domain: "calendar",
      locationType: "parameter",
      location: "timeMax",
    });
  }
  const updatedMin = instantOf("updatedMin");
  if (updatedMin !== null && updatedMin < state.clock.now() - MONTH) {
    throw calendarError(
      410,
      "updatedMinTooLongAgo",
      "The requested minimum modification time lies too far in the past.",
      { domain: "calendar", locationType: "parameter", location: "updatedMin" },
    );
  }
  return {
    timeMin,
    timeMax,
    updatedMin,
    singleEvents: query.flag("singleEvents"),
    // Asking what changed since an instant is pointless without what was deleted.
    showDeleted: query.flag("showDeleted") || (updatedMin !== null && !query.has("showDeleted")),
    eventTypes: query.all("eventTypes"),
    iCalUID: query.text("iCalUID"),
    q: query.text("q"),
    privateProperties: query.all("privateExtendedProperty").map(readConstraint),
    sharedProperties: query.all("sharedExtendedProperty").map(readConstraint),
    anyProperty: state.switches.repeatedPrivateProperty === "or",
  };
}

function readConstraint(value: string): [string, string] {
  const at = value.indexOf("=");
  if (at <= 0) throw invalidValue(`Invalid extended property constraint: ${value}`);
  return [value.slice(0, at), value.slice(at + 1)];
}
