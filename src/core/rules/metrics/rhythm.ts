import type { PersonFact, SessionFact } from "./facts.ts";
import { heldSeats, seatsOf } from "./heldSeats.ts";
import { fold, type MetricValue } from "./metric.ts";
import { tallyItems, tallyMetric } from "./tally.ts";

/** See `rhythm`. */
export const RHYTHM = tallyMetric({
  id: "rhythm",
  keeps: "held_seats",
  unit: "share",
  direction: "up",
  needs: ["session.cameIds", "person.promised"],
  events: heldSeats,
  value({ counts, people }) {
    const n = people.reduce((sum, person) => sum + person.promised, 0);
    const count = people.reduce(
      (sum, { personId, promised }) => sum + Math.min(promised, counts.get(personId) ?? 0),
      0,
    );
    return { value: n === 0 ? null : count / n, n, count };
  },
});

/**
 * Rhythm: of the sessions the programme's cadence promised its people, the share they were at. 0 to 1; n is promised
 * sessions, one a person and step of the cadence.
 *
 * Weeks without a common time count as promised. A person's sessions beyond those promised don't make up for another's.
 * Null when nothing was promised yet. See docs/metrics.md#the-figures.
 */
export function rhythm(sessions: readonly SessionFact[], people: readonly PersonFact[]): MetricValue {
  return fold(RHYTHM, tallyItems(seatsOf(sessions), people));
}
