import type { PersonFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { peopleShareMetric } from "./peopleShare.ts";

/** See `onLeave`. */
export const ON_LEAVE = peopleShareMetric("on_leave", "none", ["person.state"], person => person.state === "on_leave");

/**
 * On leave: of the people in the programme, the share that are away or paused. 0 to 1; n is people.
 *
 * Each person as last seen in the window. Null without people. See docs/metrics.md#the-figures.
 */
export function onLeave(people: readonly PersonFact[]): MetricValue {
  return fold(ON_LEAVE, people);
}
