import { isWithin, type WaveFact } from "./facts.ts";
import { fold, greater, keyedMetric, type MetricValue } from "./metric.ts";

/** See `responseRate`. */
export const RESPONSE_RATE = keyedMetric<WaveFact, { asked: number; answers: number }>({
  id: "response_rate",
  unit: "share",
  direction: "up",
  needs: ["wave.asked", "wave.answers"],
  items: (facts, window) => facts.waves.filter(wave => isWithin(wave.closesAt, window) && wave.closesAt <= facts.asOf),
  key: wave => wave.key,
  entry: wave => (wave.asked > 0 ? { asked: wave.asked, answers: Math.min(wave.answers, wave.asked) } : null),
  combine: greater,
  value(waves) {
    const n = waves.reduce((sum, wave) => sum + wave.asked, 0);
    const count = waves.reduce((sum, wave) => sum + wave.answers, 0);
    return { value: n === 0 ? null : count / n, n, count };
  },
});

/**
 * Response rate: of the people asked in closed waves, the share who answered. 0 to 1; n is people asked, once a wave.
 *
 * More answers than people asked counts as all. Null when nobody was asked. See docs/metrics.md#the-figures.
 */
export function responseRate(waves: readonly WaveFact[]): MetricValue {
  return fold(RESPONSE_RATE, waves);
}
