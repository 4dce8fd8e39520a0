// What it decides: circles over rounds in which nobody meets twice, for the numbers of people and circles for which algebra
//   has such a plan.
// Idea: people stand in columns as long as there are circles; a circle takes one from each column along a straight line,
//   and each round has its own slope. Two lines of different slope meet once at most, two people of one column are never
//   on a line. One round more seats the columns among themselves. Where lines fail, columns one shorter may do (holedGrid).
// Source: the affine plane, and transversal designs from a field: Colbourn and Dinitz, "Handbook of Combinatorial
//   Designs", 2nd ed. 2007, III.3; for golfers: Miller, Valkov and Abel, Symmetry 18 (2026) 269. Cost: one step a seat.

/** More circles than this are left to the search: that many people rarely meet again anyway. */
const MOST_CIRCLES = 128;

interface Grid {
  /** At round * people + seat, circle after circle, the larger first. */
  seats: Int32Array;
  /** The number of rounds, from the first on, without a repeated meeting. */
  clean: number;
}

/**
 * Rounds of circles of these sizes by algebra; null when there are none for these numbers.
 *
 * Where the number of circles is a power of a prime, and no less than the people in a circle, that number of rounds is
 * clean; for others fewer. After them comes one round of columns, then all from the first round on again. 32 people in
 * fours: the eight slopes, and the columns, split in two, are nine rounds without a repeat. 30 in fives: six rounds, by
 * holedGrid.
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

// What it decides: nothing; it gives the arithmetic in which every number but 0 can be divided by.
// Idea: for a prime p the numbers modulo p; for p^d polynomials of degree under d modulo one that has no factors, found
//   by trying.
// Source: Lidl and Niederreiter, "Finite Fields", 1997, chapter 1. Cost: q^2 steps for each polynomial tried, few are.

/** Numbers 0 to q-1; 0 and 1 are what they are elsewhere. */
interface Field {
  add(a: number, b: number): number;
  multiply(a: number, b: number): number;
}

/**
 * The field of q elements; null when there is none, which is so unless q is a power of a prime.
 *
 * An element is written as a number whose digits to the base p are its coefficients. With 4 elements 2 + 3 = 1, 2 * 2 = 3.
 */
function fieldOf(q: number): Field | null {
  const p = smallestFactor(q);
  const degree = Math.round(Math.log(q) / Math.log(p));
  if (q < 2 || p ** degree !== q) return null;
  if (degree === 1) return { add: (a, b) => (a + b) % p, multiply: (a, b) => (a * b) % p };
  for (let rest = 1; rest < q; rest += 1) {
    const field = polynomials(p, degree, digits(rest, p, degree));
    if (hasNoZeroDivisor(field, q)) return field;
  }
  return null;
}

function smallestFactor(q: number): number {
  for (let factor = 2; factor * factor <= q; factor += 1) if (q % factor === 0) return factor;
  return q;
}

/** Polynomials modulo x^degree + rest. */
function polynomials(p: number, degree: number, rest: readonly number[]): Field {
  const value = (list: readonly number[]) => list.reduceRight((sum, digit) => sum * p + digit, 0);
  return {
    add: (a, b) => {
      const other = digits(b, p, degree);
      return value(digits(a, p, degree).map((digit, place) => (digit + other[place]!) % p));
    },
    multiply: (a, b) => {
      const product = Array<number>(2 * degree - 1).fill(0);
      for (const [i, x] of digits(a, p, degree).entries())
        for (const [j, y] of digits(b, p, degree).entries()) product[i + j] = (product[i + j]! + x * y) % p;
      for (let top = product.length - 1; top >= degree; top -= 1)
        for (const [place, digit] of rest.entries()) {
          const at = top - degree + place;
          product[at] = (product[at]! + (p - digit) * product[top]!) % p;
        }
      return value(product.slice(0, degree));
    },
  };
}

function hasNoZeroDivisor(field: Field, q: number): boolean {
  for (let a = 1; a < q; a += 1) for (let b = a; b < q; b += 1) if (field.multiply(a, b) === 0) return false;
  return true;
}

function digits(value: number, base: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => Math.floor(value / base ** place) % base);
}

// What it decides: circles over rounds in which nobody meets twice, for one column of people more than a column is long.
// Idea: in each round another column sits together; from the others a circle takes one person each, and its fellows are
//   the same circle moved along the columns. It is enough to find one circle a round such that no two columns are ever at
//   the same distance again; a search that goes back where it is stuck finds it at once for short columns.
// Source: quasi-difference matrices, Colbourn and Dinitz, "Handbook of Combinatorial Designs", 2nd ed. 2007, VI.17.
// Cost: some hundred to some thousand steps for columns of up to 7; it gives up after a hundred thousand.

const MOST_STEPS = 100_000;

/**
 * For each round the place in each column from which a circle starts, null in the column that sits together; null when
 * none was found in time.
 *
 * There is one column more than a column is long, and as many rounds as columns. Person `place` of a column sits with
 * person `place + shift` of another one, modulo the length, for a shift that is never the same twice.
 */
function holedGrid(length: number): (number | null)[][] | null {
  const columns = length + 1;
  const rounds: (number | null)[][] = [];
  /** 1 where two columns have been at a distance, at (column * columns + other) * length + distance. */
  const taken = new Uint8Array(columns * columns * length);
  let steps = 0;

  const mark = (round: readonly (number | null)[], column: number, value: 0 | 1) => {
    for (let other = 0; other < column; other += 1)
      if (round[other] !== null) taken[distanceAt(round, column, other)] = value;
  };
  const distanceAt = (round: readonly (number | null)[], column: number, other: number) =>
    (column * columns + other) * length + ((round[column]! - round[other]! + length) % length);
  const isFree = (round: readonly (number | null)[], column: number) => {
    for (let other = 0; other < column; other += 1)
      if (round[other] !== null && taken[distanceAt(round, column, other)] === 1) return false;
    return true;
  };
  const fill = (round: (number | null)[], column: number): boolean => {
    steps += 1;
    if (column === columns) {
      rounds.push(round);
      if (rounds.length === columns || fill([], 0)) return true;
      rounds.pop();
      return false;
    }
    if (column === rounds.length) {
      round[column] = null;
      return fill(round, column + 1);
    }
    // A circle moved as a whole is the same circle: the first place is free to choose.
    const choices = round.some(place => place !== null) ? length : 1;
    for (let place = 0; place < choices && steps < MOST_STEPS; place += 1) {
      round[column] = place;
      if (!isFree(round, column)) continue;
      mark(round, column, 1);
      if (fill(round, column + 1)) return true;
      round[column] = place;
      mark(round, column, 0);
    }
    round.length = column;
    return false;
  };
  return fill([], 0) ? rounds : null;
}
