import { describe, expect, test } from "vitest";
import type { CommandOf } from "../../../../src/core/domain/command.ts";
import { sessionCode } from "../../../../src/core/domain/session.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { decideStanding } from "../../../../src/core/plan/forms/standing.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { anId, aPair, aPerson, aPlanning, aProgramme, aSession, aSnapshot, at, on } from "../../../world/builders.ts";
import { aStandingAnswer } from "../../../world/standingAnswer.ts";

type Values = Record<string, PlainValue>;
type Answer = Mirror["responses"][number];

const NOON = at("2027-01-12T12:00:00Z");
const PAIR = aPair(["Ana", "Boris"]);
const OTHERS = aPair(["Carla", "Dan"]);
const timed = (start: string, end: string): Values => ({ when: on(`2027-01-${start}Z`, `2027-01-${end}Z`) });
const sessionOn = (day: string, more: Values = {}, group = PAIR): Row => ({
  ...aSession(group, { ...timed(`${day}T09:00:00`, `${day}T09:45:00`), key: `session:${day}`, ...more }),
  id: anId(`session on ${day} of ${group.id}`),
});
const TOMORROW = sessionOn("13");
const IN_A_WEEK = sessionOn("20");

const rows = (...sessions: Row[]): Row[] => [
  aProgramme(),
  ...["Ana", "Boris", "Carla", "Dan"].map(name => aPerson(name)),
  PAIR,
  OTHERS,
  ...sessions,
];
function followed(answers: Answer[], all: Row[] = rows(TOMORROW, IN_A_WEEK), more: Partial<Mirror> = {}, now = NOON) {
  const snapshot = aSnapshot(all, { responses: answers, ...more });
  return decideStanding(aPlanning(snapshot, now), snapshot.programmes[0]!);
}
/** The meetings that an answer declines, by their pages; null where it is not acted on yet. */
function skipped(...asked: Parameters<typeof followed>): string[] | null {
  const [command] = followed(...asked) as CommandOf<"note_acted">[];
  return command === undefined ? null : command.acts.slice(1).map(({ cause }) => cause.split(":")[1] ?? "");
}
/** What is written on the person's page. */
const written = (...asked: Parameters<typeof followed>) =>
  followed(...asked).map(command => (command.kind === "update_page" ? command.values : command.kind));

describe("a meeting is skipped", () => {
  test("the next one of who asks, whichever order the pages are in", () => {
    expect(skipped([aStandingAnswer("skip")])).toEqual([TOMORROW.id]);
    expect(skipped([aStandingAnswer("skip")], rows(IN_A_WEEK, TOMORROW))).toEqual([TOMORROW.id]);
  });

  test("the one whose code they give, also a check-in, which is skipped by its code alone", () => {
    const checkIn = sessionOn("13", { kind: "check_in" });
    const code = (row: Row) => ({ code: sessionCode(row.id).toLowerCase() });
    expect(skipped([aStandingAnswer("skip", code(IN_A_WEEK))])).toEqual([IN_A_WEEK.id]);
    expect(skipped([aStandingAnswer("skip", code(checkIn))], rows(checkIn, IN_A_WEEK))).toEqual([checkIn.id]);
    expect(skipped([aStandingAnswer("skip")], rows(checkIn, IN_A_WEEK))).toEqual([IN_A_WEEK.id]);
  });

  test("of two that begin at one moment always the same", () => {
    const twin = { ...TOMORROW, id: anId("twin") };
    const [first] = [TOMORROW.id, twin.id].sort();
    expect(skipped([aStandingAnswer("skip")], rows(TOMORROW, twin))).toEqual([first]);
    expect(skipped([aStandingAnswer("skip")], rows(twin, TOMORROW))).toEqual([first]);
  });

  test.each<[string, Row[]]>([
    ["that was called off", [sessionOn("13", { status: "cancelled" })]],
    ["that has begun", [sessionOn("12")]],
    ["without a time", [sessionOn("13", { when: null })]],
    ["of another group", [sessionOn("13", {}, OTHERS)]],
    ["of no group", [sessionOn("13", { group: [] })]],
  ])("never one %s: the next is", (_, before) => {
    expect(skipped([aStandingAnswer("skip")], rows(...before, IN_A_WEEK))).toEqual([IN_A_WEEK.id]);
  });

  test("never one before they said so", () => {
    const late = aStandingAnswer("skip", { submittedAt: "2027-01-13T09:00:00Z" });
    expect(skipped([late], rows(TOMORROW, IN_A_WEEK), {}, at("2027-01-13T08:59:00Z"))).toEqual([IN_A_WEEK.id]);
  });

  test.each<[string, string, string[] | null]>([
    ["waits where none is planned yet", "2027-01-26T07:59:59Z", null],
    ["is let go after two weeks", "2027-01-26T08:00:00Z", []],
  ])("a wish that %s", (_, now, expected) => {
    expect(skipped([aStandingAnswer("skip")], rows(), {}, at(now))).toEqual(expected);
  });

  test("a code that fits none of theirs is let go at once", () => {
    expect(skipped([aStandingAnswer("skip", { code: "ABCDEF" })])).toEqual([]);
    const theirs = sessionOn("14", {}, OTHERS);
    const code = sessionCode(theirs.id);
    expect(skipped([aStandingAnswer("skip", { code })], rows(TOMORROW, theirs))).toEqual([]);
  });
});

describe("a break and leaving are written on the person's page, as they would have done it", () => {
  test.each<[string, string | undefined, string, Values]>([
    ["until further notice", undefined, "active", { status: "paused" }],
    ["until a day", "2027-01-20", "active", { away: on("2027-01-20") }],
    ["until today", "2027-01-12", "active", { away: on("2027-01-12") }],
    ["until a day gone by, which ends one", "2027-01-11", "active", { away: null }],
    ["until a day, of who is paused already", "2027-01-20", "paused", { away: on("2027-01-20"), status: "active" }],
    ["until a day gone by, of who is paused: they are back", "2027-01-11", "paused", { away: null, status: "active" }],
  ])("a break %s", (_, until, status, expected) => {
    const all = rows().map(row => (row.id === anId("Ana") ? aPerson("Ana", { status }) : row));
    const answer = aStandingAnswer("pause", until === undefined ? {} : { until });
    const [values] = written([answer], all);
    expect(values).toEqual(status === "paused" && until === undefined ? {} : expected);
  });

  test("by the day of their own clocks", () => {
    const evening = at("2027-01-12T20:00:00Z");
    const all = rows().map(row => (row.id === anId("Ana") ? aPerson("Ana", { zone: "Asia/Almaty" }) : row));
    // In Almaty it is the thirteenth already.
    expect(written([aStandingAnswer("pause", { until: "2027-01-12" })], all, {}, evening)).toEqual([{ away: null }]);
    expect(written([aStandingAnswer("pause", { until: "2027-01-12" })], rows(), {}, evening)).toEqual([
      { away: on("2027-01-12") },
    ]);
  });

  test("leaving takes them out of this programme alone", () => {
    const ana = aPerson("Ana", { programmes: [anId("programme"), anId("another")] });
    const all = [...rows().map(row => (row.id === ana.id ? ana : row)), aProgramme({}, anId("another"))];
    expect(written([aStandingAnswer("leave")], all)).toEqual([{ programmes: [anId("another")] }]);
  });
});

describe("each submission counts once", () => {
  const acts = (answer: Answer, said = String(answer.response.submittedAt)) => ({
    actedOn: [{ cause: `standing:${answer.response.responseId}`, said, at: NOON }],
  });

  test("what was acted on is not acted on again, and an edited one is anew", () => {
    const leave = aStandingAnswer("leave");
    expect(followed([leave], rows(), acts(leave))).toEqual([]);
    expect(followed([leave], rows(), acts(leave, "earlier"))).toHaveLength(1);
  });

  test("a quiet word changes nothing on their page, and is noted; so is a submission without a wish", () => {
    for (const standing of ["word", null] as const) {
      const [command, ...more] = followed([aStandingAnswer(standing, { word: "Listen" })]);
      expect(more).toEqual([]);
      expect(JSON.stringify(command)).not.toContain("Listen");
      expect(command).toMatchObject({ acts: [{ cause: expect.stringContaining("standing:") }] });
    }
  });

  test("somebody else to be with is noted with whom they are with now", () => {
    const [command] = followed([aStandingAnswer("another")], rows(TOMORROW)) as CommandOf<"note_acted">[];
    expect(command?.kind).toBe("note_acted");
    expect(JSON.stringify(command?.acts.slice(1))).toContain(anId("Boris"));
  });

  test("nothing follows in a programme that is a draft, or from an answer of nobody's", () => {
    const draft = [aProgramme({ status: "draft" }), ...rows(TOMORROW).slice(1)];
    expect(followed([aStandingAnswer("leave")], draft)).toEqual([]);
    expect(followed([aStandingAnswer("leave", { by: "Stranger" })])).toEqual([]);
  });
});
