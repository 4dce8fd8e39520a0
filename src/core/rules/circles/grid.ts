// What it decides: circles over rounds in which nobody meets twice, for the numbers of people and circles for which algebra
//   has such a plan.
// Idea: people stand in columns as long as there are circles; a circle takes one from each column along a straight line,
//   and each round has its own slope. Two lines of different slope meet once at most, two people of one column are never
//   on a line. One round more seats the columns among themselves. Where lines fail, columns one shorter may do (holedGrid).
// Source: the affine plane, and transversal designs from a field: Colbourn and Dinitz, "Handbook of Combinatorial
//   Designs", 2nd ed. 2007, III.3; for golfers: Miller, Valkov and Abel, Symmetry 18 (2026) 269. Cost: one step a seat.
import { type Field, fieldOf } from "./field.ts";
import { holedGrid } from "./holedGrid.ts";

/** More circles than this are for the search: so many people hardly ever meet again anyway. */
const MOST_CIRCLES = 128;

export interface Grid {
  /** At round * people + seat, circle after circle, the larger first. */
  seats: Int32Array;
  /** So many rounds from the first on are without a repeated meeting. */
  clean: number;
}

/**
 * Rounds of circles of these sizes by algebra; null when there are none for these numbers.
 *
 * Where the number of circles is a power of a prime, and no less than the people in a circle, so many rounds are clean;
 * for others fewer. After them comes one round of columns, then all from the first round on again. 32 people in fours: the
 * eight slopes, and the columns, split in two, are nine rounds without a repeat. 30 in fives: six rounds, by holedGrid.
 */
export function gridRounds(sizes: readonly number[], rounds: number): Grid | null {
  const count = sizes.length;
  const [width, people] = [sizes[0]!, sizes.reduce((sum, size) => sum + size, 0)];
  if (count > MOST_CIRCLES) return null;
  const field = width <= count ? fieldOf(count) : null;
  const isShort = (rounds - 1) * (width - 1) < count;
  if (field === null && !isShort) return width === count - 1 ? fromHoles(width, people, rounds) : null;
  // Without a field: slopes and columns so few that their products stay under the number of circles.
  const numbers = field ?? { add: (a, b) => (a + b) % count, multiply: (a, b) => (a * b) % count };
  return repeated(people, rounds, count, slope => lines(numbers, people, count, slope));
}

/** The people on each line of a slope; those of the last, shorter column make some lines longer. */
function lines(numbers: Field, people: number, count: number, slope: number): number[][] {
  const circles: number[][] = Array.from({ length: count }, () => []);
  for (let person = 0; person < people; person += 1) {
    const rise = numbers.multiply(Math.floor(person / count), slope);
    circles[numbers.add(person % count, rise)]!.push(person);
  }
  return circles;
}

function fromHoles(length: number, people: number, rounds: number): Grid | null {
  const grid = holedGrid(length);
  if (grid === null) return null;
  // The last column lacks whoever there are too few of; where that is more than one, it can't sit together.
  const clean = (length + 1) * length - people > 1 ? length : length + 1;
  return repeated(people, rounds, clean, round => {
    const circles: number[][] = Array.from({ length: length + 1 }, () => []);
    for (let person = 0; person < people; person += 1) {
      const start = grid[round]![Math.floor(person / length)] ?? null;
      circles[start === null ? length : (person + length - start) % length]!.push(person);
    }
    return circles;
  });
}

/** The clean rounds, one of columns, and all again until there are enough. */
function repeated(people: number, rounds: number, clean: number, circlesOf: (round: number) => number[][]): Grid {
  const seats = Array.from({ length: rounds }, (_, round) => {
    const place = round % (clean + 1);
    if (place === clean) return [...Array(people).keys()];
    return circlesOf(place)
      .sort((a, b) => b.length - a.length)
      .flat();
  });
  return { seats: Int32Array.from(seats.flat()), clean: Math.min(rounds, clean) };
}
