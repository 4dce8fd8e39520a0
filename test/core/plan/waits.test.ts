import { describe, expect, test } from "vitest";
import type { Row } from "../../../src/core/domain/values/row.ts";
import type { Why } from "../../../src/core/domain/wait.ts";
import { decide } from "../../../src/core/plan/index.ts";
import type { BusyTimes } from "../../../src/core/rules/scheduling/members.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../src/core/state/snapshot.ts";
import { WORDS } from "../../../src/run/words.ts";
import {
  aDraft,
  aLink,
  aMirror,
  anEvent,
  anId,
  aPair,
  aPerson,
  aProgramme,
  applied,
  aQuestion,
  aSession,
  aSnapshot,
  at,
  everybodyFree,
  sessionOf,
} from "../../world/builders.ts";

const ANA = aPerson("Ana");
const BORIS = aPerson("Boris");
const PAIR = aPair(["Ana", "Boris"]);
const MONDAY_OF_THE_FIRST_WEEK = "2027-01-11";

interface Given {
  busy?: BusyTimes | null;
  isHeld?: boolean;
  /** What the world holds besides pages. */
  more?: Partial<Mirror>;
}

/** What the one programme waits for on a morning; everybody's calendar is empty unless something else is given. */
function waits(rows: readonly Row[], day: string, { busy, isHeld = false, more = {} }: Given = {}): Why[] {
  const snapshot = aSnapshot(rows, more);
  const read = busy === undefined ? everybodyFree(snapshot) : busy;
  const decision = decide(snapshot, at(`${day}T08:00:00Z`), read, { language: "en", words: WORDS, isHeld });
  expect(decision.unforeseen).toEqual([]);
  return decision.waits.map(({ programmeId, ...why }) => {
    expect(programmeId).toBe(anId("programme"));
    return why;
  });
}

const ADDRESSES = ["Ana", "Boris", "Carla", "Dan"].map(name => `${name.toLowerCase()}@example.org`);
/** The pages once all was done that is to be done before calendars are asked for. */
function settledBefore(rows: readonly Row[]): readonly Row[] {
  let mirror = aMirror(rows);
  for (;;) {
    const now = at(`${MONDAY_OF_THE_FIRST_WEEK}T08:00:00Z`);
    const { commands, needs } = decide(snapshotOf(mirror), now, null, { language: "en", words: WORDS });
    if (needs !== null || commands.length === 0) return mirror.rows;
    mirror = applied(mirror, commands);
  }
}

const programme = (more: Parameters<typeof aProgramme>[0]) => [aProgramme(more), ANA, BORIS];
const whysOf = (found: readonly Why[]) => found.map(({ why }) => why);
/** Why sessions have no time, those of one programme counted together. */
const ofSessions = (found: readonly Why[]) => found.filter(({ why }) => /^no_(common_slot|busy_times)$/.test(why));

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
    expect(whysOf(waits(rows, MONDAY_OF_THE_FIRST_WEEK))).not.toContain("no_busy_times");
    const planned = [...rows, aSession(PAIR)];
    expect(whysOf(waits(planned, MONDAY_OF_THE_FIRST_WEEK, { busy: null }))).not.toContain("no_busy_times");
  });

  describe("a session that somebody declined", () => {
    const session = aSession(PAIR);
    const link = aLink(sessionOf(session), aDraft());
    const event = anEvent(link, aDraft());
    const guests = event.guests.map(
      (guest, place) => ({ ...guest, reply: place === 0 ? "declined" : guest.reply }) as const,
    );
    const more = { links: [link], events: [{ ...event, guests }] };
    const rows = [...programme({}), PAIR, session];
    const others = [aPerson("Carla"), aPerson("Dan", { hours: "Mon-Fri 18-19" }), aPair(["Carla", "Dan"])];
    const wholeWeek = { startsAt: at("2027-01-11T00:00:00Z"), endsAt: at("2027-01-18T00:00:00Z") };

    test("and can't be moved has its time: no other is lacking", () => {
      const busy = new Map(ADDRESSES.map(address => [address, [wholeWeek]]));
      expect(ofSessions(waits(rows, MONDAY_OF_THE_FIRST_WEEK, { busy, more }))).toEqual([]);
      const found = waits([...rows, ...others], MONDAY_OF_THE_FIRST_WEEK, { busy, more });
      expect(ofSessions(found)).toEqual([{ why: "no_common_slot", count: 1 }]);
    });

    test("has its time also where a calendar can't be read", () => {
      const busy = new Map(ADDRESSES.map(address => [address, null]));
      expect(ofSessions(waits(rows, MONDAY_OF_THE_FIRST_WEEK, { busy, more }))).toEqual([]);
      const found = waits([...rows, ...others], MONDAY_OF_THE_FIRST_WEEK, { busy, more });
      expect(ofSessions(found)).toEqual([{ why: "no_busy_times", count: 1 }]);
    });
  });

  describe("a question on the help board that was taken", () => {
    const question = aQuestion("How do I test a queue that retries?", { takenBy: [anId("Boris")] });
    const board = (hours: string) =>
      settledBefore([aProgramme({ format: "micro" }), ANA, aPerson("Boris", { hours }), question]);
    const taken = board("Mon-Fri 9-17");

    test("waits for calendars to be read, as any session does, and for nothing once they are", () => {
      const found = waits(taken, MONDAY_OF_THE_FIRST_WEEK, { busy: null });
      expect(ofSessions(found)).toEqual([{ why: "no_busy_times", count: 1 }]);
      expect(ofSessions(waits(taken, MONDAY_OF_THE_FIRST_WEEK))).toEqual([]);
    });

    test("waits for a calendar that can't be read", () => {
      const busy = new Map(ADDRESSES.map((address, place) => [address, place === 0 ? null : []]));
      const found = waits(taken, MONDAY_OF_THE_FIRST_WEEK, { busy });
      expect(ofSessions(found)).toEqual([{ why: "no_busy_times", count: 1 }]);
    });

    test("lacks a time in common", () => {
      const found = waits(board("Mon-Fri 18-19"), MONDAY_OF_THE_FIRST_WEEK);
      expect(ofSessions(found)).toEqual([{ why: "no_common_slot", count: 1 }]);
    });
  });

  test("what reaches people is held", () => {
    const isHeld = true;
    expect(waits(programme({}), MONDAY_OF_THE_FIRST_WEEK, { isHeld })).toContainEqual({ why: "held" });
    expect(whysOf(waits(programme({}), MONDAY_OF_THE_FIRST_WEEK))).not.toContain("held");
    expect(whysOf(waits(programme({ status: "paused" }), MONDAY_OF_THE_FIRST_WEEK, { isHeld }))).toContain("held");
    for (const status of ["ended", "draft"])
      expect(whysOf(waits(programme({ status }), MONDAY_OF_THE_FIRST_WEEK, { isHeld }))).not.toContain("held");
  });

  test("of two programmes each is told its own, and what both lack of each", () => {
    const second = anId("second");
    const dan = aPerson("Dan", { hours: "Mon-Fri 18-19", programmes: [second] });
    const people = [ANA, BORIS, aPerson("Carla", { programmes: [second] }), dan];
    const pairs = [PAIR, aPair(["Carla", "Dan"], { programme: [second] })];
    const snapshot = aSnapshot([aProgramme(), aProgramme({ name: "Second" }, second), ...people, ...pairs]);
    const told = (busy: BusyTimes | null) =>
      decide(snapshot, at(`${MONDAY_OF_THE_FIRST_WEEK}T08:00:00Z`), busy, { language: "en", words: WORDS })
        .waits.filter(({ why }) => why.startsWith("no_"))
        .sort((a, b) => (a.programmeId < b.programmeId ? -1 : 1));
    const [first, other] = [anId("programme"), second];
    expect(told(everybodyFree(snapshot))).toEqual([{ programmeId: other, why: "no_common_slot", count: 1 }]);
    expect(told(null)).toEqual(
      [first, other].sort().map(programmeId => ({ programmeId, why: "no_busy_times", count: 1 })),
    );
  });
});
