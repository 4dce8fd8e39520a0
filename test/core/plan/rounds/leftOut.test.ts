import { describe, expect, test } from "vitest";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { aMirror, anId, aPerson, aProgramme, at, decided, on, settled } from "../../../world/builders.ts";
import { aNeedsAnswer } from "../../../world/needsAnswer.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");

/** What the coordinator reads on the programme's page once the round stands. */
function told(rows: readonly Row[], programme: Record<string, PlainValue> = {}, now = THURSDAY): string[] {
  const { mirror } = settled(aMirror([aProgramme(programme), ...rows]), now);
  return saysOf(mirror).split("\n");
}
const saysOf = (mirror: Mirror) => String(mirror.rows.find(row => row.source === "programmes")?.values.krugSays ?? "");
const three = [aPerson("Ana"), aPerson("Boris"), aPerson("Carla")];
const mentoring = { format: "mentor", matching: null, end: on("2027-12-31") };

describe("who is in no group of the round is told to the coordinator, with why", () => {
  test.each<[string, Row[], Record<string, PlainValue>, string]>([
    [
      "on leave",
      [...three, aPerson("Dan", { away: on("2027-01-11", "2027-01-15") })],
      {},
      "Dan is paused or on leave this round.",
    ],
    [
      "no session a week",
      [...three, aPerson("Dan", { sessionsAWeek: 0 })],
      {},
      "Dan takes no sessions at the moment: the column “Sessions a week” says 0.",
    ],
    [
      "nobody near in level",
      [aPerson("Ana", { level: 1 }), aPerson("Boris", { level: 1 }), aPerson("Carla", { level: 5 })],
      { matching: "best_fit" },
      "Carla: nobody taking part has a level that suits theirs in this format.",
    ],
    [
      "no level in mentoring",
      [aPerson("Ana", { level: 4 }), aPerson("Boris", { level: 2 }), aPerson("Carla")],
      mentoring,
      "Carla: no level is given, and this format needs one. Fill in the column “Level”.",
    ],
    [
      "a mentor too many",
      [
        aPerson("Ana", { level: 4, offers: ["sql"] }),
        aPerson("Boris", { level: 2, seeks: ["sql"] }),
        aPerson("Carla", { level: 4, offers: ["video"] }),
      ],
      mentoring,
      "Carla: there is nobody left for them to help this round.",
    ],
    [
      "no mentor with room",
      [
        aPerson("Ana", { level: 4, mentees: 1, offers: ["sql"] }),
        aPerson("Boris", { level: 2, seeks: ["sql"] }),
        aPerson("Carla", { level: 2, seeks: ["video"] }),
      ],
      mentoring,
      "Carla: a group cannot be formed this round. Please talk to them.",
    ],
    [
      "helps nobody",
      [
        aPerson("Ana", { level: 4 }),
        aPerson("Boris", { level: 2, seeks: ["sql"] }),
        aPerson("Carla", { level: 5, mentees: 0 }),
      ],
      mentoring,
      "Carla: nobody taking part can be a mentor to them, and the column “People they can help” says 0.",
    ],
    [
      "two are no circle",
      [aPerson("Ana"), aPerson("Boris")],
      { format: "circle" },
      "Ana: a group cannot be formed this round. Please talk to them.",
    ],
  ])("%s", (_, rows, programme, sentence) => {
    expect(told(rows, programme)).toContain(sentence);
  });

  test("with nobody else at all", () => {
    const away = { away: on("2027-01-11", "2027-01-17") };
    expect(told([aPerson("Ana"), aPerson("Boris", away)])).toEqual([
      "Ana: nobody else takes part this round. One more person is needed.",
      "Boris is paused or on leave this round.",
    ]);
  });

  test("and to nobody else: no page of a person says a word", () => {
    const { mirror } = settled(aMirror([aProgramme(), ...three, aPerson("Dan", { sessionsAWeek: 0 })]), THURSDAY);
    for (const row of mirror.rows.filter(one => one.source !== "programmes"))
      expect(row.values.krugSays ?? "").toBe("");
  });
});

describe("nothing is told", () => {
  test("of a round that everybody is in, before the first round, of a programme by hand or of people who left", () => {
    expect(told(three)).toEqual([""]);
    expect(told([...three, aPerson("Dan", { sessionsAWeek: 0 })], {}, at("2027-01-04T08:00:00Z"))).toEqual([""]);
    expect(told([...three, aPerson("Dan", { sessionsAWeek: 0 })], { matching: "by_hand" })).toEqual([""]);
    expect(told([...three, aPerson("Dan", { status: "left" })])).toEqual([""]);
  });

  test("while the groups are still to be made", () => {
    const rows = [aProgramme(), ...three, aPerson("Dan", { sessionsAWeek: 0 })];
    const first = decided(aMirror(rows), THURSDAY);
    expect(first.some(command => command.kind === "create_page" && command.source === "groups")).toBe(true);
    expect(JSON.stringify(first)).not.toContain("Sessions a week");
  });

  test("once somebody has a group after all", () => {
    const rows = [aProgramme(), ...three, aPerson("Dan", { away: on("2027-01-11", "2027-01-15") })];
    const { mirror } = settled(aMirror(rows), THURSDAY);
    expect(saysOf(mirror)).toContain("Dan");
    const back = mirror.rows.map(row =>
      row.id === anId("Dan") ? { ...row, values: { ...row.values, away: null } } : row,
    );
    expect(saysOf(settled({ ...mirror, rows: back }, at("2027-01-08T08:00:00Z")).mirror)).toBe("");
  });
});

describe("whom somebody does not want to be with", () => {
  const asked = (by: string, notWith: string) =>
    aNeedsAnswer({ notWith }, { email: `${by.toLowerCase()}@example.org` });
  const mentors = [
    aPerson("Ana", { level: 4, offers: ["sql"] }),
    aPerson("Boris", { level: 4, offers: ["video"] }),
    aPerson("Carla", { level: 2, seeks: ["sql"] }),
  ];
  const world = (rows: readonly Row[], responses: Mirror["responses"] = []) =>
    settled(aMirror([aProgramme(mentoring), ...rows], { responses }), THURSDAY).mirror;
  const pairs = (mirror: Mirror) =>
    mirror.rows.filter(row => row.source === "groups").map(row => (row.values.members as string[]).slice().sort());

  test("is not their mentor, nor their mentee, and another one is", () => {
    const withAna = [[anId("Ana"), anId("Carla")].sort()];
    const withBoris = [[anId("Boris"), anId("Carla")].sort()];
    expect(pairs(world(mentors))).toEqual(withAna);
    expect(pairs(world(mentors, [asked("Carla", "Ana")]))).toEqual(withBoris);
    expect(pairs(world(mentors, [asked("Ana", "Carla")]))).toEqual(withBoris);
  });

  test("leaves nobody else's page, and no reason, other than it was", () => {
    const two = [mentors[0]!, mentors[2]!];
    const without = world([...two, aPerson("Dan", { level: 2, seeks: ["sql"] })].map(noRoom));
    const apart = world(
      [...two, aPerson("Dan", { level: 2, seeks: ["sql"] })],
      [asked("Carla", "Ana"), asked("Dan", "Ana")],
    );
    expect(saysOf(apart).split("\n")).toEqual([
      "Ana: there is nobody left for them to help this round.",
      "Carla: a group cannot be formed this round. Please talk to them.",
      "Dan: a group cannot be formed this round. Please talk to them.",
    ]);
    const ofCarla = (mirror: Mirror) =>
      saysOf(mirror)
        .split("\n")
        .find(line => line.startsWith("Carla"));
    const ofDan = (mirror: Mirror) =>
      saysOf(mirror)
        .split("\n")
        .find(line => line.startsWith("Dan"));
    expect([ofCarla(without), ofDan(without)].filter(line => line !== undefined)).toHaveLength(1);
    expect([ofCarla(apart), ofDan(apart)]).toContain(ofCarla(without) ?? ofDan(without));
  });

  test("changes no text at all where the pairs are the same", () => {
    const texts = (mirror: Mirror) => mirror.rows.filter(row => row.source !== "surveys");
    expect(texts(world(mentors, [asked("Carla", "Boris")]))).toEqual(texts(world(mentors, [asked("Carla", "")])));
  });
});

/** A mentor who can have one mentee. */
function noRoom(row: Row): Row {
  return { ...row, values: { ...row.values, mentees: 1 } };
}
