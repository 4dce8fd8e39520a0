import type { EventCopy, EventDraft } from "../../domain/event.ts";
import type { Link } from "../../domain/link.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Session } from "../../domain/session.ts";
import type { Language } from "../../domain/values/language.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { Met } from "./eventTime.ts";

/** A field that people changed on both sides apart, as the page is told of it. */
export interface Clash {
  field: "title" | "time";
  kept: string;
  lost: string;
  keptSide: "notion" | "calendar";
}

/** The sentences that bringing a page and its event together needs, in a reader's language. */
export interface SyncWords {
  bothChanged(clash: Clash, language: Language): string;
  deletedInCalendar(at: Instant, zone: string, language: Language): string;
  restoredInCalendar(at: Instant, zone: string, language: Language): string;
  /** In place of a time: the whole day. */
  allDay(language: Language): string;
  timeRange(startsAt: Instant, endsAt: Instant, zone: string, language: Language): string;
}

/** What the sync has to know of a page that has an event: a session's, or a webinar's or class's. */
export type PlannedPage = Pick<
  Session,
  "id" | "title" | "status" | "startsAt" | "endsAt" | "key" | "editedAt" | "editedBy"
>;

/** A session's page and its event, and what its event should be now. */
export interface Pair {
  session: PlannedPage;
  /** The table the page stands in. Absent for *Sessions*. */
  source?: Met;
  link: Link | null;
  event: EventCopy | null;
  draft: EventDraft;
  now: Instant;
  language: Language;
  words: SyncWords;
  /** True for what the page tells of already. Absent where it tells of nothing. */
  isTold?: (problem: Problem) => boolean;
}

/** A pair whose event is known. */
export type Linked = Pair & { link: Link; event: EventCopy };
