import { randomOf } from "../../domain/values/random.ts";

/**
 * What each meeting of two would be worth, among people numbered 0 to n-1 in the order of their ids. Points times `POINT`,
 * and a lot below it that decides between equals: the lot is fixed by seed and names, so that who else is there, or must
 * not meet, changes it for nobody.
 */
export interface EdgeWeights {
  ids: readonly string[];
  size: number;
  /** At a * size + b, the same both ways; -1 where the two must not meet. */
  weight: Float64Array;
}

/** One point of fit; the lots of all pairs of a round together are less. */
const POINT = 2 ** 24;
const LOT = 2 ** 12;

/** The edgeWeights of all pairs; `score` gives whole points from 0 up, or null where two must not meet. It is asked once a pair. */
export function edgeWeightsOf(
  ids: readonly string[],
  seed: string,
  score: (a: number, b: number) => number | null,
): EdgeWeights {
  const size = ids.length;
  const worth = new Float64Array(size * size).fill(-1);
  const lot = lotsOf(ids, seed, LOT);
  for (let a = 0; a < size; a += 1)
    for (let b = a + 1; b < size; b += 1) {
      const points = score(a, b);
      if (points === null) continue;
      worth[a * size + b] = points * POINT + lot(a, b);
      worth[b * size + a] = worth[a * size + b]!;
    }
  return { ids, size, weight: worth };
}

/** The same for some of the people, numbered anew in their order. */
export function among({ ids, size, weight: worth }: EdgeWeights, people: readonly number[]): EdgeWeights {
  const some = new Float64Array(people.length ** 2);
  for (const [row, a] of people.entries())
    for (const [column, b] of people.entries()) some[row * people.length + column] = worth[a * size + b]!;
  return { ids: people.map(person => ids[person]!), size: people.length, weight: some };
}

/** True when a and b may be in one group. */
export function mayMeet(edgeWeights: EdgeWeights, a: number, b: number): boolean {
  return edgeWeights.weight[a * edgeWeights.size + b]! >= 0;
}

/** What the meeting of a and b is worth; -1 when they must not meet. */
export function edgeWeightOf(edgeWeights: EdgeWeights, a: number, b: number): number {
  return edgeWeights.weight[a * edgeWeights.size + b]!;
}

/**
 * What a group is worth: a pair its worth, three people half the sum of their three, so that each person counts alike.
 * Null when two of them must not meet.
 */
export function groupWeight(edgeWeights: EdgeWeights, group: readonly number[]): number | null {
  let sum = 0;
  for (const [place, a] of group.entries())
    for (const b of group.slice(place + 1)) {
      if (!mayMeet(edgeWeights, a, b)) return null;
      sum += edgeWeightOf(edgeWeights, a, b);
    }
  return group.length < 2 ? 0 : sum / (group.length - 1);
}

/** A worth in points. */
export function pointsOf(worth: number): number {
  return Math.floor((worth / POINT) * 2) / 2;
}

/**
 * A whole number from 0 to `limit` - 1 (a power of two) for each two people, the same for both orders, fixed by the seed and
 * their ids alone.
 */
export function lotsOf(ids: readonly string[], seed: string, limit: number): (a: number, b: number) => number {
  const marks = ids.map(id => Math.floor(randomOf(`${seed}\n${id}`).next() * 2 ** 32));
  return (a, b) => stirred(marks[a]!, marks[b]!) & (limit - 1);
}

/** Two marks made one; the last steps are MurmurHash3's. */
function stirred(first: number, second: number): number {
  let hash = Math.imul(first ^ second, 0x9e3779b1) ^ Math.imul((first + second) | 0, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
