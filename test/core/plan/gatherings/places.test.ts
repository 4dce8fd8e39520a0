import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dealPlaces } from "../../../../src/core/plan/sessions/places.ts";

type Hopeful = Parameters<typeof dealPlaces>[1][number];

const hopeful = (id: string, more: Partial<Hopeful> = {}): Hopeful => ({ id, isInterested: false, lately: 0, ...more });

const SOME = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), isInterested: fc.boolean(), lately: fc.nat(3) }),
  { selector: one => one.id, maxLength: 20 },
);
const GIVEN = fc.record({
  places: fc.option(fc.integer({ min: 1, max: 12 })),
  held: fc.nat(14),
  seed: fc.string(),
});

describe("places", () => {
  it("go to those who asked first, then to those who were at the fewest lately", () => {
    const all = [
      hopeful("often", { lately: 3 }),
      hopeful("never"),
      hopeful("asked, and often there", { isInterested: true, lately: 5 }),
      hopeful("asked", { isInterested: true }),
    ];
    expect(dealPlaces({ places: 3, held: 0, seed: "s" }, all)).toEqual({
      invited: ["asked", "asked, and often there", "never"],
      waiting: ["often"],
    });
  });

  it("without a limit are for all", () => {
    expect(dealPlaces({ places: null, held: 500, seed: "s" }, [hopeful("a"), hopeful("b")]).waiting).toEqual([]);
  });

  it("are drawn where nothing tells people apart: not always the same one comes first", () => {
    const firsts = Array.from({ length: 30 }, (_, seed) =>
      dealPlaces({ places: 1, held: 0, seed: `${seed}` }, [hopeful("a"), hopeful("b"), hopeful("c")]).invited.join(),
    );
    expect(new Set(firsts)).toEqual(new Set(["a", "b", "c"]));
  });

  it("are never more than there are; nobody has two, nobody is forgotten, the order of input is irrelevant", () => {
    fc.assert(
      fc.property(GIVEN, SOME, (given, all) => {
        const dealt = dealPlaces(given, all);
        if (given.places !== null)
          expect(dealt.invited.length + given.held).toBeLessThanOrEqual(Math.max(given.places, given.held));
        expect([...dealt.invited, ...dealt.waiting].sort()).toEqual(all.map(one => one.id).sort());
        expect(dealPlaces(given, [...all].reverse())).toEqual(dealt);
        if (dealt.waiting.length > 0)
          expect(dealt.invited.length + given.held).toBeGreaterThanOrEqual(given.places ?? 0);
      }),
    );
  });
});
