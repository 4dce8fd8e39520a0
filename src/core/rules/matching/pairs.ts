// What it decides: the pairs of a round, with one triad when the number is odd.
// Idea: for up to seven people every division is tried; a full rotation that is running is kept to; otherwise several
//   cheapest matchings are drawn and the one is taken that leaves the fewest repeated meetings for the rounds to come.
// Source: docs/how-matching-decides.md#pairs; smallRound and cheapestRound beside this file.
// Cost: a few matchings of O(n^3).

import { type Random, randomOf, shuffled } from "../../domain/values/random.ts";
import { cheapestRound, roundCost } from "./cheapestRound.ts";
import type { Meetings } from "./meetings.ts";
import { SMALL, smallRound } from "./smallRound.ts";
import { after, isApart, leastMet, metOf, named, type Table, tableOf } from "./table.ts";

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
    const later = outlook(next, ahead, random);
    if (best === null || now < best.now || later < best.later) best = { groups, now, later };
  }
  return best!.groups;
}

/** How many rounds are drawn for `size` people, and how many after each are looked at. */
function effort(size: number): readonly [draws: number, ahead: number] {
  if (size <= 16) return [24, 4];
  return size <= 32 ? [6, 4] : size <= LOOKED_AHEAD ? [3, 2] : [2, 0];
}

function outlook(table: Table, rounds: number, random: Random): number {
  if (rounds === 0) return 0;
  const groups = cheapestRound(table, random);
  return roundCost(table, groups) + outlook(after(table, groups), rounds - 1, random);
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
