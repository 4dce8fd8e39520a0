import { describe, expect, test } from "vitest";
import { gridRounds } from "../../../../src/core/rules/circles/grid.ts";
import { seatable } from "../../../../src/core/rules/circles/seatable.ts";
import { peopleOf, repeatsOf } from "../matching/repeats.ts";

describe("circles by algebra", () => {
  const sizesOf = (people: number, size: number) =>
    seatable({ people: peopleOf(people), size, past: [], seed: "s", forbidden: () => false })!.sizes;
  const roundsIn = (sizes: number[], rounds: number) => {
    const people = sizes.reduce((sum, size) => sum + size, 0);
    const grid = gridRounds(sizes, rounds);
    if (grid === null) return null;
    const circles = Array.from({ length: rounds }, (_, round) => {
      const row = [...grid.seats.slice(round * people, (round + 1) * people)].map(String);
      return sizes.map(wide => row.splice(0, wide));
    });
    return { clean: grid.clean, circles };
  };
  const roundsOf = (people: number, size: number, rounds: number) => roundsIn(sizesOf(people, size), rounds);

  test.each([2, 3, 4, 5, 7, 8, 9, 16, 25, 27])(
    "where there are %i circles of as many, in so many rounds everybody meets nobody twice, as lines of a plane",
    q => {
      const { clean, circles } = roundsIn(Array(q).fill(q), q)!;
      expect(clean).toBe(q);
      expect(repeatsOf(circles)).toBe(0);
      for (const round of circles) expect(new Set(round.flat()).size).toBe(q * q);
    },
  );

  test.each([6, 10, 12, 100])(
    "there is no such plane for %i, which is no power of a prime, and none of one circle",
    q => {
      expect(gridRounds(Array(q).fill(q), q + 1)).toBeNull();
      expect(gridRounds([q], 2)).toBeNull();
    },
  );

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

  test("a search for columns too long for it is given up", () => {
    expect(gridRounds(Array(12).fill(11), 6)).toBeNull();
  });
});
