import type { PulseFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { pulseScaleMetric } from "./pulseScale.ts";

/** See `supported`. */
export const SUPPORTED = pulseScaleMetric("supported", "supported", "mean");

/**
 * Feeling supported: the mean of the pulse's "do you feel supported here", 1 to 5.
 *
 * Null and n as for `satisfaction`. See docs/metrics.md#the-figures.
 */
export function supported(pulses: readonly PulseFact[]): MetricValue {
  return fold(SUPPORTED, pulses);
}
