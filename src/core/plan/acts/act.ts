import type { ActedOn } from "../../domain/actedOn.ts";
import type { Values } from "../../domain/command.ts";
import type { SourceKey } from "../../domain/values/row.ts";

/** What a coordinator can have Krug do from the dashboard. What is stored names these words. */
export const ACT_KINDS = ["approve", "go", "run_now", "remind", "rematch", "pause", "leave_out"] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** What an act writes on one page: columns a coordinator would have edited by hand. */
export interface PageWrite {
  source: SourceKey;
  pageId: string;
  /** What stood in the columns it was decided by, those that are written among them. */
  seen: Values;
  values: Values;
  /** What is noted with it: who is kept apart. Absent for nothing. */
  acts?: ActedOn[];
}

/** An act as a coordinator asked for it. */
export interface Act {
  /** Made for the button that was pressed: pressed twice it is one act. */
  id: string;
  kind: ActKind;
  /** What it is about, as its button says it: a programme and round, a group, a person. */
  on: string;
  /** Null for what concerns no programme alone. */
  programmeId: string | null;
  /** Who asked for it: their address; empty where they signed in with the token that all share. */
  by: string;
  writes: readonly PageWrite[];
  /** People who hear of it by mail, by the ids of their pages. */
  toldIds: readonly string[];
  /** By what name that is told; empty likewise. */
  who: string;
}

/** What stands on a page otherwise than an act went by; of a page that is gone or was moved `column` is null. */
export interface Otherwise {
  pageId: string;
  source: SourceKey;
  column: string | null;
}

/**
 * `held`: may still be taken back, or waits to be carried out; `undoing`: done, and is to be undone; `stale`: nothing was done, since
 * a page had changed; `failed`: the service refused it; `kept`: was to be undone, and a page had changed since.
 */
export type ActState = "held" | "done" | "taken_back" | "stale" | "failed" | "undoing" | "undone" | "kept";
