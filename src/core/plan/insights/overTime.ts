import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { ENDED_IN_TIME } from "../../rules/metrics/endedInTime.ts";
import { fold } from "../../rules/metrics/metric.ts";
import { LEAST_ANSWERS } from "../../rules/surveys/waves.ts";
import { evidenceOf, lastDays, type Observed } from "./rule.ts";

const STARTS = 0.6;
const ENDS = 0.7;
const DAYS = 28;
const LEAST_SAID = 8;

/**
 * Meetings run over: in four weeks fewer than three fifths of the answers say a session ended in time. None under eight answers
 * and four people.
 *
 * The interval is that of answers clustered by person. Ends at 70 %. Systems, S1 and S10.
 */
export function overTime({ programme, facts, now, isOpen }: Observed): Insight[] {
  const window = lastDays(now, DAYS);
  const figure = fold(ENDED_IN_TIME, ENDED_IN_TIME.items(facts, window));
  const key = `${programme.id}/over_time`;
  if (figure.value === null || figure.n < LEAST_SAID || (figure.people ?? 0) < LEAST_ANSWERS) return [];
  if (figure.value >= (isOpen(key) ? ENDS : STARTS)) return [];
  return [
    {
      id: "over_time",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("ended_in_time", figure)],
        n: figure.n,
        count: figure.count ?? 0,
        ...window,
      },
      about: ABOUT_NOTHING,
      action: null,
    },
  ];
}
