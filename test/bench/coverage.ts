import type { MetricValue } from "../../src/core/rules/metrics/metric.ts";
import type { IntervalCase } from "./intervalCases.ts";
import type { Answers, Population } from "./populations.ts";
import { type Random, randomOf } from "./random.ts";

/** The truth is that of so many people. */
const PEOPLE_FOR_TRUTH = 1_000_000;

/** The share of so many worlds whose interval holds `truth`; `n` people in each. */
export function coverage(
  measure: (people: readonly Answers[], random: Random) => MetricValue,
  population: Population,
  truth: number,
  { n, worlds, seed }: { n: number; worlds: number; seed: string },
): number {
  let held = 0;
  const random = randomOf(seed);
  for (let world = 0; world < worlds; world += 1) {
    const people = Array.from({ length: n }, () => population(random));
    if (holds(measure(people, random), truth)) held += 1;
  }
  return held / worlds;
}

/** An interval without an upper end holds all from its lower end up; without any interval nothing is claimed, and nothing is wrong. */
function holds({ interval, atLeast }: MetricValue, truth: number): boolean {
  if (interval !== undefined) return truth >= interval[0] - 1e-9 && truth <= interval[1] + 1e-9;
  return atLeast === undefined || truth >= atLeast;
}

/** What a metric would be of a million people, or of so many. */
export function truthOf({ truth, population }: IntervalCase, seed: string, people = PEOPLE_FOR_TRUTH): number {
  return truth(many(population, randomOf(seed), people));
}

function* many(population: Population, random: Random, count: number): Generator<Answers> {
  for (let person = 0; person < count; person += 1) yield population(random);
}
