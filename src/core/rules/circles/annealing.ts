// What it decides: which of all ways to sit in circles over some rounds has the fewest repeated meetings, as far as found.
// Idea: two people of different circles change places, always when that saves repeated meetings, and when it does not,
//   the more seldom the more it costs and the longer the search has lasted (simulated annealing).
// Source: Kirkpatrick et al., "Optimization by Simulated Annealing", 1983.
// Cost: the number of trials it is given, some 20 million a second; no clock is read.

import type { Random } from "../../domain/values/random.ts";
import type { Board } from "./board.ts";

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
