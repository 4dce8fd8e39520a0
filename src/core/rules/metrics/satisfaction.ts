import type { PulseFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { pulseScaleMetric } from "./pulseScale.ts";

/** See `satisfaction`. */
export const SATISFACTION = pulseScaleMetric("satisfaction", "satisfaction", "mean");

/**
 * Satisfaction: the mean of the pulse's "how happy are you with the programme", 1 to 5.
 *
 * Over closed waves, each answer weighing the same; n is answers. Null when no wave may be shown (under four answers, or
 * all the same: then `shown` says which side of 3, if it is one). No interval: with so few answers mean and spread together would
 * give single answers away. See docs/metrics.md#the-figures.
 */
export function satisfaction(pulses: readonly PulseFact[]): MetricValue {
  return fold(SATISFACTION, pulses);
}
