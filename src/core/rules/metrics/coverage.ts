import type { PersonFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { peopleShareMetric } from "./peopleShare.ts";

/** See `coverage`. */
export const COVERAGE = peopleShareMetric(
  "coverage",
  "up",
  ["person.state", "person.hasGroup"],
  person => person.state === "in" && person.hasGroup,
);

/**
 * Coverage: of the people in the programme, the share that have a group and are not on leave. 0 to 1; n is people.
 *
 * Each person as last seen in the window. With `leftOut` and `onLeave` it adds up to 1. Null without people. See
 * See docs/metrics.md#the-figures.
 */
export function coverage(people: readonly PersonFact[]): MetricValue {
  return fold(COVERAGE, people);
}
