import type { forms_v1 } from "googleapis/build/src/apis/forms/index.js";
import { Failure } from "../core/domain/values/failure.ts";
import { type Instant, parseInstant } from "../core/domain/values/time.ts";
import { type PublicKeys, readSigned } from "../secrets/token.ts";
import type { CalendarApi } from "./calendar.ts";
import type { FormsApi } from "./forms.ts";

/** A watch as Forms keeps it: its id, and when it ends. */
export interface OpenWatch {
  watchId: string;
  expiresAt: Instant;
}

/**
 * Makes Forms tell a Pub/Sub topic of each answer to a form, for seven days.
 *
 * Idempotent: a form has one watch of this kind in a project. One that is there already is taken over, prolonged, when it
 * tells the same topic, and replaced when it tells another.
 */
export async function createWatch(api: FormsApi, formId: string, topic: string): Promise<OpenWatch> {
  try {
    return await create(api, formId, topic);
  } catch (error) {
    if (!(error instanceof Failure) || error.status !== 409) throw error;
    const listed = await api.call(client => client.forms.watches.list({ formId }), "read");
    const existing = (listed.watches ?? []).find(watch => watch.eventType === "RESPONSES");
    if (existing?.id == null) throw error;
    if (existing.target?.topic?.topicName !== topic) await deleteWatch(api, formId, existing.id);
    else {
      const renewed = await renewWatch(api, formId, existing.id);
      if (renewed !== null) return renewed;
    }
    return create(api, formId, topic);
  }
}

async function create(api: FormsApi, formId: string, topic: string): Promise<OpenWatch> {
  const watch = { eventType: "RESPONSES", target: { topic: { topicName: topic } } };
  return openWatch(await api.call(client => client.forms.watches.create({ formId, requestBody: { watch } }), "write"));
}

/** Prolongs a watch to seven days from now; null when it has ended and has to be made anew. */
export async function renewWatch(api: FormsApi, formId: string, watchId: string): Promise<OpenWatch | null> {
  try {
    return openWatch(
      await api.call(client => client.forms.watches.renew({ formId, watchId, requestBody: {} }), "write"),
    );
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
}

/** Ends a watch; one that has ended by itself, or whose form is gone, is as wanted. */
export async function deleteWatch(api: FormsApi, formId: string, watchId: string): Promise<void> {
  try {
    await api.call(client => client.forms.watches.delete({ formId, watchId }) as Promise<{ data: unknown }>, "write");
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "gone") throw error;
  }
}

/** @throws Failure `rejected` when Forms keeps the watch but can't publish to its topic. */
function openWatch(watch: forms_v1.Schema$Watch): OpenWatch {
  const expiresAt = parseInstant(watch.expireTime ?? "");
  if (!watch.id || expiresAt === null)
    throw new Failure("in_doubt", "google", "Google made a watch and did not say for how long");
  if (watch.state === "SUSPENDED")
    throw new Failure("rejected", "google", `Google suspended the watch on a form: ${watch.errorType ?? "no reason"}`);
  return { watchId: watch.id, expiresAt };
}

/** Who a push must come from, and who it must be meant for. */
interface PushSender {
  audience: string;
  /** The service account of the Pub/Sub subscription. */
  email: string;
  /** Where Google publishes the keys it signs with. */
  keysUrl: string;
}

const ISSUERS = ["https://accounts.google.com", "accounts.google.com"];

/**
 * Whether a bearer token is Google's word that this sender sends this push
 * (docs/facts/google-sign-in.md#push-identity), and the keys to keep.
 *
 * @throws KeysUnread when the keys can't be read: then nothing is known, and the push should come again.
 */
export async function isFromSender(
  token: string,
  { audience, email, keysUrl }: PushSender,
  world: { fetch: typeof fetch; wallNow: () => number },
  kept: PublicKeys | null,
): Promise<{ isGenuine: boolean; keys: PublicKeys | null }> {
  const signer = { keysUrl, issuer: ISSUERS, audience, requiredClaims: ["email"] };
  const { payload, keys } = await readSigned(token, signer, world, kept);
  return { isGenuine: payload?.email === email && payload.email_verified === true, keys };
}

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
