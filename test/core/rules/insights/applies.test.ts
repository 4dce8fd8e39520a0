import { describe, expect, test } from "vitest";
import type { Programme } from "../../../../src/core/domain/programme.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { FIGURES_APPLY, insightApplies, shownPoints } from "../../../../src/core/rules/insights/applies.ts";
import { INSIGHT_IDS } from "../../../../src/core/rules/insights/insight.ts";
import { catalogue } from "../../../../src/core/rules/metrics/catalogue.ts";
import type { Point } from "../../../../src/core/rules/metrics/points.ts";
import { aProgramme, at, on, programmeOf } from "../../../world/builders.ts";

const START = at("2027-01-10T23:00:00Z");
const PERIOD = 28 * DAY;
/** It runs for 70 days: two whole periods, and a third that its end cuts short. */
const programme = (more: Partial<Programme> = {}) => ({
  ...programmeOf(aProgramme({ start: on("2027-01-11"), end: on("2027-03-21") })),
  ...more,
});
const point = (metricId: string, number: number) =>
  ({
    metricId,
    value: 1,
    change: 0.5,
    period: { number, from: START + number * PERIOD, to: START + (number + 1) * PERIOD },
  }) as Point;
const shown = (metricId: string, numbers: number[], now: number, of = programme()) =>
  shownPoints(
    numbers.map(number => point(metricId, number)),
    of,
    now,
  ).map(({ period, change }) => [period.number, change]);

describe("a figure", () => {
  test("without rhythm, left out and coverage in micro and open", () => {
    for (const format of ["micro", "open"] as const)
      for (const id of ["rhythm", "left_out", "coverage"])
        expect(shown(id, [0, 1], START + 60 * DAY, programme({ format }))).toEqual([]);
    expect(shown("coverage", [0, 1], START + 60 * DAY)).toHaveLength(2);
  });

  test("of a running period is compared with none until it is over", () => {
    expect(shown("usefulness", [0, 1], START + 40 * DAY)).toEqual([
      [0, 0.5],
      [1, null],
    ]);
    expect(shown("usefulness", [1], START + 56 * DAY)).toEqual([[1, 0.5]]);
  });

  test("that goes by the length of its period is of the last whole one once the programme is over", () => {
    expect(shown("rhythm", [0, 1, 2], START + 200 * DAY).map(([number]) => number)).toEqual([0, 1]);
    expect(shown("growth_points", [0, 1, 2], START + 200 * DAY).map(([number]) => number)).toEqual([0, 1, 2]);
    const short = programme({ endsOn: "2027-01-20" });
    expect(shown("rhythm", [0], START + 200 * DAY, short)).toEqual([[0, null]]);
  });

  test("of people met for the first time never falls: who has met all has nobody left", () => {
    expect(shown("new_people_met", [1], START + 56 * DAY)).toEqual([[1, null]]);
  });

  test("that is named in the table is one there is", () => {
    const ids = new Set(catalogue([], []).map(({ id }) => id));
    expect(Object.keys(FIGURES_APPLY).filter(id => !ids.has(id))).toEqual([]);
  });
});

test("after a programme's last day only insights are seen that can still be acted on, and none of rounds in micro", () => {
  const seen = (of: Programme, now: number) => INSIGHT_IDS.filter(id => insightApplies(id, of, now));
  expect(seen(programme(), START + 30 * DAY)).toEqual([...INSIGHT_IDS]);
  expect(seen(programme(), START + 70 * DAY)).toEqual([
    "low_satisfaction",
    "one_sided_feedback",
    "few_answers",
    "goal_reached",
  ]);
  const micro = seen(programme({ format: "micro" }), START + 30 * DAY);
  for (const id of ["group_stuck", "attendance_falls", "rhythm_lost", "few_answers"]) expect(micro).not.toContain(id);
});
