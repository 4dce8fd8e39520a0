import { markOf } from "../core/command.ts";
import type { EventCopy } from "../core/event.ts";
import type { Instant } from "../core/time.ts";
import { listEvents } from "../google/calendar.ts";
import { readKeptEvents, savingEvents } from "../store/events.ts";
import type { Sql } from "../store/sql.ts";
import { beingDue, savingState } from "../store/state.ts";
import type { Services } from "./services.ts";
import type { WorldTime } from "./worldTime.ts";

/** What a reading of the calendar came to. */
export interface EventsRead {
  changed: number;
  /** When the oldest change was made that this reading found; null where it found none. */
  oldestFound: Instant | null;
}

export const NO_EVENTS: EventsRead = { changed: 0, oldestFound: null };

/**
 * Reads what changed on the calendar and keeps it together with the token for next time; returns how many events say something
 * new. One that says what is kept is an echo of Krug's own writing, or was read before.
 */
export async function pullEvents(
  services: Services,
  sql: Sql,
  token: string | null,
  time: WorldTime,
): Promise<EventsRead> {
  const listed = await listEvents(services.calendar, token);
  const changes = { ...listed, events: listed.events.map(event => withTime(event, time.now())) };
  if (changes.events.length === 0 && changes.syncToken === token) return NO_EVENTS;
  const fresh = await differing(sql, changes.events);
  await sql.batch([
    ...savingEvents(sql, fresh),
    savingState(sql, "sync_token", changes.syncToken),
    ...(fresh.length > 0 ? [beingDue(sql)] : []),
  ]);
  const oldestFound = token === null || fresh.length === 0 ? null : Math.min(...fresh.map(event => event.updatedAt));
  return { changed: fresh.length, oldestFound };
}

/** Of a deleted event Google need not say when that was: then it is when it was found. */
function withTime(event: EventCopy, foundAt: Instant): EventCopy {
  return event.isCancelled && event.updatedAt === 0 ? { ...event, updatedAt: foundAt } : event;
}

/** Events that say something else than what is kept; the stub of one that is known to be cancelled says nothing. */
async function differing(sql: Sql, events: readonly EventCopy[]): Promise<EventCopy[]> {
  const known = await readKeptEvents(
    sql,
    events.map(event => event.id),
  );
  return events.filter(event => {
    const before = known.get(event.id);
    if (before?.isCancelled === true && event.isCancelled) return false;
    return before === undefined || markOf(before) !== markOf(event);
  });
}
