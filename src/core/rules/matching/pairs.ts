// What it decides: the pairs of a round, with one triad when the number is odd.
// Idea: for up to seven people every division is tried; a full rotation that is running is kept to; otherwise several
//   cheapest matchings are drawn and the one is taken that leaves the fewest repeated meetings for the rounds to come.
// Source: docs/how-matching-decides.md#pairs.
// Cost: a few matchings of O(n^3).

import blossom from "edmonds-blossom-fixed";
import { type Random, randomOf, shuffled } from "../../domain/values/random.ts";
import type { Meetings } from "./meetings.ts";
import { after, isApart, metOf, named, type Table, tableOf, twosOf } from "./table.ts";

/** In larger programmes no round to come is looked at. */
const LOOKED_AHEAD = 64;

interface PairsRequest {
  /** People present this round; order and repetitions are irrelevant. */
  people: readonly string[];
  /** People away this round who will be back: later rounds are weighed with them. Default: all who ever met. */
  away?: readonly string[];
  met: Meetings;
  /** Programme and round: the same seed gives the same groups. */
  seed: string;
  /** True for two who must never be in one group; asked in both orders. */
  forbidden?: (a: string, b: string) => boolean;
  /** How often each was in a triad; without it `met` says. */
  cameToTriads?: ReadonlyMap<string, number>;
}

/**
 * The round's groups: pairs, and one triad when the number is odd; least-met people first, triad seats in turn.
 *
 * Sorted by id, within groups and among them. Fewer than two people give no group. A person who may be with nobody that
 * is free is in no group; when people kept apart leave several over, each joins a pair, so that there can be more triads.
 * Called round after round with its own results and everybody present, n people need n-1 rounds until all have met:
 * without a repeat for an even number, with the 3(n-1)/2 repeats that the triads force for an odd one.
 *
 * Source: docs/how-matching-decides.md#pairs.
 */
export function planPairs(request: PairsRequest): string[][] {
  const { people, met, seed, forbidden = () => false, cameToTriads = null } = request;
  const table = tableOf(people, met, forbidden, cameToTriads);
  if (table.size < 2) return [];
  const random = randomOf(seed);
  const everybody = new Set([...people, ...(request.away ?? met.people())]);
  const known = everybody.size <= LOOKED_AHEAD ? tableOf([...everybody], met, forbidden, cameToTriads) : table;
  const isHere = new Set(people);
  const here = [...known.ids.keys()].filter(person => isHere.has(known.ids[person]!));
  if (known.size <= SMALL) return named(known, smallRound(known, random, here));
  return named(table, nextFactor(table, random) ?? bestDraw(table, random, known, here));
}

/**
 * Of several draws of a cheapest round the one after which the next rounds cost least, if all who are known play them. More
 * are drawn the smaller the round is, and no more once the rounds looked at cost nothing. `here` are the table's people in
 * the table of all who are known.
 */
function bestDraw(table: Table, random: Random, known: Table, here: readonly number[]): number[][] {
  const [draws, ahead] = effort(table.size);
  let best: { groups: number[][]; now: number; later: number } | null = null;
  for (let draw = 0; draw < draws && (best === null || best.now + best.later > 0); draw += 1) {
    const groups = cheapestRound(table, random);
    const now = roundCost(table, groups);
    if (best !== null && now > best.now) continue;
    const next = after(
      known,
      groups.map(group => group.map(person => here[person]!)),
    );
    const later = costAhead(next, ahead, random);
    if (best === null || now < best.now || later < best.later) best = { groups, now, later };
  }
  return best!.groups;
}

/** How many rounds are drawn for `size` people, and how many after each are looked at. */
function effort(size: number): readonly [draws: number, ahead: number] {
  if (size <= 16) return [24, 4];
  return size <= 32 ? [6, 4] : size <= LOOKED_AHEAD ? [3, 2] : [2, 0];
}

function costAhead(table: Table, rounds: number, random: Random): number {
  if (rounds === 0) return 0;
  const groups = cheapestRound(table, random);
  return roundCost(table, groups) + costAhead(after(table, groups), rounds - 1, random);
}

/**
 * A round of the rotation still to be played; null when the past meetings are no such rotation (a person
 * joined, was away or must not meet another) or the number is odd.
 */
function nextFactor(table: Table, random: Random): number[][] | null {
  if (table.size % 2 === 1) return null;
  const [middle, ...circle] = shuffled([...table.ids.keys()], randomOf(table.ids.join("\n")));
  const least = leastMet(table);
  const isOpen = ([a, b]: readonly number[]) => !isApart(table, a!, b!) && metOf(table, a!, b!) === least;
  const open = circle
    .map((person, place) => [[middle!, person], ...mirrored(circle, place)])
    .filter(groups => groups.every(isOpen));
  const isComplete = open.length > 0 && open.length * (table.size / 2) === openPairs(table, least);
  return isComplete ? shuffled(open, random)[0]! : null;
}

/** The pairs who stand at the same distance on both sides of a place in the circle. */
function mirrored(circle: readonly number[], place: number): number[][] {
  const size = circle.length;
  return Array.from({ length: (size - 1) / 2 }, (_, step) => [
    circle[(place + step + 1) % size]!,
    circle[(place - step - 1 + size) % size]!,
  ]);
}

function openPairs(table: Table, least: number): number {
  let count = 0;
  for (let a = 0; a < table.size; a += 1)
    for (let b = a + 1; b < table.size; b += 1) if (!isApart(table, a, b) && metOf(table, a, b) === least) count += 1;
  return count;
}

// What it decides: one round of pairs (and a triad, when the number is odd) whose meetings cost least.
// Idea: minimum-cost perfect matching; for an odd number with a stand-in whose partner then joins the cheapest pair;
//   whoever finds nobody they may be with joins a pair too, and is left out only when none takes them.
// Source: Edmonds' blossom algorithm (Galil, "Efficient algorithms for finding maximum matching in graphs", 1986). Cost: O(n^3).

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
function cheapestRound(table: Table, random: Random): number[][] {
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

/** The least number of meetings among those who may meet; 0 when nobody may. */
function leastMet(table: Table): number {
  let least = Number.POSITIVE_INFINITY;
  for (let a = 0; a < table.size; a += 1)
    for (let b = a + 1; b < table.size; b += 1) if (!isApart(table, a, b)) least = Math.min(least, metOf(table, a, b));
  return Number.isFinite(least) ? least : 0;
}

/** A round's cost: people left out, then repeated meetings, then who was in a triad before. Smaller is better. */
function roundCost(table: Table, groups: readonly (readonly number[])[], least = leastMet(table)): number {
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

// What it decides: a round of pairs (and a triad) where at most seven people have ever taken part.
// Idea: try every division; keep those that leave the fewest out, then the smallest spread, then the least sum of squares,
//   and among these the one with the best rounds to come, looked for the same way.
// Source: plain exhaustive search; 105 divisions of seven people at most. Cost: at most some 20,000 divisions a call.

const SMALL = 7;

/** How many rounds to come are tried out: fewer where a round has many divisions. */
const AHEAD = [0, 0, 0, 1, 2, 2, 2, 1];

/**
 * The groups of two and three among those who are here that keep the meetings of everybody in the table with everybody
 * closest together: the pairs of people who are away count, though nothing can be done about them this round.
 */
function smallRound(table: Table, random: Random, here: readonly number[]): number[][] {
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
