import { describe, expect, test } from "vitest";
import { sessionCode } from "../../../../src/core/domain/session.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { addDays, DAY } from "../../../../src/core/domain/values/time.ts";
import { decideDigest, pairKey, pairsToTell } from "../../../../src/core/plan/figures/digest.ts";
import { factsOf } from "../../../../src/core/plan/figures/gather.ts";
import type { Point } from "../../../../src/core/rules/metrics/points.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../../../src/core/rules/surveys/texts.ts";
import type { Snapshot } from "../../../../src/core/state/snapshot.ts";
import type { Digest } from "../../../../src/core/words/digest.ts";
import type { Words } from "../../../../src/core/words/words.ts";
import {
  aGoal,
  aMirror,
  anId,
  aPage,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  applied,
  aSession,
  aSnapshot,
  at,
  on,
  programmeOf,
} from "../../../world/builders.ts";

const PROGRAMME = programmeOf(aProgramme());
const JANUARY = { from: "2027-01-01", to: "2027-02-01" };
const FEBRUARY = { from: "2027-02-01", to: "2027-03-01" };

const people = [
  aPerson("Ana", { offers: ["Testing", "SQL"], seeks: ["Design"] }),
  aPerson("Boris", { offers: ["тестирование"], seeks: ["design"] }),
  aPerson("Vera", { seeks: ["Дизайн", "SQL"] }),
];
const pair = aPair(["Ana", "Boris"]);
const held = (name: string, when: string, more = {}) =>
  aSession(pair, { title: name, when: on(when, when.replace("T09", "T10")), status: "met", ...more });
const numbered = (session: Row, id: string): Row => ({ ...session, id: anId(id) });

const NOTHING_KNOWN = { sessions: [], points: [] };

/** Sessions as the figures know them at the end of March. */
const heldIn = (snapshot: Snapshot) =>
  factsOf(snapshot, PROGRAMME, { goals: [], people: [] }, at("2027-03-31T12:00:00Z")).sessions;

function told(rows: readonly Row[], month = JANUARY, points: readonly Point[] = [], earlier: string[] = []): Digest {
  const before = aPage("digests", anId("an earlier month"), { reached: earlier });
  return toldOf(aSnapshot([aProgramme(), before, ...rows]), month, points);
}

/** What the words of a month's page are made of, on the third of the next. */
function toldOf(
  snapshot: Snapshot,
  month = JANUARY,
  points: readonly Point[] = [],
  firstMet: ReadonlyMap<string, number> = new Map(),
): Digest {
  const planning = aPlanning(snapshot, at(month.to) + 2 * DAY);
  const told: Digest[] = [];
  const digest: Words["digest"] = (facts, language) => {
    told.push(facts);
    return planning.words.digest(facts, language);
  };
  decideDigest({ ...planning, words: { ...planning.words, digest } }, snapshot.programmes[0] ?? PROGRAMME, {
    sessions: heldIn(snapshot),
    points,
    firstMet,
  });
  const [facts] = told;
  if (facts === undefined) throw new Error("nothing to tell");
  return facts;
}

function aPoint(metricId: string, number: number, more: Partial<Point> = {}): Point {
  const from = at("2027-01-11T00:00:00Z") + number * 28 * 86_400_000;
  return {
    key: `${metricId}:${number}`,
    programmeId: PROGRAMME.id,
    metricId,
    skill: null,
    unit: "level",
    period: { number, from, to: from + 28 * 86_400_000 },
    value: 4.2,
    n: 7,
    baseline: null,
    change: null,
    isPublic: true,
    ...more,
  } as Point;
}

describe("the month before", () => {
  test.each([
    ["2027-02-03", "2027-01-01"],
    ["2027-01-01", "2026-12-01"],
    ["2028-03-07", "2028-02-01"],
  ])("%s is the one from %s, to its last day", (today, from) => {
    const programme = { ...PROGRAMME, startsOn: from, endsOn: null };
    const month = (startsOn = from) => {
      const snapshot = aSnapshot([aProgramme(), ...people]);
      return decideDigest(aPlanning(snapshot, at(`${today}T12:00:00Z`)), { ...programme, startsOn }, NOTHING_KNOWN);
    };
    expect(month()).toMatchObject([{ values: { month: { start: from, end: null } } }]);
    const last = addDays(`${today.slice(0, 7)}-01`, -1);
    expect(month(last)).toHaveLength(1);
    expect(month(addDays(last, 1))).toEqual([]);
  });
});

describe("a month in words", () => {
  test("counts the sessions that took place, the people there and those who met for the first time", () => {
    const trio = aPair(["Ana", "Vera"]);
    const rows = [
      ...people,
      pair,
      trio,
      numbered(held("one", "2027-01-13T09:00:00Z"), "one"),
      numbered(held("two", "2027-01-20T09:00:00Z"), "two"),
      numbered(held("not yet known", "2027-01-21T09:00:00Z", { status: "unreported" }), "three"),
      numbered(held("a check-in", "2027-01-22T09:00:00Z", { kind: "check_in" }), "four"),
      numbered(held("next month", "2027-02-03T09:00:00Z"), "five"),
      {
        ...numbered(aSession(trio, { status: "met", when: on("2027-02-04T09:00:00Z", "2027-02-04T10:00:00Z") }), "six"),
      },
    ];
    expect(told(rows)).toMatchObject({ sessions: 2, people: 2, newPairs: 1 });
    expect(told(rows, FEBRUARY)).toMatchObject({ sessions: 2, people: 3, newPairs: 1 });
  });

  test("counts as new no two who are known to have met before the month, and those who first met within it", () => {
    const rows = [...people, pair, held("one", "2027-01-13T09:00:00Z", { came: [anId("Ana"), anId("Vera")] })];
    const snapshot = aSnapshot([aProgramme(), ...rows]);
    const sessions = heldIn(snapshot);
    const [both, ...more] = pairsToTell(PROGRAMME, sessions, at(JANUARY.to));
    expect([[...(both ?? [])].sort(), more]).toEqual([[anId("Ana"), anId("Vera")].sort(), []]);
    expect(pairsToTell(PROGRAMME, sessions, at(FEBRUARY.to))).toEqual([]);
    const metFirst = (when: string) =>
      toldOf(snapshot, JANUARY, [], new Map([[pairKey(both ?? ["", ""]), at(when)]])).newPairs;
    expect(["2026-12-31T22:00:00Z", "2027-01-13T10:00:00Z"].map(metFirst)).toEqual([0, 1]);
  });

  test("counts who was there where it was written down", () => {
    const rows = [...people, pair, held("one", "2027-01-13T09:00:00Z", { came: [anId("Ana"), anId("Vera")] })];
    expect(told(rows)).toMatchObject({ people: 2, newPairs: 1 });
  });

  test("counts as there only those who said that some of them met", () => {
    const session = held("one", "2027-01-13T09:00:00Z", { status: "unreported" });
    const trio = aPair(["Ana", "Boris", "Vera"]);
    const ofTrio = { ...session, values: { ...session.values, group: [trio.id] } };
    const said = (name: string) => ({
      programmeId: PROGRAMME.id,
      kind: "feedback" as const,
      response: {
        responseId: name,
        submittedAt: at("2027-01-14T09:00:00Z"),
        email: `${name.toLowerCase()}@example.org`,
        answers: {
          [questionId("code")]: [sessionCode(ofTrio.id)],
          [questionId("met")]: [questionTexts("met").options?.some?.en ?? ""],
        },
      },
    });
    const snapshot = aSnapshot([aProgramme(), ...people, trio, ofTrio], { responses: [said("Ana"), said("Boris")] });
    expect(toldOf(snapshot)).toMatchObject({ sessions: 1, people: 2, newPairs: 1 });
  });

  test("tells skills the organisation wants to spread first, and of each who would like to help", () => {
    const rows = [
      aPerson("Ana", { offers: ["Testing", "SQL"] }),
      aPerson("Boris", { offers: ["Testing"], seeks: ["Maths", "Piano"] }),
      aPerson("Vera", { offers: ["Testing"], seeks: ["Maths", "Piano"], wantsToMentor: true }),
    ];
    const plain = told(rows);
    expect(plain.offers.map(({ skill }) => skill)).toEqual(["Testing", "SQL"]);
    expect(plain.offers[0]?.names).toEqual(["Vera", "Ana", "Boris"]);
    const wanted = toldOf(aSnapshot([aProgramme({ topics: ["sql", "piano"] }), ...rows]));
    expect(wanted.offers.map(({ skill }) => skill)).toEqual(["SQL", "Testing"]);
    expect(wanted.sought.map(({ skill }) => skill)).toEqual(["Piano", "Maths"]);
  });

  test("names who offers a skill once, however it is spelt, and what several seek and nobody offers", () => {
    const { offers, sought } = told(people);
    expect(offers).toEqual([
      { skill: "Testing", names: ["Ana", "Boris"] },
      { skill: "SQL", names: ["Ana"] },
    ]);
    expect(sought).toEqual([{ skill: "Design", people: 3 }]);
  });

  test("leaves out who is away, has left or gave no consent", () => {
    const rows = [
      aPerson("Ana", { offers: ["Testing"], away: on("2027-01-20", "2027-02-10") }),
      aPerson("Boris", { offers: ["SQL"], status: "left" }),
      aPerson("Vera", { offers: ["Design"], consent: null }),
      aPerson("Zoe", { offers: ["Maths"] }),
    ];
    expect(told(rows).offers).toEqual([{ skill: "Maths", names: ["Zoe"] }]);
  });

  test("celebrates a goal once, and a confidential one never", () => {
    const done = aGoal("Ana", { status: "done" });
    const secret = aGoal("Boris", { status: "done", confidential: true });
    expect(told([...people, done, secret]).reached).toEqual([{ title: "What Ana is after", owners: ["Ana"] }]);
    expect(told([...people, done, secret], JANUARY, [], [done.id]).reached).toEqual([]);
  });

  test("names thanks only between people who both agreed, and counts the others", () => {
    const thanks = (from: string, to: string, day = "2027-01-20T09:00:00Z"): Row => ({
      ...aGoal("Ana"),
      id: anId(`thanks ${from} ${to} ${day}`),
      source: "thanks",
      createdAt: at(day),
      values: { title: `for help, ${from}`, from: [anId(from)], to: [anId(to)] },
    });
    const rows = [
      aPerson("Ana", { showThanks: true }),
      aPerson("Boris", { showThanks: true }),
      aPerson("Vera"),
      thanks("Ana", "Boris"),
      thanks("Ana", "Boris", "2027-01-25T09:00:00Z"),
      thanks("Ana", "Vera"),
      thanks("Vera", "Boris"),
      thanks("Boris", "Ana", "2027-02-02T09:00:00Z"),
    ];
    expect(told(rows)).toMatchObject({ thanks: [{ from: "Ana", to: "Boris", what: "for help, Ana" }], moreThanks: 2 });
  });

  test("tells the public figures of the last four weeks that were over, and no others", () => {
    const end = FEBRUARY.to;
    expect(end).toBe("2027-03-01");
    const points = [
      aPoint("satisfaction", 0),
      aPoint("satisfaction", 1),
      aPoint("help_gini", 0),
      aPoint("supported", 0, { isPublic: false }),
      aPoint("growth_points", 0, { skill: "testing" }),
    ];
    const figures = told(people, FEBRUARY, points).figures;
    expect(figures?.points.map(point => point.metricId)).toEqual(["satisfaction"]);
    expect([figures?.from, figures?.to]).toEqual(["2027-01-11", "2027-02-07"]);
  });

  test("is the same whatever the order of pages", () => {
    const rows = [...people, pair, aGoal("Ana", { status: "done" }), aGoal("Vera", { status: "done" })];
    expect(told([...rows].reverse())).toEqual(told(rows));
  });
});

describe("the digest's page", () => {
  const rows = [aProgramme(), ...people, aGoal("Ana", { status: "done" })];
  const decided = (now: string, mirror = aMirror(rows), programme = PROGRAMME) =>
    decideDigest(aPlanning(aSnapshot(mirror.rows, mirror), at(now)), programme, { sessions: [], points: [] });

  test("is made on the first days of the next month, once, and holds no empty section", () => {
    const [command, ...others] = decided("2027-02-01T08:00:00Z");
    expect(others).toEqual([]);
    if (command?.kind !== "create_page") throw new Error("no page");
    expect(command.values.title).toBe("January 2027 · Pairs");
    expect(command.body?.map(part => part.text)).toEqual([
      "No session is known to have taken place this month.",
      "Goals reached",
      "“What Ana is after” (Ana). Congratulations!",
      "What is on offer",
      "Testing: Ana and Boris; SQL: Ana.",
      "Ask them: half a question is enough to begin with.",
      "Sought, and offered by nobody yet",
      "Design (3).",
      "Do you know a little about one of these? Add it to what you offer on your page. Half an answer helps: others will finish it.",
    ]);
    const after = applied(aMirror(rows), [command]);
    expect(decided("2027-02-02T08:00:00Z", after)).toEqual([]);
    const [march] = decided("2027-03-01T08:00:00Z", after);
    expect(JSON.stringify(march)).not.toContain("What Ana is after");
  });

  test("is not made of a month long past, nor before the programme began or after it ended", () => {
    expect(decided("2027-02-08T08:00:00Z")).toEqual([]);
    expect(decided("2027-01-02T08:00:00Z")).toEqual([]);
    expect(decided("2027-06-01T08:00:00Z")).toEqual([]);
    expect(decided("2027-05-01T08:00:00Z")).toHaveLength(1);
  });

  test("which people put in the trash is not made again", () => {
    const key = `digest:${PROGRAMME.id}:2027-01`;
    expect(decided("2027-02-01T08:00:00Z", aMirror(rows, { discarded: new Set([key]) }))).toEqual([]);
  });

  test("is not made where there is nothing to tell", () => {
    expect(decided("2027-02-01T08:00:00Z", aMirror([aProgramme(), aPerson("Ana")]))).toEqual([]);
  });
});
