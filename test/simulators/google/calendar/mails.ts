import { calendarError } from "../errors.ts";
import { type GoogleState, type Mail, post } from "../state.ts";
import type { SharedEvent } from "./model.ts";
import { formatDate, formatInstant } from "./zones.ts";

export type SendUpdates = "all" | "externalOnly" | "none";

const DAY = 86_400_000;

/** Puts one mail for each address into the outbox, as far as `sendUpdates` wants; never to the one who acts. */
export function mail(
  state: GoogleState,
  event: SharedEvent,
  kind: Mail["kind"],
  to: Iterable<string>,
  actor: string,
  sendUpdates: SendUpdates,
  responseStatus?: string,
): void {
  if (sendUpdates === "none") return;
  for (const address of to) {
    if (address === actor || address === event.organizer) continue;
    if (sendUpdates === "externalOnly" && state.accounts.has(address)) continue;
    post(state, compose(state, event, kind, address, actor, responseStatus));
  }
}

/** Tells the organizer what a guest replied. Of a secondary calendar that is the person who made the event. */
export function mailOrganizer(
  state: GoogleState,
  event: SharedEvent,
  kind: "reply" | "update",
  actor: string,
  sendUpdates: SendUpdates,
  responseStatus?: string,
): void {
  const isPerson = state.accounts.has(event.organizer) || !state.calendars.has(event.organizer);
  const address = isPerson ? event.organizer : event.creator;
  if (sendUpdates === "none" || address === actor) return;
  if (sendUpdates === "externalOnly" && state.accounts.has(address)) return;
  post(state, compose(state, event, kind, address, actor, responseStatus));
}

/** Counts new guests against what an account may invite in a day. @throws ApiError 403 quotaExceeded. */
export function countInvitations(state: GoogleState, actor: string, guests: number): void {
  if (guests === 0) return;
  const now = state.clock.now();
  const recent = (state.invitations.get(actor) ?? []).filter(at => at > now - DAY);
  if (recent.length + guests > state.inviteLimit) {
    throw calendarError(403, "quotaExceeded", "Calendar usage limits exceeded.", { domain: "usageLimits" });
  }
  for (let count = 0; count < guests; count += 1) recent.push(now);
  state.invitations.set(actor, recent);
}

function compose(
  state: GoogleState,
  event: SharedEvent,
  kind: Mail["kind"],
  to: string,
  actor: string,
  responseStatus: string | undefined,
): Mail {
  const zone = state.accounts.get(to)?.timeZone ?? state.calendars.get(event.organizer)?.timeZone ?? "UTC";
  return {
    at: state.clock.now(),
    to,
    kind,
    eventId: event.id,
    ...(event.master === null ? {} : { recurringEventId: event.master.id }),
    ...(event.fields.recurrence === undefined ? {} : { recurrence: event.fields.recurrence }),
    summary: event.fields.summary ?? "",
    organizer: event.organizer,
    start: event.allDay ? formatDate(event.startsAt) : formatInstant(event.startsAt, zone),
    actor,
    ...(responseStatus === undefined ? {} : { responseStatus }),
  };
}
