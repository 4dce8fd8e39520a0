// What it decides: nothing yet; it gives each person a price such that no meeting of two is worth more than both prices.
// Idea: the prices of an optimal assignment of each person to another, both sides' mean; their sum bounds every
//   division into pairs and triads from above, and a pair far below its prices can be in no division near that bound.
// Source: linear programming duality (Edmonds, "Maximum matching and a polyhedron with 0,1-vertices", 1965, without the
//   odd sets). Cost: one assignment, O(n^3).
import { assign } from "./assignment.ts";
import { type EdgeWeights, edgeWeightOf } from "./edgeWeights.ts";

export interface Prices {
  price: Float64Array;
  /** What a meeting is worth above its fit, so that nobody is left out for the sake of a better fit. */
  bonus: number;
}

/** Prices with price[a] + price[b] >= worth + bonus for all who may meet, and none below 0. */
export function pricesOf(edgeWeights: EdgeWeights): Prices {
  const { size, weight: worth } = edgeWeights;
  const bonus = 2 * worth.reduce((most, value) => Math.max(most, value), 0) + 2;
  const { rowPrices, columnPrices } = assign(
    size,
    size,
    worth.map(value => (value < 0 ? 0 : value + bonus)),
  );
  return { price: rowPrices.map((price, person) => (price + columnPrices[person]!) / 2), bonus };
}

/** How far a meeting is below the two prices; 0 or more for those who may meet. */
export function shortfall(edgeWeights: EdgeWeights, { price, bonus }: Prices, a: number, b: number): number {
  return price[a]! + price[b]! - edgeWeightOf(edgeWeights, a, b) - bonus;
}

/** No division of these people into pairs and triads that leaves nobody out is worth more. */
export function weightBound({ price, bonus }: Prices, people: readonly number[]): number {
  return people.reduce((sum, person) => sum + price[person]!, 0) - (bonus * people.length) / 2;
}
