import { calendar, type calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { CALL_TIMEOUT_MS } from "../core/domain/values/failure.ts";
import type { Unforeseen } from "../core/domain/values/guarded.ts";
import { type Interval, toIso } from "../core/domain/values/time.ts";
import { googleFailure } from "./failure.ts";
import type { GoogleAuth } from "./signIn.ts";

export type Paced = <T>(call: () => Promise<T>) => Promise<T>;

/** The programme's calendar as the adapter uses it. */
export interface CalendarApi {
  calendarId: string;
  /** What was read so far and could not be understood. */
  unread: Unforeseen[];
  call<T>(use: (api: calendar_v3.Calendar) => Promise<{ data: T }>, kind: "read" | "write"): Promise<T>;
}

/** The official Calendar client over the given fetch, paced; its own retries are off (they ignore Retry-After). */
export function calendarApi(settings: {
  auth: GoogleAuth;
  calendarId: string;
  rootUrl: string;
  fetch: typeof fetch;
  paced: Paced;
}): CalendarApi {
  const api = calendar({
    version: "v3",
    auth: settings.auth as never,
    rootUrl: settings.rootUrl,
    retry: false,
    timeout: CALL_TIMEOUT_MS,
    fetchImplementation: settings.fetch as never,
  });
  return {
    calendarId: settings.calendarId,
    unread: [],
    call: (use, kind) =>
      settings.paced(async () => {
        try {
          return (await use(api)).data;
        } catch (error) {
          throw googleFailure(error, kind);
        }
      }),
  };
}

/** The address of the account Krug is signed in to Google as: its own calendar's id. */
export async function readSignedInAs(api: CalendarApi): Promise<string> {
  const primary = await api.call(client => client.calendars.get({ calendarId: "primary" }), "read");
  return primary.id ?? "";
}

/** When each calendar is busy; null where it could not be read, which is not the same as free. */
type FreeBusy = Map<string, Interval[] | null>;

const CALENDARS_A_QUERY = 50;

/** Busy times by address, in a window of at most about three months (docs/facts/google-calendar.md#free-and-busy). */
export async function readFreeBusy(api: CalendarApi, emails: readonly string[], window: Interval): Promise<FreeBusy> {
  const busy: FreeBusy = new Map();
  for (let start = 0; start < emails.length; start += CALENDARS_A_QUERY) {
    const batch = emails.slice(start, start + CALENDARS_A_QUERY);
    const answer = await api.call(
      client =>
        client.freebusy.query({
          requestBody: {
            timeMin: toIso(window.startsAt),
            timeMax: toIso(window.endsAt),
            items: batch.map(id => ({ id })),
            calendarExpansionMax: CALENDARS_A_QUERY,
          },
        }),
      "read",
    );
    for (const email of batch) {
      const one = answer.calendars?.[email];
      const isReadable = one !== undefined && (one.errors ?? []).length === 0;
      busy.set(email, isReadable ? (one.busy ?? []).map(interval) : null);
    }
  }
  return busy;
}

function interval(period: calendar_v3.Schema$TimePeriod): Interval {
  return { startsAt: Date.parse(period.start ?? ""), endsAt: Date.parse(period.end ?? "") };
}

/** What may be done with the programme's calendar. */
interface CalendarRights {
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
