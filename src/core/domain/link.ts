import type { Instant } from "./values/time.ts";

/** The version of `Base` this code writes. A base of another version is read by `readBase`. */
export const BASE_VERSION = 1;

/** What page and event said when they last agreed. */
export interface Base {
  title: string;
  startsAt: Instant;
  endsAt: Instant;
  isCancelled: boolean;
  /** The guests Krug invited; others on the event were added by people. */
  guestEmails: string[];
  /** Whose each address is that Krug ever invited, by the address: a person's page may have another by now. Absent in a base of before. */
  invitedAs?: Readonly<Record<string, string>>;
  /** The text Krug wrote; what else stands in the event was added by people. */
  description: string;
}

/** Who ended a session, and when, so that it does not come back by itself. */
interface Tombstone {
  side: "notion" | "calendar";
  at: Instant;
}

/** That a session's page and an event belong together. */
export interface Link {
  sessionId: string;
  eventId: string;
  /** Grows each time an event is made for the session; ids of deleted events stay taken. */
  generation: number;
  /** For an instance of a series: the series' id and the start the instance had in it. Null for single events. */
  seriesId: string | null;
  originalStart: Instant | null;
  base: Base;
  tombstone: Tombstone | null;
  /** True once the session was offered at another time after a decline. */
  wasReoffered: boolean;
}

/** The event id for a session and a generation: Google takes a to v and digits, and a page's id is hexadecimal. */
export function eventIdFor(sessionId: string, generation: number): string {
  return `krug${sessionId.replaceAll("-", "").toLowerCase()}g${generation}`;
}

const EVENT_ID = /^krug([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})g(\d+)$/;

/** The session an event id was made for, and the how-manieth event of it; null for an id that is not ours. */
export function sessionOf(eventId: string): { sessionId: string; generation: number } | null {
  const match = EVENT_ID.exec(eventId);
  if (match === null) return null;
  const sessionId = match.slice(1, 6).join("-");
  const generation = Number(match[6]);
  return eventIdFor(sessionId, generation) === eventId ? { sessionId, generation } : null;
}
