// What it decides: of an odd number of people the division into pairs and one triad, the triad's seats in turn.
// Idea: among the triads whose people least were in one, the nearest to their prices first; each with the best pairs of the
//   rest, until no triad to come can be better.
// Source: the bound of `prices.ts`. Cost: a few matchings; all triads of up to 250 people are looked at.
import { bestPairs } from "./bestPairs.ts";
import { type EdgeWeights, groupWeight, mayMeet } from "./edgeWeights.ts";
import { type Prices, shortfall, weightBound } from "./prices.ts";

interface Division {
  groups: number[][];
  alone: number[];
  worth: number;
  isOptimal: boolean;
}

const SMALL_CROWD = 250;
/** Triads tried with the best pairs of the rest, for few and for many people. */
const TRIES = { few: 6, many: 1 };
/** Triads kept for a try; the nearest to their prices. */
const KEPT = 64;
/** In a crowd each person's triads are made from this many nearest others. */
const NEAREST = 8;

/** The best division with one triad; null when no three may be together. */
export function withTriad(edgeWeights: EdgeWeights, prices: Prices, seats: readonly number[]): Division | null {
  const people = edgeWeights.ids.map((_, person) => person);
  const bound = weightBound(prices, people);
  const triads = triadsInTurn(edgeWeights, prices, seats);
  let best: Division | null = null;
  let isProven = true;
  let tries = edgeWeights.size <= SMALL_CROWD ? TRIES.few : TRIES.many;
  for (const { members, short } of triads) {
    if (best !== null && best.alone.length === 0 && best.worth >= bound - short)
      return { ...best, isOptimal: isProven };
    if (tries === 0) return best;
    tries -= 1;
    const rest = bestPairs(
      edgeWeights,
      prices,
      people.filter(person => !members.includes(person)),
    );
    isProven &&= rest.isOptimal;
    const groups = [...rest.pairs, members];
    const worth = rest.worth + groupWeight(edgeWeights, members)!;
    if (
      best === null ||
      rest.alone.length < best.alone.length ||
      (rest.alone.length === best.alone.length && worth > best.worth)
    )
      best = { groups, alone: rest.alone, worth, isOptimal: false };
  }
  return best === null ? null : { ...best, isOptimal: isProven && triads.length < KEPT };
}

interface Triad {
  members: number[];
  /** How far the triad is below its three prices. */
  short: number;
  seats: number;
}

/** Triads of the people who least were in one, nearest to their prices first; when no such three may meet, of anybody. */
function triadsInTurn(edgeWeights: EdgeWeights, prices: Prices, seats: readonly number[]): Triad[] {
  const people = edgeWeights.ids.map((_, person) => person);
  const inTurn = [...seats].sort((a, b) => a - b)[2] ?? 0;
  const pool = people.filter(person => seats[person]! <= inTurn);
  for (const among of [pool, people]) {
    const found = triadsOf(edgeWeights, prices, seats, among);
    if (found.length > 0) return found;
  }
  return [];
}

function triadsOf(
  edgeWeights: EdgeWeights,
  prices: Prices,
  seats: readonly number[],
  pool: readonly number[],
): Triad[] {
  let kept: Triad[] = [];
  let worst: Triad | null = null;
  const short = (a: number, b: number) => shortfall(edgeWeights, prices, a, b);
  const order = (one: Triad, other: Triad) => one.seats - other.seats || one.short - other.short;
  const near = pool.length <= SMALL_CROWD ? null : nearestOf(edgeWeights, prices, pool);
  for (const [place, a] of pool.entries()) {
    const later = near?.get(a) ?? pool.slice(place + 1);
    for (const [next, b] of later.entries()) {
      if (!mayMeet(edgeWeights, a, b)) continue;
      for (let last = next + 1; last < later.length; last += 1) {
        const c = later[last]!;
        if (!mayMeet(edgeWeights, a, c) || !mayMeet(edgeWeights, b, c)) continue;
        const triad = {
          short: (short(a, b) + short(a, c) + short(b, c)) / 2,
          seats: seats[a]! + seats[b]! + seats[c]!,
        };
        if (worst !== null && order({ members: [], ...triad }, worst) >= 0) continue;
        kept.push({ members: [a, b, c].sort((left, right) => left - right), ...triad });
        if (kept.length < 4 * KEPT) continue;
        kept = distinct(kept.sort(order)).slice(0, KEPT);
        worst = kept[KEPT - 1] ?? null;
      }
    }
  }
  kept = distinct(kept.sort(order)).slice(0, KEPT);
  return kept.filter(triad => triad.seats === kept[0]!.seats);
}

function nearestOf(edgeWeights: EdgeWeights, prices: Prices, pool: readonly number[]): Map<number, number[]> {
  const nearest = (a: number) => {
    const others = pool.filter(b => b !== a && mayMeet(edgeWeights, a, b));
    const far = others.map((b): [number, number] => [shortfall(edgeWeights, prices, a, b), b]);
    return far.sort((left, right) => left[0] - right[0] || left[1] - right[1]).slice(0, NEAREST);
  };
  return new Map(pool.map(a => [a, nearest(a).map(([, b]) => b)]));
}

function distinct(triads: readonly Triad[]): Triad[] {
  const seen = new Set<string>();
  return triads.filter(({ members }) => !seen.has(members.join()) && seen.add(members.join()));
}
