import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clusteredMean,
  clusteredMeanInterval,
  clusteredShareInterval,
  clustersOf,
  shareInterval,
} from "../../../../src/core/rules/statistics/clusteredMean.ts";
import { medianWait } from "../../../../src/core/rules/statistics/kaplanMeier.ts";
import { ratioInterval, standardisedChange } from "../../../../src/core/rules/statistics/pairedMeans.ts";
import { gini } from "../../../../src/core/rules/statistics/spread.ts";

/** Answers as people gave them, several each. */
const by = (...people: number[][]) =>
  clustersOf(people.flatMap((values, person) => values.map(value => ({ personId: `${person}`, value }))));

function near(interval: readonly (number | null)[] | null, low: number, high: number, digits = 6) {
  expect(interval?.[0]).toBeCloseTo(low, digits);
  expect(interval?.[1]).toBeCloseTo(high, digits);
}

describe("the mean of answers, several of one person", () => {
  it("where all answer equally often is Student's interval of their means: scipy's stats.t.interval gives 2.2348 to 5.5152", () => {
    near(clusteredMeanInterval(by([4, 5], [3, 3], [2, 4], [5, 5]), [-9, 9]), 2.2348047, 5.5151953);
  });

  it("where they don't is as numpy gives it with whole matrices: 3.75, variance 0.4666, 2.5913 degrees of freedom", () => {
    const answers = by([4, 5], [3], [2, 4, 4], [5, 5, 5, 5], [1, 2]);
    const { mean, variance, df, people, n } = clusteredMean(answers) ?? {};
    expect([mean, people, n]).toEqual([3.75, 5, 12]);
    expect(variance).toBeCloseTo(0.4666456, 7);
    expect(df).toBeCloseTo(2.5912881, 6);
    near(clusteredMeanInterval(answers, [-9, 9]), 1.368562, 6.131438, 5);
    near(clusteredMeanInterval(answers, [1, 5]), 1.368562, 5, 5);
  });

  it("of one person has no interval, of people who all agree it is what they say, of nobody there is none", () => {
    expect(clusteredMeanInterval(by([4, 2]), [1, 5])).toBeNull();
    expect(clusteredMeanInterval(by([4, 4], [4]), [1, 5])).toEqual([4, 4]);
    expect(clusteredMean([])).toBeNull();
  });

  it("is less sure the more alike a person's own answers are, at the same mean and number", () => {
    const width = (...people: number[][]) => {
      const [low = 0, high = 0] = clusteredMeanInterval(by(...people), [-99, 99]) ?? [];
      return high - low;
    };
    expect(width([1, 1], [5, 5], [2, 2], [4, 4])).toBeGreaterThan(width([1, 5], [5, 1], [2, 4], [4, 2]));
  });
});

describe("a share of independent cases", () => {
  it("has the mid-P interval that scipy's binomial gives: 1 of 10, 7 of 10, 21 of 30", () => {
    near(shareInterval(1, 10), 0.00500148, 0.40347616);
    near(shareInterval(7, 10), 0.38008143, 0.91739978);
    near(shareInterval(21, 30), 0.52029882, 0.84267985);
  });

  it("at an end stays at it: 0 of 5 is 0 to 0.4507, 5 of 5 is 0.5493 to 1; of none there is nothing", () => {
    near(shareInterval(0, 5), 0, 0.45071973);
    near(shareInterval(5, 5), 0.54928027, 1);
    expect(shareInterval(0, 0)).toBeNull();
  });

  it("always lies within its interval, and the interval within 0 and 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const count = Math.round(part * n);
        const [low = 2, high = -1] = shareInterval(count, n) ?? [];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(count / n);
        expect(high).toBeGreaterThanOrEqual(count / n);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("a share of answers, several of one person", () => {
  it("has Wilson's interval at the answers' worth: numpy's matrices give 0.3697 to 0.8721 for 8 of 12 by five people", () => {
    near(clusteredShareInterval(by([1, 1], [0], [1, 0, 1], [1, 1, 1, 0], [0, 1])), 0.3697106, 0.8721109);
  });

  it("in which all say yes still does not know for sure, and never leaves 0 to 1", () => {
    const [low = 1, high = 0] = clusteredShareInterval(by([1, 1, 1], [1], [1, 1])) ?? [];
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(0.7);
    expect(high).toBe(1);
  });
});

describe("pairs of before and after", () => {
  const before = [2, 3, 2, 1, 4, 2, 3, 2, 3, 1];
  const after = [3, 3, 3, 2, 4, 4, 3, 2, 4, 3];
  const pairs = before.map((value, index) => ({ before: value, after: after[index] ?? 0 }));

  it("have the ratio's interval at which scipy's ttest_rel(after, R * before) has p = 0.05: 1.08534 to 1.78026", () => {
    near(ratioInterval(pairs), 1.0853421, 1.7802583);
  });

  it("have g_av 0.8607 with Bonett's interval 0.2352 to 1.6475, as numpy gives by his formula", () => {
    const { value, interval } = standardisedChange(pairs) ?? {};
    expect(value).toBeCloseTo(0.8606697, 6);
    near(interval ?? null, 0.2352008, 1.6475141);
  });

  it("under two, and where nothing varies, have neither", () => {
    expect(ratioInterval(pairs.slice(0, 1))).toBeNull();
    expect(standardisedChange(pairs.slice(0, 1))).toBeNull();
    expect(
      standardisedChange([
        { before: 2, after: 3 },
        { before: 2, after: 3 },
      ]),
    ).toBeNull();
  });
});

describe("the median of waits, some not over", () => {
  const waits = (times: number[], over: number[]) =>
    times.map((duration, index) => ({ duration, isOver: over[index] === 1 }));

  it("of Gehan's leukaemia data is as scipy's ecdf gives, log-log: 23 weeks, from 13 on, for 6-MP; 8, of 4 to 11, for placebo", () => {
    const mp = waits(
      [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
      [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0],
    );
    const times = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];
    expect(medianWait(mp)).toEqual({ median: 23, low: 13, high: null });
    expect(
      medianWait(
        waits(
          times,
          times.map(() => 1),
        ),
      ),
    ).toEqual({ median: 8, low: 4, high: 11 });
  });

  it("of the maintained group of Miller's AML data is 31 weeks, from 13 on, as scipy's ecdf gives", () => {
    const aml = waits([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]);
    expect(medianWait(aml)).toEqual({ median: 31, low: 13, high: null });
  });

  it("is not known while fewer than half would be over, nor of nothing", () => {
    expect(medianWait(waits([1, 5, 9], [1, 0, 0])).median).toBeNull();
    expect(medianWait([])).toEqual({ median: null, low: null, high: null });
  });
});

describe("how unevenly something is spread", () => {
  it("of 1, 2, 3 and 4 is 1/3 by Deltas's formula; it is 0 when all have alike, 1 when one has all", () => {
    expect(gini([1, 2, 3, 4])).toBeCloseTo(1 / 3, 12);
    expect(gini([2, 2, 2])).toBe(0);
    expect(gini([0, 0, 0, 7])).toBe(1);
  });

  it("is unknown for one alone and when nobody has any", () => {
    expect([gini([3]), gini([]), gini([0, 0])]).toEqual([null, null, null]);
  });

  it("is the sum of all differences, as the definition has it", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 2, maxLength: 15 }), values => {
        const n = values.length;
        const mean = values.reduce((sum, value) => sum + value, 0) / n;
        const differences = values.flatMap(a => values.map(b => Math.abs(a - b))).reduce((sum, one) => sum + one, 0);
        if (mean === 0) expect(gini(values)).toBeNull();
        else expect(gini(values)).toBeCloseTo(((differences / (2 * n * n * mean)) * n) / (n - 1), 10);
      }),
    );
  });
});
