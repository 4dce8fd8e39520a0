import type { EventCopy } from "../../domain/event.ts";
import type { Link } from "../../domain/link.ts";
import type { PlannedPage } from "./pair.ts";

/**
 * Meetings that people put on the programme's calendar by hand. The key of such a session's page names its event, so that the
 * two are found together also without the database.
 */
interface MeetingKey {
  groupId: string;
  /** The how-manieth session of the group's round it stands for; null when it is one more. */
  number: number | null;
  eventId: string;
}

export function meetingKey({ groupId, number, eventId }: MeetingKey): string {
  return `meeting:${groupId}:${number ?? "-"}:${eventId}`;
}

/** What a key of `meetingKey` says; null for any other. */
export function parseMeetingKey(key: string): MeetingKey | null {
  const match = /^meeting:([^:]+):(\d+|-):(.+)$/.exec(key);
  if (match === null) return null;
  const [, groupId = "", number, eventId = ""] = match;
  return { groupId, number: number === "-" ? null : Number(number), eventId };
}

const KRUGS = /^krug[0-9a-f]{32}/;

/** True for the link of an event that people made by itself: its guests and its text are theirs. */
export function isPeoples(link: Pick<Link, "eventId" | "seriesId">): boolean {
  return link.seriesId === null && !KRUGS.test(link.eventId);
}

/**
 * The link of a page to the meeting it was made for. Krug answers for none of its guests and none of its text, and offers it at
 * no other time: it is the people's own.
 */
export function meetingLink(session: PlannedPage, event: EventCopy): Link {
  const startsAt = event.startsAt ?? session.startsAt ?? 0;
  return {
    sessionId: session.id,
    eventId: event.id,
    generation: 0,
    seriesId: event.seriesId,
    originalStart: event.originalStart,
    base: {
      title: event.title || session.title,
      startsAt,
      endsAt: event.endsAt ?? session.endsAt ?? startsAt,
      isCancelled: false,
      guestEmails: [],
      description: "",
    },
    tombstone: null,
    wasReoffered: true,
  };
}
