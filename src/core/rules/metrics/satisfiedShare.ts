import type { PulseFact } from "./facts.ts";
import { fold, type MetricValue } from "./metric.ts";
import { pulseScaleMetric } from "./pulseScale.ts";

/** See `satisfiedShare`. */
export const SATISFIED_SHARE = pulseScaleMetric("satisfied_share", "satisfaction", "share");

/**
 * The satisfied: of the answers to "how happy are you with the programme", the share of 4 and 5. 0 to 1.
 *
 * Null when `satisfaction` is, and of waves in which all are, or nobody is: those are left out. n is answers. See
 * See docs/metrics.md#the-figures.
 */
export function satisfiedShare(pulses: readonly PulseFact[]): MetricValue {
  return fold(SATISFIED_SHARE, pulses);
}
