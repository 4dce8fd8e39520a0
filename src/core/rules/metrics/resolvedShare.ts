import type { RequestFact } from "./facts.ts";
import { shareOfAnswers } from "./feedbackFigure.ts";
import { fold, type MetricValue } from "./metric.ts";
import { requestMetric } from "./requestFigure.ts";

/** See `resolvedShare`. */
export const RESOLVED_SHARE = requestMetric({
  id: "resolved_share",
  unit: "share",
  direction: "up",
  needs: ["request.resolvedAt", "request.askerId", "request.seenUntil"],
  value: requests =>
    shareOfAnswers(
      requests.map(one => ({
        personId: one.askerId,
        value: Number(one.resolvedAt !== null && one.resolvedAt <= one.seenUntil),
      })),
    ),
});

/**
 * Resolved: of the questions asked on the help board in the window, the share that were resolved while they were followed, 28
 * days beyond the window. 0 to 1; n is questions.
 *
 * With a 95 % interval that respects that people ask several times. Null without questions. See
 * See docs/metrics.md#the-figures.
 */
export function resolvedShare(requests: readonly RequestFact[]): MetricValue {
  return fold(RESOLVED_SHARE, requests);
}
