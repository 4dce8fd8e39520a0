import { describe, expect, it } from "vitest";
import type { Group } from "../../../../src/core/domain/group.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { reopening } from "../../../../src/core/plan/rounds/reopening.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import {
  anId,
  aPair,
  aPerson,
  aProgramme,
  aSession,
  aSnapshot,
  at,
  MONDAY,
  programmeOf,
} from "../../../world/builders.ts";

type Values = Record<string, PlainValue>;

const PEOPLE = ["Ana", "Boris", "Carla", "Dan"].map(name => aPerson(name));
const worldWith = (rows: readonly Row[], more: Partial<Mirror> = {}, programme: Values = {}) =>
  aSnapshot([aProgramme(programme), ...PEOPLE, ...rows], more);
const groupIn = (row: Row): Group => {
  const group = worldWith([row]).groups.get(row.id);
  if (group === undefined) throw new Error("no group");
  return group;
};
/** What is noted as a command is carried out. */
const noted = (command: ReturnType<typeof reopening.dissolve>) =>
  command.kind === "update_page" ? (command.acts ?? []) : [];
const ended = (names: readonly string[], more: Values = {}) => aPair(names, { status: "ended", ...more });

describe("a group that ended since somebody was missing", () => {
  const dissolved = (row: Row) => noted(reopening.dissolve(groupIn(row), MONDAY));
  interface Given {
    row?: Row;
    /** The members it had when it ended. */
    before?: Row;
    others?: Row[];
    there?: string[];
    apart?: string[];
    more?: Partial<Mirror>;
  }
  const reopened = (given: Given = {}) => {
    const { row = ended(["Ana", "Boris"]), others = [], there = ["Ana", "Boris", "Carla", "Dan"], apart = [] } = given;
    const snapshot = worldWith([row, ...others], { actedOn: dissolved(given.before ?? row), ...given.more });
    return reopening
      .groups(snapshot, {
        all: [...snapshot.groups.values()],
        isThere: id => there.map(anId).includes(id),
        isApart: (a, b) => apart.map(anId).includes(a) && apart.map(anId).includes(b),
        hasPlace: reopening.canComeBack(snapshot, MONDAY),
      })
      .map(({ id }) => id);
  };
  const pair = ended(["Ana", "Boris"]).id;

  it("ends on its page, and it is noted who was in it", () => {
    expect(reopening.dissolve(groupIn(aPair(["Ana", "Boris"])), MONDAY)).toMatchObject({
      kind: "update_page",
      key: `end:${pair}`,
      source: "groups",
      pageId: pair,
      values: { status: "ended" },
      acts: [{ cause: `group dissolved:${pair}`, at: MONDAY }],
    });
  });

  it("goes on once all of them are back: as active, and what was noted is struck out", () => {
    expect(reopened()).toEqual([pair]);
    const snapshot = worldWith([], { actedOn: dissolved(aPair(["Ana", "Boris"])) });
    expect(reopening.reopen(snapshot, groupIn(ended(["Ana", "Boris"])), MONDAY + 1)).toEqual({
      kind: "update_page",
      key: `reopen:${pair}:${MONDAY}`,
      source: "groups",
      pageId: pair,
      values: { status: "active" },
      acts: [{ cause: `group dissolved:${pair}`, said: "", at: MONDAY + 1 }],
    });
  });

  it.each<[string, Given, boolean]>([
    ["not where one is not back", { there: ["Ana"] }, false],
    ["not where people ended it", { more: { actedOn: [] } }, false],
    [
      "not where it was struck out",
      { more: { actedOn: [{ cause: `group dissolved:${pair}`, said: "", at: 0 }] } },
      false,
    ],
    ["not where its members were changed since", { before: { ...ended(["Ana", "Carla"]), id: pair } }, false],
    ["in whatever order they stand", { before: { ...ended(["Boris", "Ana"]), id: pair } }, true],
    ["not while it stands", { row: aPair(["Ana", "Boris"]) }, false],
    ["not for one alone", { row: { ...ended(["Ana"]), id: pair } }, false],
    ["for three", { row: { ...ended(["Ana", "Boris", "Carla"]), id: pair } }, true],
    ["not for four", { row: { ...ended(["Ana", "Boris", "Carla", "Dan"]), id: pair } }, false],
    ["not where two are kept apart", { apart: ["Ana", "Boris"] }, false],
    ["where one is kept apart from somebody else", { apart: ["Ana", "Carla"] }, true],
    [
      "not with a word on its page that nobody knows",
      { row: ended(["Ana", "Boris"], { facilitator: [], name: "" }) },
      false,
    ],
    ["not where one has another group of two by now", { others: [aPair(["Ana", "Carla"])] }, false],
    ["where that one ended as well", { others: [ended(["Ana", "Carla"])] }, true],
    ["where one is the third of another that has not met", { others: [aPair(["Ana", "Carla", "Dan"])] }, true],
    ["not where both are in it", { others: [aPair(["Ana", "Boris", "Carla"])] }, false],
    [
      "not where that has met",
      {
        others: [
          aPair(["Ana", "Carla", "Dan"]),
          aSession(aPair(["Ana", "Carla", "Dan"]), { when: { start: "2027-01-11T05:00:00Z", end: null } }),
        ],
      },
      false,
    ],
    [
      "not where nothing may be begun from that one's page",
      { others: [aPair(["Ana", "Carla", "Dan"], { name: "" })] },
      false,
    ],
  ])("goes on or not: %s", (_, given, expected) => {
    expect(reopened(given).includes(pair)).toBe(expected);
  });

  it("of two that could go on with the same person only one does, always the same", () => {
    const [one, other] = [ended(["Ana", "Boris"]), ended(["Ana", "Carla"])];
    const actedOn = [...dissolved(one), ...dissolved(other)];
    const first = [one.id, other.id].sort()[0];
    expect(reopened({ row: one, others: [other], more: { actedOn } })).toEqual([first]);
    expect(reopened({ row: other, others: [one], more: { actedOn } })).toEqual([first]);
  });
});

describe("a group that ended with its programme", () => {
  const LATE = { end: { start: "2027-01-13", end: null } };
  const WEDNESDAY = at("2027-01-13T09:00:00Z");
  const end = (more: Values = {}, row = aPair(["Ana", "Boris"]), now = WEDNESDAY) =>
    reopening.endWithRound(programmeOf(aProgramme(more)), groupIn(row), now);
  const pair = aPair(["Ana", "Boris"]).id;
  interface Given {
    row?: Row;
    was?: Row;
    others?: Row[];
    programme?: Values;
    now?: number;
  }
  const goesOn = ({ row = ended(["Ana", "Boris"]), was, others = [], programme = {}, now = WEDNESDAY }: Given = {}) => {
    const before = was ?? { ...row, values: { ...row.values, status: "active" } };
    const snapshot = worldWith([row, ...others], { actedOn: noted(end(LATE, before)) }, programme);
    return reopening.goOnWithProgramme(snapshot, programmeOf(aProgramme(programme)), now);
  };

  it("is noted as it stood where the round was cut short, and not where it was over", () => {
    const command = end(LATE);
    expect(command).toMatchObject({ key: `end:${pair}`, source: "groups", pageId: pair, values: { status: "ended" } });
    expect(noted(command)).toMatchObject([{ cause: `group ended with programme:${pair}`, at: WEDNESDAY }]);
    expect(noted(command)[0]?.said).toMatch(/^active 2027-01-11 \S+$/);
    expect(noted(end(LATE, undefined, at("2027-01-17T22:59:00Z")))).toHaveLength(1);
    expect(noted(end(LATE, undefined, at("2027-01-17T23:00:00Z")))).toEqual([]);
    expect(end(LATE, undefined, at("2027-01-17T23:00:00Z"))).not.toHaveProperty("acts");
  });

  it("goes on as it stood, and what was noted is struck out", () => {
    expect(goesOn()).toEqual([
      {
        kind: "update_page",
        key: `reopen:${pair}:${WEDNESDAY}`,
        source: "groups",
        pageId: pair,
        values: { status: "active" },
        acts: [{ cause: `group ended with programme:${pair}`, said: "", at: WEDNESDAY }],
      },
    ]);
    expect(goesOn({ was: aPair(["Ana", "Boris"], { status: "draft" }) })).toMatchObject([
      { values: { status: "draft" } },
    ]);
  });

  it.each<[string, Given, number]>([
    ["not while the round is cut short yet", { programme: { end: { start: "2027-01-12", end: null } } }, 0],
    ["to the last day of its round", { now: at("2027-01-17T22:59:00Z") }, 1],
    ["and no later", { now: at("2027-01-17T23:00:00Z") }, 0],
    [
      "not where its round begins on another day by now",
      { programme: { start: { start: "2027-01-12", end: null } } },
      0,
    ],
    ["not while it stands", { row: aPair(["Ana", "Boris"]) }, 0],
    ["not where its members were changed", { was: { ...aPair(["Ana", "Carla"]), id: pair } }, 0],
    [
      "not where it is of no round by now",
      { row: ended(["Ana", "Boris"], { round: null }), was: aPair(["Ana", "Boris"]) },
      0,
    ],
    ["not where its page has lost its title", { row: ended(["Ana", "Boris"], { name: "" }) }, 0],
    ["not where one meets in another group of the round", { others: [aPair(["Ana", "Carla"])] }, 0],
    ["where that is of another round", { others: [aPair(["Ana", "Carla"], { round: 2 })] }, 1],
    ["where that has ended", { others: [ended(["Ana", "Carla"])] }, 1],
    ["where others meet", { others: [aPair(["Carla", "Dan"])] }, 1],
    [
      "where its mentor helps another one",
      { row: ended(["Ana", "Boris"], { facilitator: [anId("Ana")] }), others: [aPair(["Ana", "Carla"])] },
      1,
    ],
    [
      "not where whom they help does",
      { row: ended(["Ana", "Boris"], { facilitator: [anId("Ana")] }), others: [aPair(["Boris", "Carla"])] },
      0,
    ],
  ])("goes on or not: %s", (_, given, count) => {
    expect(goesOn(given)).toHaveLength(count);
  });
});
