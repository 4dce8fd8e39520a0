import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaCdf, studentQuantile } from "../../../../src/core/rules/statistics/betaDistribution.ts";
import { clusteredMean } from "../../../../src/core/rules/statistics/clusteredMean.ts";

const PARTS = 1024;
const SCALE = 10n ** 30n;

/** The chance of `count` or more of `n` at `parts` in 1,024 each, added up in whole numbers of any length. */
function exactAtLeast(count: number, n: number, parts: number): number {
  const [yes, no] = [BigInt(parts), BigInt(PARTS - parts)];
  let ways = 1n;
  let sum = 0n;
  for (let many = n; many >= count; many -= 1) {
    sum += ways * yes ** BigInt(many) * no ** BigInt(n - many);
    ways = (ways * BigInt(many)) / BigInt(n - many + 1);
  }
  return Number((sum * SCALE) / BigInt(PARTS) ** BigInt(n)) / Number(SCALE);
}

/** P(|T| <= t) for whole degrees of freedom as a finite sum: Abramowitz & Stegun, 26.7.3 and 26.7.4. */
function within(t: number, df: number): number {
  const angle = Math.atan(t / Math.sqrt(df));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = df % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = df === 1 ? 0 : term;
  for (let power = isOdd ? 3 : 2; power <= df - 2; power += 2) {
    term *= (cosine * cosine * (power - 1)) / power;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

describe("the distribution function of beta", () => {
  test("is the chance of so many cases or more, to twelve digits of what whole numbers of any length add up to", () => {
    const cases = fc
      .integer({ min: 1, max: 400 })
      .chain(n => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n), fc.integer({ min: 1, max: PARTS - 1 })));
    fc.assert(
      fc.property(cases, ([count, n, parts]) => {
        const found = betaCdf(parts / PARTS, count, n - count + 1);
        expect(Math.abs(found - exactAtLeast(count, n, parts))).toBeLessThan(1e-12);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    [0.001, 1, 1000, 0.6323045752290359],
    [0.001, 3, 4998, 0.8754743458022516],
    [0.48585786437626904, 2500, 2501, 0.023496829249055117],
    [0.9994000400020002, 4999, 2, 0.19908851753528475],
    [0.999999, 4998, 3, 0.9999999792570405],
  ])("at %f with %i and %i is as mpmath gives it with fifty digits", (x, a, b, value) => {
    expect(Math.abs(betaCdf(x, a, b) - value)).toBeLessThan(1e-12);
  });

  test("is 0 and 1 at its ends, never falls, and mirrors itself", () => {
    expect([betaCdf(0, 3, 4), betaCdf(1, 3, 4)]).toEqual([0, 1]);
    const parameter = fc.double({ min: 0.5, max: 500, noNaN: true });
    const chance = fc.integer({ min: 0, max: PARTS }).map(parts => parts / PARTS);
    fc.assert(
      fc.property(chance, chance, parameter, parameter, (x, other, a, b) => {
        expect(betaCdf(x, a, b) + betaCdf(1 - x, b, a)).toBeCloseTo(1, 12);
        expect(betaCdf(Math.min(x, other), a, b)).toBeLessThanOrEqual(betaCdf(Math.max(x, other), a, b) + 1e-12);
      }),
    );
  });
});

describe("Student's quantile", () => {
  test("leaves 5 % outside at every whole number of degrees of freedom to 1,000, by the finite sums of Abramowitz & Stegun", () => {
    for (let df = 1; df <= 1000; df += 1) expect(Math.abs(within(studentQuantile(df), df) - 0.95)).toBeLessThan(1e-13);
  });

  test.each([
    [1, 12.706204736174705],
    [1.0001, 12.70320282045147],
    [1.2, 8.648826510748867],
    [1.5, 6.016663104427928],
    [2.5912881, 3.4861468596206535],
    [9.9, 2.2311933388707637],
    [365, 1.966484596376788],
    [5000, 1.9604385517065075],
    [100_000, 1.9599877075346093],
    [Number.POSITIVE_INFINITY, 1.959963984540054],
  ])("at %f degrees of freedom is as mpmath gives it with fifty digits", (df, value) => {
    expect(Math.abs(studentQuantile(df) / value - 1)).toBeLessThan(1e-12);
  });

  test("falls as the degrees of freedom rise, which are at least 1 however unequally people answer", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e4, noNaN: true }), df => {
        expect(studentQuantile(df * 1.001)).toBeLessThan(studentQuantile(df));
      }),
    );
    const cluster = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 }).map(values => ({
      n: values.length,
      sum: values.reduce((sum, value) => sum + value, 0),
      squares: values.reduce((sum, value) => sum + value * value, 0),
    }));
    fc.assert(
      fc.property(fc.array(cluster, { minLength: 2, maxLength: 12 }), clusters => {
        expect(clusteredMean(clusters)!.df).toBeGreaterThan(1 - 1e-9);
      }),
    );
  });
});
