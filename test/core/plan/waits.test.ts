import { describe, expect, test } from "vitest";
import type { Row } from "../../../src/core/domain/values/row.ts";
import type { Why } from "../../../src/core/domain/wait.ts";
import { decide } from "../../../src/core/plan/index.ts";
import type { BusyTimes } from "../../../src/core/rules/scheduling/members.ts";
import { WORDS } from "../../../src/run/words.ts";
import { anId, aPair, aPerson, aProgramme, aSnapshot, at, everybodyFree } from "../../world/builders.ts";

const ANA = aPerson("Ana");
const BORIS = aPerson("Boris");
const PAIR = aPair(["Ana", "Boris"]);
const MONDAY_OF_THE_FIRST_WEEK = "2027-01-11";

interface Given {
  busy?: BusyTimes | null;
  isHeld?: boolean;
}

/** What the one programme waits for on a morning; everybody's calendar is empty unless something else is given. */
function waits(rows: Row[], day: string, { busy, isHeld = false }: Given = {}): Why[] {
  const snapshot = aSnapshot(rows);
  const read = busy === undefined ? everybodyFree(snapshot) : busy;
  const decision = decide(snapshot, at(`${day}T08:00:00Z`), read, { language: "en", words: WORDS, isHeld });
  return decision.waits.map(({ programmeId, ...why }) => {
    expect(programmeId).toBe(anId("programme"));
    return why;
  });
}

const programme = (more: Parameters<typeof aProgramme>[0]) => [aProgramme(more), ANA, BORIS];
const whysOf = (found: readonly Why[]) => found.map(({ why }) => why);

describe("why nothing happens in a programme", () => {
  test("a draft, and one that is paused, wait for their page and for nothing else", () => {
    expect(waits(programme({ status: "draft" }), MONDAY_OF_THE_FIRST_WEEK)).toEqual([{ why: "draft" }]);
    expect(waits(programme({ status: "paused" }), MONDAY_OF_THE_FIRST_WEEK)).toEqual([{ why: "paused" }]);
  });

  test("it is over when its page says so, and from the day after its last", () => {
    expect(waits(programme({ status: "ended" }), MONDAY_OF_THE_FIRST_WEEK)).toEqual([{ why: "over" }]);
    expect(whysOf(waits(programme({}), "2027-04-04"))).not.toContain("over");
    expect(waits(programme({}), "2027-04-05")).toEqual([{ why: "over" }]);
  });

  test("its page holds a word that nobody knows", () => {
    const unclear = waits(programme({ matching: "by the stars" }), MONDAY_OF_THE_FIRST_WEEK);
    expect(unclear).toEqual([{ why: "page_unclear" }]);
  });

  test("before its first day the day is told, and the one on which its groups are formed", () => {
    expect(waits(programme({}), "2027-01-06")).toEqual([
      { why: "not_begun", on: "2027-01-11" },
      { why: "round_forms_on", on: "2027-01-07" },
    ]);
  });

  test("while a round is under way the day is told on which the next is formed; in the last round there is none", () => {
    expect(waits(programme({}), "2027-01-12")).toContainEqual({ why: "round_forms_on", on: "2027-01-14" });
    expect(waits(programme({}), "2027-01-14")).toContainEqual({ why: "round_forms_on", on: "2027-01-21" });
    expect(whysOf(waits(programme({}), "2027-04-01"))).not.toContain("round_forms_on");
  });

  test("fewer than two people have agreed", () => {
    const alone = [aProgramme(), ANA, aPerson("Boris", { consent: null })];
    expect(waits(alone, MONDAY_OF_THE_FIRST_WEEK)).toContainEqual({ why: "too_few_consented", count: 1 });
    expect(whysOf(waits(programme({}), MONDAY_OF_THE_FIRST_WEEK))).not.toContain("too_few_consented");
  });

  test("groups that are drafts wait to be read, so many of them", () => {
    const draft = aPair(["Ana", "Boris"], { status: "draft" });
    const found = waits([...programme({ approveFirst: true }), draft], MONDAY_OF_THE_FIRST_WEEK);
    expect(found).toContainEqual({ why: "groups_wait_for_approval", count: 1 });
    const another = [aPerson("Carla"), aPerson("Dan"), aPair(["Carla", "Dan"], { status: "draft" })];
    const two = waits([...programme({ approveFirst: true }), draft, ...another], MONDAY_OF_THE_FIRST_WEEK);
    expect(two).toContainEqual({ why: "groups_wait_for_approval", count: 2 });
    expect(whysOf(waits([...programme({}), PAIR], MONDAY_OF_THE_FIRST_WEEK))).not.toContain("groups_wait_for_approval");
  });

  test("its groups are made by hand: no round is waited for", () => {
    expect(waits(programme({ matching: "by_hand" }), MONDAY_OF_THE_FIRST_WEEK)).toEqual([{ why: "formed_by_hand" }]);
    expect(waits(programme({ format: "open" }), MONDAY_OF_THE_FIRST_WEEK)).toEqual([]);
  });

  test("people of a session are free at no common time", () => {
    const never = [aProgramme(), ANA, aPerson("Boris", { hours: "Mon-Fri 18-19" }), PAIR];
    expect(waits(never, MONDAY_OF_THE_FIRST_WEEK)).toContainEqual({ why: "no_common_slot", count: 1 });
    expect(whysOf(waits([...programme({}), PAIR], MONDAY_OF_THE_FIRST_WEEK))).not.toContain("no_common_slot");
  });

  test("calendars are still to be read, or can't be", () => {
    const rows = [...programme({}), PAIR];
    expect(waits(rows, MONDAY_OF_THE_FIRST_WEEK, { busy: null })).toEqual([{ why: "no_busy_times", count: 1 }]);
    const two = [...rows, aPerson("Carla"), aPerson("Dan"), aPair(["Carla", "Dan"])];
    expect(waits(two, MONDAY_OF_THE_FIRST_WEEK, { busy: null })).toEqual([{ why: "no_busy_times", count: 2 }]);
    const unreadable = new Map([
      ["ana@example.org", []],
      ["boris@example.org", null],
    ] as const);
    const found = waits(rows, MONDAY_OF_THE_FIRST_WEEK, { busy: unreadable });
    expect(found).toContainEqual({ why: "no_busy_times", count: 1 });
    expect(whysOf(found)).not.toContain("no_common_slot");
  });

  test("what reaches people is held", () => {
    const isHeld = true;
    expect(waits(programme({}), MONDAY_OF_THE_FIRST_WEEK, { isHeld })).toContainEqual({ why: "held" });
    expect(whysOf(waits(programme({}), MONDAY_OF_THE_FIRST_WEEK))).not.toContain("held");
    expect(whysOf(waits(programme({ status: "paused" }), MONDAY_OF_THE_FIRST_WEEK, { isHeld }))).toContain("held");
    expect(whysOf(waits(programme({ status: "ended" }), MONDAY_OF_THE_FIRST_WEEK, { isHeld }))).not.toContain("held");
  });
});
