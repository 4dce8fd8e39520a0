import type { EventCopy } from "../../core/domain/event.ts";
import { sessionOf } from "../../core/domain/link.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { isAlike } from "../../core/domain/values/hash.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { missingFrom } from "../../core/rules/guards/deletionGuard.ts";
import type { Found } from "../../core/state/near.ts";
import type { Sql } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { inParallel } from "../world/inParallel.ts";
import type { OpenRun, Services } from "../world/services.ts";

/** An event that says something new, and what was kept of it. */
type Edit = Found["events"][number];

/** What a reading of the calendar came to. */
interface EventsRead {
  changed: number;
  /** The events that say something else than what was kept. */
  edits: Edit[];
  /** When the oldest change was made that this reading found; null where it found none. */
  oldestFound: Instant | null;
  /** True where the whole calendar was listed: there was no token, or Google no longer knew it. */
  isFull: boolean;
  /** Every event's id of such a listing, where one page held it all; else null. */
  whole: ReadonlySet<string> | null;
}

/**
 * Reads what changed on the calendar, page by page, and keeps each; with the last one the token for next time. Returns how many events
 * say something new. One that says what is kept is an echo of Krug's own writing, or was read before. A listing of the whole calendar
 * that was not read to its end goes on where it broke off. What it lacks changes nothing by itself (`compareEvents`).
 */
export async function pullEvents(run: OpenRun): Promise<EventsRead> {
  const { services, sql, state } = run;
  const token = state.get<string>("sync_token");
  const from = state.get<string>("events_from");
  const read: EventsRead = { changed: 0, edits: [], oldestFound: null, isFull: false, whole: null };
  let isLongListing = from !== null;
  for await (const page of services.calendar.events.changes(from === null ? token : null, from)) {
    const { next, syncToken, isFull } = page;
    const edits = await editsOn(run, page.events);
    const fresh = edits.map(({ after }) => after);
    const isGoingOn = isFull && next !== null;
    const statements = [
      ...(await eventTable.saving(sql, fresh)),
      ...(isGoingOn || (syncToken !== null && isLongListing) ? [stateTable.saving(sql, "events_from", next)] : []),
      ...(syncToken !== null && (syncToken !== token || page.events.length > 0)
        ? [stateTable.saving(sql, "sync_token", syncToken)]
        : []),
      ...(fresh.length > 0 ? [stateTable.beingDue(sql)] : []),
    ];
    if (statements.length > 0) await sql.batch(statements);
    const oldest = isFull || fresh.length === 0 ? [] : [Math.min(...fresh.map(event => event.updatedAt))];
    read.changed += fresh.length;
    read.edits.push(...edits);
    read.oldestFound =
      oldest.length === 0 ? read.oldestFound : Math.min(...oldest, read.oldestFound ?? Number.POSITIVE_INFINITY);
    read.isFull = isFull;
    if (isFull && !isLongListing && next === null) read.whole = new Set(page.events.map(event => event.id));
    isLongListing ||= isGoingOn;
  }
  return read;
}

/** Of a page of the calendar what says something new, and of meetings that recur now the single events they were. */
async function editsOn({ services, sql, time }: OpenRun, listed: readonly EventCopy[]): Promise<Edit[]> {
  if (listed.length === 0) return [];
  const events = listed.map(event => withTime(event, time.now()));
  const parents = wholesOf(events);
  const known = await eventTable.read(sql, [...events.map(event => event.id), ...parents]);
  const wholes = await inParallel(
    parents
      .filter(id => known.has(id) || sessionOf(id) !== null)
      .map(async id => (await understoodOnly(services.calendar.events.read(id))) ?? []),
  );
  const fresh = differing(known, [...events, ...wholes.flat().map(event => withTime(event, time.now()))]);
  return fresh.map(after => ({ before: known.get(after.id), after }));
}

/**
 * Compares the sessions' coming events that are kept with the calendar as it is: with `whole`, the ids of a listing of all of it
 * whose events are kept already, or with a listing of its own, page by page, where that is null. Keeps what differs, and of events not
 * listed what they are when looked at by themselves. Returns how many that were, and in words why the listing was not believed, where
 * it was not.
 */
export async function compareEvents(
  { services, sql, time }: OpenRun,
  whole: ReadonlySet<string> | null,
): Promise<{ changed: number; doubtful: string[] }> {
  const now = time.now();
  const kept = await eventTable.listComingIds(sql, now);
  const coming = new Set(kept);
  const listed = new Set([...(whole ?? [])].filter(id => coming.has(id)));
  let changed = 0;
  if (whole === null)
    for await (const events of services.calendar.events.coming(now)) {
      for (const { id } of events) if (coming.has(id)) listed.add(id);
      changed += await keepDiffering(sql, events, now);
    }
  const { missing, isBelievable } = missingFrom(kept, listed);
  const known = await eventTable.read(sql, isBelievable ? missing : []);
  const looked = isBelievable ? await inParallel(missing.map(id => lookedAt(services, id, known.get(id)))) : [];
  changed += await keepDiffering(
    sql,
    looked.flatMap(event => event ?? []),
    now,
  );
  const doubt = `${missing.length} of ${kept.length} coming events were not listed: none was taken for deleted`;
  return { changed, doubtful: isBelievable ? [] : [doubt] };
}

/** Keeps those events that say something else than what is kept; how many they were. */
async function keepDiffering(sql: Sql, events: readonly EventCopy[], now: Instant): Promise<number> {
  const found = events.map(event => withTime(event, now));
  const known = await eventTable.read(
    sql,
    found.map(event => event.id),
  );
  const fresh = differing(known, found);
  if (fresh.length > 0) await sql.batch([...(await eventTable.saving(sql, fresh)), stateTable.beingDue(sql)]);
  return fresh.length;
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
