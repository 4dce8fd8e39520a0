import type { Call } from "../call.ts";
import { calendarError } from "../errors.ts";
import type { GoogleState } from "../state.ts";
import { sendUpdatesOf } from "./eventWrite.ts";
import { selfEntry, withReply } from "./guests.ts";
import { mail, mailOrganizer } from "./mails.ts";
import { type EventCopy, isCancelled, isOrganizerCopy, touch, touchAll } from "./model.ts";

/** Deletes an event: for everybody from its organizer's calendar, from a guest's only there, as a decline. */
export function deleteEvent(call: Call, copy: EventCopy): void {
  if (isCancelled(copy)) throw calendarError(410, "deleted", "Resource has been deleted");
  if (isOrganizerCopy(copy)) cancelForAll(call, copy);
  else removeFromGuest(call, copy);
}

function cancelForAll(call: Call, copy: EventCopy): void {
  const { state, caller } = call;
  const { event } = copy;
  event.fields = { ...event.fields, status: "cancelled" };
  event.sequence += 1;
  touchAll(state, event);
  for (const exception of event.exceptions.values()) {
    if (exception.fields.status === "cancelled") continue;
    exception.fields = { ...exception.fields, status: "cancelled" };
    touchAll(state, exception);
  }
  if (event.imported) return;
  const guests = (event.fields.attendees ?? []).map(attendee => attendee.email);
  mail(state, event, "cancellation", guests, caller.email, sendUpdatesOf(call));
}

function removeFromGuest(call: Call, copy: EventCopy): void {
  const { event } = copy;
  decline(call.state, copy);
  for (const exception of event.exceptions.values()) {
    const instance = exception.copies.get(copy.calendar.id);
    if (instance !== undefined && !isCancelled(instance)) decline(call.state, instance);
  }
  mailOrganizer(call.state, event, "reply", copy.calendar.id, sendUpdatesOf(call), "declined");
}

function decline(state: GoogleState, copy: EventCopy): void {
  const { event, calendar } = copy;
  copy.gone = true;
  if (selfEntry(copy) === undefined) {
    touch(state, copy);
    return;
  }
  const attendees = withReply(event.fields.attendees ?? [], calendar.id, { responseStatus: "declined" });
  event.fields = { ...event.fields, attendees };
  touchAll(state, event);
}
