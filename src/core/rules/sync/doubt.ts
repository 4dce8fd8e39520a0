import { addressesOfGuest, type EventChanges, type EventCopy, type Guest } from "../../domain/event.ts";
import type { Base } from "../../domain/link.ts";
import { isSameTitle } from "../../domain/values/content.ts";
import { saysNow } from "./agenda.ts";

/**
 * The base after a change of an event whose answer was lost, as far as the event shows that it happened: field by field, since
 * people may have edited the others meanwhile. Null when it shows nothing of the change.
 *
 * Without it Krug would take its own writing for a person's edit, and its own agenda for text people rewrote.
 */
export function baseShownBy(event: EventCopy, change: EventChanges, before: Base, wanted: Base): Base | null {
  const shown: Partial<Base> = {};
  if (change.title !== undefined && isSameTitle(event.title, change.title)) shown.title = wanted.title;
  if (change.time !== undefined && event.startsAt === change.time.startsAt && event.endsAt === change.time.endsAt)
    Object.assign(shown, { startsAt: wanted.startsAt, endsAt: wanted.endsAt });
  if (change.description !== undefined && saysNow(event.description, wanted.description, before.description))
    shown.description = wanted.description;
  if (change.guests !== undefined && namesIn(change.guests) === namesIn(event.guests))
    shown.guestEmails = wanted.guestEmails;
  return Object.keys(shown).length === 0 ? null : { ...before, ...shown };
}

function namesIn(guests: readonly Guest[]): string {
  return guests.flatMap(addressesOfGuest).sort().join(" ");
}
