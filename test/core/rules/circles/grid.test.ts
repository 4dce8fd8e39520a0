import { describe, expect, test } from "vitest";
import { fieldOf, gridRounds, holedGrid } from "../../../../src/core/rules/circles/grid.ts";
import { circleCount, circleSizes } from "../../../../src/core/rules/circles/seatable.ts";
import { repeatsOf } from "../matching/repeats.ts";

describe("a field", () => {
  test.each([2, 3, 4, 5, 7, 8, 9, 16, 25, 27])("of %i numbers can be divided by all of them but 0", q => {
    const { add, multiply } = fieldOf(q)!;
    const all = [...Array(q).keys()];
    for (const a of all) {
      expect([add(a, 0), multiply(a, 1), multiply(a, 0)]).toEqual([a, a, 0]);
      expect(new Set(all.map(b => add(a, b))).size).toBe(q);
      if (a > 0) expect(new Set(all.map(b => multiply(a, b))).size).toBe(q);
      for (const b of all)
        for (const c of [1, q - 1]) expect(multiply(c, add(a, b))).toBe(add(multiply(c, a), multiply(c, b)));
    }
  });
  test("of four is not the numbers modulo four", () => {
    const { add, multiply } = fieldOf(4)!;
    expect([add(2, 3), multiply(2, 2), multiply(2, 3)]).toEqual([1, 3, 1]);
  });
  test.each([1, 6, 10, 12, 100])("of %i numbers does not exist", q => {
    expect(fieldOf(q)).toBeNull();
  });
});

describe("circles by algebra", () => {
  const roundsOf = (people: number, size: number, rounds: number) => {
    const sizes = circleSizes(people, circleCount(people, size));
    const grid = gridRounds(sizes, rounds);
    if (grid === null) return null;
    const circles = Array.from({ length: rounds }, (_, round) => {
      const row = [...grid.seats.slice(round * people, (round + 1) * people)].map(String);
      return sizes.map(wide => row.splice(0, wide));
    });
    return { clean: grid.clean, circles };
  };

  test.each([
    [16, 4, 4],
    [20, 4, 5],
    [25, 5, 5],
    [23, 5, 5],
    [32, 4, 8],
    [33, 5, 7],
    [40, 5, 8],
    [60, 4, 5],
    [30, 5, 6],
    [29, 5, 6],
    [28, 5, 5],
    [26, 4, 6],
    [42, 6, 7],
  ])("%i people in circles of %i meet nobody twice in %i rounds", (people, size, rounds) => {
    const { clean, circles } = roundsOf(people, size, rounds)!;
    expect(clean).toBe(rounds);
    expect(repeatsOf(circles)).toBe(0);
    for (const round of circles) expect(new Set(round.flat()).size).toBe(people);
  });

  test.each([
    [16, 4, 5],
    [25, 5, 6],
    [32, 4, 9],
  ])("with the columns themselves, %i people in circles of %i have %i rounds", (people, size, rounds) => {
    expect(repeatsOf(roundsOf(people, size, rounds)!.circles)).toBe(0);
  });

  test("a column that lacks two people can't sit together: 28 people in fives have five such rounds, 29 six", () => {
    expect(roundsOf(28, 5, 6)!.clean).toBe(5);
    expect(roundsOf(29, 5, 6)!.clean).toBe(6);
  });

  test.each([
    [8, 4, 6],
    [15, 5, 6],
    [36, 6, 6],
    [50, 5, 6],
  ])("there are none for %i people in circles of %i over %i rounds", (people, size, rounds) => {
    expect(roundsOf(people, size, rounds)).toBeNull();
  });

  test.each([3, 4, 5, 6, 7])("columns of %i are never twice at the same distance", length => {
    const grid = holedGrid(length)!;
    for (let a = 0; a <= length; a += 1)
      for (let b = 0; b < a; b += 1) {
        const distances = grid.flatMap(round =>
          round[a] === null || round[b] === null ? [] : (round[a]! - round[b]! + length) % length,
        );
        expect(new Set(distances).size).toBe(distances.length);
        expect(distances.length).toBe(length - 1);
      }
  });
  test("a search for long columns is given up", () => {
    expect(holedGrid(11)).toBeNull();
  });
});
