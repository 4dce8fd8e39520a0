import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import type { EventChanges, EventCopy } from "../core/domain/event.ts";
import type { Link } from "../core/domain/link.ts";
import type { RawEvent, Series, SeriesDraft } from "../core/domain/series.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { parseInstant } from "../core/domain/values/time.ts";
import { carriedOver } from "./carrying.ts";
import type { GoogleClient } from "./client.ts";
import { body, eventCopy, guestsOf, type OwnProperties, privately } from "./eventBody.ts";
import type { CalendarEvents, EventVersion } from "./events.ts";

type Event = calendar_v3.Schema$Event;

/** A series that is to be made. */
interface NewSeries {
  /** An id of ours. */
  id: string;
  draft: SeriesDraft;
  /** What it is known by later, told to nobody. */
  marks: Readonly<Record<string, string>>;
  /** The one it goes on from, with all that people had set on it; null for a first one. */
  from: RawEvent | null;
}

/** What of a series as a whole is to change; what is absent stays. */
interface SeriesChange extends EventChanges {
  recurrence?: string[];
  marks?: Readonly<Record<string, string | null>>;
}

/** The recurring events of the programme's calendar, one for each group that has a series. */
export class CalendarSeries {
  readonly #api: GoogleClient<calendar_v3.Calendar>;
  readonly #calendarId: string;
  readonly #events: CalendarEvents;

  constructor(api: GoogleClient<calendar_v3.Calendar>, calendarId: string, events: CalendarEvents) {
    this.#api = api;
    this.#calendarId = calendarId;
    this.#events = events;
  }

  /** The recurring event as a whole as Google has it now, also a deleted one; null when there never was one, or it is none. */
  async read(seriesId: string): Promise<Series["master"] | null> {
    const event = await this.#events.rawUnlessGone(seriesId);
    return event === null ? null : masterCopy(event);
  }

  /**
   * Creates a group's series, with all that people had set on the one it goes on from (null for a first one). Its guests are mailed
   * once, for the whole of it, or not at all. Idempotent, for the id is ours.
   */
  async create({ id, draft, marks, from }: NewSeries, mailGuests: boolean): Promise<Series["master"]> {
    const event = await this.#events.insertOnce(
      {
        guestsCanModify: draft.guestsMayMove,
        ...carriedOver(from, { id, guests: draft.guests, marks }),
        ...body(draft),
        id,
        recurrence: draft.recurrence,
      },
      mailGuests,
    );
    const made = (event === null ? null : masterCopy(event)) ?? (await this.read(id));
    if (made === null) throw new Failure("in_doubt", "google", "the series was made and can't be read");
    return made;
  }

  /**
   * Changes a series as a whole if it still has the version that was looked at.
   *
   * @throws Failure `changed` when it has changed since (412).
   */
  async change(version: EventVersion, change: SeriesChange, mailGuests: boolean): Promise<Series["master"]> {
    const event = await this.#events.patch(
      version,
      {
        ...(await this.#events.changed(version, change)),
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
  async delete(seriesId: string, mailGuests: boolean): Promise<Series["master"] | null> {
    await this.#api.callUnlessGone(
      client =>
        client.events.delete({
          calendarId: this.#calendarId,
          eventId: seriesId,
          sendUpdates: mailGuests ? "all" : "none",
        }) as Promise<{ data: unknown }>,
      "write",
    );
    return this.read(seriesId);
  }

  /** Every instance of a series that takes place, changed ones as they are now. */
  async instances(seriesId: string): Promise<Event[]> {
    const instances: Event[] = [];
    const pages = this.#api.pages((client, pageToken) =>
      client.events.instances({ calendarId: this.#calendarId, eventId: seriesId, maxResults: 2500, pageToken }),
    );
    for await (const page of pages) instances.push(...(page.items ?? []));
    return instances;
  }

  /**
   * What people had set on a series of a version and on those of its instances that are to be cut off, by their sessions.
   *
   * @throws Failure `changed` when the series has another version.
   */
  async carried(
    { id, etag }: EventVersion,
    cut: readonly Pick<Link, "sessionId" | "originalStart">[],
  ): Promise<NonNullable<Series["carried"]>> {
    const whole = await this.#events.raw(id);
    if (whole.etag !== etag) throw new Failure("changed", "google", "the series was changed", { status: 412 });
    const instances: Record<string, RawEvent> = {};
    for (const instance of await this.instances(id)) {
      const start = eventCopy(instance).originalStart;
      const link = cut.find(link => link.originalStart === start);
      if (link !== undefined) instances[link.sessionId] = instance as RawEvent;
    }
    return { whole: whole as RawEvent, instances };
  }

  /** What people had set on a series as far as it can still be read; null where it is gone. */
  async carriedNow(seriesId: string): Promise<NonNullable<Series["carried"]> | null> {
    const whole = await this.#events.rawUnlessGone(seriesId);
    return whole === null || whole.status === "cancelled" ? null : { whole: whole as RawEvent, instances: {} };
  }

  /** Changes one instance without a mail: part of a change of the whole series. `more` is what else is laid over it. */
  async changeInstance(instance: Event, change: EventChanges, ours: OwnProperties, more: Event): Promise<EventCopy> {
    const version = eventCopy(instance);
    const { guests, ...rest } = change;
    const body = await this.#events.changed(version, more.attendees === undefined ? change : rest);
    const extendedProperties = {
      ...more.extendedProperties,
      private: { ...more.extendedProperties?.private, ...privately(ours)?.private },
    };
    return eventCopy(await this.#events.patch(version, { ...body, ...more, extendedProperties }, false));
  }
}

/** The copy kept of a recurring event; null for one without a recurrence. */
function masterCopy(event: Event): Series["master"] | null {
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
