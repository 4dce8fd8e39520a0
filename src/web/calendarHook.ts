import { channelToken } from "../secrets/hookSecret.ts";
import type { Sql } from "../store/database/sql.ts";
import { keepingUnknownChannel, readChannel } from "../store/incoming/hooks.ts";
import { isEqualInConstantTime } from "./constantTime.ts";
import type { HookSettings } from "./settings.ts";

/** What a message of a calendar's channel is: its first, news of a change, of no channel of ours, or not to be trusted. */
type ChannelMessage = "sync" | "change" | "unknown" | "refused";

/**
 * Checks a message by its headers; there is no body (docs/facts/google-calendar.md#push-channels).
 *
 * One with a right token from a channel that is not kept is from a channel of ours that was forgotten: opened when the answer
 * was lost, or before the database was. It is kept to be ended by the next run, and what it says counts.
 */
export async function receiveCalendar(sql: Sql, hooks: HookSettings, headers: Headers): Promise<ChannelMessage> {
  const id = headers.get("x-goog-channel-id") ?? "";
  const resourceId = headers.get("x-goog-resource-id") ?? "";
  const isOurs = await isEqualInConstantTime(
    headers.get("x-goog-channel-token") ?? "",
    await channelToken(hooks.secret, id),
  );
  const channel = await readChannel(sql, id);
  if (!isOurs) return channel === null ? "unknown" : "refused";
  if (resourceId === "" || (channel?.resourceId ?? resourceId) !== resourceId) return "refused";
  if (channel === null) await keepingUnknownChannel(sql, id, resourceId).run();
  return headers.get("x-goog-resource-state") === "sync" ? "sync" : "change";
}
