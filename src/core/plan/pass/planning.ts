import type { Language } from "../../domain/values/language.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { BusyTimes } from "../../rules/scheduling/availability.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import type { Words } from "../../words/words.ts";
import { WeekRooms } from "./weekRooms.ts";

/** How to decide, whatever the world is like. */
export interface Settings {
  /** The language of what has no programme. */
  language: Language;
  words: Words;
  /** True while the fuse has blown: only what reaches nobody, and leads to nothing that does, is decided. */
  isHeld?: boolean;
}

/** What every part of a pass goes by: the world, the time, and how to say things. */
export interface Planning {
  snapshot: Snapshot;
  now: Instant;
  words: Words;
  /** The language of what has no programme. */
  language: Language;
  /** Calendars as they were read; null while none was. */
  busy: BusyTimes | null;
  isHeld: boolean;
  /** What is left of people's weeks, beside the groups formed in this pass. */
  rooms: WeekRooms;
}

/** A pass at its beginning: nothing is decided yet. */
export function planningOf(
  snapshot: Snapshot,
  now: Instant,
  { language, words, isHeld = false }: Settings,
  busy: BusyTimes | null = null,
): Planning {
  return { snapshot, now, words, language, busy, isHeld, rooms: new WeekRooms(snapshot, now) };
}
