import type { GoogleState } from "../state.ts";
import { instanceId } from "./eventView.ts";
import { type CalendarRecord, type EventCopy, ensureCopy, type SharedEvent, type SharedFields } from "./model.ts";
import { occurrences, parseSuffix } from "./recurrence.ts";
import { formatDate, formatInstant, instantToLocal, localToInstant } from "./zones.ts";

const YEAR = 366 * 86_400_000;
const SUFFIXED = /^(.+)_(\d{8}(?:T\d{6}Z)?)$/;

/** What an event id in a path means: a copy, or an instance of a series that nobody has changed yet. */
export type Found = { copy: EventCopy; originalStart: number | null };

/** The event that an id names in a calendar, or null. */
export function findEvent(calendar: CalendarRecord, id: string): Found | null {
  const copy = calendar.events.get(id);
  if (copy !== undefined) return { copy, originalStart: null };
  const match = SUFFIXED.exec(id);
  if (match === null) return null;
  const master = calendar.events.get(match[1]!);
  const originalStart = parseSuffix(match[2]!);
  if (master === undefined || originalStart === null || !occursAt(master.event, originalStart)) return null;
  return instanceId(master.event, originalStart) === id ? { copy: master, originalStart } : null;
}

/** Whether a series has an occurrence that starts at an instant. */
export function occursAt(event: SharedEvent, start: number): boolean {
  if (event.series === null) return false;
  for (const instant of occurrences(event.series, start + 1, start)) if (instant === start) return true;
  return false;
}

/** When an occurrence that starts at an instant ends: it lasts as long on the clock as the first. */
export function occurrenceEnd(event: SharedEvent, start: number): number {
  if (event.allDay || event.series === null) return start + event.endsAt - event.startsAt;
  const zone = event.series.zone;
  const length = instantToLocal(event.endsAt, zone) - instantToLocal(event.startsAt, zone);
  return localToInstant(instantToLocal(start, zone) + length, zone);
}

/** How far an endless series is unrolled when nobody says where to stop. */
export function horizon(state: GoogleState, event: SharedEvent): number {
  return Math.max(state.clock.now(), event.startsAt) + 2 * YEAR;
}

/** Makes an instance an event of its own, in every calendar that its series stands in. Not yet touched. */
export function detach(state: GoogleState, master: SharedEvent, originalStart: number): SharedEvent {
  const present = master.exceptions.get(originalStart);
  if (present !== undefined) return present;
  const endsAt = occurrenceEnd(master, originalStart);
  const { recurrence: _recurrence, ...rest } = master.fields;
  const fields = { ...rest, start: timeAt(master, originalStart), end: timeAt(master, endsAt, true) } as SharedFields;
  const event: SharedEvent = {
    ...master,
    id: instanceId(master, originalStart),
    fields,
    startsAt: originalStart,
    endsAt,
    series: null,
    master,
    originalStart,
    exceptions: new Map(),
    lostInstances: new Map(),
    copies: new Map(),
  };
  master.exceptions.set(originalStart, event);
  for (const masterCopy of master.copies.values()) {
    if (masterCopy.gone) continue;
    const copy = ensureCopy(state, event, masterCopy.calendar);
    if (copy !== null) copy.own = masterCopy.own;
  }
  return event;
}

/** Undoes `detach` for an instance that nobody wrote to after all. */
export function attachAgain(event: SharedEvent): void {
  event.master?.exceptions.delete(event.originalStart);
  for (const copy of event.copies.values()) {
    copy.calendar.events.delete(event.id);
    copy.calendar.order.splice(copy.calendar.order.indexOf(copy), 1);
  }
}

function timeAt(master: SharedEvent, at: number, isEnd = false): SharedFields["start"] {
  if (master.allDay) return { date: formatDate(at) };
  const zone = (isEnd ? master.fields.end : master.fields.start).timeZone ?? master.series?.zone ?? "UTC";
  return { dateTime: formatInstant(at, zone), timeZone: zone };
}
