import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { COORDINATOR, type Playground } from "./playground.ts";

/** What people do with Google, each with the rights they really have. */

export type Answer = "accepted" | "declined" | "tentative";

/** A guest's reply, on their own copy of the event; nothing when the event is gone or they are no guest. */
export async function reply(playground: Playground, email: string, eventId: string, answer: Answer): Promise<boolean> {
  const api = playground.calendarOf(email);
  const event = await ownCopy(playground, email, eventId);
  const self = event?.attendees?.find(guest => guest.email === email);
  if (event === null || self === undefined || event.status === "cancelled") return false;
  const attendees = (event.attendees ?? []).map(guest =>
    guest.email === email ? { ...guest, responseStatus: answer } : guest,
  );
  await api.events.patch({ calendarId: "primary", eventId, sendUpdates: "none", requestBody: { attendees } });
  return true;
}

/** The event as it stands in a person's own calendar; null when it does not. */
export async function ownCopy(
  playground: Playground,
  email: string,
  eventId: string,
): Promise<calendar_v3.Schema$Event | null> {
  try {
    return (await playground.calendarOf(email).events.get({ calendarId: "primary", eventId })).data;
  } catch (error) {
    if ((error as { status?: number }).status === 404) return null;
    throw error;
  }
}

/** A guest drags the event to another time in their own calendar; the others are mailed, as Calendar asks them to be. */
export async function move(
  playground: Playground,
  email: string,
  eventId: string,
  byMilliseconds: number,
): Promise<boolean> {
  const event = await ownCopy(playground, email, eventId);
  if (event?.start?.dateTime == null || event.end?.dateTime == null) return false;
  const shifted = (text: string) => new Date(Date.parse(text) + byMilliseconds).toISOString();
  await playground.calendarOf(email).events.patch({
    calendarId: "primary",
    eventId,
    sendUpdates: "all",
    requestBody: {
      start: { dateTime: shifted(event.start.dateTime), timeZone: event.start.timeZone },
      end: { dateTime: shifted(event.end.dateTime), timeZone: event.end.timeZone },
    },
  });
  return true;
}

/** A guest deletes the event from their own calendar. */
export async function deleteOwn(playground: Playground, email: string, eventId: string): Promise<void> {
  await playground.calendarOf(email).events.delete({ calendarId: "primary", eventId, sendUpdates: "all" });
}

/** Somebody who keeps the programme's calendar deletes the event for everybody. */
export async function deleteForAll(playground: Playground, eventId: string): Promise<void> {
  await playground
    .calendarOf(COORDINATOR)
    .events.delete({ calendarId: playground.calendarId, eventId, sendUpdates: "all" });
}

/** Every event of the programme's calendar, deleted ones too; of a series every instance. */
export async function allEvents(playground: Playground): Promise<calendar_v3.Schema$Event[]> {
  const events: calendar_v3.Schema$Event[] = [];
  let pageToken: string | undefined;
  do {
    const page = await playground.calendarOf(COORDINATOR).events.list({
      calendarId: playground.calendarId,
      showDeleted: true,
      singleEvents: true,
      maxResults: 2500,
      pageToken,
    });
    events.push(...(page.data.items ?? []));
    pageToken = page.data.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return events;
}

/** The session an event is of, by the marks Krug left on it or on its series; "" for one that is not Krug's. */
export function sessionIdOf(event: calendar_v3.Schema$Event): string {
  const marks = event.extendedProperties?.private ?? {};
  const start = event.originalStartTime?.dateTime;
  if (marks.krugSession !== undefined) return marks.krugSession;
  if (event.recurringEventId == null || start == null) return "";
  const stamp = new Date(start).toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
  return marks[`krug${stamp}Z`] ?? "";
}

/** A guest drags one meeting and all that follow it, as Calendar does it: the series ends before, and a new one goes on. */
export async function moveFollowing(
  playground: Playground,
  eventId: string,
  byMilliseconds: number,
): Promise<calendar_v3.Schema$Event> {
  const api = playground.calendarOf(COORDINATOR);
  const calendarId = playground.calendarId;
  const { data: instance } = await api.events.get({ calendarId, eventId });
  const { data: master } = await api.events.get({ calendarId, eventId: instance.recurringEventId ?? "" });
  const cutAt = Date.parse(instance.originalStartTime?.dateTime ?? "");
  const until = (at: number) => `UNTIL=${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  const shifted = (at: number) => new Date(at + byMilliseconds).toISOString();
  const present = await instancesOf(playground, master.id ?? "");
  const last = Math.max(...present.map(one => Date.parse(one.originalStartTime?.dateTime ?? "")));
  const rule = (master.recurrence ?? []).find(line => line.startsWith("RRULE")) ?? "";
  const endingAt = (at: number) => rule.replace(/(UNTIL|COUNT)=[^;]+/, until(at));
  const length = Date.parse(instance.end?.dateTime ?? "") - Date.parse(instance.start?.dateTime ?? "");
  await api.events.patch({
    calendarId,
    eventId: master.id ?? "",
    sendUpdates: "none",
    requestBody: { recurrence: [endingAt(cutAt - 1000)] },
  });
  const { data: heir } = await api.events.insert({
    calendarId,
    sendUpdates: "all",
    requestBody: {
      summary: master.summary,
      description: master.description,
      attendees: master.attendees,
      extendedProperties: master.extendedProperties,
      visibility: master.visibility,
      guestsCanModify: master.guestsCanModify,
      guestsCanInviteOthers: master.guestsCanInviteOthers,
      recurrence: [endingAt(last + byMilliseconds)],
      start: { dateTime: shifted(cutAt), timeZone: master.start?.timeZone },
      end: { dateTime: shifted(cutAt + length), timeZone: master.start?.timeZone },
    },
  });
  return heir;
}

/** Every instance of a series that takes place, however few Google puts on a page. */
async function instancesOf(playground: Playground, eventId: string): Promise<calendar_v3.Schema$Event[]> {
  const { calendarId } = playground;
  const found: calendar_v3.Schema$Event[] = [];
  let pageToken: string | undefined;
  do {
    const { data } = await playground.calendarOf(COORDINATOR).events.instances({ calendarId, eventId, pageToken });
    found.push(...(data.items ?? []));
    pageToken = data.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return found;
}

/** Somebody deletes one meeting and all that follow it: the series ends before. */
export async function deleteFollowing(playground: Playground, eventId: string): Promise<void> {
  const api = playground.calendarOf(COORDINATOR);
  const calendarId = playground.calendarId;
  const { data: instance } = await api.events.get({ calendarId, eventId });
  const { data: master } = await api.events.get({ calendarId, eventId: instance.recurringEventId ?? "" });
  const at = Date.parse(instance.originalStartTime?.dateTime ?? "") - 1000;
  const until = `UNTIL=${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
  await api.events.patch({
    calendarId,
    eventId: master.id ?? "",
    sendUpdates: "all",
    requestBody: { recurrence: (master.recurrence ?? []).map(line => line.replace(/(UNTIL|COUNT)=[^;]+/, until)) },
  });
}
