import type { Call } from "../call.ts";
import { calendarError, invalidValue } from "../errors.ts";
import { domainOf, type GoogleState } from "../state.ts";
import { findCalendar, includesRole, roleOf } from "./access.ts";
import { inZone } from "./eventDraft.ts";
import { selfEntry } from "./guests.ts";
import { occurrenceEnd } from "./instances.ts";
import { type CalendarRecord, type EventCopy, isCancelled, type SharedEvent } from "./model.ts";
import { occurrences } from "./recurrence.ts";
import { formatInstant, isZone, parseInstant } from "./zones.ts";

const DAY = 86_400_000;
const LONGEST_RANGE = 92 * DAY;

interface Interval {
  start: number;
  end: number;
}

/** freebusy.query: when each of some calendars is busy; one that cannot be read has an error of its own. */
export function queryFreeBusy(call: Call): Record<string, unknown> {
  const { state, body, caller } = call;
  const from = requiredInstant(body.timeMin, "timeMin");
  const to = requiredInstant(body.timeMax, "timeMax");
  if (from >= to) {
    throw calendarError(400, "timeRangeEmpty", "The specified time range is empty.", { domain: "calendar" });
  }
  if (to - from > LONGEST_RANGE) {
    throw calendarError(400, "timeRangeTooLong", "The requested time range is too long.", { domain: "calendar" });
  }
  const limit = (body.calendarExpansionMax as number | undefined) ?? 50;
  if (limit < 1 || limit > 50) throw invalidValue("Invalid value for calendarExpansionMax.");
  const zone = (body.timeZone as string | undefined) ?? "UTC";
  if (!isZone(zone)) throw invalidValue("Invalid time zone.");
  const items = (body.items as { id?: string }[] | undefined) ?? [];
  const calendars: Record<string, unknown> = {};
  const tooMany = items.length > limit;
  for (const { id } of items) {
    if (id === undefined) throw calendarError(400, "required", "Required");
    const calendar = findCalendar(state, id, caller.email);
    if (tooMany) calendars[id] = failure("tooManyCalendarsRequested");
    else if (calendar === null || !mayRead(state, calendar, caller.email)) calendars[id] = failure("notFound");
    else calendars[id] = { busy: busyTimes(calendar, from, to).map(interval => render(interval, zone)) };
  }
  return {
    kind: "calendar#freeBusy",
    timeMin: formatInstant(from, zone),
    timeMax: formatInstant(to, zone),
    calendars,
  };
}

/** When a calendar is busy between two instants, merged and cut to them. */
function busyTimes(calendar: CalendarRecord, from: number, to: number): Interval[] {
  const intervals: Interval[] = [];
  for (const copy of calendar.order) {
    const { event } = copy;
    if (event.startsAt > to + DAY || (event.series === null && event.endsAt < from - DAY)) continue;
    if (!occupies(copy)) continue;
    const add = (startsAt: number, endsAt: number) => {
      const start = Math.max(inZone(startsAt, event.allDay, calendar.timeZone), from);
      const end = Math.min(inZone(endsAt, event.allDay, calendar.timeZone), to);
      if (start < end) intervals.push({ start, end });
    };
    if (event.series === null) add(event.startsAt, event.endsAt);
    else {
      for (const start of occurrences(event.series, to + DAY, from - longest(event))) {
        const changed = event.exceptions.get(start)?.copies.has(calendar.id) === true;
        if (!changed) add(start, occurrenceEnd(event, start));
      }
    }
  }
  return mergeIntervals(intervals);
}

/** How long before an instant an occurrence may start and still last until then, with room for zones. */
function longest(event: SharedEvent): number {
  return event.endsAt - event.startsAt + 2 * DAY;
}

function occupies(copy: EventCopy): boolean {
  const { event, own } = copy;
  if (isCancelled(copy) || (own.transparency ?? event.fields.transparency) === "transparent") return false;
  if (event.fields.eventType === "workingLocation" || event.fields.eventType === "birthday") return false;
  return selfEntry(copy)?.responseStatus !== "declined";
}

function mayRead(state: GoogleState, calendar: CalendarRecord, email: string): boolean {
  if (calendar.owner === email) return true;
  if (state.switches.unreadableFreeBusy.includes(calendar.id)) return false;
  if (includesRole(roleOf(calendar, email), "freeBusyReader")) return true;
  return calendar.primary && domainOf(calendar.owner) === domainOf(email);
}

function mergeIntervals(intervals: Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const { start, end } of intervals.sort((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

function requiredInstant(value: unknown, name: string): number {
  if (typeof value !== "string") throw calendarError(400, "required", `Missing ${name}.`);
  const at = parseInstant(value, null);
  if (at === null) throw invalidValue(`Invalid value for: ${name}`);
  return at;
}

function render({ start, end }: Interval, zone: string) {
  return { start: formatInstant(start, zone), end: formatInstant(end, zone) };
}

function failure(reason: string) {
  return { errors: [{ domain: "global", reason }], busy: [] };
}
