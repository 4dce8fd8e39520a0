// What it decides: the pairs of greatest worth in sum, as many as there can be.
// Idea: a matching among each person's nearest to their prices; where it falls short of the bound, again among all pairs that
//   could make it up, and when these are few enough the result is the optimum, proven. Up to 250 people always.
// Source: Edmonds' blossom algorithm (Galil, "Efficient algorithms for finding maximum matching in graphs", 1986), from
//   edmonds-blossom-fixed. Cost: 0.3 Y for 200 people, some 2 for 1,000 (docs/what-is-tried.md#benches).
import blossom from "edmonds-blossom-fixed";
import { type EdgeWeights, edgeWeightOf, mayMeet } from "./edgeWeights.ts";
import { type Prices, shortfall, weightBound } from "./prices.ts";

interface BestPairs {
  pairs: [number, number][];
  alone: number[];
  worth: number;
  /** True when no other division into pairs is better: proven, not hoped. */
  isOptimal: boolean;
}

const FIRST_CHOICES = 8;
/** People times pairs looked at in one matching; what 250 people have among themselves is always within. */
const EFFORT = 12_000_000;
const SMALL_CROWD = 250;
/** Of the bound; nearer than this a larger search is not worth its time. */
const NEAR_ENOUGH = 0.0005;

/** The best pairs among some of the people. A person who can't be in a pair beside the others' is alone. */
export function bestPairs(edgeWeights: EdgeWeights, prices: Prices, people: readonly number[]): BestPairs {
  const bound = weightBound(prices, people);
  const most = Math.floor(EFFORT / Math.max(1, people.length));
  let best: BestPairs | null = null;
  for (let choices = FIRST_CHOICES; ; choices *= 2) {
    const edges = nearest(edgeWeights, prices, people, choices);
    if (best !== null && edges.length > most) return best;
    best = better(best, matched(edgeWeights, people, edges));
    const isPerfect = best.alone.length === 0;
    const gap = bound - best.worth;
    if (isPerfect || people.length <= SMALL_CROWD) {
      const needed = within(edgeWeights, prices, people, isPerfect ? gap : Number.POSITIVE_INFINITY);
      if (needed.length <= most || people.length <= SMALL_CROWD)
        return { ...better(best, matched(edgeWeights, people, needed)), isOptimal: true };
      if (gap <= NEAR_ENOUGH * bound) return best;
    }
    if (choices >= people.length) return best;
  }
}

/** For each person those whose meeting falls least short of the prices. */
function nearest(
  edgeWeights: EdgeWeights,
  prices: Prices,
  people: readonly number[],
  choices: number,
): [number, number][] {
  const chosen = new Set<number>();
  const far = new Float64Array(choices);
  const who = new Int32Array(choices);
  for (const a of people) {
    let count = 0;
    for (const b of people) {
      if (b === a || !mayMeet(edgeWeights, a, b)) continue;
      const distance = shortfall(edgeWeights, prices, a, b);
      if (count === choices && distance >= far[count - 1]!) continue;
      let place = count < choices ? count++ : count - 1;
      for (; place > 0 && far[place - 1]! > distance; place -= 1) {
        far[place] = far[place - 1]!;
        who[place] = who[place - 1]!;
      }
      far[place] = distance;
      who[place] = b;
    }
    for (const b of who.subarray(0, count)) chosen.add(Math.min(a, b) * edgeWeights.size + Math.max(a, b));
  }
  return [...chosen].sort((a, b) => a - b).map(key => [Math.floor(key / edgeWeights.size), key % edgeWeights.size]);
}

/**
 * All who may meet and fall no more than `gap` short: the others are in no division better than the one already
 * known.
 */
function within(edgeWeights: EdgeWeights, prices: Prices, people: readonly number[], gap: number): [number, number][] {
  const found: [number, number][] = [];
  for (const [place, a] of people.entries())
    for (let other = place + 1; other < people.length; other += 1) {
      const b = people[other]!;
      if (mayMeet(edgeWeights, a, b) && shortfall(edgeWeights, prices, a, b) <= gap) found.push([a, b]);
    }
  return found;
}

function matched(edgeWeights: EdgeWeights, people: readonly number[], among: readonly [number, number][]): BestPairs {
  const place = new Map(people.map((person, index) => [person, index]));
  const edges = among.map(([a, b]): [number, number, number] => [
    place.get(a)!,
    place.get(b)!,
    edgeWeightOf(edgeWeights, a, b),
  ]);
  const mates = edges.length === 0 ? [] : blossom(edges, true);
  const result: BestPairs = { pairs: [], alone: [], worth: 0, isOptimal: false };
  for (const [index, person] of people.entries()) {
    const mate = mates[index] ?? -1;
    if (mate < 0) result.alone.push(person);
    else if (mate > index) {
      result.pairs.push([person, people[mate]!]);
      result.worth += edgeWeightOf(edgeWeights, person, people[mate]!);
    }
  }
  return result;
}

function better(known: BestPairs | null, found: BestPairs): BestPairs {
  if (known === null || found.alone.length < known.alone.length) return found;
  return found.alone.length === known.alone.length && found.worth > known.worth ? found : known;
}
