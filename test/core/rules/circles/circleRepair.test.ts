import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { repairCircles } from "../../../../src/core/rules/circles/circleRepair.ts";
import { planCircleRounds } from "../../../../src/core/rules/circles/circles.ts";
import { peopleOf } from "../matching/repeats.ts";

describe("repairing circles", () => {
  const circles = [
    { id: "1", memberIds: ["a", "b", "c", "d"] },
    { id: "2", memberIds: ["e", "f", "g"] },
  ];
  const repair = (people: string, more: Partial<Parameters<typeof repairCircles>[0]> = {}) =>
    repairCircles({ circles, people: [...people], size: 4, seed: "s", ...more });

  test("nothing changes when nobody came or went", () => {
    expect(repair("abcdefg")).toEqual({ changed: [], dissolved: [], created: [] });
  });
  test("a newcomer joins the smallest circle", () => {
    expect(repair("abcdefgx").changed).toEqual([{ id: "2", memberIds: ["e", "f", "g", "x"] }]);
  });
  test("somebody who comes back joins, among circles of one size, those they met least", () => {
    const past = [[["e", "f", "x"]], [["e", "g", "x"]], [["a", "x"]]];
    for (const seed of ["1", "2", "3", "4"])
      expect(repair("abcefgx", { past, seed }).changed).toEqual([{ id: "1", memberIds: ["a", "b", "c", "x"] }]);
  });
  test("a newcomer joins a larger circle when they must not be with somebody of the smallest", () => {
    const forbidden = (a: string, b: string) => a + b === "gx";
    expect(repair("abcdefgx", { forbidden }).changed).toEqual([{ id: "1", memberIds: ["a", "b", "c", "d", "x"] }]);
  });
  test("a newcomer whom no circle may take waits", () => {
    const forbidden = (a: string, b: string) => ["ax", "gx"].includes(a + b);
    expect(repair("abcdefgx", { forbidden })).toEqual({ changed: [], dissolved: [], created: [] });
  });
  test("a circle that falls under three joins the others", () => {
    expect(repair("abcdef")).toEqual({
      changed: [{ id: "1", memberIds: ["a", "b", "c", "d", "e", "f"] }],
      dissolved: ["2"],
      created: [],
    });
  });
  test("enough newcomers make a circle of their own", () => {
    expect(repair("abcdefgxyz")).toEqual({ changed: [], dissolved: [], created: [["x", "y", "z"]] });
  });
  test("the last circle stays while it has two people", () => {
    expect(repair("ab")).toEqual({ changed: [{ id: "1", memberIds: ["a", "b"] }], dissolved: ["2"], created: [] });
    expect(repair("a").dissolved).toEqual(["1", "2"]);
  });

  test("nobody is twice in a circle, nobody is forgotten, and a second call changes nothing", () => {
    const people = peopleOf(18);
    const ask = fc.record({
      was: fc.subarray(people),
      now: fc.subarray(people),
      size: fc.integer({ min: 3, max: 6 }),
      apart: fc.uniqueArray(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people)), { maxLength: 2 }),
      seed: fc.string(),
    });
    fc.assert(
      fc.property(ask, ({ was, now, size, apart, seed }) => {
        const forbidden = (a: string, b: string) => apart.some(([x, y]) => x === a && y === b && x !== y);
        const old = planCircleRounds({ people: was, size, seed, forbidden })[0]!.map((memberIds, id) => ({
          id: `c${id}`,
          memberIds,
        }));
        const first = repairCircles({ circles: old, people: now, size, seed, forbidden });
        const next = [
          ...old
            .filter(({ id }) => !first.dissolved.includes(id))
            .map(circle => first.changed.find(({ id }) => id === circle.id) ?? circle),
          ...first.created.map((memberIds, id) => ({ id: `n${id}`, memberIds })),
        ];
        const placed = next.flatMap(circle => circle.memberIds).sort();
        if (now.length >= 3 && apart.length === 0) expect(placed).toEqual([...now].sort());
        expect(new Set(placed).size).toBe(placed.length);
        for (const { memberIds } of next) expect(memberIds.some(a => memberIds.some(b => forbidden(a, b)))).toBe(false);
        expect(repairCircles({ circles: next, people: now, size, seed, forbidden })).toEqual({
          changed: [],
          dissolved: [],
          created: [],
        });
      }),
      { numRuns: 150 },
    );
  });
});
