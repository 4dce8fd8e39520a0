// What it decides: one round of pairs (and a triad, when the number is odd) whose meetings cost least.
// Idea: minimum-cost perfect matching; for an odd number with a stand-in whose partner then joins the cheapest pair;
//   whoever finds nobody they may be with joins a pair too, and is left out only when none takes them.
// Source: Edmonds' blossom algorithm (Galil, "Efficient algorithms for finding maximum matching in graphs", 1986). Cost: O(n^3).
import blossom from "edmonds-blossom-fixed";
import type { Random } from "../../domain/values/random.ts";
import { isApart, leastMet, metOf, type Table, twosOf } from "./table.ts";

/** Above every sum of the smaller terms of a round, so that a repeated meeting always weighs more. */
const MEETING = 100_000_000;
/** The most that the draw of lots adds to one pair. */
const LOT = 1000;
/**
 * The most that is added, in lots, where two both have many to meet still. Those who came late or were away much are better
 * spent on people who have met nearly everybody than on one another.
 */
const FRESH = 10;
/** More people than this choose among CHOICES others each: the matching of all with all would take minutes. */
const CROWD = 250;
const CHOICES = 20;

/** Groups of two and three by cost; the lots among equally good ones are drawn from `random`. */
export function cheapestRound(table: Table, random: Random): number[][] {
  const { size } = table;
  const least = leastMet(table);
  if (size > CROWD) {
    const matching = matched(table, sample(table, random, least), least, random);
    if (matching.alone.length === size % 2) return joined(table, matching, least, random);
  }
  const all: [number, number][] = [];
  for (let a = 0; a < size; a += 1) for (let b = a + 1; b < size; b += 1) if (!isApart(table, a, b)) all.push([a, b]);
  return joined(table, matched(table, all, least, random), least, random);
}

/** Pairs, and who is in none. */
interface Matching {
  pairs: number[][];
  alone: number[];
}

/** For each person some of those they met least. */
function sample(table: Table, random: Random, least: number): [number, number][] {
  const chosen = new Map<number, [number, number]>();
  for (let a = 0; a < table.size; a += 1) {
    let found = 0;
    for (let tries = 0; found < CHOICES && tries < 8 * CHOICES; tries += 1) {
      const b = random.below(table.size);
      if (b === a || isApart(table, a, b) || metOf(table, a, b) > least) continue;
      found += 1;
      chosen.set(Math.min(a, b) * table.size + Math.max(a, b), [Math.min(a, b), Math.max(a, b)]);
    }
  }
  return [...chosen.values()];
}

/** A matching of least cost among the pairs given. */
function matched(table: Table, among: readonly [number, number][], least: number, random: Random): Matching {
  const { size } = table;
  const unmet = unmetCounts(table, least);
  const most = Math.max(1, ...unmet);
  const edges = among.map(([a, b]): [number, number, number] => {
    const fresh = Math.round((FRESH * LOT * unmet[a]! * unmet[b]!) / (most * most));
    return [a, b, -(MEETING * repeatCost(metOf(table, a, b) - least) + fresh + random.below(LOT))];
  });
  if (size % 2 === 1)
    for (let person = 0; person < size; person += 1)
      edges.push([
        person,
        size,
        -(MEETING * joinCost(table, person, least) + seatCost(table, person) * LOT + random.below(LOT)),
      ]);
  const ceiling = edges.reduce((most, edge) => Math.max(most, -edge[2]), 0) + 1;
  for (const edge of edges) edge[2] += ceiling;
  const mates = edges.length === 0 ? [] : blossom(edges, true);
  const pairs: number[][] = [];
  const alone: number[] = [];
  for (let person = 0; person < size; person += 1) {
    const mate = mates[person] ?? -1;
    if (mate > person && mate < size) pairs.push([person, mate]);
    else if (mate < 0 || mate === size) alone.push(person);
  }
  return { pairs, alone };
}

/** With how many each has met as little as the least-met two. */
function unmetCounts(table: Table, least: number): number[] {
  return Array.from({ length: table.size }, (_, a) => {
    let count = 0;
    for (let b = 0; b < table.size; b += 1)
      if (b !== a && !isApart(table, a, b) && metOf(table, a, b) === least) count += 1;
    return count;
  });
}

/** What a meeting costs that is the (times + 1)th, `times` counted from the least-met pair: 0, 1, 4, 9 … */
function repeatCost(times: number): number {
  return times * times;
}

/** A round's cost: people left out, then repeated meetings, then who was in a triad before. Smaller is better. */
export function roundCost(table: Table, groups: readonly (readonly number[])[], least = leastMet(table)): number {
  let cost = 0;
  let placed = 0;
  for (const group of groups) {
    placed += group.length;
    for (const [a, b] of twosOf(group)) cost += repeatCost(metOf(table, a, b) - least);
    if (group.length === 3) for (const person of group) cost += seatCost(table, person) / LOT;
  }
  return (table.size - placed) * MEETING + cost;
}

/** Each of those alone joins the pair that takes them at the least cost; no pair takes two. */
function joined(table: Table, { pairs, alone }: Matching, least: number, random: Random): number[][] {
  const triads: number[][] = [];
  const waiting = alone.map(person => ({ person, choices: pairs.filter(pair => takes(table, pair, person)).length }));
  waiting.sort((left, right) => left.choices - right.choices || left.person - right.person);
  for (const { person } of waiting) {
    let best: { place: number; cost: number } | null = null;
    for (const [place, pair] of pairs.entries()) {
      if (!takes(table, pair, person)) continue;
      const meetings = pair.reduce((sum, other) => sum + repeatCost(metOf(table, person, other) - least), 0);
      const seats = pair.reduce((sum, other) => sum + seatCost(table, other), 0);
      const cost = meetings * MEETING + seats * LOT + random.below(LOT);
      if (best === null || cost < best.cost) best = { place, cost };
    }
    if (best !== null) triads.push([...pairs.splice(best.place, 1)[0]!, person]);
  }
  return [...pairs, ...triads];
}

function takes(table: Table, pair: readonly number[], person: number): boolean {
  return pair.every(other => !isApart(table, person, other));
}

/** The two cheapest meetings a person could have by joining a pair. */
function joinCost(table: Table, person: number, least: number): number {
  const costs: number[] = [];
  for (let other = 0; other < table.size; other += 1)
    if (other !== person && !isApart(table, person, other)) costs.push(repeatCost(metOf(table, person, other) - least));
  costs.sort((left, right) => left - right);
  return (costs[0] ?? 0) + (costs[1] ?? 0);
}

/** Rises with how often a person was in a group of three, counted from the one who was least often. */
function seatCost(table: Table, person: number): number {
  const least = table.seats.reduce((fewest, seats) => Math.min(fewest, seats), Number.POSITIVE_INFINITY);
  return (table.seats[person]! - least) ** 2;
}
