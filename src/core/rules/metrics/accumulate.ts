import { catalogue } from "./catalogue.ts";
import type { Facts, Window } from "./facts.ts";
import type { MetricValue, Unit } from "./metric.ts";

/** What one owner's facts of a period come to, by what metrics keep it as; plain JSON. */
export type Accumulators = Record<string, unknown>;

/** One fold of each kind: metrics that keep the same share it. */
const FOLDS = [...new Map(catalogue([], []).map(metric => [metric.keeps, metric])).values()];

/** The facts of a window folded for every metric; without those that come to nothing. */
export function accumulate(facts: Facts, window: Window): Accumulators {
  const kept: Accumulators = {};
  for (const fold of FOLDS) {
    const acc = fold.accumulate(facts, window);
    if (acc !== null && Object.keys(acc as object).length > 0) kept[fold.keeps] = acc;
  }
  return kept;
}

/** Both as one; changes and returns the first, and leaves the second as it is. */
export function mergeInto(all: Accumulators, more: Accumulators): Accumulators {
  for (const fold of FOLDS) {
    const b = more[fold.keeps];
    if (b !== undefined) all[fold.keeps] = fold.merge(all[fold.keeps] ?? fold.empty(), b);
  }
  return all;
}

/** A metric's figure for a period, before it is compared with others. */
export interface Figure extends MetricValue {
  metricId: string;
  skill: string | null;
  unit: Unit;
  leastPeople: number;
}

/** Every metric's figure of what was folded, in the catalogue's order. */
export function figuresOf(all: Accumulators, skills: readonly string[], topics: readonly string[]): Figure[] {
  return catalogue(skills, topics).map(metric => {
    const { id: metricId, keeps, skill, unit, leastPeople } = metric;
    return { ...metric.value(all[keeps] ?? metric.empty()), metricId, skill, unit, leastPeople };
  });
}
