import { standardisedChange } from "../statistics/pairedMeans.ts";
import type { SelfAssessmentFact, Window } from "./facts.ts";
import { growthMetric, levelItems } from "./growth.ts";
import { fold, type MetricValue } from "./metric.ts";

/** Fewer pairs give no effect size: its interval would not hold. */
const LEAST_PAIRS = 10;

/** See `growthEffect`; `skill` null means all. */
export function growthEffectMetric(skill: string | null) {
  return growthMetric("growth_effect", "deviations", skill, people => {
    const n = people.length;
    const effect = n < LEAST_PAIRS ? null : standardisedChange(people);
    return effect === null ? { value: null, n } : { n, ...effect };
  });
}

/**
 * Growth as an effect size: the gain in points in standard deviations of the levels, g_av, over the same people and skills
 * as `growthPoints`; n is people.
 *
 * For comparing with other programmes and scales. With Bonett's 95 % interval (`standardisedChange`). Null under ten people
 * and where all levels are alike. How people see themselves, never called the programme's effect. See
 * See docs/metrics.md#the-figures.
 */
export function growthEffect(
  assessments: readonly SelfAssessmentFact[],
  window: Window,
  skill: string | null = null,
): MetricValue {
  return fold(growthEffectMetric(skill), levelItems(assessments, window));
}
