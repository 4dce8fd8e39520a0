import blossom from "edmonds-blossom-fixed";
import { describe, expect, test } from "vitest";
import { type Random, randomOf } from "../../../../src/core/domain/values/random.ts";

type Edge = [number, number, number];

/** The most pairs there can be and the greatest weight of so many, by trying every matching; apart from the package. */
function bestOfAll(size: number, edges: readonly Edge[]): { pairs: number; weight: number } {
  const weights = new Map(edges.map(([a, b, weight]) => [a * size + b, weight]));
  const known = new Map<number, { pairs: number; weight: number }>();
  const from = (taken: number): { pairs: number; weight: number } => {
    const first = [...Array(size).keys()].find(vertex => ((taken >> vertex) & 1) === 0);
    if (first === undefined) return { pairs: 0, weight: 0 };
    const before = known.get(taken);
    if (before !== undefined) return before;
    let best = from(taken | (1 << first));
    for (let other = first + 1; other < size; other += 1) {
      const weight = weights.get(first * size + other);
      if (weight === undefined || ((taken >> other) & 1) === 1) continue;
      const rest = from(taken | (1 << first) | (1 << other));
      const [pairs, sum] = [rest.pairs + 1, rest.weight + weight];
      if (pairs > best.pairs || (pairs === best.pairs && sum > best.weight)) best = { pairs, weight: sum };
    }
    known.set(taken, best);
    return best;
  };
  return from(0);
}

/** A graph of so many vertices; `most` bounds its weights, few of which make many ties. */
function drawn(size: number, share: number, most: number, random: Random): Edge[] {
  const edges: Edge[] = [];
  for (let a = 0; a < size; a += 1)
    for (let b = a + 1; b < size; b += 1) if (random.next() < share) edges.push([a, b, random.below(most)]);
  return edges;
}

/** What a list of partners comes to; throws where it is no matching of the edges. */
function sumOf(mates: readonly number[], edges: readonly Edge[]): { pairs: number; weight: number } {
  let [pairs, weight] = [0, 0];
  for (const [a, mate] of mates.entries()) {
    if (mate < a) continue;
    const edge = edges.find(([one, other]) => one === a && other === mate);
    if (edge === undefined || mates[mate] !== a) throw new Error(`${a} and ${mate} are no pair`);
    pairs += 1;
    weight += edge[2];
  }
  return { pairs, weight };
}

describe("edmonds-blossom-fixed", () => {
  // Weights of a round by fit, of the least-met rotation (meetings above lots), few that are all alike, and none.
  test.each([
    ["1,000 values", 1000],
    ["weights as large as a rotation's", 81 * 100_000_000],
    ["ties", 3],
    ["nothing but the number of pairs", 1],
  ])("finds as many pairs and as much weight as trying every matching does, in 500 graphs: %s", (_name, most) => {
    const random = randomOf(`blossom ${most}`);
    for (let draw = 0; draw < 500; draw += 1) {
      const size = 2 + (draw % 9);
      const edges = drawn(size, [0.25, 0.5, 0.8, 1][draw % 4]!, most, random);
      if (edges.length > 0) expect(sumOf(blossom(edges, true), edges)).toEqual(bestOfAll(size, edges));
    }
  });

  test("finds the same where vertices and edges are named in another order", () => {
    const random = randomOf("blossom order");
    for (let draw = 0; draw < 200; draw += 1) {
      const edges = drawn(24, 0.4, 50, random);
      const turned = edges.map(([a, b, weight]): Edge => [23 - b, 23 - a, weight]).reverse();
      expect(sumOf(blossom(turned, true), turned)).toEqual(sumOf(blossom(edges, true), edges));
    }
  });
});
