import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { comparedTonight, NIGHTS } from "../../../../src/core/rules/guards/nightly.ts";

const day = (number: number) => number * DAY;

describe("what is compared in a night with what is kept", () => {
  test("where nothing is settled it is every page", () => {
    expect(comparedTonight(null, day(3), day(9))).toEqual([{ from: null, until: null }]);
  });

  test("what lives is compared each night, and of what is settled a thirtieth", () => {
    expect(comparedTonight(day(0), day(300), day(304))).toEqual([
      { from: day(40), until: day(50) },
      { from: day(300), until: null },
    ]);
  });

  test("where so few live that each is looked at by itself the slices reach until now", () => {
    expect(comparedTonight(day(0), null, day(60))).toEqual([
      { from: day(0), until: day(2) },
      { from: day(60), until: null },
    ]);
  });

  test("in thirty nights every settled page is compared once, whenever it was made", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: day(4000) }),
        fc.integer({ min: 1, max: day(4000) }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        fc.integer({ min: 0, max: 20_000 }),
        (from, width, share, today) => {
          const made = from + Math.floor(share * width);
          const nights = Array.from({ length: NIGHTS }, (_, night) =>
            comparedTonight(from, from + width, day(today + night)),
          );
          const isIn = ({ from: start, until }: { from: number | null; until: number | null }) =>
            made >= (start ?? 0) && made < (until ?? Number.POSITIVE_INFINITY);
          expect(nights.filter(stretches => stretches.some(isIn))).toHaveLength(1);
        },
      ),
    );
  });
});
