import type { PersonFact, SessionFact } from "./facts.ts";
import { heldSeats, seatsOf } from "./heldSeats.ts";
import { fold, type MetricValue } from "./metric.ts";
import { tallyItems, tallyMetric } from "./tally.ts";

/** See `activeShare`. */
export const ACTIVE_SHARE = tallyMetric({
  id: "active_share",
  keeps: "held_seats",
  unit: "share",
  direction: "up",
  needs: ["session.cameIds", "person.state"],
  events: heldSeats,
  value({ counts, activeIds }) {
    const n = activeIds.length;
    const count = activeIds.filter(id => counts.has(id)).length;
    return { value: n === 0 ? null : count / n, n, count };
  },
});

/**
 * Active: of the people in the programme and not on leave, the share that were at a held session in the window of 28 days.
 * 0 to 1; n is people.
 *
 * Each person as last seen in the window. Null without people. See docs/metrics.md#the-figures.
 */
export function activeShare(sessions: readonly SessionFact[], people: readonly PersonFact[]): MetricValue {
  return fold(ACTIVE_SHARE, tallyItems(seatsOf(sessions), people));
}
