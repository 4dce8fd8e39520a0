import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { fold } from "../../rules/metrics/metric.ts";
import { RESPONSE_RATE } from "../../rules/metrics/responseRate.ts";
import { LEAST_ANSWERS } from "../../rules/surveys/waves.ts";
import { evidenceOf, lastDays, type Observed } from "./rule.ts";

const STARTS = 0.4;
const ENDS = 0.5;
/** The longest time between two pulses. */
const DAYS = 60;

/**
 * Few answer: in the last two waves that closed within sixty days fewer than two fifths of those asked answered. None under
 * four people asked.
 *
 * How many answered stands on each survey's page already. Ends at half. Systems, P17 and S9.
 */
export function fewAnswers({ programme, facts, now, isOpen }: Observed): Insight[] {
  const closed = RESPONSE_RATE.items(facts, lastDays(now, DAYS));
  const waves = [...new Map(closed.map(wave => [wave.key, wave])).values()]
    .sort((a, b) => b.closesAt - a.closesAt || (a.key < b.key ? -1 : 1))
    .slice(0, 2);
  const figure = fold(RESPONSE_RATE, waves);
  const asked = Math.max(0, ...waves.map(wave => wave.asked));
  const key = `${programme.id}/few_answers`;
  if (figure.value === null || asked < LEAST_ANSWERS || figure.value >= (isOpen(key) ? ENDS : STARTS)) return [];
  return [
    {
      id: "few_answers",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("response_rate", figure)],
        n: figure.n,
        count: figure.count ?? 0,
        from: Math.min(...waves.map(wave => wave.closesAt)),
        to: now,
      },
      about: ABOUT_NOTHING,
      action: null,
    },
  ];
}
