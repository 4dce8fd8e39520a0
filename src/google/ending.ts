import type { EventCopy } from "../core/domain/event.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { markOf } from "../core/domain/values/hash.ts";
import type { CalendarApi } from "./calendar.ts";
import { changeBody, patchEvent, readEvent } from "./events.ts";

/**
 * Empties an event of its words and guests, then deletes it; nobody is mailed. One that is gone already is as wanted.
 *
 * Emptied first, because Google lists deleted events for weeks, with all that stood in them.
 */
export async function eraseEvent(api: CalendarApi, eventId: string): Promise<void> {
  const event = await readEvent(api, eventId);
  if (event === null || event.isCancelled || event.isOthers) return;
  const where = { calendarId: api.calendarId, eventId, sendUpdates: "none" } as const;
  try {
    await api.call(
      client =>
        client.events.patch(
          { ...where, requestBody: { summary: "…", description: "", attendees: [] } },
          { headers: { "If-Match": event.etag } },
        ),
      "write",
    );
    await api.call(client => client.events.delete(where) as Promise<{ data: unknown }>, "write");
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "gone") throw error;
  }
}

/** The parts of an event that can name a person. */
export type EventWords = Pick<EventCopy, "title" | "description" | "guests">;

/** Rewrites an event's title, text and guests; nobody is mailed. One that is gone, or is so already, is left. */
export async function rewriteEvent(
  api: CalendarApi,
  eventId: string,
  rewrite: (words: EventWords) => EventWords,
): Promise<void> {
  const event = await readEvent(api, eventId);
  if (event === null || event.isCancelled || event.isOthers) return;
  const { title, description, guests } = event;
  const wanted = rewrite({ title, description, guests });
  if (markOf(wanted) === markOf({ title, description, guests })) return;
  await patchEvent(api, eventId, event.etag, await changeBody(api, eventId, event.etag, wanted), false);
}

/**
 * Cancels an event and tells its guests, if it still has the version that was decided about; one that is already gone is as
 * wanted. Returns the event as it then is, or null.
 *
 * @throws Failure `changed` when it has changed since (412).
 */
export async function cancelEvent(api: CalendarApi, eventId: string, etag: string): Promise<EventCopy | null> {
  try {
    await api.call(
      client =>
        client.events.delete(
          { calendarId: api.calendarId, eventId, sendUpdates: "all" },
          { headers: { "If-Match": etag } },
        ) as Promise<{ data: unknown }>,
      "write",
    );
  } catch (error) {
    if (!(error instanceof Failure) || (error.kind !== "gone" && error.kind !== "changed")) throw error;
    const event = await readEvent(api, eventId);
    // Changed since, and not by having been cancelled.
    if (error.kind === "changed" && event?.isCancelled === false) throw error;
    return event;
  }
  return readEvent(api, eventId);
}
