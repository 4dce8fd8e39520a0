import type { RequestFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { requestMetric } from "./requestFigure.ts";
import { medianHours, waitOf } from "./waitFigure.ts";

/** See `hoursToHelper`. */
export const HOURS_TO_HELPER = requestMetric({
  id: "hours_to_helper",
  unit: "hours",
  direction: "down",
  needs: ["request.askedAt", "request.helperAt", "request.seenUntil"],
  value: requests => medianHours(requests.map(one => waitOf(one.askedAt, one.helperAt, one.seenUntil))),
});

/**
 * Hours to a helper: the median time from a question on the help board to somebody taking it, over the questions asked in
 * the window; n is questions.
 *
 * Kaplan-Meier, so that those still waiting count as waiting for as long as they were followed (28 days beyond the window),
 * with a 95 % interval (`medianWait`); `atLeast` is its lower end while the upper can't be told. Null without questions and
 * while fewer than half would have a helper. See docs/metrics.md#the-figures.
 */
export function hoursToHelper(requests: readonly RequestFact[]): MetricValue {
  return fold(HOURS_TO_HELPER, requests);
}
