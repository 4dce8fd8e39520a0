// What it decides: how few repeated meetings a plan of circles can have at best, so that a search knows when to stop.
// Idea: two bounds, the larger counts. Of any two rounds: a circle of the one is spread over the circles of the other, and
//   where it has more people than they are many, some sit together again. Over all rounds: so many meetings spread over the
//   pairs of people as evenly as the history allows.
// Source: the pigeonhole principle, twice. Cost: people squared.
import { isApart, metOf, type Table } from "../matching/table.ts";

/**
 * A number of repeated meetings no plan can go under: the sum over pairs of people of C(times met, 2), less what the
 * history alone has of it.
 *
 * Not always reached: for twenty people in fours over six rounds it is 0, and plans with fewer than 6 are not known here.
 *
 * @param pastSizes For each earlier round, how many of the people here sat in each of its circles.
 */
export function leastRepeats(
  table: Table,
  sizes: readonly number[],
  rounds: number,
  pastSizes: readonly (readonly number[])[],
): number {
  const common = (circles: readonly number[]) => circles.reduce((sum, size) => sum + repeats(size, sizes.length), 0);
  const among = ((rounds * (rounds - 1)) / 2) * common(sizes);
  const withPast = rounds * pastSizes.reduce((sum, circles) => sum + common(circles), 0);
  return Math.max(among + withPast, evenly(table, sizes, rounds));
}

/** Pairs that sit together again when so many people are spread over so many circles as evenly as can be. */
function repeats(people: number, circles: number): number {
  const [least, more] = [Math.floor(people / circles), people % circles];
  return more * twos(least + 1) + (circles - more) * twos(least);
}

function evenly(table: Table, sizes: readonly number[], rounds: number): number {
  let left = rounds * sizes.reduce((sum, size) => sum + twos(size), 0);
  /** How many pairs met so often. */
  const pairs: number[] = [];
  for (let a = 0; a < table.size; a += 1)
    for (let b = a + 1; b < table.size; b += 1)
      if (!isApart(table, a, b)) pairs[metOf(table, a, b)] = (pairs[metOf(table, a, b)] ?? 0) + 1;
  let bound = 0;
  // Whoever met `cost` times by then adds so much to the score by meeting once more, and nobody meets twice in a round.
  for (let cost = 0; left > 0 && cost < pairs.length + rounds; cost += 1) {
    let open = 0;
    for (let times = Math.max(0, cost - rounds + 1); times <= cost; times += 1) open += pairs[times] ?? 0;
    bound += cost * Math.min(open, left);
    left -= Math.min(open, left);
  }
  return bound;
}

function twos(people: number): number {
  return (people * (people - 1)) / 2;
}
