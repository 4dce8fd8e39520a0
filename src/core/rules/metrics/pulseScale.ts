import type { ScaleResult } from "../surveys/waves.ts";
import { type Facts, isWithin, type PulseFact, type Window } from "./facts.ts";
import { greater, keyedMetric, type MetricValue } from "./metric.ts";

/** A figure of one of the pulse's scales from 1 to 5 over waves: each answer weighs the same. */
export function pulseScaleMetric(id: string, question: "satisfaction" | "supported", figure: "mean" | "share") {
  return keyedMetric<PulseFact, ScaleResult>({
    id,
    keeps: `pulse_${question}`,
    unit: figure === "mean" ? "level" : "share",
    direction: "up",
    needs: [`pulse.${question}`],
    items: closedPulses,
    key: pulse => pulse.key,
    entry: pulse => pulse.result[question],
    combine: greater,
    value: results => scaleValueOf(results, figure),
  });
}

/** Anonymous waves that closed in a window. */
export function closedPulses(facts: Facts, window: Window): PulseFact[] {
  return facts.pulses.filter(pulse => isWithin(pulse.closesAt, window) && pulse.closesAt <= facts.asOf);
}

function scaleValueOf(results: readonly ScaleResult[], figure: "mean" | "share"): MetricValue {
  const open = results.filter(result => result.shown === "mean");
  if (open.length === 0) return onlyExtremes(results);
  const n = open.reduce((sum, result) => sum + result.n, 0);
  if (figure === "mean") return { value: open.reduce((sum, result) => sum + result.sum, 0) / n, n };
  const shares = open.flatMap(result => (result.high === null ? [] : [{ n: result.n, high: result.high }]));
  if (shares.length === 0) return { value: null, n };
  const said = shares.reduce((sum, share) => sum + share.n, 0);
  const count = shares.reduce((sum, share) => sum + share.high, 0);
  return { value: count / said, n: said, count };
}

/** No value: only, where all waves agree, on which side of the middle they were. */
export function onlyExtremes(results: readonly { shown: string; n: number }[]): MetricValue {
  const sides = new Set(results.filter(result => result.n > 0).map(result => result.shown));
  const n = results.reduce((sum, result) => sum + result.n, 0);
  const [side] = sides;
  return sides.size === 1 && (side === "above" || side === "below")
    ? { value: null, n, shown: side }
    : { value: null, n };
}
