import { describe, expect, it } from "vitest";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { catalogue } from "../../../../src/core/rules/metrics/catalogue.ts";
import { HELP } from "../../../../src/core/rules/metrics/help.ts";
import { HELP_BOARD, topicMetrics } from "../../../../src/core/rules/metrics/helpBoard.ts";
import { aHelp, aPerson, aRequest, aSession, figureOf, noFacts, onDay, WINDOW } from "./builders.ts";

const PEOPLE = ["ana", "boris", "vera", "gleb"].map(id => aPerson(id));
const away = aPerson("dara", { state: "on_leave" });

describe("help given", () => {
  const helps = [
    aHelp("ana", "boris", "s1"),
    aHelp("ana", "boris", "s1"),
    aHelp("ana", "boris", "s2"),
    aHelp("ana", "vera", "s2"),
    aHelp("boris", "ana", "s1"),
    aHelp("vera", "vera", "s9"),
  ];

  it("is four cases: the same help told twice counts once, and nobody helps themselves", () => {
    expect(figureOf(HELP.help_given, { helps, people: [...PEOPLE, away] })).toEqual({ value: 4, n: 4 });
  });

  it("of 3, 1, 0 and 0 has Gini 5/6 over all four, and ana's share is 3 of 4; who is on leave is left out", () => {
    expect(figureOf(HELP.help_gini, { helps, people: [...PEOPLE, away] }).value).toBeCloseTo(5 / 6, 12);
    expect(figureOf(HELP.help_top_share, { helps, people: [...PEOPLE, away] })).toMatchObject({
      value: 0.75,
      n: 4,
      count: 3,
    });
  });

  it("that there is none of is 0 cases, and no balance; of a programme without people nothing is known", () => {
    expect(figureOf(HELP.help_given, { people: PEOPLE })).toEqual({ value: 0, n: 4 });
    expect(figureOf(HELP.help_gini, { people: PEOPLE }).value).toBeNull();
    expect(figureOf(HELP.help_top_share, { people: PEOPLE }).value).toBeNull();
    expect(figureOf(HELP.help_given, {}).value).toBeNull();
  });

  it("is apart from thanks, of which each pair has one", () => {
    const thanks = (fromId: string, toId: string, day = 3) => ({ programmeId: "p", fromId, toId, at: onDay(day) });
    const all = [thanks("ana", "boris"), thanks("ana", "boris", 9), thanks("boris", "ana"), thanks("ana", "ana")];
    expect(figureOf(HELP.thanks_given, { thanks: all, people: PEOPLE })).toEqual({ value: 2, n: 4 });
    expect(figureOf(HELP.thanks_given, { people: PEOPLE }).value).toBe(0);
  });
});

describe("the seat of who leads", () => {
  const led = (id: string, day: number, facilitatorId: string | null, groupId = "g1") =>
    aSession({ id, day, facilitatorId, groupId });

  it("went to somebody else in two of three: ana, boris, boris, ana", () => {
    const sessions = [led("4", 24, "ana"), led("1", 3, "ana"), led("2", 10, "boris"), led("3", 17, "boris")];
    expect(figureOf(HELP.seats_rotated, { sessions })).toEqual({ value: 2 / 3, n: 3, count: 2 });
  });

  it("is a group's own, and unknown where nobody leads or nothing follows", () => {
    expect(figureOf(HELP.seats_rotated, { sessions: [led("1", 3, "ana"), led("2", 10, "boris", "g2")] })).toEqual({
      value: null,
      n: 0,
      count: 0,
    });
    expect(figureOf(HELP.seats_rotated, { sessions: [led("1", 3, null), led("2", 10, null)] }).value).toBeNull();
  });
});

describe("questions on the help board", () => {
  const asked = (id: string, askerId: string, helped: number | null, resolved: number | null, skill: string | null) => {
    const askedAt = onDay(2);
    const later = (hours: number | null) => (hours === null ? null : askedAt + hours * HOUR);
    return aRequest(id, { askerId, askedAt, helperAt: later(helped), resolvedAt: later(resolved), skill });
  };
  const requests = [
    asked("1", "ana", 2, 10, "Testing"),
    asked("2", "boris", 4, 20, "testing"),
    asked("3", "vera", 8, null, "design"),
    asked("4", "gleb", null, null, null),
  ];

  it("have a helper after 4 hours by the median, two waiting ones counted as waiting: half of four is the second", () => {
    expect(figureOf(HELP_BOARD.hours_to_helper, { requests })).toMatchObject({ value: 4, n: 4, people: 4 });
    expect(figureOf(HELP_BOARD.hours_to_resolved, { requests })).toMatchObject({ value: 20, n: 4 });
    expect(figureOf(HELP_BOARD.hours_to_resolved, { requests: requests.slice(1) })).toMatchObject({
      value: null,
      n: 3,
    });
  });

  it("are resolved in two of four, half of them about testing, however it is written", () => {
    expect(figureOf(HELP_BOARD.resolved_share, { requests })).toMatchObject({ value: 0.5, n: 4, count: 2 });
    expect(figureOf(topicMetrics("testing").topic_share, { requests })).toMatchObject({ value: 0.5, n: 4, count: 2 });
    expect(figureOf(topicMetrics("writing").topic_share, { requests }).value).toBeNull();
    for (const metric of [HELP_BOARD.hours_to_helper, HELP_BOARD.hours_to_resolved, HELP_BOARD.resolved_share])
      expect(figureOf(metric, {}).value).toBeNull();
  });

  it("and comments are counted in the window they were written in", () => {
    const comment = (id: string, day: number) => ({ id, programmeId: "p", personId: "ana", at: onDay(day) });
    const facts = noFacts({ requests, people: PEOPLE, comments: [comment("1", 3), comment("2", 4), comment("3", 40)] });
    const figure = (id: string) =>
      catalogue([])
        .find(metric => metric.id === id)
        ?.measure(facts, WINDOW);
    expect(figure("help_posts")).toEqual({ value: 4, n: 4 });
    expect(figure("help_comments")).toEqual({ value: 2, n: 4 });
  });
});
