import { type RecommendResult, recommendScoreOf } from "../surveys/waves.ts";
import type { PulseFact } from "./facts.ts";
import { fold, greater, keyedMetric, type MetricValue } from "./metric.ts";
import { closedPulses, onlyExtremes } from "./pulseScale.ts";

/** See `recommendScore`. */
export const RECOMMEND_SCORE = keyedMetric<PulseFact, RecommendResult>({
  id: "recommend_score",
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
    const value = recommendScoreOf(n, promoters, detractors);
    return value === null ? { value, n } : { value, n, interval: recommendInterval(n, promoters, detractors) };
  },
});

const Z = 1.959963984540054;

/**
 * The 95 % interval of promoters' share less detractors', -100 to 100, of independent answers: Wald's after one answer is added
 * to each of the two, which holds from ten answers up.
 *
 * Source: Bonett & Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on paired data",
 * Journal of Educational and Behavioral Statistics 37 (2012): a difference of two shares of the same answers.
 * Example: 6 and 2 of 10 give -14.7 to 81.4.
 */
export function recommendInterval(n: number, promoters: number, detractors: number): [number, number] {
  const [high, low] = [(promoters + 1) / (n + 2), (detractors + 1) / (n + 2)];
  const half = Z * Math.sqrt((high + low - (high - low) ** 2) / (n + 2));
  return [Math.max(-100, 100 * (high - low - half)), Math.min(100, 100 * (high - low + half))];
}

/**
 * Would recommend: the share of 9 and 10 less the share of 0 to 6, -100 to 100; n is answers.
 *
 * Null under ten answers over the waves, and where no wave may be shown. The 95 % interval (`recommendInterval`) takes answers
 * as independent: it is a little too narrow where a window has two waves. Source: Reichheld, "The One Number You Need to
 * Grow", Harvard Business Review, December 2003.
 */
export function recommendScore(pulses: readonly PulseFact[]): MetricValue {
  return fold(RECOMMEND_SCORE, pulses);
}
