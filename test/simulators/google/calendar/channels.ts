import type { Answer, Call } from "../call.ts";
import { calendarError, invalidValue } from "../errors.ts";
import type { Channel, GoogleState } from "../state.ts";
import { openCalendar } from "./access.ts";

const WEEK_SECONDS = 604_800;

/** events.watch: opens a channel, which first says "sync". */
export function watchEvents(call: Call): Answer {
  const { state, caller, body } = call;
  const { calendar } = openCalendar(call, "freeBusyReader");
  const id = body.id;
  if (typeof id !== "string" || body.type === undefined || typeof body.address !== "string") {
    throw calendarError(400, "required", "Required");
  }
  if (!/^[A-Za-z0-9\-_+/=]{1,64}$/.test(id)) throw invalidValue("Invalid channel id.");
  if (body.type !== "web_hook" && body.type !== "webhook") throw invalidValue("Unknown channel type.");
  if (!body.address.startsWith("https://")) {
    throw calendarError(400, "push.webhookUrlNotHttps", `WebHook callback must be HTTPS: ${body.address}`);
  }
  if (typeof body.token === "string" && body.token.length > 256) throw invalidValue("Invalid channel token.");
  const known = state.channels.get(id);
  if (known !== undefined && known.expiresAt > state.clock.now()) {
    throw calendarError(400, "channelIdNotUnique", `Channel id ${id} not unique`);
  }
  const channel: Channel = {
    id,
    calendarId: calendar.id,
    resourceId: resourceIdOf(calendar.id),
    resourceUri: `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`,
    token: (body.token as string | undefined) ?? null,
    address: body.address,
    expiresAt: expiryOf(state, body),
    owner: caller.email,
    messageNumber: 1,
    dirty: false,
  };
  state.channels.set(id, channel);
  state.pushes.push(channelMessage(channel, "sync"));
  return {
    body: {
      kind: "api#channel",
      id,
      resourceId: channel.resourceId,
      resourceUri: channel.resourceUri,
      ...(channel.token === null ? {} : { token: channel.token }),
      expiration: String(channel.expiresAt),
    },
  };
}

/** channels.stop: by the identity that opened it. */
export function stopChannel(call: Call): Answer {
  const { state, caller, body } = call;
  const channel = state.channels.get(String(body.id));
  const gone = channel === undefined || channel.expiresAt <= state.clock.now();
  if (gone || channel.resourceId !== body.resourceId || channel.owner !== caller.email) {
    throw calendarError(404, "notFound", `Channel '${body.id}' not found for project`);
  }
  state.channels.delete(channel.id);
  return { status: 204, body: null };
}

/** Turns changes of watched calendars into messages that wait to be delivered. */
export function collectChannelMessages(state: GoogleState): void {
  for (const channel of state.channels.values()) {
    if (channel.expiresAt <= state.clock.now()) {
      state.channels.delete(channel.id);
      continue;
    }
    if (!channel.dirty) continue;
    channel.dirty = false;
    // Numbers grow, but not one by one.
    channel.messageNumber += 1 + Math.floor(state.identifiers.random() * 1000);
    state.pushes.push(channelMessage(channel, "exists"));
  }
}

function channelMessage(channel: Channel, resourceState: "sync" | "exists") {
  const headers: Record<string, string> = {
    "x-goog-channel-id": channel.id,
    "x-goog-channel-expiration": new Date(channel.expiresAt).toUTCString(),
    "x-goog-resource-id": channel.resourceId,
    "x-goog-resource-uri": channel.resourceUri,
    "x-goog-resource-state": resourceState,
    "x-goog-message-number": String(channel.messageNumber),
  };
  if (channel.token !== null) headers["x-goog-channel-token"] = channel.token;
  return { address: channel.address, headers, body: "" };
}

function resourceIdOf(calendarId: string): string {
  return btoa(`events ${calendarId}`).replaceAll("=", "").slice(0, 27);
}

function expiryOf(state: GoogleState, body: Record<string, unknown>): number {
  const now = state.clock.now();
  const longest = now + WEEK_SECONDS * 1000;
  const ttl = (body.params as { ttl?: string } | undefined)?.ttl;
  if (ttl !== undefined && !(Number(ttl) > 0)) throw invalidValue("Invalid ttl.");
  const asked = ttl !== undefined ? now + Number(ttl) * 1000 : Number(body.expiration ?? longest);
  if (!(asked > now)) throw invalidValue("Invalid expiration.");
  return Math.min(asked, longest);
}
