import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clusteredMeanInterval,
  clusteredShareInterval,
  clustersOf,
} from "../../../../src/core/rules/statistics/clusteredMean.ts";
import { ratioInterval, standardisedChange } from "../../../../src/core/rules/statistics/pairedMeans.ts";
import { meanInterval, meanOf } from "../../../../src/core/rules/statistics/studentT.ts";

/** Thirds, tenths and the like: values whose sums are never quite what they should be. */
const uneven = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom(3, 7, 10, 11, 13)).map(([a, b]) => a / b);
const scale = fc.constantFrom(1e-6, 0.01, 1, 100, 1e6);
const people = fc.integer({ min: 2, max: 60 });

/** The same value as many ways of adding it up come to it: off by a few units in the last digits. */
function alike(value: number, n: number): number[] {
  return Array.from({ length: n }, (_, place) => meanOf(Array.from({ length: (place % 5) + 1 }, () => value)));
}

describe("figures of people who all say the same", () => {
  test("have no effect size, whatever they gained: twelve who all rose by one level are no miracle", () => {
    const pairs = alike(7 / 3, 12).map(before => ({ before, after: before + 1 }));
    expect(standardisedChange(pairs)).toBeNull();
    fc.assert(
      fc.property(uneven, uneven, scale, people, (before, gain, size, n) => {
        const flat = alike(before * size, n).map(value => ({ before: value, after: value + gain * size }));
        expect(standardisedChange(flat)).toBeNull();
      }),
    );
  });

  test("have an interval that is the figure itself", () => {
    fc.assert(
      fc.property(uneven, scale, people, (value, size, n) => {
        const [low, high] = meanInterval(alike(value * size, n)) ?? [Number.NaN, Number.NaN];
        expect(high - low).toBe(0);
        const pairs = alike(value * size, n).map(before => ({ before, after: 2 * before }));
        const ratio = ratioInterval(pairs) ?? [Number.NaN, Number.NaN];
        expect(ratio[1] - ratio[0]).toBe(0);
      }),
    );
  });

  test("however often each answers, stay at the mean and on the scale", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2.5, 10 / 3, 5),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 20 }),
        (value, times) => {
          const answers = times.flatMap((count, place) =>
            Array.from({ length: count }, () => ({ personId: `p${place}`, value })),
          );
          const [low, high] = clusteredMeanInterval(clustersOf(answers), [1, 5]) ?? [Number.NaN, Number.NaN];
          expect(high - low).toBeLessThan(1e-9);
          const shares = clusteredShareInterval(clustersOf(answers.map(one => ({ ...one, value: 1 }))));
          expect(shares?.every(Number.isFinite)).toBe(true);
        },
      ),
    );
  });

  test("real differences still count, also small ones", () => {
    const pairs = [1, 2, 3, 4, 5, 2, 3, 4, 1, 5].map((before, place) => ({
      before,
      after: before + 0.1 * (place % 2),
    }));
    expect(standardisedChange(pairs)?.value).toBeGreaterThan(0);
    expect(standardisedChange(pairs)?.value).toBeLessThan(1);
  });
});
