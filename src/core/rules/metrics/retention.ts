import { DAY } from "../../domain/values/time.ts";
import { shareInterval } from "../statistics/proportion.ts";
import { type Facts, isWithin, type MembershipFact, type Window } from "./facts.ts";
import { fold, greater, keyedMetric, type MetricValue, shareOf } from "./metric.ts";

/** Who joined so many days ago is looked at. */
export const RETENTION_DAYS = 90;

/** See `retention`. */
export const RETENTION = keyedMetric<MembershipFact, boolean>({
  id: "retention",
  unit: "share",
  direction: "up",
  needs: ["membership.joinedAt", "membership.leftAt"],
  items: reachedDay90,
  key: one => one.personId,
  entry: one => one.leftAt === null || one.leftAt > one.joinedAt + RETENTION_DAYS * DAY,
  combine: greater,
  value(stayed) {
    const figure = shareOf(stayed, isIn => isIn);
    const interval = shareInterval(figure.count ?? 0, figure.n);
    return interval === null ? figure : { ...figure, interval };
  },
});

function reachedDay90(facts: Facts, window: Window): MembershipFact[] {
  return facts.memberships.filter(({ joinedAt }) => {
    const day = joinedAt + RETENTION_DAYS * DAY;
    return isWithin(day, window) && day <= facts.asOf;
  });
}

/**
 * Retention: of the people whose 90th day in the programme lies in the window, the share that were still in it on that day. 0
 * to 1; n is people.
 *
 * With a 95 % interval (`shareInterval`). Null when nobody joined 90 days before. See docs/metrics.md#the-figures.
 */
export function retention(memberships: readonly MembershipFact[]): MetricValue {
  return fold(RETENTION, memberships);
}
