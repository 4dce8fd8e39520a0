// What it decides: nothing; it keeps a plan of circles over rounds in such a way that a change of places costs little.
// Idea: beside who sits where it keeps, for every person, round and circle, how often the person meets those who sit
//   there: what a change of places would save is then six look-ups, whatever the size of the circles.
// Source: the incremental evaluation usual in searches for the social golfer problem (Dotú and Van Hentenryck, 2005).
// Cost: rounds x people x circles numbers of 4 bytes; a change that is made costs some 4 x size x rounds + people steps.
import type { Random } from "../../domain/values/random.ts";

/** Rounds of circles: at round * people + seat sits a person; circles are consecutive seats. */
interface Board {
  readonly people: number;
  readonly rounds: number;
  /** The circle of each seat, the same in every round. */
  readonly circleOf: Int32Array;
  readonly seats: Int32Array;
  /** Sum over pairs of people of C(times met, 2), less what the history alone has of it. */
  score(): number;
  /** How the score changes when the people in two seats of a round change places. The seats are of two circles. */
  change(round: number, seat: number, other: number): number;
  /** The people in two seats of two circles change places. */
  swap(round: number, seat: number, other: number): void;
}

/**
 * A board with these people in its seats.
 *
 * @param sizes The circles' sizes; their sum is the number of people.
 * @param seats Everybody once in each round; not copied, the board moves people in it.
 * @param history How often a and b met before, at a * people + b. Not changed.
 */
export function boardOf(sizes: readonly number[], seats: Int32Array, history: Int32Array): Board {
  const people = sizes.reduce((sum, size) => sum + size, 0);
  const rounds = seats.length / people;
  const count = sizes.length;
  const met = history.slice();
  const circleOf = Int32Array.from(sizes.flatMap((size, circle) => Array<number>(size).fill(circle)));
  const ends = Int32Array.from(sizes.map((_, circle) => circleOf.lastIndexOf(circle) + 1));
  const starts = Int32Array.from(ends, (end, circle) => end - sizes[circle]!);
  /** The circle of each person, at round * people + person. */
  const at = new Int32Array(seats.length);
  /** How often a person meets the others of a circle, at (round * people + person) * count + circle. */
  const meets = new Int32Array(seats.length * count);
  let score = 0;
  for (let place = 0; place < seats.length; place += 1) {
    const base = place - (place % people);
    at[base + seats[place]!] = circleOf[place - base]!;
    for (let other = base + starts[circleOf[place - base]!]!; other < place; other += 1) {
      const [a, b] = [seats[place]!, seats[other]!];
      score += met[a * people + b]!;
      met[a * people + b]! += 1;
      met[b * people + a]! += 1;
    }
  }
  for (let place = 0; place < seats.length; place += 1)
    for (let other = 0, base = place - (place % people); other < people; other += 1)
      meets[place * count + at[base + other]!]! += met[(place - base) * people + other]!;

  const count2 = people * count;
  const meet = (a: number, b: number, more: number) => {
    met[a * people + b]! += more;
    met[b * people + a]! += more;
    for (let base = 0, line = 0; base < at.length; base += people, line += count2) {
      meets[line + a * count + at[base + b]!]! += more;
      meets[line + b * count + at[base + a]!]! += more;
    }
  };
  const change = (round: number, seat: number, other: number) => {
    const base = round * people;
    const [from, to] = [circleOf[seat]!, circleOf[other]!];
    const [a, b] = [seats[base + seat]!, seats[base + other]!];
    const [ofA, ofB] = [(base + a) * count, (base + b) * count];
    const companions = ends[from]! - starts[from]! + ends[to]! - starts[to]! - 2;
    const gone = meets[ofA + from]! + meets[ofB + to]! - companions;
    return meets[ofB + from]! + meets[ofA + to]! - 2 * met[a * people + b]! - gone;
  };
  const leave = (base: number, circle: number, goes: number, comes: number) => {
    for (let place = base + starts[circle]!; place < base + ends[circle]!; place += 1) {
      const person = seats[place]!;
      if (person === goes) continue;
      meet(goes, person, -1);
      meet(comes, person, 1);
    }
  };
  const swap = (round: number, seat: number, other: number) => {
    score += change(round, seat, other);
    const base = round * people;
    const [from, to] = [circleOf[seat]!, circleOf[other]!];
    const [a, b] = [seats[base + seat]!, seats[base + other]!];
    leave(base, from, a, b);
    leave(base, to, b, a);
    for (let person = 0, line = base * count; person < people; person += 1, line += count) {
      const more = met[b * people + person]! - met[a * people + person]!;
      meets[line + from]! += more;
      meets[line + to]! -= more;
    }
    seats[base + seat] = b;
    seats[base + other] = a;
    at[base + a] = to;
    at[base + b] = from;
  };
  return { people, rounds, circleOf, seats, score: () => score, change, swap };
}

// What it decides: which of all ways to sit in circles over some rounds has the fewest repeated meetings, as far as found.
// Idea: two people of different circles change places, always when that saves repeated meetings, and when it does not,
//   the more seldom the more it costs and the longer the search has lasted (simulated annealing).
// Source: Kirkpatrick et al., "Optimization by Simulated Annealing", 1983.
// Cost: the number of trials it is given, some 10 million in a Y (docs/what-is-tried.md#benches); no clock is read.

interface Cooling {
  /** Changes of places to try. */
  trials: number;
  /** The warmth at the start and at the end: a change that costs d is made with the chance exp(-d / warmth). */
  hot: number;
  cold: number;
  /** The search ends once the score is no more than this. */
  goal: number;
}

const STAGES = 200;

/** Changes that cost more than this have no chance worth drawing for at any warmth in use. */
const COSTLY = 64;

/** One search: where it is, what it looks for, and the best it has seen. */
interface Search {
  board: Board;
  goal: number;
  random: Random;
  best: { seats: Int32Array; score: number };
}

/** The best seats seen from the board's own on, and their score. The board is left where the search ended. */
export function annealed(
  board: Board,
  { trials, hot, cold, goal }: Cooling,
  random: Random,
): { seats: Int32Array; score: number } {
  const best = { seats: board.seats.slice(), score: board.score() };
  if (board.circleOf.at(-1) === 0) return best;
  const chances = new Float64Array(COSTLY);
  for (let stage = 0; stage < STAGES && best.score > goal; stage += 1) {
    const warmth = hot * (cold / hot) ** (stage / (STAGES - 1));
    for (let cost = 0; cost < COSTLY; cost += 1) chances[cost] = Math.exp(-cost / warmth);
    tryChanges({ board, goal, random, best }, Math.ceil(trials / STAGES), chances);
  }
  return best;
}

/** One stage of the search: a change that costs d is made with the chance chances[d]. */
function tryChanges(search: Search, trials: number, chances: Float64Array): void {
  const { board, goal, random, best } = search;
  const { people, rounds, circleOf } = board;
  for (let trial = 0; trial < trials; trial += 1) {
    const [round, seat, other] = [random.below(rounds), random.below(people), random.below(people)];
    if (circleOf[seat] === circleOf[other]) continue;
    const cost = board.change(round, seat, other);
    if (cost > 0 && (cost >= COSTLY || random.next() >= chances[cost]!)) continue;
    board.swap(round, seat, other);
    if (board.score() >= best.score) continue;
    best.score = board.score();
    best.seats.set(board.seats);
    if (best.score <= goal) return;
  }
}
