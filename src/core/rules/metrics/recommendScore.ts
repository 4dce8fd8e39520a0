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
    return { value: recommendScoreOf(n, promoters, detractors), n };
  },
});

/**
 * Would recommend: the share of 9 and 10 less the share of 0 to 6, -100 to 100; n is answers.
 *
 * Null under ten answers over the waves, and where no wave may be shown. Without an interval: beside the score its width
 * would tell how many said 0 to 6. Source: Reichheld, "The One Number You Need to Grow", Harvard Business Review,
 * December 2003.
 */
export function recommendScore(pulses: readonly PulseFact[]): MetricValue {
  return fold(RECOMMEND_SCORE, pulses);
}
