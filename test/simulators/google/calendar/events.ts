import type { Answer, Call } from "../call.ts";
import { ApiError, calendarError, calendarNotFound } from "../errors.ts";
import { includesRole, openCalendar, roleOf } from "./access.ts";
import { deleteEvent } from "./eventDelete.ts";
import { viewOptions } from "./eventList.ts";
import { renderEvent } from "./eventView.ts";
import { changeEvent, createEvent, sendUpdatesOf } from "./eventWrite.ts";
import { attachAgain, detach, type Found, findEvent, occurrenceEnd } from "./instances.ts";
import { mail } from "./mails.ts";
import { type CalendarRecord, type EventCopy, ensureCopy, isCancelled, isOrganizerCopy, touch } from "./model.ts";
import { eventFrom } from "./quickAdd.ts";

/** events.insert */
export function insertEvent(call: Call): Answer {
  const { calendar } = openCalendar(call, "writer");
  return answer(call, createEvent(call, calendar, false));
}

/** events.quickAdd: an event from a line of text. */
export function quickAddEvent(call: Call): Answer {
  const { calendar } = openCalendar(call, "writer");
  const body = eventFrom(call.query.text("text") ?? "", call.state.clock.now(), calendar.timeZone);
  return answer(call, createEvent(call, calendar, false, body));
}

/** events.import: a private copy, with no invitations. */
export function importEvent(call: Call): Answer {
  const { calendar } = openCalendar(call, "writer");
  if ((call.body.eventType ?? "default") !== "default") {
    throw calendarError(400, "eventTypeRestriction", "Only events of type default can be imported.", {
      domain: "calendar",
    });
  }
  return answer(call, createEvent(call, calendar, true));
}

/** events.get, also of deleted events, which are answered as cancelled. */
export function getEvent(call: Call): Answer {
  const { calendar, role } = openCalendar(call, "freeBusyReader");
  const found = existing(calendar, call.path[1]!);
  const etag = found.copy.etag;
  if (call.headers.get("if-none-match") === etag) throw new ApiError(304, "Not Modified", null, { etag });
  return answer(call, found.copy, found.originalStart, role === "freeBusyReader");
}

/** events.patch and events.update */
export function writeEvent(call: Call, replace: boolean): Answer {
  const { calendar } = openCalendar(call, "writer");
  const found = existing(calendar, call.path[1]!);
  checkMatch(call, found.copy);
  const copy = write(call, found, target => {
    if (call.body.status === "cancelled" && !isCancelled(target)) {
      deleteEvent(call, target);
      return;
    }
    if (isCancelled(target)) restore(call, target, replace);
    changeEvent(call, target, replace);
  });
  return answer(call, copy);
}

/** events.delete */
export function removeEvent(call: Call): Answer {
  const { calendar } = openCalendar(call, "writer");
  const found = existing(calendar, call.path[1]!);
  checkMatch(call, found.copy);
  if (isCancelled(found.copy)) throw calendarError(410, "deleted", "Resource has been deleted");
  write(call, found, copy => deleteEvent(call, copy));
  return { status: 204, body: null };
}

/** events.move: gives an event to another calendar, whose it then is. */
export function moveEvent(call: Call): Answer {
  const { state, caller } = call;
  const { calendar } = openCalendar(call, "writer");
  const { copy, originalStart } = existing(calendar, call.path[1]!);
  const destination = state.calendars.get(call.query.text("destination")!.toLowerCase());
  const role = destination === undefined || destination.deleted ? "none" : roleOf(destination, caller.email);
  if (destination === undefined || !includesRole(role, "writer")) throw calendarNotFound();
  const { event } = copy;
  if (!isOrganizerCopy(copy) || originalStart !== null || event.master !== null || isCancelled(copy)) {
    throw calendarError(403, "cannotChangeOrganizerOfInstance", "Cannot change the organizer of an instance.", {
      domain: "calendar",
    });
  }
  if (event.fields.eventType !== "default") {
    throw calendarError(400, "eventTypeRestriction", "Only events of type default can be moved.", {
      domain: "calendar",
    });
  }
  const target = ensureCopy(state, event, destination);
  if (target === null) throw calendarError(409, "duplicate", "The requested identifier already exists.");
  event.organizer = destination.id;
  target.own = copy.own;
  target.gone = false;
  if (target !== copy) copy.gone = true;
  for (const each of event.copies.values()) touch(state, each);
  const guests = (event.fields.attendees ?? []).map(attendee => attendee.email);
  mail(state, event, "update", guests, caller.email, sendUpdatesOf(call));
  return answer(call, target);
}

function existing(calendar: CalendarRecord, id: string): Found {
  const found = findEvent(calendar, id);
  if (found === null) throw calendarNotFound();
  return found;
}

/** Writes to a copy; an instance of a series becomes an event of its own by being written. */
function write(call: Call, found: Found, change: (copy: EventCopy) => void): EventCopy {
  if (found.originalStart === null) {
    change(found.copy);
    return found.copy;
  }
  const exception = detach(call.state, found.copy.event, found.originalStart);
  try {
    const copy = exception.copies.get(found.copy.calendar.id);
    if (copy === undefined) throw calendarNotFound();
    change(copy);
    return copy;
  } catch (error) {
    attachAgain(exception);
    throw error;
  }
}

function checkMatch(call: Call, copy: EventCopy): void {
  const wanted = call.headers.get("if-match");
  if (wanted === null || wanted === "*" || wanted === copy.etag) return;
  throw calendarError(412, "conditionNotMet", "Precondition Failed", { locationType: "header", location: "If-Match" });
}

/** Lets a deleted event be written again, if this simulator holds that it can be. */
function restore(call: Call, copy: EventCopy, replace: boolean): void {
  const asked = call.body.status ?? (replace ? "confirmed" : undefined);
  if (call.state.switches.undeleteByPatch === "403") {
    throw calendarError(403, "forbidden", "Forbidden");
  }
  if (asked === "confirmed" || asked === "tentative") copy.gone = false;
}

function answer(call: Call, copy: EventCopy, originalStart: number | null = null, freeBusyOnly = false): Answer {
  const options = viewOptions(call, copy.calendar, freeBusyOnly);
  const occurrence =
    originalStart === null ? null : { startsAt: originalStart, endsAt: occurrenceEnd(copy.event, originalStart) };
  return { body: renderEvent(call.state, copy, options, occurrence), etag: copy.etag };
}
