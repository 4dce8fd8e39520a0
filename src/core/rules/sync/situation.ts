import type { EventCopy } from "../../domain/event.ts";
import type { Link } from "../../domain/link.ts";
import type { Session } from "../../domain/session.ts";
import type { Instant } from "../../domain/values/time.ts";
import { isMadeRecurring, type Met, oddityOf } from "./eventTime.ts";
import { isPeoples, parseMeetingKey } from "./meeting.ts";
import type { StateOf } from "./rule.ts";

/** Everything the decision about a session turns on. */
export const SITUATION = {
  page: {
    planned: "planned",
    ended: "cancelled or without a slot",
    over: "held, not held or unreported",
    trashed: "in the trash",
  },
  base: {
    none: "no event was ever made",
    agreed: "both sides last agreed that it takes place",
    ended: "both sides last agreed that it is off",
  },
  event: {
    unread: "not read since it was made",
    live: "in the calendar",
    deleted: "deleted",
    restored: "in the calendar again after it was off",
    others: "in the calendar, and somebody else's that only invites it",
    recurring: "a single one that people made recur",
  },
  maker: {
    krug: "planned by Krug, or on its page",
    people: "made by people in the calendar",
  },
  pageTime: {
    ahead: "to come",
    begun: "begun, as agreed",
    put_back: "gone by, and not the agreed one",
  },
  eventTime: {
    ahead: "to come",
    begun: "begun",
    gone_by: "moved to a time gone by, and the agreed one is to come",
    unclear: "none to meet at: whole days, no length or longer than a day",
  },
} as const;

type Situation = StateOf<typeof SITUATION>;

const PAGE: Record<Session["status"], Situation["page"]> = {
  planned: "planned",
  cancelled: "ended",
  no_slot: "ended",
  met: "over",
  not_met: "over",
  unreported: "over",
  over: "over",
};

interface Sides {
  /** The page's, as is its start; null for a page in the trash. */
  status: Session["status"] | null;
  startsAt: Instant | null;
  /** The key of its page. */
  key: string;
  link: Link | null;
  event: EventCopy | null;
  /** The table its page stands in. Absent for *Sessions*. */
  source?: Met;
  now: Instant;
}

/** Where a session stands. */
export function situationOf(sides: Sides): Situation {
  const { status, startsAt, key, link, event, now } = sides;
  const isAgreed = link === null || startsAt === null || startsAt === link.base.startsAt;
  return {
    page: status === null ? "trashed" : PAGE[status],
    base: link === null ? "none" : link.base.isCancelled ? "ended" : "agreed",
    event: eventOf(link, event),
    maker: (link === null ? parseMeetingKey(key) !== null : isPeoples(link)) ? "people" : "krug",
    pageTime: startsAt !== null && startsAt > now ? "ahead" : isAgreed ? "begun" : "put_back",
    eventTime: eventTimeOf(sides),
  };
}

function eventTimeOf(sides: Sides): Situation["eventTime"] {
  const { startsAt, link, event, source = "sessions", now } = sides;
  const odd = link === null || event === null || event.isCancelled ? null : oddityOf(link, event, source, now);
  if (odd === "gone_by") return "gone_by";
  if (odd !== null && odd !== "recurring") return "unclear";
  const eventStart = event?.startsAt ?? link?.base.startsAt ?? startsAt ?? now;
  return eventStart > now ? "ahead" : "begun";
}

function eventOf(link: Link | null, event: EventCopy | null): Situation["event"] {
  if (event === null) return "unread";
  if (event.isCancelled) return "deleted";
  if (link !== null && isMadeRecurring(link, event)) return "recurring";
  if (event.isOthers === true) return "others";
  if (link === null || !link.base.isCancelled) return "live";
  // What was read late of the time before its end is no new life.
  return event.updatedAt > (link.tombstone?.at ?? 0) ? "restored" : "deleted";
}
