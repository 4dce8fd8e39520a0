import { describe, expect, it } from "vitest";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { catalogue } from "../../../../src/core/rules/metrics/catalogue.ts";
import { helpGini } from "../../../../src/core/rules/metrics/helpGini.ts";
import { helpGiven } from "../../../../src/core/rules/metrics/helpGiven.ts";
import { helpTopShare } from "../../../../src/core/rules/metrics/helpTopShare.ts";
import { hoursToHelper } from "../../../../src/core/rules/metrics/hoursToHelper.ts";
import { hoursToResolved } from "../../../../src/core/rules/metrics/hoursToResolved.ts";
import { resolvedShare } from "../../../../src/core/rules/metrics/resolvedShare.ts";
import { seatsRotated } from "../../../../src/core/rules/metrics/seatsRotated.ts";
import { thanksGiven } from "../../../../src/core/rules/metrics/thanksGiven.ts";
import { topicShare } from "../../../../src/core/rules/metrics/topicShare.ts";
import { aHelp, aPerson, aRequest, aSession, noFacts, onDay, WINDOW } from "./builders.ts";

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
    expect(helpGiven(helps, [...PEOPLE, away])).toEqual({ value: 4, n: 4 });
  });

  it("of 3, 1, 0 and 0 has Gini 5/6 over all four, and ana's share is 3 of 4; who is on leave is left out", () => {
    expect(helpGini(helps, [...PEOPLE, away]).value).toBeCloseTo(5 / 6, 12);
    expect(helpTopShare(helps, [...PEOPLE, away])).toMatchObject({ value: 0.75, n: 4, count: 3 });
  });

  it("that there is none of is 0 cases, and no balance; of a programme without people nothing is known", () => {
    expect(helpGiven([], PEOPLE)).toEqual({ value: 0, n: 4 });
    expect(helpGini([], PEOPLE).value).toBeNull();
    expect(helpTopShare([], PEOPLE).value).toBeNull();
    expect(helpGiven([], []).value).toBeNull();
  });

  it("is apart from thanks, of which each pair has one", () => {
    const thanks = (fromId: string, toId: string, day = 3) => ({ programmeId: "p", fromId, toId, at: onDay(day) });
    const all = [thanks("ana", "boris"), thanks("ana", "boris", 9), thanks("boris", "ana"), thanks("ana", "ana")];
    expect(thanksGiven(all, PEOPLE)).toEqual({ value: 2, n: 4 });
    expect(thanksGiven([], PEOPLE).value).toBe(0);
  });
});

describe("the seat of who leads", () => {
  const led = (id: string, day: number, facilitatorId: string | null, groupId = "g1") =>
    aSession({ id, day, facilitatorId, groupId });

  it("went to somebody else in two of three: ana, boris, boris, ana", () => {
    const sessions = [led("4", 24, "ana"), led("1", 3, "ana"), led("2", 10, "boris"), led("3", 17, "boris")];
    expect(seatsRotated(sessions)).toEqual({ value: 2 / 3, n: 3, count: 2 });
  });

  it("is a group's own, and unknown where nobody leads or nothing follows", () => {
    expect(seatsRotated([led("1", 3, "ana"), led("2", 10, "boris", "g2")])).toEqual({ value: null, n: 0, count: 0 });
    expect(seatsRotated([led("1", 3, null), led("2", 10, null)]).value).toBeNull();
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
    expect(hoursToHelper(requests)).toMatchObject({ value: 4, n: 4, people: 4 });
    expect(hoursToResolved(requests)).toMatchObject({ value: 20, n: 4 });
    expect(hoursToResolved(requests.slice(1))).toMatchObject({ value: null, n: 3 });
  });

  it("are resolved in two of four, half of them about testing, however it is written", () => {
    expect(resolvedShare(requests)).toMatchObject({ value: 0.5, n: 4, count: 2 });
    expect(topicShare(requests, "testing")).toMatchObject({ value: 0.5, n: 4, count: 2 });
    expect(topicShare(requests, "writing").value).toBeNull();
    for (const metric of [hoursToHelper, hoursToResolved, resolvedShare]) expect(metric([]).value).toBeNull();
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
