import type { Pair } from "../statistics/pairedMeans.ts";
import { sizeOf } from "../statistics/spread.ts";
import { meanInterval, meanOf } from "../statistics/studentT.ts";
import type { SelfAssessmentFact, Window } from "./facts.ts";
import { growthMetric, levelItems } from "./growth.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `growthPoints`; `skill` null means all. */
export function growthPointsMetric(skill: string | null) {
  return growthMetric("growth_points", "points", skill, pointsGained);
}

/** The mean gain of pairs, with Student's interval from two up. */
export function pointsGained(people: readonly Pair[]): MetricValue {
  const gains = people.map(person => person.after - person.before);
  const interval = meanInterval(gains, sizeOf(people.flatMap(person => [person.before, person.after])));
  const value = gains.length === 0 ? null : meanOf(gains);
  return interval === null ? { value, n: gains.length } : { value, n: gains.length, interval };
}

/**
 * Growth in points: by how much people's own assessment rose since their first, on the scale 1 to 5. -4 to 4.
 *
 * Pairs: the same person and skill, their first answer of all against the latest in the window; several skills are
 * averaged within the person first; then the mean over people, n, with its 95 % Student-t interval from two people up.
 * Null when nobody answered again. How people see themselves, over all that happened to them: never called the
 * programme's effect. See docs/metrics.md#the-figures.
 */
export function growthPoints(
  assessments: readonly SelfAssessmentFact[],
  window: Window,
  skill: string | null = null,
): MetricValue {
  return fold(growthPointsMetric(skill), levelItems(assessments, window));
}
