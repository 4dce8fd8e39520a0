import type { EventCopy } from "../../core/domain/event.ts";
import { sessionOf } from "../../core/domain/link.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { isAlike } from "../../core/domain/values/hash.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { missingFrom } from "../../core/rules/guards/deletionGuard.ts";
import { stateTable } from "../../store/database/state.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { inParallel } from "../world/inParallel.ts";
import type { OpenRun, Services } from "../world/services.ts";

/** What a reading of the calendar came to. */
interface EventsRead {
  changed: number;
  /** When the oldest change was made that this reading found; null where it found none. */
  oldestFound: Instant | null;
  /** Every event's id where the whole calendar was listed: there was no token, or Google no longer knew it; else null. */
  whole: ReadonlySet<string> | null;
}

const NO_EVENTS: EventsRead = { changed: 0, oldestFound: null, whole: null };

/**
 * Reads what changed on the calendar and keeps it together with the token for next time; returns how many events say something
 * new. One that says what is kept is an echo of Krug's own writing, or was read before. What a listing of the whole calendar
 * lacks changes nothing by itself (`compareEvents`).
 */
export async function pullEvents({ services, sql, state, time }: OpenRun): Promise<EventsRead> {
  const token = state.get<string>("sync_token");
  const { events: listed, syncToken, isFull } = await services.calendar.events.list(token);
  const events = listed.map(event => withTime(event, time.now()));
  if (events.length === 0 && syncToken === token) return NO_EVENTS;
  const parents = wholesOf(events);
  const known = await eventTable.read(sql, [...events.map(event => event.id), ...parents]);
  const wholes = await inParallel(
    parents
      .filter(id => known.has(id) || sessionOf(id) !== null)
      .map(async id => (await understoodOnly(services.calendar.events.read(id))) ?? []),
  );
  const fresh = differing(known, [...events, ...wholes.flat().map(event => withTime(event, time.now()))]);
  await sql.batch([
    ...(await eventTable.saving(sql, fresh)),
    stateTable.saving(sql, "sync_token", syncToken),
    ...(fresh.length > 0 ? [stateTable.beingDue(sql)] : []),
  ]);
  const oldestFound = isFull || fresh.length === 0 ? null : Math.min(...fresh.map(event => event.updatedAt));
  return { changed: fresh.length, oldestFound, whole: isFull ? new Set(events.map(event => event.id)) : null };
}

/**
 * Compares the sessions' coming events that are kept with the calendar as it is: with `whole`, the ids of a listing of all of it
 * whose events are kept already, or with a listing of its own where that is null. Keeps what differs, and of events not listed
 * what they are when looked at by themselves. Returns how many that were, and in words why the listing was not believed, where
 * it was not.
 */
export async function compareEvents(
  { services, sql, time }: OpenRun,
  whole: ReadonlySet<string> | null,
): Promise<{ changed: number; doubtful: string[] }> {
  const now = time.now();
  const listed = whole === null ? await services.calendar.events.listComing(now) : [];
  const kept = await eventTable.listComingIds(sql, now);
  const { missing, isBelievable } = missingFrom(kept, whole ?? new Set(listed.map(event => event.id)));
  const known = await eventTable.read(sql, isBelievable ? missing : []);
  const looked = isBelievable ? await inParallel(missing.map(id => lookedAt(services, id, known.get(id)))) : [];
  const found = [...listed, ...looked.flatMap(event => event ?? [])].map(event => withTime(event, now));
  const fresh = differing(
    await eventTable.read(
      sql,
      found.map(event => event.id),
    ),
    found,
  );
  if (fresh.length > 0) await sql.batch([...(await eventTable.saving(sql, fresh)), stateTable.beingDue(sql)]);
  const doubt = `${missing.length} of ${kept.length} coming events were not listed: none was taken for deleted`;
  return { changed: fresh.length, doubtful: isBelievable ? [] : [doubt] };
}

/**
 * Events that recur and may have been single ones: Google lists the meetings of a recurring event and no more the event itself.
 * Those of its own series Krug never keeps as events.
 */
function wholesOf(events: readonly EventCopy[]): string[] {
  const listed = new Set(events.map(event => event.id));
  return [...new Set(events.flatMap(event => event.seriesId ?? []))].filter(id => !listed.has(id));
}

/** What a reading gives; undefined for an event that can't be understood. */
async function understoodOnly<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Failure && error.kind === "rejected") return undefined;
    throw error;
  }
}

/** An event as it is by itself; null for one that says nothing new, or nothing that can be understood. An instance that is none of its series any more, while that is there, was cut off it. */
async function lookedAt(services: Services, id: string, known: EventCopy | undefined): Promise<EventCopy | null> {
  const event = await understoodOnly(services.calendar.events.read(id));
  if (event === undefined) return null;
  if (event !== null || known?.seriesId == null) return event;
  const master = await services.calendar.series.read(known.seriesId);
  return master === null ? null : { ...known, isCancelled: true, updatedAt: 0 };
}

/** Of a deleted event Google need not say when that was: then it is when it was found. */
function withTime(event: EventCopy, foundAt: Instant): EventCopy {
  return event.isCancelled && event.updatedAt === 0 ? { ...event, updatedAt: foundAt } : event;
}

/** Events that say something else than what is kept; the stub of one known to be cancelled says nothing. */
function differing(known: ReadonlyMap<string, EventCopy>, events: readonly EventCopy[]): EventCopy[] {
  return events.filter(event => {
    const before = known.get(event.id);
    if (before?.isCancelled === true && event.isCancelled) return false;
    return before === undefined || !isAlike(before, event);
  });
}
