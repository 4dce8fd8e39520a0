import { describe, expect, it } from "vitest";
import { coverage, truthOf } from "../../../bench/coverage.ts";
import { INTERVAL_CASES } from "../../../bench/intervalCases.ts";
import { ALLOWED, MISTAKES } from "../../../bench/intervals.ts";

const truths = new Map(INTERVAL_CASES.map(one => [one.metric, truthOf(one, "truth", 200_000)]));
const seed = "20270104 in short";
/** A quarter of the bench's: enough with a seed that stays the same. */
const worlds = 2000;

describe.each(INTERVAL_CASES.map(one => [one.metric, one] as const))("95 %% intervals of %s", (metric, one) => {
  it.each([10, 30])("hold the truth of 2,000 worlds of %i people as often as they say", n => {
    const [low, high] = ALLOWED[n] ?? [1, 0];
    const held = coverage(one.measure, one.population, truths.get(metric) ?? 0, { n, worlds, seed });
    expect(held).toBeGreaterThanOrEqual(low);
    expect(held).toBeLessThanOrEqual(high);
    if (one.unchanged === undefined) return;
    const quiet = coverage(one.measure, one.unchanged, 0, { n, worlds, seed });
    expect(quiet).toBeGreaterThanOrEqual(low);
    expect(quiet).toBeLessThanOrEqual(high);
  });
});

it.each(MISTAKES.map(one => [one.name, one] as const))("%s would be found", (_, { metric, measure }) => {
  const right = INTERVAL_CASES.find(one => one.metric === metric)!;
  const [low, high] = ALLOWED[30] ?? [0, 1];
  const held = coverage(measure, right.population, truths.get(metric) ?? 0, { n: 30, worlds, seed });
  expect(held < low || held > high).toBe(true);
});
