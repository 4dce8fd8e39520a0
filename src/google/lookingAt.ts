import type { CalendarApi } from "./calendar.ts";

/** What may be done with the programme's calendar. */
export interface CalendarRights {
  /** Of Google's: owner, writer, reader, freeBusyReader, none. */
  role: string;
  title: string;
  /** Whether its events can have Meet links; null where Google does not say. */
  canMeet: boolean | null;
}

/** Looks at the calendar without changing it; two requests. @throws Failure where it can't be seen. */
export async function readCalendarRights(api: CalendarApi): Promise<CalendarRights> {
  const { calendarId } = api;
  const events = await api.call(client => client.events.list({ calendarId, maxResults: 1 }), "read");
  const calendar = await api.call(client => client.calendars.get({ calendarId }), "read");
  const kinds = calendar.conferenceProperties?.allowedConferenceSolutionTypes;
  return {
    role: events.accessRole ?? "none",
    title: events.summary ?? "",
    canMeet: kinds == null ? null : kinds.includes("hangoutsMeet"),
  };
}
