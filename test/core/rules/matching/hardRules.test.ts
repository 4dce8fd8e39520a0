import { expect, test } from "vitest";
import type { FitFormat } from "../../../../src/core/domain/values/format.ts";
import { brokenRule } from "../../../../src/core/rules/matching/hardRules.ts";
import { aCandidate } from "./people.ts";

const level = (id: string, of: number | null, managerId: string | null = null) =>
  aCandidate(id, { level: of, managerId });

test.each<[string, FitFormat, number | null, number | null, ReturnType<typeof brokenRule>]>([
  ["peers one level apart may meet", "pair", 3, 2, null],
  ["peers two levels apart may not", "pair", 2, 4, "level"],
  ["a peer who did not say a level may meet anybody", "pair", null, 5, null],
  ["a peer may meet whoever did not say a level", "pair", 5, null, null],
  ["a mentor is one level above", "mentor", 3, 2, null],
  ["a mentor on the same level is none", "mentor", 3, 3, "level"],
  ["a mentor who did not say a level is none", "mentor", null, 1, "level"],
  ["who did not say a level gets no mentor by it", "mentor", 3, null, "level"],
  ["in reverse the one who helps is two below", "reverse", 1, 3, null],
  ["in reverse one below is too near", "reverse", 2, 3, "level"],
  ["in reverse who did not say a level helps nobody", "reverse", null, 3, "level"],
])("%s", (_, format, first, second, rule) => {
  expect(brokenRule(level("a", first), level("b", second), format)).toBe(rule);
});

test("nobody helps or is helped by their own manager, and nobody meets themselves", () => {
  expect(brokenRule(level("a", 3, "b"), level("b", 1), "mentor")).toBe("manager");
  expect(brokenRule(level("a", 3), level("b", 1, "a"), "mentor")).toBe("manager");
  expect(brokenRule(level("a", 3), level("b", 2, "a"), "pair")).toBeNull();
  expect(brokenRule(level("a", 3), level("a", 3), "pair")).toBe("self");
});
