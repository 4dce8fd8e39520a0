import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import type { EventChanges } from "../core/command.ts";
import type { EventCopy } from "../core/event.ts";
import { Failure } from "../core/failure.ts";
import type { MasterCopy, SeriesDraft } from "../core/series.ts";
import { parseInstant } from "../core/time.ts";
import {
  body,
  type CalendarApi,
  changeBody,
  changeEvent,
  eventCopy,
  guestsOf,
  insertOnce,
  meetLink,
  type OwnProperties,
} from "./calendar.ts";

/** The recurring event as a whole as Google has it now, also a deleted one; null when there never was one, or it is none. */
export async function readMaster(api: CalendarApi, seriesId: string): Promise<MasterCopy | null> {
  try {
    return masterCopy(
      await api.call(client => client.events.get({ calendarId: api.calendarId, eventId: seriesId }), "read"),
    );
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
}

/**
 * Creates a group's series; its guests are mailed once, for the whole of it, or not at all. Idempotent, for the id is ours.
 */
export async function createSeries(
  api: CalendarApi,
  seriesId: string,
  draft: SeriesDraft,
  marks: Readonly<Record<string, string>>,
  mailGuests: boolean,
): Promise<MasterCopy> {
  const event = await insertOnce(
    api,
    {
      ...body(draft),
      id: seriesId,
      recurrence: draft.recurrence,
      attendees: draft.guests.map(guest => ({ email: guest.email, responseStatus: guest.reply })),
      guestsCanModify: draft.guestsMayMove,
      extendedProperties: { private: { ...marks } },
      conferenceData: meetLink(seriesId),
    },
    mailGuests,
  );
  const made = (event === null ? null : masterCopy(event)) ?? (await readMaster(api, seriesId));
  if (made === null) throw new Failure("in_doubt", "google", "the series was made and can't be read");
  return made;
}

/** What of a series as a whole is to change; what is absent stays. */
export interface SeriesChange extends EventChanges {
  recurrence?: string[];
  marks?: Readonly<Record<string, string | null>>;
}

/**
 * Changes a series as a whole if it still has the version that was looked at.
 *
 * @throws Failure `changed` when somebody changed it since (412).
 */
export async function changeSeries(
  api: CalendarApi,
  seriesId: string,
  etag: string,
  change: SeriesChange,
  mailGuests: boolean,
): Promise<MasterCopy> {
  const event = await api.call(
    client =>
      client.events.patch(
        {
          calendarId: api.calendarId,
          eventId: seriesId,
          sendUpdates: mailGuests ? "all" : "none",
          requestBody: {
            ...changeBody(change),
            ...(change.recurrence === undefined ? {} : { recurrence: change.recurrence }),
            ...(change.marks === undefined
              ? {}
              : { extendedProperties: { private: change.marks as Record<string, string> } }),
          },
        },
        { headers: { "If-Match": etag } },
      ),
    "write",
  );
  const changed = masterCopy(event);
  if (changed === null) throw new Failure("rejected", "google", "the series is none any more");
  return changed;
}

/** Deletes a series with all its instances; its guests are mailed once or not at all. Gone already is as good. */
export async function deleteSeries(
  api: CalendarApi,
  seriesId: string,
  mailGuests: boolean,
): Promise<MasterCopy | null> {
  try {
    await api.call(
      client =>
        client.events.delete({
          calendarId: api.calendarId,
          eventId: seriesId,
          sendUpdates: mailGuests ? "all" : "none",
        }) as Promise<{ data: unknown }>,
      "write",
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "gone") throw error;
  }
  return readMaster(api, seriesId);
}

/** Every instance of a series that takes place, changed ones as they are now. */
export async function listInstances(api: CalendarApi, seriesId: string): Promise<EventCopy[]> {
  const found: EventCopy[] = [];
  let pageToken: string | undefined;
  do {
    const page = await api.call(
      client => client.events.instances({ calendarId: api.calendarId, eventId: seriesId, maxResults: 2500, pageToken }),
      "read",
    );
    for (const event of page.items ?? []) found.push(eventCopy(event));
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return found;
}

/** Changes one instance without a mail: part of a change of the whole series. */
export async function changeInstance(
  api: CalendarApi,
  event: EventCopy,
  change: EventChanges,
  ours: OwnProperties,
): Promise<EventCopy> {
  return changeEvent(api, event.id, event.etag, change, false, ours);
}

/** The copy kept of a recurring event; null for one without a recurrence. */
export function masterCopy(event: calendar_v3.Schema$Event): MasterCopy | null {
  const startsAt = parseInstant(event.start?.dateTime ?? "");
  const endsAt = parseInstant(event.end?.dateTime ?? "");
  if (startsAt === null || endsAt === null || !event.recurrence?.length) return null;
  return {
    etag: event.etag ?? "",
    isCancelled: event.status === "cancelled",
    title: event.summary ?? "",
    description: event.description ?? "",
    startsAt,
    endsAt,
    zone: event.start?.timeZone ?? "UTC",
    guests: guestsOf(event),
    recurrence: event.recurrence,
    marks: event.extendedProperties?.private ?? {},
  };
}
