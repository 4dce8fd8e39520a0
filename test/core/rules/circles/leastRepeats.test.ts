import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomOf, shuffled } from "../../../../src/core/domain/values/random.ts";
import { boardOf } from "../../../../src/core/rules/circles/board.ts";
import { planCircleRounds } from "../../../../src/core/rules/circles/circles.ts";
import { leastRepeats, seatable } from "../../../../src/core/rules/circles/seatable.ts";
import { peopleOf, repeatsOf } from "../matching/repeats.ts";

/** Who can sit together and in circles of what sizes; two who are in no pair of `apart` may sit in one. */
const seated = (people: readonly string[], size: number, past: readonly string[][][] = [], apart: string[] = []) =>
  seatable({ people, size, past, seed: "s", forbidden: (a, b) => apart.includes(`${a} ${b}`) });
const sizesOf = (count: number, size: number) => seated(peopleOf(count), size)?.sizes ?? [];

const boundOf = (count: number, size: number, rounds: number) => {
  const { table, sizes } = seated(peopleOf(count), size)!;
  return leastRepeats(table, sizes, rounds, []);
};

describe("the fewest repeated meetings there can be", () => {
  test.each([
    [8, 4, 6, 60],
    [9, 4, 6, 90],
    [14, 5, 6, 75],
    [16, 4, 6, 24],
    [24, 6, 6, 120],
    [27, 5, 6, 30],
    [25, 5, 6, 0],
    [23, 5, 12, 251],
  ])("of %i people in circles of %i over %i rounds are %i", (count, size, rounds, least) => {
    expect(boundOf(count, size, rounds)).toBe(least);
  });

  test("are never more than a plan has, with earlier rounds and without", () => {
    const ask = fc.record({
      was: fc.subarray(peopleOf(12), { minLength: 6 }),
      size: fc.integer({ min: 3, max: 6 }),
      seed: fc.string(),
    });
    fc.assert(
      fc.property(ask, ({ was, size, seed }) => {
        const past = planCircleRounds({ people: was, size, rounds: 2, seed });
        const now = peopleOf(11);
        const plan = planCircleRounds({ people: now, size, past, rounds: 2, seed });
        const { table, sizes } = seated(now, size, past)!;
        const pastSizes = past.map(round => round.map(circle => circle.filter(one => now.includes(one)).length));
        const bound = leastRepeats(table, sizes, 2, pastSizes);
        expect(bound).toBeLessThanOrEqual(repeatsOf([...past, ...plan]) - repeatsOf(past));
      }),
      { numRuns: 20 },
    );
  });
});

test("circles are as many as comes nearest to the wished size, then the next nearest", () => {
  expect([sizesOf(2, 4), sizesOf(9, 4), sizesOf(7, 2), sizesOf(23, 5)]).toEqual([[], [5, 4], [4, 3], [5, 5, 5, 4, 4]]);
  // Two sevens that keep apart have no three circles; four come nearer to fives than two.
  const [one, other] = [peopleOf(14).slice(0, 7), peopleOf(14).slice(7)];
  const apart = one.flatMap(a => other.map(b => `${a} ${b}`));
  expect(sizesOf(14, 5)).toEqual([5, 5, 4]);
  expect(seated(peopleOf(14), 5, [], apart)?.sizes).toEqual([4, 4, 3, 3]);
});

test("a change of places costs what counting all meetings afresh says", () => {
  const ask = fc.record({
    count: fc.integer({ min: 6, max: 13 }),
    rounds: fc.integer({ min: 1, max: 4 }),
    seed: fc.string(),
  });
  fc.assert(
    fc.property(ask, ({ count, rounds, seed }) => {
      const random = randomOf(seed);
      const sizes = sizesOf(count, 4);
      const start = Array.from({ length: rounds }, () => shuffled([...Array(count).keys()], random)).flat();
      const history = new Int32Array(count * count);
      for (let a = 0; a < count; a += 1)
        for (let b = 0; b < a; b += 1) history[a * count + b] = history[b * count + a] = random.below(3);
      const board = boardOf(sizes, Int32Array.from(start), history);
      for (let turn = 0; turn < 30; turn += 1) {
        const [round, seat, other] = [random.below(rounds), random.below(count), random.below(count)];
        if (board.circleOf[seat] === board.circleOf[other]) continue;
        const [before, change] = [board.score(), board.change(round, seat, other)];
        board.swap(round, seat, other);
        const afresh = boardOf(sizes, board.seats.slice(), history);
        expect(board.score()).toBe(before + change);
        expect(board.score()).toBe(afresh.score());
        expect(board.change(round, 0, count - 1)).toBe(afresh.change(round, 0, count - 1));
      }
    }),
    { numRuns: 40 },
  );
});
