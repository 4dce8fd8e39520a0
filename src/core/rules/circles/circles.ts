// What it decides: who sits in which circle in the coming round of a programme.
// Idea: all rounds to come are planned together and the first is taken. Nothing is kept of the plan: it is a function of
//   the people, the seed and the rounds there were, so the next time it is made again as it was made then, and goes on as
//   long as the rounds since are those it said. When people came or went, it is handed on to those who are there.
// Source: docs/how-matching-decides.md#circles; inherited beside this file.
// Cost: that of one plan while nobody comes or goes, of two after a change, of four at most (circlePlan): a new round is
//   formed in under 12 Y (docs/what-is-tried.md#benches) for up to 50 people as a rule, and under 30 always. Nothing else
//   calls it.

import { type Random, randomOf, shuffled } from "../../domain/values/random.ts";
import { after, metOf, named, type Table, twosOf } from "../matching/table.ts";
import { annealed, boardOf } from "./board.ts";
import { gridRounds } from "./grid.ts";
import { evenedOut, handedOn } from "./inherited.ts";
import { type Circles, leastRepeats, type Seatable, type SeatingRequest, seatable } from "./seatable.ts";

export interface CirclesRequest {
  /** People present this round; order and repetitions are irrelevant. */
  people: readonly string[];
  /** The wished number of people in a circle. */
  size: number;
  /** The circles of each earlier round, the first round first; empty for a round of which nothing is known. */
  past?: readonly Circles[];
  /** The round from which the present plan counts: those before it are history. 0 without it. */
  since?: number;
  /** How many rounds are to come, this one included; 1 without it. */
  rounds?: number;
  /** The programme: the same seed gives the same circles, and must not change from round to round. */
  seed: string;
  /** True for two who must never sit in one circle; asked in both orders. */
  forbidden?: (a: string, b: string) => boolean;
}

/** So often a plan made earlier is looked for; then a new one is made. */
const LOOKS_BACK = 2;

/**
 * All rounds to come, of which the first is the coming one: its circles as near to the wished size as can be, equal to within one
 * person, with the fewest repeated meetings found over all of them. What "repeated" counts: the sum over pairs of people of
 * C(times met, 2).
 *
 * The number of circles is people / size, rounded, with three people in each at least: 9 who wish for fours sit in 5 + 4,
 * 7 who wish for fives in one circle, 8 in two of four. Fewer than three people give no circle; from three on nobody is
 * left out except a person who must be kept apart from too many. Where people kept apart don't fit into that many
 * circles, there are more or fewer of them. Sorted by id. Source: docs/how-matching-decides.md#circles.
 *
 * Called round after round with its own circles as the past and the same people, it goes on as it said the first time: the
 * total is that of the first plan.
 */
export function planCircleRounds(request: CirclesRequest): string[][][] {
  const { people, size, past = [], since = 0, rounds = 1, seed, forbidden = () => false } = request;
  const apart = (a: string, b: string) => forbidden(a, b) || forbidden(b, a);
  const attendance = past.map(round => [...new Set(round.flat())].sort());
  const known = attendance.findIndex((there, round) => round >= since && there.length > 0);
  const first = known < 0 ? past.length : known;
  const planned = (start: number, who: readonly string[], earlier: readonly Circles[] | null) =>
    circlePlan({
      people: who,
      size,
      past: past.slice(0, start),
      rounds: past.length + rounds - start,
      seed,
      forbidden: apart,
      planned: earlier,
    });
  let original: Circles[] | null = null;
  const planFrom = (start: number) => {
    if (start === first) return planned(start, people, null);
    original ??= planned(first, attendance[first]!, null);
    const there = attendance.slice(first, start).filter(who => who.length > 0);
    return planned(start, people, handedOn(original.slice(start - first), [...there, people]));
  };
  let start = Math.max(first, sameSince(attendance, people, apart));
  for (let look = 0; look < LOOKS_BACK && start < past.length; look += 1) {
    const plan = planFrom(start);
    const kept = past.slice(start).findIndex((round, place) => keyOf(round) !== keyOf(plan[place]!));
    if (kept < 0) return plan.slice(past.length - start);
    start += kept + 1;
  }
  return planFrom(past.length);
}

/** The first round since which the same people took part as now, but for those who have to be kept apart from others. */
function sameSince(
  attendance: readonly string[][],
  people: readonly string[],
  apart: (a: string, b: string) => boolean,
): number {
  const now = new Set(people);
  const mayStayOut = (person: string) => people.some(other => apart(person, other));
  const isSame = (there: readonly string[]) => {
    const seated = new Set(there);
    return there.every(person => now.has(person)) && people.every(person => seated.has(person) || mayStayOut(person));
  };
  return attendance.findLastIndex(there => !isSame(there)) + 1;
}

function keyOf(round: Circles): string {
  return JSON.stringify(round.map(circle => [...circle].sort()).sort());
}

interface CirclePlanRequest extends SeatingRequest {
  /** How many rounds to plan. */
  rounds: number;
  /** These rounds as they were planned before people came or went; null when they were not. */
  planned: readonly Circles[] | null;
}

/** The repeated meetings that sitting with a person kept apart counts as: no saving is worth it. */
const KEPT_APART = 10_000;

/**
 * All rounds to come with the fewest repeated meetings found, those with the fewest first; sorted by id within a round.
 *
 * Circles are as near to the wished size as can be and equal to within one person; the rounds are empty for fewer than
 * three people. A person who must be kept apart from too many others is in no circle. While nobody has met and nobody
 * is kept apart, the number of repeated meetings depends on the numbers alone, not on the seed or the ids.
 */
function circlePlan(request: CirclePlanRequest): string[][][] {
  const { past, rounds, seed, planned } = request;
  const seats = seatable(request);
  if (seats === null) return Array.from({ length: rounds }, () => []);
  const { table, sizes } = seats;
  const present = new Set(table.ids);
  const pastSizes = past.map(round => round.map(circle => circle.filter(id => present.has(id)).length));
  const met = table.met.map((times, pair) => times + KEPT_APART * table.apart[pair]!);
  const goal = leastRepeats(table, sizes, rounds, pastSizes);
  const isNew = met.every(times => times === 0);
  const anew = (find: (task: Task) => Plan | null) => (isNew ? dealt(find) : find);
  const ways: [string, (task: Task) => Plan | null][] = [
    ["taken over", task => (planned === null ? null : takenOver(task, planned))],
    ["algebra", anew(byAlgebra)],
    ["search", anew(searched)],
  ];
  let best: Plan | null = null;
  for (const [way, find] of ways) {
    const random = randomOf(`${seed} ${way}`);
    const plan = find({ ...seats, weighted: { ...table, met }, rounds, goal, random });
    if (plan !== null && (best === null || plan.score < best.score)) best = plan;
    if (best !== null && best.score <= goal) break;
  }
  return freshestFirst(table, circlesOf(best!.seats, sizes)).map(round => named(table, round));
}

/**
 * The plan found for numbers alone, its seats dealt out by the seed: while nobody has met and nobody is kept apart all are
 * alike, so that neither the seed nor the ids can make a plan worse.
 */
function dealt(find: (task: Task) => Plan | null): (task: Task) => Plan | null {
  return task => {
    const plan = find({ ...task, random: randomOf(`${task.sizes} over ${task.rounds}`) });
    const people = shuffled([...task.table.ids.keys()], task.random);
    return plan === null ? null : { ...plan, seats: plan.seats.map(person => people[person]!) };
  };
}

/** The same rounds, each time the one that repeats least: what nobody can avoid comes late, when people may have changed. */
function freshestFirst(table: Table, rounds: readonly number[][][]): number[][][] {
  let met = table;
  const repeats = (round: number[][]) => round.flatMap(twosOf).reduce((sum, [a, b]) => sum + metOf(met, a, b), 0);
  const left = [...rounds];
  return rounds.map(() => {
    const costs = left.map(repeats);
    const next = left.splice(costs.indexOf(Math.min(...costs)), 1).flat();
    met = after(met, next);
    return next;
  });
}

// What it decides: how a plan of circles can come about: taken over from an earlier one, by algebra, or searched for.
// Idea: each gives a whole plan with its score, so that the best can be taken; see annealing, grid and inherited.
// Source: the files named. Cost: at most 30 million trials each, 4 to 7 Y; 4 * rounds * people * circles bytes.

/** A plan in numbers: the people of the table, at round * people + seat, circle after circle. */
interface Plan {
  seats: Int32Array;
  /** Repeated meetings, beyond those the history has. */
  score: number;
}

interface Task extends Seatable {
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
function searched(task: Task): Plan {
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
function takenOver(task: Task, planned: readonly Circles[]): Plan {
  const board = boardOf(task.sizes, evenedOut(task.table, task.sizes, planned), task.weighted.met);
  const trials = trialsFor(task.table.size, task.rounds) / 4;
  return annealed(board, { ...COOL, trials, goal: task.goal }, task.random);
}

/** The plan algebra gives for these numbers, its rounds beyond the clean ones searched for; null when it gives none. */
function byAlgebra(task: Task): Plan | null {
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
function circlesOf(seats: Int32Array, sizes: readonly number[]): number[][][] {
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
