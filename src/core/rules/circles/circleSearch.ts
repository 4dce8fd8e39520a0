// What it decides: how a plan of circles can come about: taken over from an earlier one, by algebra, or searched for.
// Idea: each gives a whole plan with its score, so that the best can be taken; see annealing, grid and inherited.
// Source: the files named. Cost: at most 30 million trials each, 2 to 3 seconds of processor time; 4 * rounds * people *
//   circles bytes.

import { type Random, shuffled } from "../../domain/values/random.ts";
import { after, type Table } from "../matching/table.ts";
import { annealed } from "./annealing.ts";
import { boardOf } from "./board.ts";
import type { Circles } from "./circleSizes.ts";
import { gridRounds } from "./grid.ts";
import { evenedOut } from "./inherited.ts";
import type { Seatable } from "./seatable.ts";

/** A plan in numbers: the people of the table, at round * people + seat, circle after circle. */
export interface Plan {
  seats: Int32Array;
  /** Repeated meetings, beyond those the history has. */
  score: number;
}

export interface Task extends Seatable {
  /** The history, in which two people kept apart have met far too often. */
  weighted: Table;
  rounds: number;
  /** No plan is better. */
  goal: number;
  random: Random;
}

const TRIALS_A_SWAP = 12_000;
const [LEAST_TRIALS, MOST_TRIALS] = [200_000, 30_000_000];
const WARM = { hot: 0.45, cold: 0.18 };
/** For what is good already: warm enough to mend it, too cold to take it apart. */
const COOL = { hot: 0.25, cold: 0.15 };
/** How often people are given other seats of the same plan, so that those who met or are kept apart sit apart. */
const DRAWS = 300;

/** A plan from a random start; a short search first, since for most numbers of people it is enough. */
export function searched(task: Task): Plan {
  const { sizes, weighted, rounds, goal, random } = task;
  const trials = trialsFor(weighted.size, rounds);
  const [short, long] = [trials / 10, trials].map(some => (): Plan => {
    const seats = Array.from({ length: rounds }, () => task.draw(random));
    const board = boardOf(sizes, Int32Array.from(seats.flat()), weighted.met);
    return annealed(board, { ...WARM, trials: some, goal }, random);
  });
  const first = short!();
  if (first.score <= goal) return first;
  const second = long!();
  return second.score < first.score ? second : first;
}

/** The plan there was, mended for the people there are now. */
export function takenOver(task: Task, planned: readonly Circles[]): Plan {
  const board = boardOf(task.sizes, evenedOut(task.table, task.sizes, planned), task.weighted.met);
  const trials = trialsFor(task.table.size, task.rounds) / 4;
  return annealed(board, { ...COOL, trials, goal: task.goal }, task.random);
}

/** The plan algebra gives for these numbers, its rounds beyond the clean ones searched for; null when it gives none. */
export function byAlgebra(task: Task): Plan | null {
  const { sizes, weighted, rounds, goal, random } = task;
  const grid = gridRounds(sizes, rounds);
  if (grid === null) return null;
  let best: Plan | null = null;
  const draws = weighted.met.some(times => times > 0) ? DRAWS : 1;
  for (let draw = 0; draw < draws && (best === null || best.score > goal); draw += 1) {
    const people = shuffled([...weighted.ids.keys()], random);
    const seats = grid.seats.map(place => people[place]!);
    const score = boardOf(sizes, seats, weighted.met).score();
    if (best === null || score < best.score) best = { seats, score };
  }
  if (best === null || best.score <= goal || grid.clean === rounds) return best;
  const clean = grid.clean * weighted.size;
  const before = after(weighted, circlesOf(best.seats.subarray(0, clean), sizes).flat());
  const board = boardOf(sizes, best.seats.slice(clean), before.met);
  const offset = best.score - board.score();
  const trials = trialsFor(weighted.size, rounds - grid.clean);
  const rest = annealed(board, { ...WARM, trials, goal: goal - offset }, random);
  best.seats.set(rest.seats, clean);
  return { seats: best.seats, score: rest.score + offset };
}

/** The circles of each round. */
export function circlesOf(seats: Int32Array, sizes: readonly number[]): number[][][] {
  const people = sizes.reduce((sum, size) => sum + size, 0);
  return Array.from({ length: seats.length / people }, (_, round) => {
    let place = round * people;
    return sizes.map(size => {
      place += size;
      return [...seats.subarray(place - size, place)];
    });
  });
}

function trialsFor(people: number, rounds: number): number {
  const swaps = (rounds * people * (people - 1)) / 2;
  return Math.max(LEAST_TRIALS, Math.min(MOST_TRIALS, swaps * TRIALS_A_SWAP));
}
