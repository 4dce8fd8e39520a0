import { HOUR, type Instant, MINUTE } from "../../domain/values/time.ts";

/** Ticks of the cron after which one should long have come, and a run have ended. */
export const TICKS = 3;
/** An invocation is ended by the platform after so long: a run that began when it was due is under way for no longer. */
const LONGEST_RUN = 15 * MINUTE;
/** A silence is told to the operator after so long. */
export const TOLD_AFTER = 6 * HOUR;

/** What is known of the runs, by the wall's clock. */
export interface Signs {
  /** How often the cron comes, in milliseconds; 0 where none does. */
  tickMs: number;
  /** When the last run ended; null where none did yet. */
  lastEndedAt: Instant | null;
  /** Since when a first run is waited for; null where nobody has looked yet. */
  awaitedSince: Instant | null;
  /** Until when a run has the right to go on; null or past where none is under way. */
  leaseUntil: Instant | null;
}

export type Silence =
  /** A run ended lately. */
  | { state: "heard" }
  /** Newly deployed: the first run is yet to come, or to end. */
  | { state: "awaited" }
  /** No run ended lately, and one is at work. */
  | { state: "under_way" }
  /** No cron comes here, so nobody can say that one is late. */
  | { state: "unscheduled" }
  /** Nothing was heard since then, and something should have been. */
  | { state: "silent"; since: Instant };

/** Whether runs are as frequent as they should be: silent once the last one is three ticks old and none is at work. */
export function silenceOf({ tickMs, lastEndedAt, awaitedSince, leaseUntil }: Signs, wallNow: Instant): Silence {
  if (tickMs === 0) return { state: "unscheduled" };
  const since = lastEndedAt ?? awaitedSince ?? wallNow;
  const overdue = wallNow - since - TICKS * tickMs;
  if (overdue <= 0) return { state: lastEndedAt === null ? "awaited" : "heard" };
  if (leaseUntil !== null && leaseUntil > wallNow && overdue <= LONGEST_RUN) return { state: "under_way" };
  return { state: "silent", since };
}

/** How far the telling of one silence is; kept until the next. */
export interface SilenceTold {
  since: Instant;
  /** When it was last tried, on the wall's clock. */
  at: Instant;
  tries: number;
  /** What became of each way; null for one that is to be tried again. */
  chat: "told" | "none" | "refused" | null;
  mail: "told" | "none" | "refused" | null;
}

const TRIES = 8;
const BETWEEN_TRIES = 15 * MINUTE;

/** What is to be told of a silence now; null where it is too short, was told, or is not to be tried again yet. */
export function telling(silence: Silence, told: SilenceTold | null, wallNow: Instant): SilenceTold | null {
  if (silence.state !== "silent" || wallNow - silence.since < TOLD_AFTER) return null;
  if (told === null || told.since !== silence.since)
    return { since: silence.since, at: wallNow, tries: 1, chat: null, mail: null };
  const isOver = (told.chat !== null && told.mail !== null) || told.tries >= TRIES;
  return isOver || wallNow - told.at < BETWEEN_TRIES ? null : { ...told, at: wallNow, tries: told.tries + 1 };
}
