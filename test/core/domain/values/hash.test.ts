import fc from "fast-check";
import { expect, test } from "vitest";
import { isAlike, markOf } from "../../../../src/core/domain/values/hash.ts";

/** Values as pages and events have them, and some that say nothing. */
const said = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, undefined, 0, -0, 1, 1.5, "", "a", "1", "null", true, false),
    fc.array(
      tie("value").filter(value => value !== undefined),
      { maxLength: 3 },
    ),
    fc.dictionary(fc.constantFrom("a", "b", "c", "when"), tie("value"), { maxKeys: 3 }),
  ),
})).value;

test("two values are alike if and only if they have one mark, in whatever order their keys stand", () => {
  fc.assert(
    fc.property(said, said, (one, other) => {
      expect(isAlike(one, other)).toBe(markOf(one) === markOf(other));
    }),
    { numRuns: 5000 },
  );
  expect(isAlike({ a: 1, b: [{ c: null, d: "x" }] }, { b: [{ d: "x", c: null }], a: 1, e: undefined })).toBe(true);
  expect(isAlike({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  expect(isAlike([], {})).toBe(false);
});

test("a mark is short, and the one it always was: what was kept by it is found again", () => {
  expect(markOf({ b: [1, "two", null], a: undefined, "c d": { e: true } })).toBe(
    markOf({ "c d": { e: true }, b: [1, "two", null] }),
  );
  expect(markOf({ title: "Тест “x”\n", when: { start: "2027-01-11T09:00:00Z", end: null } })).toBe("gcxg171lc3pld");
  expect(markOf([undefined, 1, Number.NaN, -0])).toBe("11pf0opkehobh");
});
