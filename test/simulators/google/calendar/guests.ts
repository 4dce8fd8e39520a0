import type { GoogleState } from "../state.ts";
import { type Attendee, type EventCopy, ensureCopy, type SharedEvent, touch } from "./model.ts";

/** How a guest list changed. */
export interface GuestChange {
  added: string[];
  removed: string[];
}

/** Who is on the second list and not on the first, and the other way round. */
export function guestChange(before: readonly Attendee[], after: readonly Attendee[]): GuestChange {
  const old = new Set(before.map(attendee => attendee.email));
  const now = new Set(after.map(attendee => attendee.email));
  return { added: [...now].filter(email => !old.has(email)), removed: [...old].filter(email => !now.has(email)) };
}

/** Rooms and equipment have addresses of their own kind. */
const ROOM = /@resource\.calendar\.google\.com$/;

/**
 * The guest list that an organizer's write leaves: replies belong to those who gave them, whatever the write repeats, and what
 * is a room stays one. A room that is booked accepts by itself.
 * `mine` are the addresses whose replies the caller may set.
 */
export function settleReplies(
  state: GoogleState,
  before: readonly Attendee[],
  written: readonly Attendee[],
  mine: ReadonlySet<string>,
): Attendee[] {
  const known = new Map(before.map(attendee => [attendee.email, attendee]));
  return written.map(attendee => {
    const old = known.get(attendee.email);
    const isRoom = old?.resource ?? (attendee.resource === true || ROOM.test(attendee.email));
    const { resource: _, ...entry } = attendee;
    return { ...entry, ...(isRoom ? { resource: true } : {}), responseStatus: statusOf(attendee, old, isRoom) };
  });

  function statusOf(attendee: Attendee, old: Attendee | undefined, isRoom: boolean): string {
    const asked = attendee.responseStatus;
    const mayAsk = asked !== "" && (mine.has(attendee.email) || state.switches.organizerMaySetReplies);
    if (old !== undefined) return mayAsk ? asked : old.responseStatus;
    if (isRoom) return "accepted";
    const keeps = asked !== "" && (mayAsk || !state.switches.resetNewReplies);
    return keeps ? asked : "needsAction";
  }
}

/** Gives every guest with a calendar here their copy, and takes it from those who are no longer invited. */
export function syncCopies(state: GoogleState, event: SharedEvent, added: readonly string[]): void {
  const invited = new Set((event.fields.attendees ?? []).map(attendee => attendee.email));
  for (const email of invited) {
    const calendar = state.calendars.get(email);
    if (calendar === undefined || calendar.deleted || email === event.organizer) continue;
    const copy = ensureCopy(state, event, calendar);
    if (copy !== null && added.includes(email)) copy.gone = false;
  }
  for (const copy of event.copies.values()) {
    if (copy.calendar.id === event.organizer || event.imported || invited.has(copy.calendar.id) || copy.gone) continue;
    copy.gone = true;
    touch(state, copy);
  }
}

/** A guest list in which one guest has replied. */
export function withReply(attendees: readonly Attendee[], email: string, reply: Partial<Attendee>): Attendee[] {
  return attendees.map(attendee => (attendee.email === email ? { ...attendee, ...reply } : attendee));
}

/** The entry of the person whose calendar a copy stands in. */
export function selfEntry(copy: EventCopy): Attendee | undefined {
  return copy.event.fields.attendees?.find(attendee => attendee.email === copy.calendar.id);
}
