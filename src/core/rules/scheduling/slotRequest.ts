import type { Instant, Interval } from "../../domain/values/time.ts";

/** A group that needs a time. */
export interface SlotRequest {
  id: string;
  memberIds: readonly string[];
  durationMinutes: number;
  /** The session lies in it. */
  window: Interval;
  /** The weekly slot the group has had, kept while it works: ISO weekday, minutes since local midnight. Null for none. */
  preferred: { weekday: number; localMinutes: number; zone: string } | null;
  /** Nothing begins before: the notice people need. */
  earliest: Instant;
  /** Check-ins: the first day on which all work, as early as all can. */
  firstWorkingDay?: boolean;
  /** The session that gets another time, which its people have until then; a new one without. */
  moves?: string;
}

/** A time that does not suit everybody. */
export interface NearMiss {
  startsAt: Instant;
  /** People who can't, or whose calendar is unknown; sorted. */
  without: string[];
}

/** What a request gets: a time, or why there is none. */
export type SlotOutcome =
  /** `outsideHours`: whose working hours it leaves, sorted; only where the options allow that, and then never empty. */
  | { kind: "slot"; startsAt: Instant; endsAt: Instant; outsideHours?: readonly string[] }
  | { kind: "none"; unreadable: string[]; nearest: NearMiss[] };
