import { LEAST_ANSWERS } from "../surveys/waves.ts";
import { isWithin, type MembershipFact } from "./facts.ts";
import { fold, greater, keyedMetric, type MetricValue } from "./metric.ts";
import { medianHours, waitOf } from "./waitFigure.ts";

/** See `hoursToFirstSession`. */
export const HOURS_TO_FIRST_SESSION = keyedMetric<MembershipFact, MembershipFact>({
  id: "hours_to_first_session",
  unit: "hours",
  direction: "down",
  needs: ["membership.joinedAt", "membership.firstSessionAt", "membership.seenUntil"],
  leastPeople: LEAST_ANSWERS,
  items: (facts, window) =>
    facts.memberships.filter(one => isWithin(one.joinedAt, window) && one.joinedAt <= facts.asOf),
  key: one => one.personId,
  entry: one => one,
  combine: (a, b) => (a.seenUntil === b.seenUntil ? greater(a, b) : a.seenUntil > b.seenUntil ? a : b),
  value: members => medianHours(members.map(one => waitOf(one.joinedAt, one.firstSessionAt, one.seenUntil))),
});

/**
 * Hours to the first session: the median time from joining to the beginning of the first held session one was at, over the
 * people who joined in the window; n is people.
 *
 * Kaplan-Meier, interval and `atLeast` as for `hoursToHelper`: who left or still waits counts as waiting up to then. Null when
 * nobody joined and while fewer than half would have had a session. See docs/metrics.md#the-figures.
 */
export function hoursToFirstSession(memberships: readonly MembershipFact[]): MetricValue {
  return fold(HOURS_TO_FIRST_SESSION, memberships);
}
