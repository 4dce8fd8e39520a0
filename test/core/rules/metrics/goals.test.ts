import { describe, expect, it } from "vitest";
import { goalsDone } from "../../../../src/core/rules/metrics/goalsDone.ts";
import { goalsOffTrack } from "../../../../src/core/rules/metrics/goalsOffTrack.ts";
import { goalsOnTrack } from "../../../../src/core/rules/metrics/goalsOnTrack.ts";
import { goalsOverdue } from "../../../../src/core/rules/metrics/goalsOverdue.ts";
import { aGoal } from "./builders.ts";

const GOALS = [
  aGoal("1", "done"),
  aGoal("2", "on_track"),
  aGoal("3", "on_track"),
  aGoal("4", "off_track"),
  aGoal("5", "off_track", { isOverdue: true }),
  aGoal("6", null),
];

describe("goals", () => {
  it("of five that can be judged one is done, two are on track, two off, one of these overdue", () => {
    expect(goalsDone(GOALS)).toEqual({ value: 0.2, n: 5, count: 1 });
    expect(goalsOnTrack(GOALS)).toEqual({ value: 0.4, n: 5, count: 2 });
    expect(goalsOffTrack(GOALS)).toEqual({ value: 0.4, n: 5, count: 2 });
    expect(goalsOverdue(GOALS)).toEqual({ value: 0.2, n: 5, count: 1 });
  });

  it("count as they were last seen", () => {
    const seen = [aGoal("1", "off_track", { seenAt: 1 }), aGoal("1", "done", { seenAt: 2 })];
    expect(goalsDone(seen)).toEqual({ value: 1, n: 1, count: 1 });
  });

  it("that nobody set, or all dropped, give no figure", () => {
    expect(goalsDone([])).toEqual({ value: null, n: 0, count: 0 });
    expect(goalsOverdue([aGoal("1", null)]).value).toBeNull();
  });
});
