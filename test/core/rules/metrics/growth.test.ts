import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { growthMetrics } from "../../../../src/core/rules/metrics/growth.ts";
import { meanInterval } from "../../../../src/core/rules/statistics/studentT.ts";
import { figureOf, levels, SECOND, WINDOW } from "./builders.ts";

/** Each person's testing level at the start and in the second month. */
const testing = (...people: [before: number, after: number][]) =>
  people.flatMap(([before, after], index) => [
    levels(`person${index}`, 2, { testing: before }),
    levels(`person${index}`, 30, { testing: after }),
  ]);

describe("Student's interval", () => {
  it("of the sleep data is R's: t.test(extra ~ group, data = sleep, paired = TRUE) gives 0.7001142 to 2.4598858", () => {
    const gains = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
    const [low, high] = meanInterval(gains) ?? [];
    expect(low).toBeCloseTo(0.7001142, 6);
    expect(high).toBeCloseTo(2.4598858, 6);
  });

  it("of 1, 2, 3, 4 is scipy's: stats.t.interval(0.95, 3, 2.5, sem) gives 0.4457397 to 4.5542603", () => {
    const [low, high] = meanInterval([1, 2, 3, 4]) ?? [];
    expect(low).toBeCloseTo(0.4457397, 6);
    expect(high).toBeCloseTo(4.5542603, 6);
  });

  it("of one value there is none; of equal values it is that value", () => {
    expect(meanInterval([])).toBeNull();
    expect(meanInterval([2])).toBeNull();
    expect(meanInterval([2, 2, 2])).toEqual([2, 2]);
  });
});

describe("growth", () => {
  it("of 1, 0, 2, 1 and 0 points is 0.8 on average, -0.2389 to 1.8389 by scipy's t interval", () => {
    const { value, n, interval } = figureOf(
      growthMetrics(null).growth_points,
      { selfAssessments: testing([2, 3], [3, 3], [1, 3], [2, 3], [2, 2]) },
      SECOND,
    );
    expect(value).toBeCloseTo(0.8, 12);
    expect(n).toBe(5);
    expect(interval?.[0]).toBeCloseTo(-0.2388506, 6);
    expect(interval?.[1]).toBeCloseTo(1.8388506, 6);
  });

  it("in percent: a mean of 2 that becomes 2.6 is 30 %", () => {
    const { value, n } = figureOf(
      growthMetrics(null).growth_percent,
      { selfAssessments: testing([2, 3], [2, 2], [2, 3], [2, 3], [2, 2]) },
      SECOND,
    );
    expect(value).toBeCloseTo(30, 10);
    expect(n).toBe(5);
  });

  it("follows the answers: others give another figure, none gives none", () => {
    expect(
      figureOf(growthMetrics(null).growth_percent, { selfAssessments: testing([2, 4], [2, 4]) }, SECOND).value,
    ).toBeCloseTo(100, 10);
    expect(
      figureOf(growthMetrics(null).growth_points, { selfAssessments: testing([4, 3], [3, 2]) }, SECOND).value,
    ).toBe(-1);
    expect(figureOf(growthMetrics(null).growth_points, {}, SECOND)).toEqual({ value: null, n: 0 });
    expect(figureOf(growthMetrics(null).growth_percent, {}, SECOND)).toEqual({ value: null, n: 0 });
  });

  it("is unknown in the month of the first answers, and in one in which nobody answered", () => {
    expect(figureOf(growthMetrics(null).growth_points, { selfAssessments: testing([2, 3]) }, WINDOW).value).toBeNull();
    expect(
      figureOf(
        growthMetrics(null).growth_points,
        { selfAssessments: testing([2, 3]) },
        { from: SECOND.to, to: SECOND.to + 1e9 },
      ).value,
    ).toBeNull();
  });

  it("compares people with themselves: who answered once only does not count", () => {
    const leaver = levels("leaver", 2, { testing: 5 });
    const newcomer = levels("newcomer", 30, { testing: 1 });
    expect(
      figureOf(growthMetrics(null).growth_points, { selfAssessments: [...testing([2, 3]), leaver, newcomer] }, SECOND),
    ).toEqual({ value: 1, n: 1 });
    expect(
      figureOf(growthMetrics(null).growth_percent, { selfAssessments: [...testing([2, 3]), leaver, newcomer] }, SECOND),
    ).toEqual({ value: 50, n: 1 });
  });

  it("weighs people alike, however many skills they assess: (0.5 + 2) / 2, not (0 + 1 + 2) / 3", () => {
    const answers = [
      levels("ana", 2, { testing: 3, design: 2 }),
      levels("ana", 30, { testing: 3, design: 3 }),
      levels("boris", 2, { testing: 1 }),
      levels("boris", 30, { testing: 3 }),
    ];
    expect(figureOf(growthMetrics(null).growth_points, { selfAssessments: answers }, SECOND)).toMatchObject({
      value: 1.25,
      n: 2,
    });
    expect(figureOf(growthMetrics("Testing ").growth_points, { selfAssessments: answers }, SECOND)).toMatchObject({
      value: 1,
      n: 2,
    });
    expect(figureOf(growthMetrics("design").growth_points, { selfAssessments: answers }, SECOND)).toEqual({
      value: 1,
      n: 1,
    });
  });

  it("is from the very first answer to the latest of the month, not from month to month", () => {
    const answers = [
      levels("ana", 2, { testing: 1 }),
      levels("ana", 30, { testing: 4 }),
      levels("ana", 40, { testing: 3 }),
    ];
    expect(
      figureOf(
        growthMetrics(null).growth_points,
        { selfAssessments: [...answers, levels("ana", 60, { testing: 5 })] },
        SECOND,
      ).value,
    ).toBe(2);
  });

  it("is the same to the last digit in whatever order the answers come", () => {
    const level = fc.integer({ min: 1, max: 5 });
    const wave = fc.array(fc.record({ testing: level, design: level, writing: level }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(wave, wave, (before, after) => {
        const answers = [
          ...before.map((of, index) => levels(`person${index}`, 2, of)),
          ...after.map((of, index) => levels(`person${index}`, 30, of)),
        ];
        expect(
          figureOf(growthMetrics(null).growth_points, { selfAssessments: [...answers].reverse() }, SECOND),
        ).toEqual(figureOf(growthMetrics(null).growth_points, { selfAssessments: answers }, SECOND));
      }),
    );
  });

  it("a skill written in other letters is the same skill", () => {
    expect(
      figureOf(
        growthMetrics(null).growth_points,
        { selfAssessments: [levels("ana", 2, { Testing: 1 }), levels("ana", 30, { " testing": 2 })] },
        SECOND,
      ).value,
    ).toBe(1);
  });
});
