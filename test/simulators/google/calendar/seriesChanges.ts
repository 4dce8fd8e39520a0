import type { GoogleState } from "../state.ts";
import { same } from "./differences.ts";
import { type GuestChange, syncCopies } from "./guests.ts";
import { horizon, occursAt } from "./instances.ts";
import { type Attendee, type SharedEvent, type SharedFields, touchAll } from "./model.ts";
import { instanceSuffix, occurrences } from "./recurrence.ts";

/** Carries a change of a series to its changed instances, as far as they had not gone their own way. */
export function carryToInstances(
  state: GoogleState,
  master: SharedEvent,
  old: SharedFields,
  oldSeries: SharedEvent["series"],
  changed: ReadonlySet<string>,
  guests: GuestChange,
): void {
  if (changed.has("start") || changed.has("end") || changed.has("recurrence"))
    loseInstances(state, master, old, oldSeries);
  for (const [originalStart, exception] of master.exceptions) {
    if (!occursAt(master, originalStart)) {
      exception.fields = { ...exception.fields, status: "cancelled" };
      master.exceptions.delete(originalStart);
      touchAll(state, exception);
      continue;
    }
    const fields: SharedFields = { ...exception.fields };
    for (const field of changed) {
      if (field === "start" || field === "end" || field === "recurrence" || field === "status") continue;
      if (!same(fields[field], old[field])) continue;
      if (master.fields[field] === undefined) delete fields[field];
      else (fields as Record<string, unknown>)[field] = master.fields[field];
    }
    const kept = (fields.attendees ?? [])
      .filter(attendee => !guests.removed.includes(attendee.email))
      .map(attendee => replied(attendee, old, master.fields));
    const present = new Set(kept.map(attendee => attendee.email));
    const added = (master.fields.attendees ?? []).filter(
      attendee => guests.added.includes(attendee.email) && !present.has(attendee.email),
    );
    fields.attendees = [...kept, ...added];
    if (fields.attendees.length === 0) delete fields.attendees;
    if (same(fields, exception.fields)) continue;
    exception.fields = fields;
    syncCopies(state, exception, guests.added);
    touchAll(state, exception);
  }
}

/** A reply to the whole series goes for a changed instance too, unless its guest replied to that one otherwise. */
function replied(attendee: Attendee, before: SharedFields, after: SharedFields): Attendee {
  const replyIn = ({ attendees = [] }: SharedFields) =>
    attendees.find(({ email }) => email === attendee.email)?.responseStatus;
  const [was, is] = [replyIn(before), replyIn(after)];
  return is === undefined || was === is || attendee.responseStatus !== was
    ? attendee
    : { ...attendee, responseStatus: is };
}

function loseInstances(
  state: GoogleState,
  master: SharedEvent,
  old: SharedFields,
  oldSeries: SharedEvent["series"],
): void {
  const until = horizon(state, master);
  const idOf = (instant: number, allDay: boolean) => `${master.id}_${instanceSuffix(instant, allDay)}`;
  if (oldSeries !== null) {
    const wasAllDay = old.start.date !== undefined;
    for (const instant of occurrences(oldSeries, until)) master.lostInstances.set(idOf(instant, wasAllDay), instant);
  }
  if (master.series === null) return;
  for (const instant of occurrences(master.series, until)) {
    const id = idOf(instant, master.allDay);
    master.lostInstances.delete(id);
    if (!master.exceptions.has(instant)) forget(master, id);
  }
}

/** An instance that was changed once, was taken away and is back stands as its series has it. */
function forget(master: SharedEvent, id: string): void {
  for (const { calendar } of master.copies.values()) {
    const stale = calendar.events.get(id);
    if (stale?.event.master?.id !== master.id) continue;
    calendar.events.delete(id);
    calendar.order.splice(calendar.order.indexOf(stale), 1);
  }
}
