import type { LocalDate } from "./values/time.ts";

/** Why nothing happens in a programme for now: what it waits for, or what it lacks. */
export type Why =
  /** Its page is a draft. */
  | { why: "draft" }
  | { why: "paused" }
  /** Its page says that it has ended, or its last day has gone by. */
  | { why: "over" }
  /** Its page was moved, or holds a word that Krug doesn't know. */
  | { why: "page_unclear" }
  | { why: "not_begun"; on: LocalDate }
  /** Its groups are made by hand. */
  | { why: "formed_by_hand" }
  /** The groups of its next round are formed on this day. */
  | { why: "round_forms_on"; on: LocalDate }
  /** Fewer than two people take part with their consent: `count` do. */
  | { why: "too_few_consented"; count: number }
  /** This many groups are drafts that a coordinator has to approve. */
  | { why: "groups_wait_for_approval"; count: number }
  /** This many people ask to take part, and a coordinator has to let them in. */
  | { why: "people_ask_to_join"; count: number }
  /** This many sessions have no time that suits their people. */
  | { why: "no_common_slot"; count: number }
  /** This many sessions have no time because calendars are still to be read, or can't be. */
  | { why: "no_busy_times"; count: number }
  /** What reaches people is held: it is far more than usual, and waits for a coordinator. */
  | { why: "held" };

/** Something a programme waits for. */
export type Wait = Why & { programmeId: string };

/** True for what a coordinator has to see to before anything goes on; false for what a day brings, or somebody meant. */
export function isForCoordinator({ why }: Why): boolean {
  return WHYS_FOR_COORDINATOR.has(why);
}

const WHYS_FOR_COORDINATOR: ReadonlySet<Why["why"]> = new Set<Why["why"]>([
  "draft",
  "page_unclear",
  "too_few_consented",
  "groups_wait_for_approval",
  "people_ask_to_join",
  "no_common_slot",
  "no_busy_times",
  "held",
]);
