import type { EventCopy, OddEvent } from "../../domain/event.ts";
import type { Link } from "../../domain/link.ts";
import type { Problem } from "../../domain/problem.ts";
import { LONGEST_GATHERING, LONGEST_MEETING } from "../../domain/session.ts";
import { type Instant, type Interval, isFar } from "../../domain/values/time.ts";

/** What an event's page is: how long people may meet depends on it. */
export type Met = "sessions" | "gatherings";

const LONGEST: Readonly<Record<Met, number>> = { sessions: LONGEST_MEETING, gatherings: LONGEST_GATHERING };

/** The time people meet by the event; null where it names none. */
export function meetingTime(event: EventCopy, source: Met): Interval | null {
  const { startsAt, endsAt } = event;
  if (startsAt === null || endsAt === null || endsAt <= startsAt || endsAt - startsAt > LONGEST[source]) return null;
  if (isFar(startsAt) || isFar(endsAt)) return null;
  return { startsAt, endsAt };
}

/** True for a single event that recurs since people changed it: what is written to it, all its meetings get. */
export function isMadeRecurring(link: Pick<Link, "seriesId">, event: EventCopy): boolean {
  return event.isSeries === true && link.seriesId === null;
}

/** In what way an event that takes place is odd; null for one that page and event can agree on. */
export function oddityOf(link: Link, event: EventCopy, source: Met, now: Instant): OddEvent | null {
  if (isMadeRecurring(link, event)) return "recurring";
  if (link.base.startsAt <= now) return null;
  const time = meetingTime(event, source);
  if (time !== null) return time.startsAt <= now ? "gone_by" : null;
  if (event.startsAt === null || event.endsAt === null) return "all_day";
  if (isFar(event.startsAt) || isFar(event.endsAt)) return "far";
  return event.endsAt <= event.startsAt ? "no_length" : "too_long";
}

/** What the page of an odd event is told of it. */
export function oddEvent(why: OddEvent, { startsAt }: Pick<EventCopy, "startsAt">, source: Met): Problem {
  return { code: "event_odd", why, startsAt, ...(source === "gatherings" ? { source } : {}) };
}
