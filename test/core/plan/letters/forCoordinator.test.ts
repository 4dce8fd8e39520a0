import { describe, expect, test } from "vitest";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { DAY, toIso } from "../../../../src/core/domain/values/time.ts";
import { coordinatorWishes, hasNobodyToTell } from "../../../../src/core/plan/letters/forCoordinator.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
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
  aSession,
  aSnapshot,
  at,
  decided,
  on,
  sessionOf,
} from "../../../world/builders.ts";
import { aStandingAnswer } from "../../../world/standingAnswer.ts";

type Values = Record<string, PlainValue>;

const WEDNESDAY = at("2027-01-13T12:00:00Z");
const NAMES = ["Ana", "Boris", "Carla"];
const GROUP = aPair(NAMES);
/** It ended on Wednesday 13 January at a quarter to eleven in Berlin: on Friday at that time people are named. */
const HELD = aSession(GROUP, { status: "met", came: [anId("Boris")] });
const NAMED_FROM = at("2027-01-15T09:45:00Z");

const rows = (programme: Values = {}, ...more: Row[]): Row[] => [
  aProgramme({ coordinator: [anId("Maria")], ...programme }),
  ...NAMES.map(name => aPerson(name)),
  aPerson("Maria", { programmes: [] }),
  GROUP,
  ...more,
];
function wishes(all: readonly Row[], more: Partial<Mirror> = {}, now = WEDNESDAY) {
  const snapshot = aSnapshot(all, more);
  return snapshot.programmes.flatMap(programme => coordinatorWishes(snapshot, programme, now));
}
/** What the letters say, a line for each thing. */
const told = (...asked: Parameters<typeof wishes>) =>
  wishes(...asked).flatMap(({ facts }) => ("lines" in facts ? facts.lines : []));
const word = aStandingAnswer("word", { word: "I feel unsafe" });

describe("a coordinator is told privately", () => {
  test("a quiet word as it was written, and by whom", () => {
    expect(told(rows(), { responses: [word] })).toEqual([{ what: "word", name: "Ana", text: "I feel unsafe" }]);
  });

  test("a word that came with something else that was asked for, and with who leaves that they do", () => {
    const responses = [aStandingAnswer("leave", { word: "Thank you all" })];
    expect(told(rows(), { responses })).toEqual([
      { what: "left", name: "Ana" },
      { what: "word", name: "Ana", text: "Thank you all" },
    ]);
  });

  test("nothing of a skip, a break or a wish for somebody else", () => {
    const responses = [aStandingAnswer("skip"), aStandingAnswer("pause"), aStandingAnswer("another")];
    expect(told(rows(), { responses })).toEqual([]);
  });

  test.each<[string, number, boolean]>([
    ["three weeks later nothing of it any more", 21 * DAY, false],
    ["a moment before it is still news", 21 * DAY - 1, true],
  ])("%s", (_, later, isTold) => {
    const now = word.response.submittedAt + later;
    expect(told(rows(), { responses: [word] }, now).length).toBe(isTold ? 1 : 0);
  });

  test("eldest first, and what was said at one moment in a fixed order", () => {
    const said = (by: string, day: string) =>
      aStandingAnswer("word", { by, word: by, submittedAt: `2027-01-${day}T08:00:00Z` });
    const responses = [said("Carla", "11"), said("Boris", "12"), said("Ana", "12")];
    const names = (all: typeof responses) =>
      told(rows(), { responses: all }).map(line => ("name" in line ? line.name : ""));
    expect(names(responses)).toEqual(["Carla", "Ana", "Boris"]);
    expect(names([...responses].reverse())).toEqual(["Carla", "Ana", "Boris"]);
  });

  test("that groups wait for their approval, at once and once a round; nothing once they are approved, or the programme rests", () => {
    const drafts = (round: number, status = "draft") =>
      NAMES.slice(1).map(name => aPair(["Ana", name], { status, round, key: `g/p/${round}/Ana+${name}` }));
    const lines = (programme: Values, ...groups: Row[]) =>
      wishes(rows({ approveFirst: true, ...programme }, ...groups)).flatMap(({ facts, also }) =>
        "lines" in facts ? [[also?.length, ...facts.lines.map(line => ("count" in line ? line.count : line))]] : [],
      );
    expect(lines({}, ...drafts(1))).toEqual([[0, 2]]);
    const next = aPair(["Carla", "Boris"], { status: "draft", round: 2, key: "g/p/2/Boris+Carla" });
    expect(lines({}, ...drafts(1), next)).toEqual([[1, 2, 1]]);
    expect(lines({}, ...drafts(1, "active"))).toEqual([]);
    expect(lines({ status: "paused" }, ...drafts(1))).toEqual([]);
    const before = aMirror(rows({ approveFirst: true }, ...drafts(1)), {});
    expect(told(applied(before, decided(before, WEDNESDAY)).rows, applied(before, decided(before, WEDNESDAY)))).toEqual(
      [],
    );
    const nobody = aSnapshot(rows({ approveFirst: true, coordinator: [] }, ...drafts(1)));
    expect(hasNobodyToTell(nobody, nobody.programmes[0]!, WEDNESDAY)).toBe(false);
  });

  test("no more than twenty things in one letter", () => {
    const responses = Array.from({ length: 25 }, (_, minute) =>
      aStandingAnswer("word", { word: `${minute}`, submittedAt: `2027-01-12T08:${10 + minute}:00Z` }),
    );
    expect(told(rows(), { responses })).toHaveLength(20);
  });

  test("not their own word", () => {
    const responses = [aStandingAnswer("word", { by: "Maria", word: "Mine" })];
    expect(told(rows(), { responses })).toEqual([]);
  });

  test("nothing of a programme that is a draft", () => {
    expect(told(rows({ status: "draft" }), { responses: [word] })).toEqual([]);
  });

  test("each of two coordinators, and nobody where the page names none: then it says so", () => {
    const two = rows({ coordinator: [anId("Maria"), anId("Boris")] });
    expect(wishes(two, { responses: [word] }).map(({ personId }) => personId)).toEqual([anId("Maria"), anId("Boris")]);
    const none = rows({ coordinator: [] });
    expect(wishes(none, { responses: [word] })).toEqual([]);
    const nobody = (all: Row[], responses: Mirror["responses"]) => {
      const snapshot = aSnapshot(all, { responses });
      return hasNobodyToTell(snapshot, snapshot.programmes[0]!, WEDNESDAY);
    };
    expect(nobody(none, [word])).toBe(true);
    expect(nobody(rows(), [word])).toBe(false);
    expect(nobody(none, [])).toBe(false);
    expect(nobody(none, [aStandingAnswer("leave")])).toBe(false);
  });

  test("once: what a letter has told no other tells, and what is not urgent waits for the next week's", () => {
    const before = aMirror(rows(), { responses: [word] });
    const after = applied(before, decided(before, WEDNESDAY));
    const next = (responses: Mirror["responses"], now: number) =>
      told(after.rows, { ...after, responses: [...after.responses, ...responses] }, now);
    expect(next([], WEDNESDAY + DAY)).toEqual([]);
    const leave = aStandingAnswer("leave", { by: "Boris", submittedAt: "2027-01-13T13:00:00Z" });
    // Krug's commands are carried out on Monday, as far as the calendar knows.
    expect(next([leave], at("2027-01-14T12:00:00Z"))).toEqual([]);
    expect(next([leave], at("2027-01-18T12:00:00Z"))).toEqual([{ what: "left", name: "Boris" }]);
    const urgent = aStandingAnswer("word", { by: "Boris", word: "Help", submittedAt: "2027-01-13T13:00:00Z" });
    expect(next([urgent, leave], at("2027-01-14T12:00:00Z"))).toHaveLength(2);
  });
});

describe("who did not come is named to the coordinator", () => {
  const absent = (held: Row, more: Partial<Mirror> = {}, now = NAMED_FROM, others: Row[] = rows()) =>
    told([...others, held], more, now).map(line => `${line.what} ${"name" in line ? line.name : ""}`);
  const missing = ["no_show Ana", "no_show Carla"];

  test.each<[string, Values, number, string[]]>([
    ["two days after the session, not before", {}, NAMED_FROM - 1, []],
    ["two days after the session, with who came left out", {}, NAMED_FROM, missing],
    ["not where nobody entered who came", { came: [] }, NAMED_FROM, []],
    ["not where only a guest came", { came: [anId("Maria")] }, NAMED_FROM, []],
    ["not after a check-in", { kind: "check_in" }, NAMED_FROM, []],
    ["not after a session that was called off", { status: "cancelled" }, NAMED_FROM, []],
    ["not after a session without a time", { when: null }, NAMED_FROM, []],
    ["not after a session of no group", { group: [] }, NAMED_FROM, []],
  ])("%s", (_, values, now, expected) => {
    expect(absent({ ...HELD, values: { ...HELD.values, ...values } }, {}, now).sort()).toEqual(expected);
  });

  test("but who said no, and who was away, is not", () => {
    const link = aLink(sessionOf(HELD), aDraft());
    const guests = [{ email: "ana@example.org", reply: "declined" as const }];
    expect(absent(HELD, { links: [link], events: [anEvent(link, aDraft(), { guests })] })).toEqual(["no_show Carla"]);
    const away = rows().map(row =>
      row.id === anId("Carla") ? aPerson("Carla", { away: on("2027-01-11", "2027-01-14") }) : row,
    );
    expect(absent(HELD, {}, NAMED_FROM, away)).toEqual(["no_show Ana"]);
  });

  test("with when it was", () => {
    const [line] = told([...rows(), HELD], {}, NAMED_FROM);
    expect(line).toMatchObject({ startsAt: at("2027-01-13T09:00:00Z"), endsAt: at("2027-01-13T09:45:00Z") });
    expect(toIso(NAMED_FROM)).toBe("2027-01-15T09:45:00Z");
  });
});

describe("a page that names a coordinator nobody confirmed", () => {
  const confirmed = [{ email: "maria@example.org", pageId: anId("Maria") }];

  test("is told to those who were confirmed, and nothing else is told to whom it names", () => {
    const named = rows({ coordinator: [anId("Boris")] });
    const found = wishes(named, { responses: [word], coordinators: confirmed });
    expect(found.map(({ personId }) => personId)).toEqual([anId("Maria")]);
    expect(told(named, { responses: [word], coordinators: confirmed })).toEqual([
      { what: "named", name: "Boris", email: "boris@example.org" },
    ]);
  });

  test("is no news where it names the confirmed one alone", () => {
    expect(told(rows(), { coordinators: confirmed })).toEqual([]);
  });
});
