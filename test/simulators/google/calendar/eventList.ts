import type { Call } from "../call.ts";
import { calendarError, invalidValue } from "../errors.ts";
import type { GoogleState } from "../state.ts";
import { openCalendar } from "./access.ts";
import { renderEvent, renderInList, renderLost, renderStub, type ViewOptions } from "./eventView.ts";
import { findEvent, horizon, occurrenceEnd } from "./instances.ts";
import { matches, overlaps, readWanted, type Wanted } from "./listFilter.ts";
import { type CalendarRecord, type EventCopy, isCancelled, type SharedEvent } from "./model.ts";
import { occurrences } from "./recurrence.ts";
import { decodeToken, encodeToken, fingerprintOf, type PageToken, readSyncToken } from "./syncTokens.ts";
import { parseInstant } from "./zones.ts";

type Json = Record<string, unknown>;

/** A line of a list before it is written out, with what it is sorted by. */
interface Entry {
  startsAt: number;
  copy: EventCopy;
  render(): Json;
}

const DAY = 86_400_000;

/** events.list: all events of a calendar in pages, or what changed since a sync token. */
export function listEvents(call: Call): Json {
  const { state, query } = call;
  const { calendar, role } = openCalendar(call, "freeBusyReader");
  const wanted = readWanted(call);
  const options = viewOptions(call, calendar, role === "freeBusyReader");
  const orderBy = query.text("orderBy");
  if (orderBy === "startTime" && !wanted.singleEvents) {
    throw invalidValue("The requested ordering is not available for the particular query.", "orderBy");
  }
  const fingerprint = fingerprintOf(query);
  const page = readPage(query.text("pageToken"), calendar, fingerprint);
  const since = query.has("syncToken") ? readSyncToken(call, calendar) : null;
  const size = Math.min(query.number("maxResults") ?? 250, state.listPageLimit);
  const upTo = page?.upTo ?? calendar.log.length;
  const offset = page?.offset ?? 0;
  const slice =
    since === null && orderBy === null
      ? storedSlice(state, calendar, wanted, options, offset, size)
      : sortedSlice(state, calendar, wanted, options, { since, upTo, orderBy, offset, size });
  const answer = envelope(state, calendar, role, options.zone);
  answer.items = slice.entries.map(entry => entry.render());
  if (slice.next !== null) {
    answer.nextPageToken = encodeToken({ kind: "page", calendar: calendar.id, fingerprint, upTo, offset: slice.next });
  } else if (givesSyncToken(wanted, orderBy)) {
    answer.nextSyncToken = encodeToken({ kind: "sync", calendar: calendar.id, fingerprint, since: upTo });
  }
  return answer;
}

/** events.instances: the occurrences of one series. */
export function listInstances(call: Call): Json {
  const { state, query } = call;
  const { calendar, role } = openCalendar(call, "reader");
  const found = findEvent(calendar, call.path[1]!);
  if (found === null) throw calendarError(404, "notFound", "Not Found");
  const wanted = { ...readWanted(call), singleEvents: true };
  const options = viewOptions(call, calendar, false);
  const fingerprint = `${found.copy.event.id} ${fingerprintOf(query)}`;
  const page = readPage(query.text("pageToken"), calendar, fingerprint);
  const originalStart = query.has("originalStart") ? parseInstant(query.text("originalStart")!, null) : null;
  const entries = expand(state, found.copy, wanted, options)
    .filter(entry => originalStart === null || entry.originalStart === originalStart)
    .sort((one, other) => one.startsAt - other.startsAt);
  const size = Math.min(query.number("maxResults") ?? 250, state.listPageLimit);
  const offset = page?.offset ?? 0;
  const answer = envelope(state, calendar, role, options.zone);
  answer.items = entries.slice(offset, offset + size).map(entry => entry.render());
  const upTo = page?.upTo ?? calendar.log.length;
  if (offset + size < entries.length) {
    const next = offset + size;
    answer.nextPageToken = encodeToken({ kind: "page", calendar: calendar.id, fingerprint, upTo, offset: next });
  } else answer.nextSyncToken = encodeToken({ kind: "sync", calendar: calendar.id, fingerprint, since: upTo });
  return answer;
}

/** How a call wants events to be written. */
export function viewOptions(call: Call, calendar: CalendarRecord, freeBusyOnly: boolean): ViewOptions {
  const zone = call.query.text("timeZone") ?? calendar.timeZone;
  return { zone, maxAttendees: call.query.number("maxAttendees"), freeBusyOnly };
}

/** Walks the calendar in the order of arrival, and stops as soon as a page is full. */
function storedSlice(
  state: GoogleState,
  calendar: CalendarRecord,
  wanted: Wanted,
  options: ViewOptions,
  from: number,
  size: number,
): { entries: Entry[]; next: number | null } {
  if (wanted.singleEvents) {
    const all = calendar.order.flatMap(copy => entriesOf(state, copy, wanted, options, false));
    return { entries: all.slice(from, from + size), next: from + size < all.length ? from + size : null };
  }
  const entries: Entry[] = [];
  for (let index = from; index < calendar.order.length; index += 1) {
    const found = entriesOf(state, calendar.order[index]!, wanted, options, false);
    if (found.length > 0 && entries.length === size) return { entries, next: index };
    entries.push(...found);
  }
  return { entries, next: null };
}

function sortedSlice(
  state: GoogleState,
  calendar: CalendarRecord,
  wanted: Wanted,
  options: ViewOptions,
  page: { since: number | null; upTo: number; orderBy: string | null; offset: number; size: number },
): { entries: Entry[]; next: number | null } {
  const copies = page.since === null ? calendar.order : changedBetween(calendar, page.since, page.upTo);
  const changed = new Set(copies.map(copy => copy.event));
  const entries = copies
    // A changed series lists its changed instances itself.
    .filter(
      ({ event }) => page.since === null || !wanted.singleEvents || event.master === null || !changed.has(event.master),
    )
    .flatMap(copy => entriesOf(state, copy, wanted, options, page.since !== null));
  if (page.orderBy === "startTime") entries.sort((one, other) => one.startsAt - other.startsAt);
  if (page.orderBy === "updated") entries.sort((one, other) => one.copy.updated - other.copy.updated);
  const end = page.offset + page.size;
  return { entries: entries.slice(page.offset, end), next: end < entries.length ? end : null };
}

/** Copies with a change in this stretch of the log, each once, where it first changed: pages stay stable. */
function changedBetween(calendar: CalendarRecord, since: number, upTo: number): EventCopy[] {
  return [...new Set(calendar.log.slice(since, upTo))];
}

function entriesOf(
  state: GoogleState,
  copy: EventCopy,
  wanted: Wanted,
  options: ViewOptions,
  incremental: boolean,
): Entry[] {
  const { event } = copy;
  if (!matches(copy, wanted)) return [];
  if (wanted.singleEvents && event.series !== null) {
    return expand(state, copy, { ...wanted, showDeleted: wanted.showDeleted || incremental }, options);
  }
  const lost = wanted.singleEvents && incremental ? lostEntries(copy, options) : [];
  if (wanted.singleEvents && !incremental && isListedWithMaster(copy, wanted)) return [];
  const cancelled = isCancelled(copy);
  if (cancelled && !wanted.showDeleted && !incremental) {
    const isCancelledInstance = event.master !== null && standsIn(copy, event.master);
    if (wanted.singleEvents || !isCancelledInstance) return [];
  }
  if (!incremental && !inWindow(copy, wanted)) return [];
  return [{ startsAt: event.startsAt, copy, render: () => renderInList(state, copy, options) }, ...lost];
}

/** The instances of a series that lie in the window, changed ones as they are now. */
function expand(
  state: GoogleState,
  copy: EventCopy,
  wanted: Wanted,
  options: ViewOptions,
): (Entry & { originalStart: number })[] {
  const { event, calendar } = copy;
  const entries: (Entry & { originalStart: number })[] = [];
  const dead = isCancelled(copy);
  if (dead && !wanted.showDeleted) return entries;
  const until = event.series === null ? 0 : windowEnd(state, event, wanted);
  if (event.series !== null) {
    for (const startsAt of occurrences(event.series, until, windowStart(event, wanted))) {
      const exception = event.exceptions.get(startsAt)?.copies.get(calendar.id);
      if (exception !== undefined) continue;
      const endsAt = occurrenceEnd(event, startsAt);
      if (!overlaps(startsAt, endsAt, event.allDay, wanted, calendar.timeZone)) continue;
      const render = dead
        ? () => renderStub(copy, options.zone, startsAt)
        : () => renderEvent(state, copy, options, { startsAt, endsAt });
      entries.push({ startsAt, originalStart: startsAt, copy, render });
    }
  }
  for (const [originalStart, exception] of event.exceptions) {
    const own = exception.copies.get(calendar.id);
    if (own === undefined || (isCancelled(own) && !wanted.showDeleted)) continue;
    if (!inWindow(own, wanted) || !matches(own, wanted)) continue;
    const render = () => renderInList(state, own, options);
    entries.push({ startsAt: exception.startsAt, originalStart, copy: own, render });
  }
  return wanted.showDeleted ? [...entries, ...lostEntries(copy, options)] : entries;
}

/** Instances that a change took away, as what is left of them. */
function lostEntries(copy: EventCopy, options: ViewOptions): (Entry & { originalStart: number })[] {
  return [...copy.event.lostInstances].map(([id, lost]) => ({
    startsAt: lost,
    originalStart: lost,
    copy,
    render: () => renderLost(copy, options.zone, id, lost),
  }));
}

function windowStart(event: SharedEvent, wanted: Wanted): number {
  return (wanted.timeMin ?? Number.NEGATIVE_INFINITY) - (event.endsAt - event.startsAt) - 2 * DAY;
}

function windowEnd(state: GoogleState, event: SharedEvent, wanted: Wanted): number {
  const end = horizon(state, event);
  return wanted.timeMax === null ? end : Math.min(end, wanted.timeMax + (event.allDay ? DAY : 0));
}

/** Changed instances are listed with their series, or they would come twice. */
function isListedWithMaster(copy: EventCopy, wanted: Wanted): boolean {
  const master = copy.event.master?.copies.get(copy.calendar.id);
  return master !== undefined && (wanted.showDeleted || !isCancelled(master)) && matches(master, wanted);
}

function standsIn(copy: EventCopy, event: SharedEvent): boolean {
  const other = event.copies.get(copy.calendar.id);
  return other !== undefined && !isCancelled(other);
}

function inWindow(copy: EventCopy, wanted: Wanted): boolean {
  const { event, calendar } = copy;
  if (wanted.timeMin === null && wanted.timeMax === null) return true;
  const zone = calendar.timeZone;
  if (event.series === null) return overlaps(event.startsAt, event.endsAt, event.allDay, wanted, zone);
  const until = wanted.timeMax ?? (wanted.timeMin ?? 0) + 10 * 366 * DAY;
  for (const start of occurrences(event.series, until + DAY, windowStart(event, wanted))) {
    if (overlaps(start, occurrenceEnd(event, start), event.allDay, wanted, zone)) return true;
  }
  return false;
}

function readPage(token: string | null, calendar: CalendarRecord, fingerprint: string): PageToken | null {
  if (token === null) return null;
  const page = decodeToken(token);
  if (page?.kind !== "page" || page.calendar !== calendar.id || page.fingerprint !== fingerprint) {
    throw invalidValue("Invalid page token value.", "pageToken");
  }
  return page;
}

/** A list that was narrowed by more than time and type cannot be continued by a sync token. */
function givesSyncToken(wanted: Wanted, orderBy: string | null): boolean {
  return (
    orderBy === null &&
    wanted.q === null &&
    wanted.iCalUID === null &&
    wanted.updatedMin === null &&
    wanted.privateProperties.length + wanted.sharedProperties.length === 0
  );
}

function envelope(state: GoogleState, calendar: CalendarRecord, role: string, zone: string): Json {
  return {
    kind: "calendar#events",
    etag: `"p${calendar.log.length.toString(36)}${calendar.etag.slice(1)}`,
    summary: calendar.summary,
    description: calendar.description ?? "",
    updated: new Date(calendar.updated).toISOString(),
    timeZone: zone,
    accessRole: role,
    defaultReminders: calendar.primary && state.accounts.has(calendar.id) ? [{ method: "popup", minutes: 10 }] : [],
  };
}
