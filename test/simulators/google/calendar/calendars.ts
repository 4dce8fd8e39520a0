import type { Answer, Call } from "../call.ts";
import { calendarError, calendarNotFound, invalidValue } from "../errors.ts";
import type { GoogleState } from "../state.ts";
import { findCalendar, includesRole, openCalendar, roleOf } from "./access.ts";
import { mergePatch } from "./eventDraft.ts";
import { type CalendarRecord, newCalendar, type Role } from "./model.ts";
import { decodeToken, encodeToken } from "./syncTokens.ts";
import { isZone } from "./zones.ts";

type Json = Record<string, unknown>;

/** calendars.get */
export function getCalendar(call: Call): Answer {
  const { calendar } = openCalendar(call, "reader");
  return { body: renderCalendar(calendar), etag: calendar.etag };
}

/** calendars.insert: a secondary calendar, with an id that Google chooses. */
export function insertCalendar(call: Call): Answer {
  const { state, caller, body } = call;
  checkCalendar(body, true);
  const calendar = newCalendar(state, {
    id: `c_${state.identifiers.hex(60)}@group.calendar.google.com`,
    owner: caller.email,
    primary: false,
    summary: body.summary as string,
    timeZone: (body.timeZone as string | undefined) ?? state.accounts.get(caller.email)?.timeZone ?? "UTC",
  });
  setTexts(calendar, body);
  listOf(state, caller.email).add(calendar.id);
  return { body: renderCalendar(calendar), etag: calendar.etag };
}

/** calendars.patch and calendars.update */
export function writeCalendar(call: Call, replace: boolean): Answer {
  const { calendar } = openCalendar(call, "owner");
  const json = mergePatch(replace ? {} : renderCalendar(calendar), call.body);
  checkCalendar(json, true);
  calendar.summary = json.summary as string;
  calendar.timeZone = (json.timeZone as string | undefined) ?? calendar.timeZone;
  setTexts(calendar, json);
  calendar.etag = call.state.identifiers.etag();
  return { body: renderCalendar(calendar), etag: calendar.etag };
}

/** calendars.delete: of secondary calendars only. */
export function deleteCalendar(call: Call): Answer {
  const { calendar } = openCalendar(call, "owner");
  if (calendar.primary) {
    throw calendarError(403, "cannotDeletePrimaryCalendar", "Primary calendars cannot be deleted.", {
      domain: "calendar",
    });
  }
  calendar.deleted = true;
  for (const list of call.state.lists.values()) list.delete(calendar.id);
  return { status: 204, body: null };
}

/** calendarList.list: in pages of at most 250, with a sync token that answers the whole list again. */
export function listCalendars(call: Call): Answer {
  const { state, caller, query } = call;
  if (query.has("syncToken") && decodeToken(query.text("syncToken")!)?.kind !== "sync") {
    throw invalidValue("Invalid sync token value.", "syncToken");
  }
  const minimum = (query.text("minAccessRole") ?? "freeBusyReader") as Role;
  const ids = [caller.email, ...listOf(state, caller.email)];
  const entries = ids
    .map(id => findCalendar(state, id, caller.email))
    .filter(calendar => calendar !== null)
    .filter(calendar => includesRole(roleOf(calendar, caller.email), minimum));
  const token = query.text("pageToken");
  const page = token === null ? null : decodeToken(token);
  if (token !== null && page?.kind !== "page") throw invalidValue("Invalid page token value.", "pageToken");
  const offset = page?.kind === "page" ? page.offset : 0;
  const size = Math.min(query.number("maxResults") ?? 100, state.listPageLimit);
  const body: Json = { kind: "calendar#calendarList", etag: `"p${entries.length}"` };
  body.items = entries.slice(offset, offset + size).map(calendar => renderEntry(state, calendar, caller.email));
  const common = { calendar: caller.email, fingerprint: "calendarList" };
  if (offset + size < entries.length) {
    body.nextPageToken = encodeToken({ kind: "page", ...common, upTo: 0, offset: offset + size });
  } else body.nextSyncToken = encodeToken({ kind: "sync", ...common, since: 0 });
  return { body };
}

/** calendarList.get */
export function getListEntry(call: Call): Answer {
  return { body: renderEntry(call.state, listed(call), call.caller.email) };
}

/** calendarList.insert: puts a calendar that one may see on one's list. */
export function insertListEntry(call: Call): Answer {
  const { state, caller, body } = call;
  if (typeof body.id !== "string") throw calendarError(400, "required", "Required");
  const calendar = findCalendar(state, body.id, caller.email);
  if (calendar === null || roleOf(calendar, caller.email) === "none") throw calendarNotFound();
  if (!calendar.primary || calendar.owner !== caller.email) listOf(state, caller.email).add(calendar.id);
  return { body: renderEntry(state, calendar, caller.email) };
}

/** calendarList.delete */
export function deleteListEntry(call: Call): Answer {
  const calendar = listed(call);
  if (calendar.owner === call.caller.email && calendar.primary) {
    throw calendarError(403, "forbidden", "The primary calendar cannot be removed from the list.");
  }
  listOf(call.state, call.caller.email).delete(calendar.id);
  return { status: 204, body: null };
}

/** settings.get and settings.list: what a person's Calendar is set to. */
export function getSetting(call: Call): Answer {
  const settings = settingsOf(call);
  if (call.path[0] === undefined) {
    return { body: { kind: "calendar#settings", etag: '"p1"', items: settings, nextSyncToken: encodeSettings(call) } };
  }
  const found = settings.find(setting => setting.id === call.path[0]);
  if (found === undefined) throw calendarNotFound();
  return { body: found };
}

/** The ids of the calendars on somebody's list, besides the primary one. */
export function listOf(state: GoogleState, email: string): Set<string> {
  let list = state.lists.get(email);
  if (list === undefined) {
    list = new Set();
    state.lists.set(email, list);
  }
  return list;
}

function settingsOf(call: Call) {
  const account = call.state.accounts.get(call.caller.email);
  const values = { timezone: account?.timeZone ?? "UTC", locale: "en", weekStart: "1", format24HourTime: "true" };
  return Object.entries(values).map(([id, value]) => ({ kind: "calendar#setting", etag: '"1"', id, value }));
}

function encodeSettings(call: Call): string {
  return encodeToken({ kind: "sync", calendar: call.caller.email, fingerprint: "settings", since: 0 });
}

function listed(call: Call): CalendarRecord {
  const { state, caller, path } = call;
  const calendar = findCalendar(state, path[0]!, caller.email);
  const isListed = calendar?.id === caller.email || listOf(state, caller.email).has(calendar?.id ?? "");
  if (calendar === null || !isListed) throw calendarNotFound();
  return calendar;
}

function checkCalendar(body: Json, needsSummary: boolean): void {
  if (needsSummary && (typeof body.summary !== "string" || body.summary === "")) {
    throw calendarError(400, "required", "Missing title.");
  }
  if (typeof body.timeZone === "string" && !isZone(body.timeZone)) throw invalidValue("Invalid time zone.");
}

function setTexts(calendar: CalendarRecord, json: Json): void {
  for (const name of ["description", "location"] as const) {
    const value = json[name];
    if (typeof value === "string" && value !== "") calendar[name] = value;
    else delete calendar[name];
  }
}

function renderCalendar(calendar: CalendarRecord): Json {
  const { id, etag, summary, description, location, timeZone } = calendar;
  return {
    kind: "calendar#calendar",
    etag,
    id,
    summary,
    ...(description === undefined ? {} : { description }),
    ...(location === undefined ? {} : { location }),
    timeZone,
    conferenceProperties: { allowedConferenceSolutionTypes: ["hangoutsMeet"] },
  };
}

function renderEntry(state: GoogleState, calendar: CalendarRecord, email: string): Json {
  const isPrimary = calendar.primary && calendar.owner === email;
  return {
    ...renderCalendar(calendar),
    kind: "calendar#calendarListEntry",
    colorId: "14",
    backgroundColor: "#9fe1e7",
    foregroundColor: "#000000",
    selected: true,
    accessRole: roleOf(calendar, email),
    defaultReminders: isPrimary && state.accounts.has(email) ? [{ method: "popup", minutes: 10 }] : [],
    ...(isPrimary ? { primary: true } : {}),
  };
}
