import type { SessionFact } from "./facts.ts";
import { invitedMetric } from "./invited.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `invitationsDeclined`. */
export const INVITATIONS_DECLINED = invitedMetric({
  id: "invitations_declined",
  unit: "share",
  direction: "down",
  needs: ["session.memberIds", "session.declinedIds"],
  value: (n, count) => ({ value: n === 0 ? null : count / n, n, count }),
});

/**
 * Declined: of the invitations to the sessions that are over, the share that were declined. 0 to 1; n is invitations.
 *
 * Null when nobody was invited. See docs/metrics.md#the-figures.
 */
export function invitationsDeclined(endedSessions: readonly SessionFact[]): MetricValue {
  return fold(INVITATIONS_DECLINED, endedSessions);
}
