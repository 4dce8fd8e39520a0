import { expect, test } from "vitest";
import { randomOf } from "../../../../src/core/domain/values/random.ts";
import { assign, assignPlaces } from "../../../../src/core/rules/matching/assignment.ts";

/** Every way to give each row a column or none (-1), by what `worthOf` says of it; apart from the rules tested. */
function bestOfAll(rows: number, columns: number, worthOf: (given: readonly number[]) => number): number {
  let best = Number.NEGATIVE_INFINITY;
  const go = (given: number[]): void => {
    if (given.length === rows) best = Math.max(best, worthOf(given));
    else for (let column = -1; column < columns; column += 1) go([...given, column]);
  };
  go([]);
  return best;
}

test("the assignment is the best of all, and its prices prove it", () => {
  const random = randomOf("assign");
  for (let world = 0; world < 150; world += 1) {
    const rows = 1 + random.below(5);
    const columns = rows + random.below(2);
    const worth = Float64Array.from({ length: rows * columns }, () => random.below(30) - 8);
    const sum = (given: readonly number[]) => {
      if (given.includes(-1) || new Set(given).size < rows) return Number.NEGATIVE_INFINITY;
      return given.reduce((total, column, row) => total + worth[row * columns + column]!, 0);
    };
    const found = assign(rows, columns, worth);
    expect(sum([...found.columns])).toBe(bestOfAll(rows, columns, sum));
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < columns; column += 1) {
        const prices = found.rowPrices[row]! + found.columnPrices[column]!;
        expect(prices).toBeGreaterThanOrEqual(worth[row * columns + column]!);
        if (found.columns[row] === column) expect(prices).toBe(worth[row * columns + column]);
      }
  }
});

test("more rows than columns can't be assigned", () => {
  expect(() => assign(2, 1, new Float64Array(2))).toThrow(RangeError);
  expect([...assign(0, 0, new Float64Array(0)).columns]).toEqual([]);
});

test("with several places a column the sum is the best of all, some rows without one", () => {
  const random = randomOf("places");
  for (let world = 0; world < 400; world += 1) {
    const rows = 1 + random.below(4);
    const columns = random.below(4);
    const places = Array.from({ length: columns }, () =>
      Array.from({ length: random.below(4) }, () => random.below(12)).sort((a, b) => b - a),
    );
    const worth = Float64Array.from({ length: rows * columns }, () =>
      random.next() < 0.25 ? Number.NEGATIVE_INFINITY : random.below(20) - 6,
    );
    const sum = (given: readonly number[]) => {
      const taken = new Array(columns).fill(0);
      return given.reduce((total, column, row) => {
        if (column < 0) return total;
        taken[column] += 1;
        return (
          total + worth[row * columns + column]! + (places[column]![taken[column] - 1] ?? Number.NEGATIVE_INFINITY)
        );
      }, 0);
    };
    expect(sum([...assignPlaces(rows, places, worth)])).toBe(bestOfAll(rows, columns, sum));
  }
});
