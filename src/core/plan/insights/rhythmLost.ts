import { DAY } from "../../domain/values/time.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { fold } from "../../rules/metrics/metric.ts";
import { peopleSeen } from "../../rules/metrics/peopleShare.ts";
import { periodsOf } from "../../rules/metrics/periods.ts";
import { RHYTHM } from "../../rules/metrics/rhythm.ts";
import { LEAST_ANSWERS } from "../../rules/surveys/waves.ts";
import { evidenceOf, type Observed } from "./rule.ts";

const STARTS = 0.6;
const ENDS = 0.7;
const LEAST_PROMISED = 8;
/** Reports of the last sessions come in for so long. */
const SETTLES = 7 * DAY;

/**
 * The rhythm is lost: in the last whole period people were at fewer than three fifths of the sessions the cadence promised.
 * None under eight promised sessions and four people, and while reports of that period may still come in.
 *
 * Ends at 70 %. Systems, M18, R3 and P18.
 */
export function rhythmLost({ programme, facts, now, isOpen }: Observed): Insight[] {
  const period = periodsOf(programme, now)
    .filter(one => one.to + SETTLES <= now)
    .at(-1);
  if (period === undefined) return [];
  const figure = fold(RHYTHM, RHYTHM.items(facts, period));
  const people = new Set(peopleSeen(facts, period).map(person => person.personId)).size;
  const key = `${programme.id}/rhythm_lost`;
  if (figure.value === null || figure.n < LEAST_PROMISED || people < LEAST_ANSWERS) return [];
  if (figure.value >= (isOpen(key) ? ENDS : STARTS)) return [];
  return [
    {
      id: "rhythm_lost",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("rhythm", { ...figure, people })],
        n: figure.n,
        count: figure.count ?? 0,
        from: period.from,
        to: period.to,
      },
      about: ABOUT_NOTHING,
      action: null,
    },
  ];
}
