import { ratioInterval } from "../statistics/pairedMeans.ts";
import { meanOf } from "../statistics/studentT.ts";
import type { SelfAssessmentFact, Window } from "./facts.ts";
import { growthMetric, levelItems } from "./growth.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `growthPercent`; `skill` null means all. */
export function growthPercentMetric(skill: string | null) {
  return growthMetric("growth_percent", "percent", skill, people => {
    if (people.length === 0) return { value: null, n: 0 };
    const before = meanOf(people.map(person => person.before));
    const after = meanOf(people.map(person => person.after));
    const value = 100 * (after / before - 1);
    const [low, high] = ratioInterval(people) ?? [null, null];
    const n = people.length;
    return low === null ? { value, n } : { value, n, interval: [100 * (low - 1), 100 * (high - 1)] };
  });
}

/**
 * Growth in percent: 100 · (mean after / mean before - 1) over the same people and skills as `growthPoints`.
 *
 * A ratio on a scale that starts at 1, for those who ask in percent; the points say more. From two people up with Fieller's
 * 95 % interval (`ratioInterval`). Null when nobody answered again. See docs/metrics.md#the-figures. Example: means of
 * 2 before and 2.6 after give 30.
 */
export function growthPercent(
  assessments: readonly SelfAssessmentFact[],
  window: Window,
  skill: string | null = null,
): MetricValue {
  return fold(growthPercentMetric(skill), levelItems(assessments, window));
}
