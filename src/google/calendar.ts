import { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import { Failure } from "../core/domain/values/failure.ts";
import type { Unforeseen } from "../core/domain/values/guarded.ts";
import { type Instant, type Interval, toIso } from "../core/domain/values/time.ts";
import { type GoogleAccess, GoogleClient, optionsOf } from "./client.ts";
import { CalendarEvents } from "./events.ts";
import { CalendarSeries } from "./series.ts";

/** When each calendar is busy; null where it could not be read, which is not the same as free. */
type FreeBusy = Map<string, Interval[] | null>;

const CALENDARS_A_QUERY = 50;

/** What may be done with the programme's calendar. */
interface CalendarRights {
  /** Of Google's: owner, writer, reader, freeBusyReader, none. */
  role: string;
  title: string;
  /** Whether its events can have Meet links; null where Google does not say. */
  canMeet: boolean | null;
}

/** The programme's calendar at Google. */
export class GoogleCalendar {
  readonly calendarId: string;
  readonly events: CalendarEvents;
  readonly series: CalendarSeries;
  /** What was read so far and could not be understood. */
  readonly unread: readonly Unforeseen[];
  readonly #api: GoogleClient<calendar_v3.Calendar>;

  constructor(access: GoogleAccess & { calendarId: string }) {
    const api = new calendar_v3.Calendar(optionsOf(access));
    this.#api = new GoogleClient(access, () => api);
    this.calendarId = access.calendarId;
    this.unread = this.#api.unread;
    this.events = new CalendarEvents(this.#api, access.calendarId);
    this.series = new CalendarSeries(this.#api, access.calendarId, this.events);
  }

  /** The address of the account Krug is signed in to Google as: its own calendar's id. */
  async signedInAs(): Promise<string> {
    const primary = await this.#api.call(client => client.calendars.get({ calendarId: "primary" }), "read");
    return primary.id ?? "";
  }

  /** Busy times by address, in a window of at most about three months (docs/facts/google-calendar.md#free-and-busy). */
  async freeBusy(emails: readonly string[], window: Interval): Promise<FreeBusy> {
    const busy: FreeBusy = new Map();
    for (let start = 0; start < emails.length; start += CALENDARS_A_QUERY) {
      const batch = emails.slice(start, start + CALENDARS_A_QUERY);
      const answer = await this.#api.call(
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
        const calendar = answer.calendars?.[email];
        const isReadable = calendar !== undefined && (calendar.errors ?? []).length === 0;
        busy.set(email, isReadable ? (calendar.busy ?? []).map(interval) : null);
      }
    }
    return busy;
  }

  /** Looks at the calendar without changing it; two requests. @throws Failure where it can't be seen. */
  async rights(): Promise<CalendarRights> {
    const calendarId = this.calendarId;
    const events = await this.#api.call(client => client.events.list({ calendarId, maxResults: 1 }), "read");
    const calendar = await this.#api.call(client => client.calendars.get({ calendarId }), "read");
    const kinds = calendar.conferenceProperties?.allowedConferenceSolutionTypes;
    return {
      role: events.accessRole ?? "none",
      title: events.summary ?? "",
      canMeet: kinds == null ? null : kinds.includes("hangoutsMeet"),
    };
  }

  /**
   * Opens a channel that tells `address` whenever the calendar changes, and returns Google's name for what is watched and when
   * it ends (a week on). Not idempotent: an id is taken once, so a doubtful one is left behind for another.
   *
   * `token` comes back with each message, in clear.
   *
   * @throws Failure
   */
  async openChannel(channel: {
    id: string;
    address: string;
    token: string;
  }): Promise<{ resourceId: string; expiresAt: Instant }> {
    const opened = await this.#api.call(
      client => client.events.watch({ calendarId: this.calendarId, requestBody: { ...channel, type: "web_hook" } }),
      "write",
    );
    const expiresAt = Number(opened.expiration);
    if (!opened.resourceId || !(expiresAt > 0))
      throw new Failure("in_doubt", "google", "Google opened a channel and did not say for how long");
    return { resourceId: opened.resourceId, expiresAt };
  }

  /** Ends a channel; one that has ended by itself is as wanted. */
  async stopChannel(id: string, resourceId: string): Promise<void> {
    await this.#api.callUnlessGone(
      client => client.channels.stop({ requestBody: { id, resourceId } }) as Promise<{ data: unknown }>,
      "write",
    );
  }
}

function interval(period: calendar_v3.Schema$TimePeriod): Interval {
  return { startsAt: Date.parse(period.start ?? ""), endsAt: Date.parse(period.end ?? "") };
}
