import type { PersonFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { peopleShareMetric } from "./peopleShare.ts";

/** See `leftOut`. */
export const LEFT_OUT = peopleShareMetric(
  "left_out",
  "down",
  ["person.state", "person.hasGroup"],
  person => person.state === "in" && !person.hasGroup,
);

/**
 * Left out: of the people in the programme, the share that are there and have no group. 0 to 1; n is people.
 *
 * Each person as last seen in the window. Null without people. See docs/metrics.md#the-figures.
 */
export function leftOut(people: readonly PersonFact[]): MetricValue {
  return fold(LEFT_OUT, people);
}
