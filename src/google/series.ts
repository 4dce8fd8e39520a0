import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import type { EventChanges, EventCopy } from "../core/domain/event.ts";
import type { Link } from "../core/domain/link.ts";
import type { Carried, MasterCopy, RawEvent, SeriesDraft } from "../core/domain/series.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { parseInstant } from "../core/domain/values/time.ts";
import type { CalendarApi } from "./calendar.ts";
import { carriedOver } from "./carrying.ts";
import { body, eventCopy, guestsOf, type OwnProperties, privately } from "./eventBody.ts";
import { changeBody, insertOnce, patchEvent, rawEvent } from "./events.ts";

/** The recurring event as a whole as Google has it now, also a deleted one; null when there never was one, or it is none. */
export async function readMaster(api: CalendarApi, seriesId: string): Promise<MasterCopy | null> {
  try {
    return masterCopy(await rawEvent(api, seriesId));
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
}

/**
 * Creates a group's series, with all that people had set on the one it goes on from (null for a first one). Its guests are mailed
 * once, for the whole of it, or not at all. Idempotent, for the id is ours.
 */
export async function createSeries(
  api: CalendarApi,
  seriesId: string,
  draft: SeriesDraft,
  marks: Readonly<Record<string, string>>,
  mailGuests: boolean,
  from: RawEvent | null,
): Promise<MasterCopy> {
  const event = await insertOnce(
    api,
    {
      guestsCanModify: draft.guestsMayMove,
      ...carriedOver(from, { id: seriesId, guests: draft.guests, marks }),
      ...body(draft),
      id: seriesId,
      recurrence: draft.recurrence,
    },
    mailGuests,
  );
  const made = (event === null ? null : masterCopy(event)) ?? (await readMaster(api, seriesId));
  if (made === null) throw new Failure("in_doubt", "google", "the series was made and can't be read");
  return made;
}

/** What of a series as a whole is to change; what is absent stays. */
interface SeriesChange extends EventChanges {
  recurrence?: string[];
  marks?: Readonly<Record<string, string | null>>;
}

/**
 * Changes a series as a whole if it still has the version that was looked at.
 *
 * @throws Failure `changed` when it has changed since (412).
 */
export async function changeSeries(
  api: CalendarApi,
  seriesId: string,
  etag: string,
  change: SeriesChange,
  mailGuests: boolean,
): Promise<MasterCopy> {
  const event = await patchEvent(
    api,
    seriesId,
    etag,
    {
      ...(await changeBody(api, seriesId, etag, change)),
      ...(change.recurrence === undefined ? {} : { recurrence: change.recurrence }),
      ...(change.marks === undefined
        ? {}
        : { extendedProperties: { private: change.marks as Record<string, string> } }),
    },
    mailGuests,
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
export async function listInstances(api: CalendarApi, seriesId: string): Promise<calendar_v3.Schema$Event[]> {
  const found: calendar_v3.Schema$Event[] = [];
  let pageToken: string | undefined;
  do {
    const page = await api.call(
      client => client.events.instances({ calendarId: api.calendarId, eventId: seriesId, maxResults: 2500, pageToken }),
      "read",
    );
    found.push(...(page.items ?? []));
    pageToken = page.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return found;
}

/**
 * What people had set on a series of a version and on those of its instances that are to be cut off, by their sessions.
 *
 * @throws Failure `changed` when the series has another version.
 */
export async function readCarried(
  api: CalendarApi,
  seriesId: string,
  etag: string,
  cut: readonly Pick<Link, "sessionId" | "originalStart">[],
): Promise<Carried> {
  const whole = await rawEvent(api, seriesId);
  if (whole.etag !== etag) throw new Failure("changed", "google", "the series was changed", { status: 412 });
  const instances: Record<string, RawEvent> = {};
  for (const instance of await listInstances(api, seriesId)) {
    const start = eventCopy(instance).originalStart;
    const link = cut.find(one => one.originalStart === start);
    if (link !== undefined) instances[link.sessionId] = instance as RawEvent;
  }
  return { whole: whole as RawEvent, instances };
}

/** What people had set on a series as far as it can still be read; null where it is gone. */
export async function readCarriedNow(api: CalendarApi, seriesId: string): Promise<Carried | null> {
  try {
    const whole = await rawEvent(api, seriesId);
    return whole.status === "cancelled" ? null : { whole: whole as RawEvent, instances: {} };
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
}

/** Changes one instance without a mail: part of a change of the whole series. `more` is what else is laid over it. */
export async function changeInstance(
  api: CalendarApi,
  instance: calendar_v3.Schema$Event,
  change: EventChanges,
  ours: OwnProperties,
  more: calendar_v3.Schema$Event,
): Promise<EventCopy> {
  const { id, etag } = eventCopy(instance);
  const { guests, ...rest } = change;
  const body = await changeBody(api, id, etag, more.attendees === undefined ? change : rest);
  const extendedProperties = {
    ...more.extendedProperties,
    private: { ...more.extendedProperties?.private, ...privately(ours)?.private },
  };
  return eventCopy(await patchEvent(api, id, etag, { ...body, ...more, extendedProperties }, false));
}

/** The copy kept of a recurring event; null for one without a recurrence. */
function masterCopy(event: calendar_v3.Schema$Event): MasterCopy | null {
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
    ...(event.attendeesOmitted === true ? { areGuestsOmitted: true } : {}),
  };
}
