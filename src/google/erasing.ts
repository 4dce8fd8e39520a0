import { Failure } from "../core/failure.ts";
import { type CalendarApi, readEvent } from "./calendar.ts";

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

/** Rewrites an event's title and text; nobody is mailed. One that is gone, or says it so already, is left. */
export async function rewriteEvent(
  api: CalendarApi,
  eventId: string,
  rewrite: (text: string) => string,
): Promise<void> {
  const event = await readEvent(api, eventId);
  if (event === null || event.isCancelled) return;
  const [summary, description] = [rewrite(event.title), rewrite(event.description)];
  if (summary === event.title && description === event.description) return;
  await api.call(
    client =>
      client.events.patch(
        {
          calendarId: api.calendarId,
          eventId,
          sendUpdates: "none",
          requestBody: { summary, description },
        },
        { headers: { "If-Match": event.etag } },
      ),
    "write",
  );
}
