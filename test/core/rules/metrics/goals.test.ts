import { describe, expect, it } from "vitest";
import { GOALS } from "../../../../src/core/rules/metrics/goals.ts";
import { aGoal, figureOf } from "./builders.ts";

const SEEN = [
  aGoal("1", "done"),
  aGoal("2", "on_track"),
  aGoal("3", "on_track"),
  aGoal("4", "off_track"),
  aGoal("5", "off_track", { isOverdue: true }),
  aGoal("6", null),
];

describe("goals", () => {
  it("of five that can be judged one is done, two are on track, two off, one of these overdue", () => {
    expect(figureOf(GOALS.goals_done, { goals: SEEN })).toEqual({ value: 0.2, n: 5, count: 1 });
    expect(figureOf(GOALS.goals_on_track, { goals: SEEN })).toEqual({ value: 0.4, n: 5, count: 2 });
    expect(figureOf(GOALS.goals_off_track, { goals: SEEN })).toEqual({ value: 0.4, n: 5, count: 2 });
    expect(figureOf(GOALS.goals_overdue, { goals: SEEN })).toEqual({ value: 0.2, n: 5, count: 1 });
  });

  it("count as they were last seen", () => {
    const seen = [aGoal("1", "off_track", { seenAt: 1 }), aGoal("1", "done", { seenAt: 2 })];
    expect(figureOf(GOALS.goals_done, { goals: seen })).toEqual({ value: 1, n: 1, count: 1 });
  });

  it("that nobody set, or all dropped, give no figure", () => {
    expect(figureOf(GOALS.goals_done, {})).toEqual({ value: null, n: 0, count: 0 });
    expect(figureOf(GOALS.goals_overdue, { goals: [aGoal("1", null)] }).value).toBeNull();
  });
});
