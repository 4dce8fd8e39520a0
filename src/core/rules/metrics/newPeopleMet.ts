import type { SessionFact, Window } from "./facts.ts";
import {
  type Acquaintance,
  acquaintanceOf,
  isNew,
  joined,
  type MeetingItem,
  meetingItems,
  meetingsUntil,
} from "./meetings.ts";
import { fold, keyedMetric, type MetricValue } from "./metric.ts";

/** See `newPeopleMet`. */
export const NEW_PEOPLE_MET = keyedMetric<MeetingItem, Acquaintance>({
  id: "new_people_met",
  keeps: "meetings",
  unit: "people",
  direction: "up",
  needs: ["session.status", "session.memberIds", "session.cameIds"],
  items: meetingsUntil,
  key: item => item.pair.join(" "),
  entry: acquaintanceOf,
  combine: joined,
  value(acquaintances) {
    const met = acquaintances.filter(known => Object.keys(known.inWindow).length > 0);
    const n = new Set(met.flatMap(known => known.pair)).size;
    return { value: n === 0 ? null : (2 * met.filter(isNew).length) / n, n };
  },
});

/**
 * New people met: how many people one met for the first time in the programme, on average. 0 or more; n is the people who
 * met anyone in the window.
 *
 * `sessions` go back to the programme's start. Null when nobody met. See docs/metrics.md#the-figures.
 */
export function newPeopleMet(sessions: readonly SessionFact[], window: Window): MetricValue {
  return fold(NEW_PEOPLE_MET, meetingItems(sessions, window));
}
