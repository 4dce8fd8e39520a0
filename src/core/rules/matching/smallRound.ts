// What it decides: a round of pairs (and a triad) where at most seven people have ever taken part.
// Idea: try every division; keep those that leave the fewest out, then the smallest spread, then the least sum of squares,
//   and among these the one with the best rounds to come, looked for the same way.
// Source: plain exhaustive search; 105 divisions of seven people at most. Cost: at most some 20,000 divisions a call.
import type { Random } from "../../domain/values/random.ts";
import { shuffled } from "../../domain/values/random.ts";
import { after, isApart, metOf, type Table } from "./table.ts";

export const SMALL = 7;
/** How many rounds to come are tried out: fewer where a round has many divisions. */
const AHEAD = [0, 0, 0, 1, 2, 2, 2, 1];

/**
 * The groups of two and three among those who are here that keep the meetings of everybody in the table with everybody
 * closest together: the pairs of people who are away count, though nothing can be done about them this round.
 */
export function smallRound(table: Table, random: Random, here: readonly number[]): number[][] {
  let best = shuffled(divisions(table, here), random).map(groups => ({ groups, table: after(table, groups) }));
  best = bestOf(best, ({ groups }) => [-groups.reduce((sum, group) => sum + group.length, 0)]);
  best = bestOf(best, option => [...evenness(option.table)]);
  best = bestOf(best, option => [behind(option.table)]);
  if (best.length > 1) best = bestOf(best, option => outlook(option.table, AHEAD[table.size]!, here));
  best = bestOf(best, option => [seatSquares(option.table)]);
  return best[0]?.groups ?? [];
}

/** Spread (most-met less least-met pair) and sum of squares of how often each two met; people kept apart do not count. */
function evenness(table: Table): readonly [spread: number, squares: number] {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  let squares = 0;
  for (let a = 0; a < table.size; a += 1)
    for (let b = a + 1; b < table.size; b += 1) {
      if (isApart(table, a, b)) continue;
      const times = metOf(table, a, b);
      least = Math.min(least, times);
      most = Math.max(most, times);
      squares += times * times;
    }
  return Number.isFinite(least) ? [most - least, squares] : [0, 0];
}

/** What the best further rounds lead to: the worst spread on the way, pairs behind the others, squares, triads' seats. */
function outlook(table: Table, rounds: number, here: readonly number[]): number[] {
  const [spread, squares] = evenness(table);
  if (rounds === 0) return [spread, squares, behind(table), seatSquares(table)];
  let options = divisions(table, here).map(groups => ({ groups, table: after(table, groups) }));
  options = bestOf(options, ({ groups }) => [-groups.reduce((sum, group) => sum + group.length, 0)]);
  if (options.length > 15) options = bestOf(options, option => [...evenness(option.table)]).slice(0, 15);
  let best: number[] | null = null;
  for (const option of options) {
    const found = outlook(option.table, rounds - 1, here);
    found[0] = Math.max(found[0]!, spread);
    if (best === null || compare(found, best) < 0) best = found;
  }
  return best ?? [spread, squares];
}

/** Smaller the more often the least-met pair met, then the fewer such pairs there are. */
function behind(table: Table): number {
  let least = Number.POSITIVE_INFINITY;
  let count = 0;
  for (let a = 0; a < table.size; a += 1)
    for (let b = a + 1; b < table.size; b += 1) {
      if (isApart(table, a, b)) continue;
      const times = metOf(table, a, b);
      if (times < least) count = 0;
      least = Math.min(least, times);
      if (times === least) count += 1;
    }
  return count === 0 ? 0 : count - least * table.size * table.size;
}

function seatSquares(table: Table): number {
  return table.seats.reduce((sum, seats) => sum + seats * seats, 0);
}

/** Every way to divide the people into pairs and, for an odd number, one triad; with as few left out as can be. */
function divisions(table: Table, everybody: readonly number[]): number[][][] {
  for (let out = 0; out < everybody.length; out += 1) {
    const triads = out === 0 ? everybody.length % 2 : everybody.length;
    const divided = [...divisionsOf(table, everybody, out, triads)];
    if (divided.length > 0) return divided;
  }
  return [];
}

/** Those that leave out exactly so many and have at most so many triads. */
function* divisionsOf(table: Table, left: readonly number[], out: number, triads: number): Generator<number[][]> {
  const [first, ...rest] = left;
  if (first === undefined) {
    if (out === 0) yield [];
    return;
  }
  if (out > 0) yield* divisionsOf(table, rest, out - 1, triads);
  for (const [place, second] of rest.entries()) {
    if (isApart(table, first, second)) continue;
    const others = rest.filter(person => person !== second);
    for (const groups of divisionsOf(table, others, out, triads)) yield [[first, second], ...groups];
    if (triads === 0) continue;
    for (const third of rest.slice(place + 1)) {
      if (isApart(table, first, third) || isApart(table, second, third)) continue;
      const without = others.filter(person => person !== third);
      for (const groups of divisionsOf(table, without, out, triads - 1)) yield [[first, second, third], ...groups];
    }
  }
}

function bestOf<T>(options: readonly T[], score: (option: T) => readonly number[]): T[] {
  let best: T[] = [];
  let least: readonly number[] | null = null;
  for (const option of options) {
    const found = score(option);
    const order = least === null ? -1 : compare(found, least);
    if (order < 0) {
      best = [option];
      least = found;
    } else if (order === 0) best.push(option);
  }
  return best;
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (const [place, value] of left.entries()) if (value !== right[place]) return value - (right[place] ?? 0);
  return 0;
}
