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
export function holedGrid(length: number): (number | null)[][] | null {
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
