// What it decides: which round of a full rotation comes next, so that everybody can still meet everybody in n-1 rounds.
// Idea: people sit in a circle in an order their ids fix; round r joins those who mirror each other about r. With an even
//   number somebody stands in the middle. With an odd one r joins a pair, and one round v of the n is never played: the
//   person r who mirrors 2v-r about v joins that very pair, so that v's pairs meet in the triads of the others.
// Source: Kirkman's circle method (1847); the rule for odd n is our own. Cost: O(n^2) a call.

import { roundCost } from "./cheapestRound.ts";
import { type Random, randomOf, shuffled } from "./random.ts";
import { after, isApart, leastMet, metOf, type Table } from "./table.ts";

/**
 * The next round of the rotation these people are in the middle of; null when what they did so far is no such rotation
 * (somebody joined, was away or must not meet somebody), so that keeping to it would cost meetings.
 */
export function nextFactor(table: Table, random: Random): number[][] | null {
  const order = shuffled([...table.ids.keys()], randomOf(table.ids.join("\n")));
  return table.size % 2 === 0 ? nextEven(table, order, random) : nextOdd(table, order, random);
}

function nextEven(table: Table, order: readonly number[], random: Random): number[][] | null {
  const [middle, ...circle] = order;
  const least = leastMet(table);
  const fresh = circle
    .map((person, round) => [[middle!, person], ...mirrored(circle, round)])
    .filter(groups => groups.every(([a, b]) => !isApart(table, a!, b!) && metOf(table, a!, b!) === least));
  const unmet = unmetPairs(table, least);
  return unmet > 0 && fresh.length * (table.size / 2) === unmet ? shuffled(fresh, random)[0]! : null;
}

function nextOdd(table: Table, order: readonly number[], random: Random): number[][] | null {
  const size = order.length;
  const least = leastMet(table);
  const rounds = order.map((_, round) => mirrored(order, round));
  if (rounds.some(pairs => pairs.some(([a, b]) => isApart(table, a!, b!)))) return null;
  const rotation = rotationOf(table, order, rounds, least);
  if (rotation === null) return null;
  const repeats = (rotation.waiting.length * (size + 3)) / 2 - unmetPairs(table, least);
  if (repeats > (3 * (size - 1)) / 2) return null;
  const options: { groups: number[][]; cost: number }[] = [];
  for (const round of shuffled(rotation.waiting, random)) {
    const odd = order[round]!;
    const mirror = order[(2 * rotation.skipped - round + 2 * size) % size]!;
    for (const pair of rounds[round]!) {
      if (metOf(table, odd, mirror) === least && !pair.includes(mirror)) continue;
      const groups = [...rounds[round]!.filter(other => other !== pair), [...pair, odd]];
      const cost = seatSquares(table, [...pair, odd]) * size * size + roundCost(table, groups, least);
      options.push({ groups, cost });
    }
  }
  options.sort((left, right) => left.cost - right.cost);
  const fits = (groups: number[][]) => {
    const next = rotationOf(after(table, groups), order, rounds, least);
    return next !== null && next.waiting.length < rotation.waiting.length;
  };
  return options.find(option => fits(option.groups))?.groups ?? null;
}

/**
 * The rounds still to play and the one that never needs to be: each of its open pairs can yet meet in a triad of a
 * round to play, that of one of the two. Null when there is no such round.
 */
function rotationOf(
  table: Table,
  order: readonly number[],
  rounds: readonly number[][][],
  least: number,
): { waiting: number[]; skipped: number } | null {
  const open = rounds.map(pairs => pairs.filter(([a, b]) => metOf(table, a!, b!) === least));
  const waits = new Uint8Array(order.length);
  for (const [round, pairs] of open.entries()) if (pairs.length > 0) waits[order[round]!] = 1;
  const waiting = [...order.keys()].filter(round => open[round]!.length > 0);
  if (waiting.length === 0) return { waiting, skipped: 0 };
  const skippable = waiting.filter(round => open[round]!.every(([a, b]) => waits[a!] === 1 || waits[b!] === 1));
  if (skippable.length === 0) return null;
  const skipped = skippable.reduce((best, round) => (open[round]!.length < open[best]!.length ? round : best));
  return { waiting: waiting.filter(round => round !== skipped), skipped };
}

/** The pairs who sit at the same distance on both sides of a place in the circle. */
function mirrored(circle: readonly number[], place: number): number[][] {
  const size = circle.length;
  return Array.from({ length: (size - 1) / 2 }, (_, step) => [
    circle[(place + step + 1) % size]!,
    circle[(place - step - 1 + size) % size]!,
  ]);
}

function unmetPairs(table: Table, least: number): number {
  let count = 0;
  for (let a = 0; a < table.size; a += 1)
    for (let b = a + 1; b < table.size; b += 1) if (!isApart(table, a, b) && metOf(table, a, b) === least) count += 1;
  return count;
}

/** How much the sum of squares of the seats in triads grows, so that those come first who came least. */
function seatSquares(table: Table, triad: readonly number[]): number {
  return triad.reduce((sum, person) => sum + 2 * table.seats[person]! + 1, 0);
}
