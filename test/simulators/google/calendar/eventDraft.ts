import { calendarError, invalidValue } from "../errors.ts";
import { isRecord } from "../shape.ts";
import type { GoogleSwitches } from "../switches.ts";
import type { Attendee, EventTime, OwnFields, SharedFields } from "./model.ts";
import { parseSeries, type Series } from "./recurrence.ts";
import { formatInstant, isZone, localToInstant, parseDate, parseInstant } from "./zones.ts";

/** An event's fields after a write was laid over them and found valid. */
export interface Draft {
  shared: SharedFields;
  own: OwnFields;
  startsAt: number;
  endsAt: number;
  allDay: boolean;
  series: Series | null;
}

type Json = Record<string, unknown>;

const EMAIL = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/;
const WEEK_FOR_REMINDERS = 40_320;

/**
 * Lays a patch over JSON as Calendar does: objects merge, arrays replace, null removes.
 * Neither argument is changed.
 */
export function mergePatch(base: Json, patch: Json): Json {
  const merged: Json = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else if (isRecord(value) && isRecord(merged[key])) merged[key] = mergePatch(merged[key], value);
    else if (isRecord(value)) merged[key] = mergePatch({}, value);
    else merged[key] = value;
  }
  return merged;
}

/** The draft that writable JSON describes. @throws ApiError 400 when Calendar would refuse it. */
export function draftOf(json: Json, calendarZone: string, switches: GoogleSwitches): Draft {
  const start = readTime(json.start, "start", calendarZone);
  const end = readTime(json.end, "end", calendarZone);
  if (start.allDay !== end.allDay) throw invalidValue("Invalid start time.");
  const mayBeEmpty = !start.allDay && switches.zeroLengthEvents === "accepted";
  if (start.at > end.at || (start.at === end.at && !mayBeEmpty)) {
    throw calendarError(400, "timeRangeEmpty", "The specified time range is empty.", { domain: "calendar" });
  }
  const { extendedProperties, reminders, colorId, ...rest } = json;
  const properties = (extendedProperties ?? {}) as { private?: Json; shared?: Json };
  checkProperties(properties.private);
  checkProperties(properties.shared);
  checkReminders(reminders);
  const shared = {
    ...rest,
    status: json.status ?? "confirmed",
    eventType: json.eventType ?? "default",
    start: start.time,
    end: end.time,
  } as SharedFields;
  if (json.attendees !== undefined)
    shared.attendees = readAttendees(json.attendees as Json[], switches.rewritesAddresses);
  if (shared.attendees?.length === 0) delete shared.attendees;
  if (properties.shared !== undefined) shared.extendedShared = texts(properties.shared);
  const series = readRecurrence(shared, start, json);
  checkType(shared, start.allDay);
  const own: OwnFields = {};
  if (reminders !== undefined) own.reminders = reminders as OwnFields["reminders"];
  if (colorId !== undefined) own.colorId = readColour(colorId as string);
  if (properties.private !== undefined) own.extendedPrivate = texts(properties.private);
  return { shared, own, startsAt: start.at, endsAt: end.at, allDay: start.allDay, series };
}

/** Whether a text is an address that Calendar would invite. */
export function isEmail(value: unknown): value is string {
  return typeof value === "string" && EMAIL.test(value);
}

interface ReadTime {
  time: EventTime;
  at: number;
  allDay: boolean;
}

function readTime(value: unknown, which: "start" | "end", calendarZone: string): ReadTime {
  const wrong = () => invalidValue(`Invalid ${which} time.`);
  if (value === undefined) {
    throw calendarError(400, "required", `Missing ${which} time.`);
  }
  const { date, dateTime, timeZone } = value as EventTime;
  if (timeZone !== undefined && !isZone(timeZone)) {
    throw invalidValue(`Invalid time zone definition for ${which} time.`);
  }
  if (date !== undefined && dateTime !== undefined) throw wrong();
  if (date !== undefined) {
    const at = parseDate(date);
    if (at === null) throw wrong();
    return { time: timeZone === undefined ? { date } : { date, timeZone }, at, allDay: true };
  }
  if (dateTime === undefined) throw calendarError(400, "required", `Missing ${which} time.`);
  const hasOffset = parseInstant(dateTime, null) !== null;
  if (!hasOffset && timeZone === undefined && parseInstant(dateTime, calendarZone) !== null) {
    throw calendarError(400, "required", `Missing time zone definition for ${which} time.`);
  }
  const at = parseInstant(dateTime, timeZone ?? null);
  if (at === null) throw wrong();
  const zone = timeZone ?? calendarZone;
  return { time: { dateTime: formatInstant(at, zone), timeZone: zone }, at, allDay: false };
}

function readRecurrence(shared: SharedFields, start: ReadTime, json: Json): Series | null {
  const lines = shared.recurrence;
  if (lines === undefined || lines.length === 0) {
    delete shared.recurrence;
    return null;
  }
  const given = (json.start as EventTime).timeZone;
  if (!start.allDay && given === undefined) {
    throw calendarError(400, "required", "Missing time zone definition for start time.");
  }
  const series = parseSeries(lines, start.at, start.allDay ? "UTC" : given!, start.allDay);
  if (series === null) throw invalidValue("Invalid recurrence rule.");
  return series;
}

/** An address at gmail.com as Google spells it: without dots, and never at googlemail.com. */
function rewritten(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  return domain === "gmail.com" || domain === "googlemail.com" ? `${name.replaceAll(".", "")}@gmail.com` : email;
}

function readAttendees(list: Json[], rewrites: boolean): Attendee[] {
  const byEmail = new Map<string, Attendee>();
  for (const entry of list) {
    if (!isEmail(entry.email)) throw invalidValue("Invalid attendee email.");
    const attendee: Attendee = {
      email: rewrites ? rewritten(entry.email.toLowerCase()) : entry.email.toLowerCase(),
      responseStatus: (entry.responseStatus as string | undefined) ?? "",
    };
    if (typeof entry.displayName === "string") attendee.displayName = entry.displayName;
    if (entry.optional === true) attendee.optional = true;
    if (entry.resource === true) attendee.resource = true;
    if (typeof entry.comment === "string" && entry.comment !== "") attendee.comment = entry.comment;
    if (typeof entry.additionalGuests === "number") {
      if (entry.additionalGuests < 0) throw invalidValue("Invalid value for additionalGuests.");
      if (entry.additionalGuests > 0) attendee.additionalGuests = entry.additionalGuests;
    }
    byEmail.set(attendee.email, attendee);
  }
  return [...byEmail.values()];
}

function checkProperties(properties: Json | undefined): void {
  if (properties === undefined) return;
  const entries = Object.entries(properties);
  let size = 0;
  for (const [key, value] of entries) {
    size += key.length + String(value ?? "").length;
    if (key.length > 44 || String(value ?? "").length > 1024) throw tooLargeProperties();
  }
  if (entries.length > 300 || size > 32_768) throw tooLargeProperties();
}

function tooLargeProperties() {
  return invalidValue("The extended properties are too large.");
}

function checkReminders(value: unknown): void {
  if (value === undefined) return;
  const { useDefault, overrides = [] } = value as NonNullable<OwnFields["reminders"]>;
  if (useDefault === true && overrides.length > 0) {
    throw calendarError(400, "cannotUseDefaultRemindersAndSpecifyOverride", CANNOT_USE_BOTH, { domain: "calendar" });
  }
  if (overrides.length > 5) throw invalidValue("Too many override reminders.");
  for (const { method, minutes } of overrides) {
    if (method === undefined || minutes === undefined) throw calendarError(400, "required", "Required");
    if (minutes < 0 || minutes > WEEK_FOR_REMINDERS) throw invalidValue("Invalid value for: minutes");
  }
}

const CANNOT_USE_BOTH = "Cannot specify both default reminders and overrides at the same time.";

function readColour(colorId: string): string {
  const number = Number(colorId);
  if (!Number.isInteger(number) || number < 1 || number > 11) throw invalidValue("Invalid color id value.");
  return colorId;
}

function checkType(shared: SharedFields, allDay: boolean): void {
  const { eventType } = shared;
  const wrong = (message: string) => calendarError(400, "eventTypeRestriction", message, { domain: "calendar" });
  if (eventType === "fromGmail") throw wrong("Events of type fromGmail cannot be created.");
  for (const [type, field] of TYPE_FIELDS) {
    if (shared[field] !== undefined && eventType !== type) throw wrong(`${field} requires event type ${type}.`);
  }
  if (eventType === "default") return;
  if ((shared.attendees?.length ?? 0) > 0) throw wrong(`An event of type ${eventType} cannot have attendees.`);
  if (eventType === "workingLocation") {
    if (shared.workingLocationProperties === undefined) throw calendarError(400, "required", "Required");
    if (shared.visibility !== "public" || shared.transparency !== "transparent") {
      throw wrong("A working location event must be public and transparent.");
    }
    return;
  }
  if (eventType === "birthday") {
    if (!allDay) throw wrong("A birthday event must last all day.");
    return;
  }
  if (allDay) throw wrong(`An event of type ${eventType} cannot last all day.`);
  if (shared.transparency === "transparent") throw wrong(`An event of type ${eventType} cannot be transparent.`);
}

const TYPE_FIELDS: [string, string][] = [
  ["outOfOffice", "outOfOfficeProperties"],
  ["focusTime", "focusTimeProperties"],
  ["workingLocation", "workingLocationProperties"],
  ["birthday", "birthdayProperties"],
];

function texts(properties: Json): Record<string, string> {
  return properties as Record<string, string>;
}

/** The instant at which an all-day date begins in a zone; other instants as they are. */
export function inZone(at: number, allDay: boolean, zone: string): number {
  return allDay ? localToInstant(at, zone) : at;
}
