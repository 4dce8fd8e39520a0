import { expect, test } from "vitest";
import { randomOf, shuffled } from "../../../../src/core/domain/values/random.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";

test("a group of three is a meeting of each two of it, whoever is named first", () => {
  const met = meetingsOf([
    ["a", "b", "c"],
    ["b", "a"],
  ]);
  expect([met.count("a", "b"), met.count("b", "a"), met.count("a", "c"), met.count("a", "z")]).toEqual([2, 2, 1, 0]);
  expect([met.timesInThree("a"), met.timesInThree("z")]).toEqual([1, 0]);
  expect(met.people()).toEqual(["a", "b", "c"]);
});

test("new groups give new meetings and leave the old ones as they were", () => {
  const before = meetingsOf([["a", "b"]]);
  const now = before.with([
    ["a", "b"],
    ["a", "c"],
  ]);
  expect([before.count("a", "b"), before.count("a", "c")]).toEqual([1, 0]);
  expect([now.count("a", "b"), now.count("c", "a")]).toEqual([2, 1]);
});

test("somebody named twice in a group did not meet themselves", () => {
  expect(meetingsOf([["a", "a", "b"]]).count("a", "b")).toBe(1);
  expect(meetingsOf([["a", "a"]]).people()).toEqual([]);
});

test("a seed draws the same numbers every time, another seed others, and all are spread evenly", () => {
  const draw = (seed: string) => Array.from({ length: 5 }, randomOf(seed).next);
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
  const random = randomOf("even");
  const counts = new Array(10).fill(0);
  for (let turn = 0; turn < 10_000; turn += 1) counts[random.below(10)] += 1;
  expect(Math.min(...counts)).toBeGreaterThan(900);
  expect(Math.max(...counts)).toBeLessThan(1100);
});

test("shuffling keeps everything and brings each to each place equally often", () => {
  const random = randomOf("places");
  const firsts = new Map<string, number>();
  for (let turn = 0; turn < 6000; turn += 1) {
    const order = shuffled(["a", "b", "c"], random).join("");
    firsts.set(order, (firsts.get(order) ?? 0) + 1);
  }
  expect(firsts.size).toBe(6);
  for (const count of firsts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
