import { isWithin, type VisitFact } from "./facts.ts";
import { fold, keyedMetric, type MetricValue, shareOf } from "./metric.ts";

/** See `eventAttendance`. */
export const EVENT_ATTENDANCE = keyedMetric<VisitFact, boolean>({
  id: "event_attendance",
  unit: "share",
  direction: "up",
  needs: ["visit.came", "visit.endsAt"],
  items: (facts, window) => facts.visits.filter(one => isWithin(one.endsAt, window) && one.endsAt <= facts.asOf),
  key: visit => `${visit.eventId} ${visit.personId}`,
  entry: visit => visit.came,
  combine: (a, b) => a || b,
  value: visits => shareOf(visits, came => came),
});

/**
 * Attendance of webinars and classes: of the places people had taken at events of the window of which it is known who came,
 * the share that were used. 0 to 1; n is places.
 *
 * Null while nobody entered who came. See docs/metrics.md#the-figures.
 */
export function eventAttendance(visits: readonly VisitFact[]): MetricValue {
  return fold(EVENT_ATTENDANCE, visits);
}
