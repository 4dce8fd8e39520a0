// What it decides: how many circles there are, and who has no place in any because of people they must not sit with.
// Idea: the wished number of circles, else the nearest one for which a round without two people kept apart is found; when
//   there is none, whoever is kept apart from most people stays out, and again.
// Source: docs/how-matching-decides.md#not-with. Cost: nothing when nobody is kept apart; else some short searches of
//   one round.

import { type Random, randomOf, shuffled } from "../../domain/values/random.ts";
import { meetingsOf } from "../matching/meetings.ts";
import { isApart, metOf, type Table, tableOf } from "../matching/table.ts";
import { annealed, boardOf } from "./board.ts";

/** Who is to sit together. */
export interface SeatingRequest {
  people: readonly string[];
  /** The wished number of people in a circle. */
  size: number;
  /** The circles of each earlier round. */
  past: readonly Circles[];
  seed: string;
  /** True for two who must never sit in one circle. */
  forbidden: (a: string, b: string) => boolean;
}

/** People who can sit in circles, and how. */
export interface Seatable {
  table: Table;
  /** The circles' sizes, the larger first. */
  sizes: number[];
  /** A round that keeps apart who must be, drawn anew at each call; by seat, numbers of people in the table. */
  draw(random: Random): number[];
}

const TRIALS_A_PERSON = 2000;

/** Who can sit together, and in circles of what sizes; null when there are fewer than three such people. */
export function seatable(request: SeatingRequest): Seatable | null {
  const { people, size, forbidden } = request;
  const random = randomOf(`${request.seed} seats`);
  const met = meetingsOf(request.past.flat());
  for (let table = tableOf(people, met, forbidden, null); table.size >= SMALLEST_CIRCLE; ) {
    for (const count of circleCounts(table.size, size)) {
      const sizes = circleSizes(table.size, count);
      const round = drawRound(table, sizes, random);
      if (round === null) continue;
      return { table, sizes, draw: other => drawRound(table, sizes, other) ?? round };
    }
    const out = mostApart(table, random);
    table = tableOf(
      table.ids.filter((_, person) => person !== out),
      met,
      forbidden,
      null,
    );
  }
  return null;
}

/** A random round without two people kept apart; null when none was found. */
function drawRound(table: Table, sizes: readonly number[], random: Random): number[] | null {
  const start = shuffled([...table.ids.keys()], random);
  if (!table.apart.includes(1)) return start;
  const board = boardOf(sizes, Int32Array.from(start), Int32Array.from(table.apart));
  const cooling = { trials: TRIALS_A_PERSON * table.size, hot: 0.5, cold: 0.1, goal: 0 };
  const { seats, score } = annealed(board, cooling, random);
  return score === 0 ? [...seats] : null;
}

function mostApart(table: Table, random: Random): number {
  const people = shuffled([...table.ids.keys()], random);
  const apartFrom = (person: number) => people.filter(other => isApart(table, person, other)).length;
  return people.reduce((most, person) => (apartFrom(person) > apartFrom(most) ? person : most));
}

/** The circles of a round, each its people's ids. */
export type Circles = readonly (readonly string[])[];

/** Fewer people are no circle. */
export const SMALLEST_CIRCLE = 3;

/** The number of circles whose size comes nearest to the wish, with three people in each at least; 0 for fewer than three. */
function circleCount(people: number, size: number): number {
  if (people < SMALLEST_CIRCLE) return 0;
  return Math.max(1, Math.min(Math.round(people / size), Math.floor(people / SMALLEST_CIRCLE)));
}

/** Every possible number of circles, those first whose size comes nearest to the wish. */
function circleCounts(people: number, size: number): number[] {
  const wished = circleCount(people, size);
  const counts = Array.from({ length: Math.floor(people / SMALLEST_CIRCLE) }, (_, place) => place + 1);
  const distance = (count: number) => (count === wished ? -1 : Math.abs(people / count - size));
  return counts.sort((a, b) => distance(a) - distance(b) || b - a);
}

/** The sizes of `count` circles for `people` people: equal to within one person, the larger first. */
function circleSizes(people: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => Math.floor(people / count) + (place < people % count ? 1 : 0));
}

/**
 * A number of repeated meetings no plan can go under: the sum over pairs of people of C(times met, 2), less what the
 * history alone has of it.
 *
 * Not always reached: for twenty people in fours over six rounds it is 0, and plans with fewer than 6 are not known here.
 *
 * @param pastSizes For each earlier round, how many of the people here sat in each of its circles.
 */
export function leastRepeats(
  table: Table,
  sizes: readonly number[],
  rounds: number,
  pastSizes: readonly (readonly number[])[],
): number {
  const common = (circles: readonly number[]) => circles.reduce((sum, size) => sum + repeats(size, sizes.length), 0);
  const among = ((rounds * (rounds - 1)) / 2) * common(sizes);
  const withPast = rounds * pastSizes.reduce((sum, circles) => sum + common(circles), 0);
  return Math.max(among + withPast, evenly(table, sizes, rounds));
}

/** Pairs that sit together again when people are spread over circles as evenly as possible. */
function repeats(people: number, circles: number): number {
  const [least, more] = [Math.floor(people / circles), people % circles];
  return more * twos(least + 1) + (circles - more) * twos(least);
}

function evenly(table: Table, sizes: readonly number[], rounds: number): number {
  let left = rounds * sizes.reduce((sum, size) => sum + twos(size), 0);
  /** How many pairs met so often. */
  const pairs: number[] = [];
  for (let a = 0; a < table.size; a += 1)
    for (let b = a + 1; b < table.size; b += 1)
      if (!isApart(table, a, b)) pairs[metOf(table, a, b)] = (pairs[metOf(table, a, b)] ?? 0) + 1;
  let bound = 0;
  // Two who have met `cost` times by then add that much to the score by meeting again, and nobody meets twice in a
  // round.
  for (let cost = 0; left > 0 && cost < pairs.length + rounds; cost += 1) {
    let open = 0;
    for (let times = Math.max(0, cost - rounds + 1); times <= cost; times += 1) open += pairs[times] ?? 0;
    bound += cost * Math.min(open, left);
    left -= Math.min(open, left);
  }
  return bound;
}

function twos(people: number): number {
  return (people * (people - 1)) / 2;
}
