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

/** See `repeatShare`. */
export const REPEAT_SHARE = keyedMetric<MeetingItem, Acquaintance>({
  id: "repeat_share",
  keeps: "meetings",
  unit: "share",
  direction: "none",
  needs: ["session.status", "session.memberIds", "session.cameIds"],
  items: meetingsUntil,
  key: item => item.pair.join(" "),
  entry: acquaintanceOf,
  combine: joined,
  value(acquaintances) {
    const n = acquaintances.reduce((sum, known) => sum + Object.keys(known.inWindow).length, 0);
    const count = n - acquaintances.filter(isNew).length;
    return { value: n === 0 ? null : count / n, n, count };
  },
});

/**
 * Repeat meetings: of the meetings of two people in the window, the share of those who had met before in the programme.
 * 0 to 1; n is meetings of two (a session of three has three).
 *
 * Neither good nor bad by itself: a circle repeats, random pairs should not. `sessions` go back to the programme's start.
 * Null when nobody met. See docs/metrics.md#the-figures.
 */
export function repeatShare(sessions: readonly SessionFact[], window: Window): MetricValue {
  return fold(REPEAT_SHARE, meetingItems(sessions, window));
}
