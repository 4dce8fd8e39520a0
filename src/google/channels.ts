import { Failure } from "../core/domain/values/failure.ts";
import type { Instant } from "../core/domain/values/time.ts";
import type { CalendarApi } from "./calendar.ts";

/**
 * Opens a channel that tells `address` whenever the calendar changes, and returns Google's name for what is watched and when
 * it ends (a week on). Not idempotent: an id is taken once, so a doubtful one is left behind for another.
 *
 * `token` comes back with each message, in clear.
 *
 * @throws Failure
 */
export async function openChannel(
  api: CalendarApi,
  channel: { id: string; address: string; token: string },
): Promise<{ resourceId: string; expiresAt: Instant }> {
  const opened = await api.call(
    client => client.events.watch({ calendarId: api.calendarId, requestBody: { ...channel, type: "web_hook" } }),
    "write",
  );
  const expiresAt = Number(opened.expiration);
  if (!opened.resourceId || !(expiresAt > 0))
    throw new Failure("in_doubt", "google", "Google opened a channel and did not say for how long");
  return { resourceId: opened.resourceId, expiresAt };
}

/** Ends a channel; one that has ended by itself is as wanted. */
export async function stopChannel(api: CalendarApi, id: string, resourceId: string): Promise<void> {
  try {
    await api.call(
      client => client.channels.stop({ requestBody: { id, resourceId } }) as Promise<{ data: unknown }>,
      "write",
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "gone") throw error;
  }
}
