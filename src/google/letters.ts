import type { EventCopy } from "../core/event.ts";
import { Failure } from "../core/failure.ts";
import type { LetterDraft } from "../core/letters/letter.ts";
import { type CalendarApi, eventCopy, readEvent, times } from "./calendar.ts";

/**
 * Puts a letter in its reader's calendar and has Google mail it: private, without a call, and shown as free time.
 *
 * Idempotent: the id is ours, so a letter that was sent before answers 409 and is read instead.
 */
export async function sendLetter(api: CalendarApi, eventId: string, draft: LetterDraft): Promise<EventCopy> {
  try {
    const event = await api.call(
      client =>
        client.events.insert({
          calendarId: api.calendarId,
          sendUpdates: "all",
          requestBody: {
            id: eventId,
            summary: draft.title,
            description: draft.description,
            ...times(draft),
            attendees: [{ email: draft.email }],
            visibility: "private",
            transparency: "transparent",
            guestsCanInviteOthers: false,
            guestsCanModify: false,
            extendedProperties: { private: { krugLetter: draft.mark } },
          },
        }),
      "write",
    );
    return eventCopy(event);
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 409) throw error;
    const existing = await readEvent(api, eventId);
    if (existing === null) throw error;
    return existing;
  }
}
