import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact } from "../../../../src/core/rules/metrics/facts.ts";
import { growthMetrics } from "../../../../src/core/rules/metrics/growth.ts";
import {
  clusteredMeanInterval,
  clusteredShareInterval,
  clustersOf,
} from "../../../../src/core/rules/statistics/clusteredMean.ts";
import { type Pair, ratioInterval, standardisedChange } from "../../../../src/core/rules/statistics/pairedMeans.ts";
import { meanInterval, meanOf } from "../../../../src/core/rules/statistics/studentT.ts";
import { figureOf } from "./builders.ts";

const scale = fc.constantFrom(1e-9, 1e-4, 0.1, 1, 3, 100, 1e6, 1e12);
const people = fc.integer({ min: 2, max: 40 });

/** The same value, each time the mean of other numbers: alike but for their last digits. */
function alike(value: number, offsets: readonly (readonly number[])[]): number[] {
  return offsets.map(own => meanOf([...own.map(by => value * (1 + by)), ...own.map(by => value * (1 - by))]));
}

/** For each of some people a few offsets, so that their means round differently. */
const offsets = people.chain(n =>
  fc.array(fc.array(fc.double({ min: 0, max: 0.9, noNaN: true }), { minLength: 1, maxLength: 7 }), {
    minLength: n,
    maxLength: n,
  }),
);

const flat = fc
  .record({
    before: fc.integer({ min: 1, max: 5 }),
    after: fc.integer({ min: 1, max: 5 }),
    parts: fc.integer({ min: 1, max: 9 }),
    scale,
    offsets,
  })
  .map(({ before, after, parts, scale: by, offsets: own }) => {
    const [from, to] = [(before / parts) * by, (after / parts) * by];
    const [first, last] = [alike(from, own), alike(to, [...own].reverse())];
    return { from, to, pairs: first.map((value, at): Pair => ({ before: value, after: last[at] ?? to })) };
  });

const WINDOW = { from: 100, to: 200 };

/** What people answered before and in the window, each of one skill. */
function answersOf(pairs: readonly Pair[]): Fact<"selfAssessments">[] {
  return pairs.flatMap(({ before, after }, at) => {
    const fact = { programmeId: "p", personId: `p${at}`, confidence: null };
    return [
      { ...fact, at: 10, levels: { skill: before } },
      { ...fact, at: 150, levels: { skill: after } },
    ];
  });
}

describe("people who are all alike but for rounding", () => {
  it("give no effect size, whatever the scale", () => {
    fc.assert(fc.property(flat, ({ pairs }) => void expect(standardisedChange(pairs)).toBeNull()));
  });

  it("give a ratio and a mean that are as sure as they are alike", () => {
    fc.assert(
      fc.property(flat, ({ pairs, from, to }) => {
        const ratio = ratioInterval(pairs) ?? [Number.NaN, Number.NaN];
        for (const end of ratio) expect(Math.abs(end / (to / from) - 1)).toBeLessThan(1e-9);
        const mean = meanInterval(pairs.map(pair => pair.after)) ?? [Number.NaN, Number.NaN];
        expect(mean[0]).toBe(mean[1]);
        const { interval } = figureOf(growthMetrics(null).growth_points, { selfAssessments: answersOf(pairs) }, WINDOW);
        expect(interval).toHaveLength(2);
        expect(interval?.[0]).toBe(interval?.[1]);
      }),
    );
  });

  it("give answers whose mean is as sure, and whose share is as sure as one answer a person", () => {
    fc.assert(
      fc.property(flat, fc.integer({ min: 1, max: 4 }), ({ pairs, to }, times) => {
        const answers = pairs.flatMap((pair, at) =>
          Array.from({ length: times + (at % 3) }, () => ({ personId: `${at}`, value: pair.after })),
        );
        const [low, high] = clusteredMeanInterval(clustersOf(answers), [-2 * to, 2 * to]) ?? [0, 1];
        expect(low).toBe(high);
        const halves = pairs.flatMap((_, at) => [0, 1].map(value => ({ personId: `${at}`, value })));
        const [from = 0, until = 0] = clusteredShareInterval(clustersOf(halves)) ?? [];
        expect(until - from).toBeGreaterThan(0.5 / Math.sqrt(pairs.length));
      }),
    );
  });

  it("differ by a hundredth, and count as different at every scale", () => {
    fc.assert(
      fc.property(scale, fc.integer({ min: 3, max: 40 }), (by, n) => {
        const pairs = Array.from({ length: n }, (_, at) => ({ before: 3 + (at % 2) / 100, after: 4 }));
        const scaled = pairs.map(pair => ({ before: pair.before * by, after: pair.after * by }));
        const [effect, other] = [standardisedChange(pairs), standardisedChange(scaled)];
        expect((other?.value ?? 0) / (effect?.value ?? 1)).toBeCloseTo(1, 6);
        const widths = [pairs, scaled].map(some => {
          const [low, high] = meanInterval(some.map(pair => pair.before)) ?? [0, 0];
          return high - low;
        });
        expect((widths[1] ?? 0) / by / (widths[0] ?? 1)).toBeCloseTo(1, 5);
      }),
    );
  });
});

describe("a programme in which everybody gained one level", () => {
  /** Twelve people, each with another number of skills at other levels of the same mean. */
  const assessments = Array.from({ length: 12 }, (_, at) => `p${at}`).flatMap(
    (personId, at): Fact<"selfAssessments">[] => {
      const levels = (more: number) =>
        Object.fromEntries(
          [2, 2, 3, ...(at % 2 === 0 ? [3, 2, 2] : [])].map((level, place) => [`skill ${place}`, level + more]),
        );
      const fact = { programmeId: "p", personId, confidence: null };
      return [
        { ...fact, at: 10, levels: levels(0) },
        { ...fact, at: 150, levels: levels(1) },
      ];
    },
  );

  it("has grown by a point, with no effect size: there is no spread to count it in", () => {
    expect(figureOf(growthMetrics(null).growth_points, { selfAssessments: assessments }, WINDOW).value).toBeCloseTo(
      1,
      12,
    );
    expect(figureOf(growthMetrics(null).growth_effect, { selfAssessments: assessments }, WINDOW)).toEqual({
      value: null,
      n: 12,
    });
    const percent = figureOf(growthMetrics(null).growth_percent, { selfAssessments: assessments }, WINDOW);
    for (const end of percent.interval ?? [0, 0]) expect(end).toBeCloseTo(percent.value ?? 0, 6);
  });
});
