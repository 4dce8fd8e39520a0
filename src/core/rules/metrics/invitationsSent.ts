import type { SessionFact } from "./facts.ts";
import { invitedMetric } from "./invited.ts";
import { countIn, fold, type MetricValue } from "./metric.ts";

/** See `invitationsSent`. */
export const INVITATIONS_SENT = invitedMetric({
  id: "invitations_sent",
  unit: "number",
  direction: "none",
  needs: ["session.memberIds"],
  value: (sent, _declined, sessions) => countIn(sent, sessions),
});

/**
 * Invitations: how many seats people were invited to in the sessions that are over, one a person and session however often it
 * was moved; n is sessions.
 *
 * Cancelled sessions and check-ins don't count. Null when nothing is over. See docs/metrics.md#the-figures.
 */
export function invitationsSent(endedSessions: readonly SessionFact[]): MetricValue {
  return fold(INVITATIONS_SENT, endedSessions);
}
