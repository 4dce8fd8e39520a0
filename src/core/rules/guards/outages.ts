import { DAY, HOUR } from "../../domain/values/time.ts";

/** What can stand still, and why: a service refuses for hours, or no longer knows Krug. */
type OutageKind =
  /** Notion blocked the integration's requests: nothing can be done without it. */
  | "notion_blocked"
  /** Calendar takes not even questions. */
  | "calendar_blocked"
  /** Calendar takes no more invitations from the account; the rest goes on. */
  | "invitations_blocked"
  /** The calendar that is set was deleted, or is shared with Krug no more. */
  | "calendar_gone"
  | "google_signed_out"
  | "notion_signed_out"
  /** Two tables of Notion carry one mark, and nothing tells which is the workspace's. */
  | "tables_contested"
  /** Another calendar, or page of Notion, is set than that everything was planned with. */
  | "other_calendar"
  | "other_notion"
  /** The platform ended several runs in a row before their end; each run tries again. */
  | "runs_killed";

export interface Outage {
  what: OutageKind;
  /** Wall clock. */
  since: number;
  /** Until when nothing is tried; null where a person has to act; each run checks whether they did. */
  until: number | null;
  /** How many tries in a row ended in it. */
  times: number;
  /** The service's own words; of contested tables their names and addresses, of another source the id of the former, of killed runs the programme. */
  why: string;
}

const NEED_A_PERSON: readonly OutageKind[] = [
  "calendar_gone",
  "google_signed_out",
  "notion_signed_out",
  "tables_contested",
  "other_calendar",
  "other_notion",
  "runs_killed",
];
const FIRST_MS = 4 * HOUR;

/**
 * A stop after one more refusal: for four hours at first, twice as long each time the try after it is refused too, at most a
 * day. Google speaks of hours and gives no number (docs/facts/google-calendar.md#quotas-and-refusals); asking sooner
 * keeps an account blocked.
 */
export function stopped(before: Outage | null, what: OutageKind, why: string, wallNow: number): Outage {
  const times = (before?.times ?? 0) + 1;
  const until = NEED_A_PERSON.includes(what) ? null : wallNow + Math.min(FIRST_MS * 2 ** (times - 1), DAY);
  return { what, since: before?.since ?? wallNow, until, times, why };
}

export function isInForce(stop: Outage, wallNow: number): boolean {
  return stop.until !== null && wallNow < stop.until;
}
