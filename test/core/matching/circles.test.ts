import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planCircles, repairCircles } from "../../../src/core/matching/circles.ts";
import { meetingsOf } from "../../../src/core/matching/meetings.ts";
import { nextSeat } from "../../../src/core/matching/seats.ts";

const peopleOf = (count: number) => Array.from({ length: count }, (_, place) => `p${String(place).padStart(3, "0")}`);
const none = meetingsOf([]);

describe("planning circles", () => {
  test.each([
    [0, 5, []],
    [2, 5, []],
    [3, 5, [3]],
    [5, 5, [5]],
    [7, 5, [7]],
    [8, 5, [4, 4]],
    [11, 5, [5, 6]],
    [13, 4, [4, 4, 5]],
    [17, 5, [5, 6, 6]],
    [20, 4, [4, 4, 4, 4, 4]],
  ])("%i people who wish for circles of %i sit in circles of %j", (count, size, sizes) => {
    const circles = planCircles({ people: peopleOf(count), size, met: none, seed: "s" });
    expect(circles.map(circle => circle.length).sort()).toEqual(sizes);
    expect(circles.flat().sort()).toEqual(sizes.length === 0 ? [] : peopleOf(count));
  });

  test("twenty-five people in fives meet nobody again in the second and third round", () => {
    let met = none;
    for (const seed of ["1", "2", "3"]) {
      const circles = planCircles({ people: peopleOf(25), size: 5, met, seed });
      for (const circle of circles)
        for (const a of circle) for (const b of circle) if (a < b) expect(met.count(a, b)).toBe(0);
      met = met.with(circles);
    }
  });

  test("the same seed gives the same circles in whatever order people come; another seed others", () => {
    const plan = (people: string[], seed: string) => planCircles({ people, size: 4, met: none, seed });
    expect(plan(peopleOf(16).reverse(), "s")).toEqual(plan(peopleOf(16), "s"));
    expect(plan(peopleOf(16), "t")).not.toEqual(plan(peopleOf(16), "s"));
  });
});

describe("repairing circles", () => {
  const circles = [
    { id: "1", memberIds: ["a", "b", "c", "d"] },
    { id: "2", memberIds: ["e", "f", "g"] },
  ];
  const repair = (people: string) => repairCircles({ circles, people: [...people], size: 4, met: none, seed: "s" });

  test("nothing changes when nobody came or went", () => {
    expect(repair("abcdefg")).toEqual({ changed: [], dissolved: [], created: [] });
  });
  test("a newcomer joins the smallest circle", () => {
    expect(repair("abcdefgx").changed).toEqual([{ id: "2", memberIds: ["e", "f", "g", "x"] }]);
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
    fc.assert(
      fc.property(
        fc.subarray(people),
        fc.subarray(people),
        fc.integer({ min: 3, max: 6 }),
        fc.string(),
        (was, now, size, seed) => {
          const old = planCircles({ people: was, size, met: none, seed }).map((memberIds, id) => ({
            id: `c${id}`,
            memberIds,
          }));
          const first = repairCircles({ circles: old, people: now, size, met: none, seed });
          const next = [
            ...old
              .filter(({ id }) => !first.dissolved.includes(id))
              .map(circle => first.changed.find(({ id }) => id === circle.id) ?? circle),
            ...first.created.map((memberIds, id) => ({ id: `n${id}`, memberIds })),
          ];
          const placed = next.flatMap(circle => circle.memberIds).sort();
          if (now.length >= 3) expect(placed).toEqual([...now].sort());
          expect(new Set(placed).size).toBe(placed.length);
          expect(repairCircles({ circles: next, people: now, size, met: none, seed })).toEqual({
            changed: [],
            dissolved: [],
            created: [],
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("the facilitator's seat", () => {
  test("goes to the one who held it least", () => {
    expect(
      nextSeat(
        ["a", "b", "c"],
        new Map([
          ["a", 2],
          ["b", 1],
          ["c", 3],
        ]),
        "s",
      ),
    ).toBe("b");
  });
  test("goes round: after as many turns as there are members everybody held it once", () => {
    const held = new Map<string, number>();
    for (let turn = 0; turn < 5; turn += 1) {
      const person = nextSeat(peopleOf(5), held, `turn ${turn}`);
      held.set(person, (held.get(person) ?? 0) + 1);
    }
    expect([...held.values()]).toEqual([1, 1, 1, 1, 1]);
  });
  test("is drawn among equals by the seed, in whatever order they come", () => {
    const draws = Array.from({ length: 20 }, (_, seed) => nextSeat(["a", "b", "c"], new Map(), `${seed}`));
    expect(new Set(draws).size).toBe(3);
    expect(nextSeat(["c", "a", "b"], new Map(), "7")).toBe(draws[7]);
    expect(nextSeat([], new Map(), "s")).toBe("");
  });
});
