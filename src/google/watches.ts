import type { forms_v1 } from "googleapis/build/src/apis/forms/index.js";
import { Failure } from "../core/domain/values/failure.ts";
import { type Instant, parseInstant } from "../core/domain/values/time.ts";
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
