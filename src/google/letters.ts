import type { EventCopy } from "../core/domain/event.ts";
import type { LetterDraft } from "../core/domain/letter.ts";
import { type CalendarApi, insertedEvent, times } from "./calendar.ts";

/**
 * Puts a letter in its reader's calendar and has Google mail it: private, without a call, and shown as free time. Idempotent,
 * for the id is ours.
 */
export function sendLetter(api: CalendarApi, eventId: string, draft: LetterDraft): Promise<EventCopy> {
  return insertedEvent(api, {
    ...times(draft),
    id: eventId,
    summary: draft.title,
    description: draft.description,
    attendees: [{ email: draft.email }],
    transparency: "transparent",
    guestsCanModify: false,
    extendedProperties: { private: { krugLetter: draft.mark } },
  });
}
