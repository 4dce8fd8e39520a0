import { isWithin, type PersonFact, type ThanksFact } from "./facts.ts";
import { countIn, fold, type MetricValue } from "./metric.ts";
import { tallyItems, tallyMetric } from "./tally.ts";

/** See `thanksGiven`. */
export const THANKS_GIVEN = tallyMetric({
  id: "thanks_given",
  unit: "number",
  direction: "up",
  needs: ["thanks.fromId", "thanks.toId", "person.state"],
  events: (facts, window) => eventsOf(facts.thanks.filter(one => isWithin(one.at, window) && one.at <= facts.asOf)),
  value: ({ total, activeIds }) => countIn(total, activeIds.length),
});

function eventsOf(thanks: readonly ThanksFact[]) {
  return thanks.filter(one => one.fromId !== one.toId).map(one => ({ key: one.toId, personId: one.fromId }));
}

/**
 * Thanks given: how many people thanked whom in the window of 28 days, each pair once; n is the people in the programme and
 * not on leave.
 *
 * Apart from help given: thanks are not evidence of it. Nobody thanks themselves. Null without people. See
 * See docs/metrics.md#the-figures.
 */
export function thanksGiven(thanks: readonly ThanksFact[], people: readonly PersonFact[]): MetricValue {
  return fold(THANKS_GIVEN, tallyItems(eventsOf(thanks), people));
}
