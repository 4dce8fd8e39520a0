import type { RequestFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { requestMetric } from "./requestFigure.ts";
import { medianHours, waitOf } from "./waitFigure.ts";

/** See `hoursToResolved`. */
export const HOURS_TO_RESOLVED = requestMetric({
  id: "hours_to_resolved",
  unit: "hours",
  direction: "down",
  needs: ["request.askedAt", "request.resolvedAt", "request.seenUntil"],
  value: requests => medianHours(requests.map(one => waitOf(one.askedAt, one.resolvedAt, one.seenUntil))),
});

/**
 * Hours to resolved: the median time from a question on the help board to its being resolved, over the questions asked in the
 * window; n is questions.
 *
 * As `hoursToHelper`. Null without questions and while fewer than half would be resolved. See
 * See docs/metrics.md#the-figures.
 */
export function hoursToResolved(requests: readonly RequestFact[]): MetricValue {
  return fold(HOURS_TO_RESOLVED, requests);
}
