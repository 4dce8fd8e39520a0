import { type PulseResult, type PulseScale, recommendScoreOf } from "../surveys/pulse.ts";
import { type Fact, type Facts, isWithin, type Window } from "./facts.ts";
import { ratio } from "./figures.ts";
import { family, greater, keyed, type MetricValue } from "./metric.ts";

/** How people find the programme, as they say without their names, and how many say anything. See docs/metrics.md#the-figures. */
export const SATISFACTION = family({
  /**
   * Satisfaction: the mean of the pulse's "how happy are you with the programme", level 1 to 5.
   *
   * Over closed waves, each answer weighing the same; n is answers. Null when no wave may be shown (under four answers, or
   * all the same: then `shown` says which side of 3, if it is one). No interval: with so few answers mean and spread
   * together would give single answers away.
   */
  satisfaction: pulseScale("satisfaction", "mean"),

  /**
   * The satisfied: of the answers to "how happy are you with the programme", the share of 4 and 5. 0 to 1; n is answers.
   *
   * Null when `satisfaction` is, and of waves in which all are, or nobody is: those are left out.
   */
  satisfied_share: pulseScale("satisfaction", "share"),

  /** Feeling supported: the mean of the pulse's "do you feel supported here", level 1 to 5. Null and n as for `satisfaction`. */
  supported: pulseScale("supported", "mean"),

  /**
   * Saying what one doesn't know: the mean of the pulse's "how easy is it for you in your group to say that you don't know
   * something", level 1 to 5: one question of psychological safety. Null and n as for `satisfaction`, and of waves before it was asked.
   */
  safety: pulseScale("safety", "mean"),

  /**
   * Working together: the mean of the pulse's "how well do you work together with the person you meet", level 1 to 5, where one helps
   * the other. Null and n as for `safety`.
   */
  relationship: pulseScale("relationship", "mean"),

  /**
   * Even give and take: of the answers to "giving and receiving: how is it for you", the share that say about even. 0 to 1; n is
   * answers.
   *
   * Over closed waves. Null when no wave may be shown: under four answers, or all or nobody say so.
   */
  even_share: keyed<Fact<"pulses">, NonNullable<PulseResult["balance"]>>({
    unit: "share",
    direction: "up",
    needs: ["pulse.balance"],
    items: closedPulses,
    key: pulse => pulse.key,
    entry: ({ result: { balance } }) => (balance !== null && balance.balanced > 0 ? balance : null),
    combine: greater,
    value: results =>
      ratio(
        results.reduce((sum, { balanced }) => sum + balanced, 0),
        results.reduce((sum, { give, balanced, take }) => sum + give + balanced + take, 0),
      ),
  }),

  /**
   * Would recommend: the share of the pulse's 9 and 10 less the share of 0 to 6, score -100 to 100; n is answers.
   *
   * Null under ten answers over the waves, and where no wave may be shown. Without an interval: beside the score its width
   * would tell how many said 0 to 6. Source: Reichheld, "The One Number You Need to Grow", Harvard Business Review,
   * December 2003.
   */
  recommend_score: keyed<Fact<"pulses">, PulseResult["recommend"]>({
    unit: "score",
    direction: "up",
    needs: ["pulse.recommend"],
    items: closedPulses,
    key: pulse => pulse.key,
    entry: pulse => pulse.result.recommend,
    combine: greater,
    value(results) {
      const open = results.filter(result => result.shown === "score");
      if (open.length === 0) return onlyExtremes(results);
      const sum = (key: "n" | "promoters" | "detractors") => open.reduce((total, result) => total + result[key], 0);
      const [n, promoters, detractors] = [sum("n"), sum("promoters"), sum("detractors")];
      return { value: recommendScoreOf(n, promoters, detractors), n };
    },
  }),

  /**
   * Response rate: of the people asked in closed pulses and self-assessments, the share who answered. 0 to 1; n is people
   * asked, once a wave.
   *
   * More answers than people asked counts as all. Null when nobody was asked.
   */
  response_rate: keyed<Fact<"waves">, { asked: number; answers: number }>({
    unit: "share",
    direction: "up",
    needs: ["wave.asked", "wave.answers"],
    items: (facts, window) =>
      facts.waves.filter(wave => isWithin(wave.closesAt, window) && wave.closesAt <= facts.asOf),
    key: wave => wave.key,
    entry: wave => (wave.asked > 0 ? { asked: wave.asked, answers: Math.min(wave.answers, wave.asked) } : null),
    combine: greater,
    value: waves =>
      ratio(
        waves.reduce((sum, wave) => sum + wave.answers, 0),
        waves.reduce((sum, wave) => sum + wave.asked, 0),
      ),
  }),
});

/** A figure of one of the pulse's scales from 1 to 5 over waves that closed in the window: each answer weighs the same. */
function pulseScale(question: PulseScale, figure: "mean" | "share") {
  return keyed<Fact<"pulses">, PulseResult["satisfaction"]>({
    keeps: `pulse_${question}`,
    unit: figure === "mean" ? "level" : "share",
    direction: "up",
    needs: [`pulse.${question}`],
    items: closedPulses,
    key: pulse => pulse.key,
    entry: pulse => pulse.result[question] ?? null,
    combine: greater,
    value: results => scaleValueOf(results, figure),
  });
}

function closedPulses(facts: Facts, window: Window): Fact<"pulses">[] {
  return facts.pulses.filter(pulse => isWithin(pulse.closesAt, window) && pulse.closesAt <= facts.asOf);
}

function scaleValueOf(results: readonly PulseResult["satisfaction"][], figure: "mean" | "share"): MetricValue {
  const open = results.filter(result => result.shown === "mean");
  if (open.length === 0) return onlyExtremes(results);
  const n = open.reduce((sum, result) => sum + result.n, 0);
  if (figure === "mean") return { value: open.reduce((sum, result) => sum + result.sum, 0) / n, n };
  const shares = open.flatMap(result => (result.high === null ? [] : [{ n: result.n, high: result.high }]));
  if (shares.length === 0) return { value: null, n };
  return ratio(
    shares.reduce((sum, share) => sum + share.high, 0),
    shares.reduce((sum, share) => sum + share.n, 0),
  );
}

/** No value: only, where all waves agree, on which side of the middle they were. */
function onlyExtremes(results: readonly { shown: string; n: number }[]): MetricValue {
  const sides = new Set(results.filter(result => result.n > 0).map(result => result.shown));
  const n = results.reduce((sum, result) => sum + result.n, 0);
  const [side] = sides;
  return sides.size === 1 && (side === "above" || side === "below")
    ? { value: null, n, shown: side }
    : { value: null, n };
}
