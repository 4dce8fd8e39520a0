import { describe, expect, test } from "vitest";
import { missingFrom } from "../../../../src/core/rules/guards/deletionGuard.ts";

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `page ${from + index}`);
const believed = (kept: number, missing: number) => missingFrom(ids(0, kept), new Set(ids(missing, kept))).isBelievable;

describe("a listing that lacks what is kept", () => {
  test("names what it lacks, and nothing that is only on the list", () => {
    expect(missingFrom(["a", "b", "c"], new Set(["b", "x"]))).toEqual({ missing: ["a", "c"], isBelievable: true });
  });

  test.each([
    [5, 5, true],
    [6, 6, false],
    [100, 20, true],
    [100, 21, false],
    [0, 0, true],
  ])("%i kept, %i of them missing: believed: %s", (kept, missing, expected) => {
    expect(believed(kept, missing)).toBe(expected);
  });
});
