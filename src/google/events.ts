import type { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import type { EventCopy, EventDraft, Guest } from "../core/domain/event.ts";
import type { LetterDraft } from "../core/domain/letter.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { understood } from "../core/domain/values/guarded.ts";
import { markOf } from "../core/domain/values/hash.ts";
import { type Instant, toIso } from "../core/domain/values/time.ts";
import type { GoogleClient } from "./client.ts";
import { attendeesWith, body, eventCopy, meetLink, type OwnProperties, privately, times } from "./eventBody.ts";

type Event = calendar_v3.Schema$Event;

/** An event as it is inserted, under an id of ours. */
type OwnEvent = Omit<Event, "id"> & { id: string };

/** A page of what changed on the calendar since a token, deletions included. */
interface EventPage {
  events: EventCopy[];
  /** From where the listing goes on; null for the last page. */
  next: string | null;
  /** The token for next time: the last page has it. */
  syncToken: string | null;
  /** True when this is of the whole calendar, because there was no token or Google no longer knew it. */
  isFull: boolean;
}

/** What of an event is to change; what is absent stays. */
interface EventChange {
  title?: string;
  description?: string;
  time?: { startsAt: Instant; endsAt: Instant; zone: string };
  /** The whole list: Calendar replaces arrays. Replies are kept as they stand in it. */
  guests?: Guest[];
}

/** An event or series as it was looked at: what is decided about it holds for this version alone. */
export interface EventVersion {
  id: string;
  etag: string;
}

/** The parts of an event that can name a person. */
type EventWords = Pick<EventCopy, "title" | "description" | "guests">;

/** The events of the programme's calendar. */
export class CalendarEvents {
  readonly #api: GoogleClient<calendar_v3.Calendar>;
  readonly #calendarId: string;

  constructor(api: GoogleClient<calendar_v3.Calendar>, calendarId: string) {
    this.#api = api;
    this.#calendarId = calendarId;
  }

  /**
   * The calendar's changes since `syncToken`, page by page; everything for null, from the page that `from` is the token of where one is
   * given. And again everything, from its beginning, when the token has expired (410) or is not taken (400), on whichever page that
   * shows. The token of the last page is the only one there is.
   */
  async *changes(syncToken: string | null, from: string | null = null): AsyncGenerator<EventPage> {
    try {
      yield* this.#changes(syncToken, from);
    } catch (error) {
      const isRefused = error instanceof Failure && (error.status === 410 || error.status === 400);
      if (!isRefused || (syncToken === null && from === null)) throw error;
      yield* this.#changes(null, null);
    }
  }

  async *#changes(syncToken: string | null, from: string | null): AsyncGenerator<EventPage> {
    const isFull = syncToken === null;
    for await (const page of this.#pages(isFull ? {} : { syncToken }, from)) {
      const next = page.nextPageToken || null;
      const token = next === null ? page.nextSyncToken || null : null;
      if (next === null && token === null)
        throw new Failure("busy", "google", "Google ended the list of events without a sync token", {
          retryAfterMs: 10_000,
        });
      yield { events: this.#copiesOn(page), next, syncToken: token, isFull };
    }
  }

  /** Events that end after an instant, page by page, deleted ones too as far as Google still shows them: to be compared with what is kept. */
  async *coming(from: Instant): AsyncGenerator<EventCopy[]> {
    for await (const page of this.#pages({ timeMin: toIso(from) })) yield this.#copiesOn(page);
  }

  #pages(which: { syncToken?: string; timeMin?: string }, from: string | null = null) {
    const all = { calendarId: this.#calendarId, maxResults: 2500, showDeleted: true, singleEvents: true };
    return this.#api.pages((client, pageToken) => client.events.list({ ...all, ...which, pageToken }), from);
  }

  #copiesOn({ items = [] }: calendar_v3.Schema$Events): EventCopy[] {
    return items.flatMap(event => this.#copyOf(event));
  }

  /** The copy of a listed event; none, which is noted (`GoogleCalendar.unread`), for one that can't be understood. */
  #copyOf(event: Event): EventCopy[] {
    return understood(this.#api.unread, "event", event.extendedProperties?.private?.krugSession ?? null, () =>
      eventCopy(event),
    );
  }

  /**
   * The event as Google has it now, also a deleted one; null when there never was one. @throws Failure `rejected` for one that can't
   * be understood.
   */
  async read(eventId: string): Promise<EventCopy | null> {
    const event = await this.rawUnlessGone(eventId);
    if (event === null) return null;
    const [copy] = this.#copyOf(event);
    if (copy === undefined) throw new Failure("rejected", "google", `the event ${eventId} can't be understood`);
    return copy;
  }

  /**
   * The event as Google has it.
   *
   * @throws Failure `gone` when there never was one.
   */
  raw(eventId: string): Promise<Event> {
    return this.#api.call(client => client.events.get({ calendarId: this.#calendarId, eventId }), "read");
  }

  /** The event as Google has it; null when there never was one. */
  rawUnlessGone(eventId: string): Promise<Event | null> {
    return this.#api.callUnlessGone(client => client.events.get({ calendarId: this.#calendarId, eventId }), "read");
  }

  /** Creates a session's event and mails its guests; idempotent, for the id is ours. */
  create(eventId: string, ours: OwnProperties, draft: EventDraft): Promise<EventCopy> {
    return this.#inserted({
      ...body(draft),
      id: eventId,
      attendees: draft.guestEmails.map(email => ({ email })),
      guestsCanModify: draft.guestsMayMove,
      extendedProperties: privately(ours),
      conferenceData: meetLink(eventId),
    });
  }

  /**
   * Puts a letter in its reader's calendar and has Google mail it, unless it is a silent one: private, without a call, and shown as free
   * time. Idempotent, for the id is ours.
   */
  sendLetter(eventId: string, draft: LetterDraft): Promise<EventCopy> {
    const event: OwnEvent = {
      ...times(draft),
      id: eventId,
      summary: draft.title,
      description: draft.description,
      attendees: [{ email: draft.email }],
      transparency: "transparent",
      guestsCanModify: false,
      extendedProperties: { private: { krugLetter: draft.mark } },
    };
    return this.#inserted(event, draft.isSilent !== true);
  }

  /** The event of a session or letter as it was inserted, or as it is there already. */
  async #inserted(event: OwnEvent, mailGuests = true): Promise<EventCopy> {
    const made = await this.insertOnce(event, mailGuests);
    const copy = made === null ? await this.read(event.id) : eventCopy(made);
    if (copy === null) throw new Failure("in_doubt", "google", "the event was made and can't be read");
    return copy;
  }

  /**
   * Inserts an event under an id of ours, private and with guests who invite nobody else unless it says otherwise; null where it
   * is there already: an insert that happened answers 409, and what it made is to be read.
   */
  async insertOnce(event: OwnEvent, mailGuests: boolean): Promise<Event | null> {
    try {
      return await this.#api.call(
        client =>
          client.events.insert({
            calendarId: this.#calendarId,
            sendUpdates: mailGuests ? "all" : "none",
            ...namedParts(event),
            requestBody: { visibility: "private", guestsCanInviteOthers: false, ...event },
          }),
        "write",
      );
    } catch (error) {
      if (!(error instanceof Failure) || error.status !== 409) throw error;
      return null;
    }
  }

  /**
   * Changes an event if it still has the version that was merged.
   *
   * @throws Failure `changed` when it has changed since (412).
   */
  async change(
    version: EventVersion,
    change: EventChange,
    ours: OwnProperties,
    mailGuests: boolean,
  ): Promise<EventCopy> {
    const body = { ...(await this.changed(version, change)), extendedProperties: privately(ours) };
    return eventCopy(await this.patch(version, body, mailGuests));
  }

  /**
   * Lays a body over an event that still has a version. What the body does not name stays, attachments and conference among it.
   *
   * @throws Failure `changed` when it has changed since (412).
   */
  patch({ id, etag }: EventVersion, requestBody: Event, mailGuests: boolean): Promise<Event> {
    return this.#api.call(
      client =>
        client.events.patch(
          {
            calendarId: this.#calendarId,
            eventId: id,
            sendUpdates: mailGuests ? "all" : "none",
            ...namedParts(requestBody),
            requestBody,
          },
          { headers: { "If-Match": etag } },
        ),
      "write",
    );
  }

  /**
   * A change as a patch lays it over the event of a version. Calendar replaces the list of guests as a whole, so with one to write
   * the event is read as it is, and whatever else the list holds goes along.
   *
   * @throws Failure `changed` when the event has another version; `rejected` where Google shows only a part of its guests.
   */
  async changed(version: EventVersion, { title, description, time, guests }: EventChange): Promise<Event> {
    return {
      ...(title === undefined ? {} : { summary: title }),
      ...(description === undefined ? {} : { description }),
      ...(time === undefined ? {} : timesAnew(time)),
      ...(guests === undefined
        ? {}
        : { attendees: attendeesWith((await this.#whole(version)).attendees ?? [], guests) }),
    };
  }

  /** The event as Google has it, with all its guests. */
  async #whole({ id, etag }: EventVersion): Promise<Event> {
    const event = await this.raw(id);
    if (event.etag !== etag) throw new Failure("changed", "google", "the event was changed", { status: 412 });
    if (event.attendeesOmitted === true)
      throw new Failure("rejected", "google", "Google shows only some of the event's guests: its list is not written");
    return event;
  }

  /** Rewrites an event's title, text and guests; nobody is mailed. One that is gone, or is so already, is left. */
  async rewrite(eventId: string, rewrite: (words: EventWords) => EventWords): Promise<void> {
    const event = await this.read(eventId);
    if (event === null || event.isCancelled || event.isOthers) return;
    const { title, description, guests } = event;
    const wanted = rewrite({ title, description, guests });
    if (markOf(wanted) === markOf({ title, description, guests })) return;
    await this.patch(event, await this.changed(event, wanted), false);
  }

  /**
   * Empties an event of its words and guests, then deletes it; nobody is mailed. One that is gone already is as wanted.
   *
   * Emptied first, because Google lists deleted events for weeks, with all that stood in them.
   */
  async erase(eventId: string): Promise<void> {
    const event = await this.read(eventId);
    if (event === null || event.isCancelled || event.isOthers) return;
    const where = { calendarId: this.#calendarId, eventId, sendUpdates: "none" } as const;
    try {
      await this.#api.call(
        client =>
          client.events.patch(
            { ...where, requestBody: { summary: "…", description: "", attendees: [] } },
            { headers: { "If-Match": event.etag } },
          ),
        "write",
      );
      await this.#api.call(client => client.events.delete(where) as Promise<{ data: unknown }>, "write");
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== "gone") throw error;
    }
  }

  /**
   * Cancels an event and tells its guests, if it still has the version that was decided about; one that is already gone is as
   * wanted. Returns the event as it then is, or null.
   *
   * @throws Failure `changed` when it has changed since (412).
   */
  async cancel({ id, etag }: EventVersion): Promise<EventCopy | null> {
    try {
      await this.#api.call(
        client =>
          client.events.delete(
            { calendarId: this.#calendarId, eventId: id, sendUpdates: "all" },
            { headers: { "If-Match": etag } },
          ) as Promise<{ data: unknown }>,
        "write",
      );
    } catch (error) {
      if (!(error instanceof Failure) || (error.kind !== "gone" && error.kind !== "changed")) throw error;
      const event = await this.read(id);
      // Changed since, and not by having been cancelled.
      if (error.kind === "changed" && event?.isCancelled === false) throw error;
      return event;
    }
    return this.read(id);
  }
}

/** Google leaves out a conference and attachments of a write that does not say it knows of them. */
function namedParts(event: Event): { conferenceDataVersion?: 1; supportsAttachments?: true } {
  return {
    ...(event.conferenceData === undefined ? {} : { conferenceDataVersion: 1 }),
    ...(event.attachments === undefined ? {} : { supportsAttachments: true }),
  };
}

/** The same as a patch lays it over an event that may last all day. */
function timesAnew(time: Parameters<typeof times>[0]): Event {
  const { start, end } = times(time);
  return { start: { ...start, date: null }, end: { ...end, date: null } };
}
