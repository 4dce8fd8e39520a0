// What it decides: who sits in which circle over all rounds to come.
// Idea: the plan with the fewest repeated meetings of three: an earlier plan taken over, one by algebra, and one searched
//   for. Whichever comes to the bound that no plan can go under ends the search.
// Source: the social golfer problem; circleSearch and leastRepeats beside this file.
// Cost: nothing to speak of where the bound is reached at once; else up to 5 seconds of processor time.

import { randomOf, shuffled } from "../../domain/values/random.ts";
import { meetingsOf } from "../matching/meetings.ts";
import { after, metOf, named, type Table, twosOf } from "../matching/table.ts";
import { byAlgebra, circlesOf, type Plan, searched, type Task, takenOver } from "./circleSearch.ts";
import type { Circles } from "./circleSizes.ts";
import { leastRepeats } from "./leastRepeats.ts";
import { seatable } from "./seatable.ts";

export interface CirclePlanRequest {
  people: readonly string[];
  /** The wished number of people in a circle. */
  size: number;
  /** The circles of each earlier round. */
  past: readonly Circles[];
  /** How many rounds to plan. */
  rounds: number;
  seed: string;
  /** True for two who must never sit in one circle. */
  forbidden: (a: string, b: string) => boolean;
  /** These rounds as they were planned before people came or went; null when they were not. */
  planned: readonly Circles[] | null;
}

/** Sitting with somebody kept apart counts as so many repeated meetings: nothing that is saved is worth it. */
const KEPT_APART = 10_000;

/**
 * All rounds to come with the fewest repeated meetings found, those with the fewest first; sorted by id within a round.
 *
 * Circles are as near to the wished size as can be and equal to within one person; the rounds are empty for fewer than
 * three people. Somebody who must be kept apart from too many others is in no circle. While nobody has met and nobody is
 * kept apart, the number of repeated meetings depends on the numbers alone, not on the seed or the ids.
 */
export function circlePlan(request: CirclePlanRequest): string[][][] {
  const { people, size, past, rounds, seed, forbidden, planned } = request;
  const found = seatable(people, size, meetingsOf(past.flat()), forbidden, seed);
  if (found === null) return Array.from({ length: rounds }, () => []);
  const { table, sizes } = found;
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
    const plan = find({ ...found, weighted: { ...table, met }, rounds, goal, random });
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
