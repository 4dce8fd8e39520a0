import { collectChannelMessages } from "./calendar/channels.ts";
import { keyFor, signJwt } from "./oauth/keys.ts";
import type { GoogleState, PendingPush } from "./state.ts";

/** Where Pub/Sub pushes what watches publish, and as whom. */
export interface PushSubscription {
  endpoint: string;
  serviceAccountEmail: string;
  audience: string;
}

export interface DeliveryReport {
  delivered: number;
  failed: number;
  lost: number;
}

type Send = typeof fetch;

/** Sends all that is waiting, as the switches for loss, doubles and order have it; what fails waits on. */
export async function deliverPushes(
  state: GoogleState,
  subscription: PushSubscription | null,
  send: Send,
): Promise<DeliveryReport> {
  collectChannelMessages(state);
  if (subscription !== null) collectWatchMessages(state, subscription);
  const waiting = state.pushes.splice(0);
  const { pushDuplicate, pushLoss, pushShuffle } = state.switches;
  const report: DeliveryReport = { delivered: 0, failed: 0, lost: 0 };
  const queue: PendingPush[] = [];
  for (const push of waiting) {
    if (state.identifiers.random() < pushLoss) {
      report.lost += 1;
      continue;
    }
    queue.push(push);
    if (state.identifiers.random() < pushDuplicate) queue.push(push);
  }
  if (pushShuffle) shuffle(state, queue);
  for (const push of queue) {
    if (await succeeds(push, send)) report.delivered += 1;
    else {
      report.failed += 1;
      state.pushes.push(push);
    }
  }
  return report;
}

async function succeeds(push: PendingPush, send: Send): Promise<boolean> {
  try {
    const body = push.body === "" ? undefined : push.body;
    const response = await send(push.address, { method: "POST", headers: push.headers, body });
    await response.arrayBuffer();
    return [102, 200, 201, 202, 204].includes(response.status);
  } catch {
    return false;
  }
}

function collectWatchMessages(state: GoogleState, subscription: PushSubscription): void {
  const now = state.clock.now();
  for (const watch of state.watches.values()) {
    if (!watch.dirty || watch.expireTime <= now || watch.state !== "ACTIVE") continue;
    watch.dirty = false;
    const attributes = { eventType: watch.eventType, formId: watch.formId, watchId: watch.id };
    const messageId = String(Math.floor(state.identifiers.random() * 1e15));
    const publishTime = new Date(now).toISOString();
    const topic = watch.topicName.split("/");
    const body = {
      message: { attributes, messageId, message_id: messageId, publishTime, publish_time: publishTime },
      subscription: `projects/${topic[1]}/subscriptions/${topic[3]}`,
    };
    state.pushes.push({
      address: subscription.endpoint,
      headers: { "content-type": "application/json", authorization: `Bearer ${identityToken(state, subscription)}` },
      body: JSON.stringify(body),
    });
  }
}

/** The OIDC token that Pub/Sub shows to the endpoint. */
export function identityToken(state: GoogleState, subscription: PushSubscription): string {
  const now = Math.floor(state.wallClock() / 1000);
  return signJwt(keyFor("identity"), {
    iss: "https://accounts.google.com",
    aud: subscription.audience,
    azp: "113774264463038321964",
    sub: "113774264463038321964",
    email: subscription.serviceAccountEmail,
    email_verified: true,
    iat: now,
    exp: now + 3600,
  });
}

function shuffle(state: GoogleState, queue: PendingPush[]): void {
  for (let index = queue.length - 1; index > 0; index -= 1) {
    const other = Math.floor(state.identifiers.random() * (index + 1));
    [queue[index], queue[other]] = [queue[other]!, queue[index]!];
  }
}
