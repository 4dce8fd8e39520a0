import { Z } from "./betaDistribution.ts";

/** How long something took, or, while it has not happened, how long it has been waited for. */
export interface Wait {
  duration: number;
  isOver: boolean;
}

/**
 * The Kaplan-Meier median of waits: the time after which half are over, those still waiting taken into account; null while
 * fewer than half would be.
 *
 * `low` and `high` are the 95 % interval by Brookmeyer & Crowley on the log-log scale; each null where it can't be told.
 * The same as R's `survfit(..., conf.type = "log-log")`, but that a median between two steps at exactly one half is the
 * first of them, where R takes the middle. Sources: Kaplan & Meier, JASA 53 (1958); Brookmeyer & Crowley, "A confidence
 * interval for the median survival time", Biometrics 38 (1982). n log n.
 */
export function medianWait(waits: readonly Wait[]): { median: number | null; low: number | null; high: number | null } {
  const sorted = [...waits].sort((a, b) => a.duration - b.duration);
  let survival = 1;
  let hazard = 0;
  let median: number | null = null;
  let low: number | null = null;
  let high: number | null = null;
  let at = 0;
  while (at < sorted.length) {
    const duration = sorted[at]?.duration ?? 0;
    const risk = sorted.length - at;
    let events = 0;
    for (; sorted[at]?.duration === duration; at += 1) if (sorted[at]?.isOver) events += 1;
    if (events === 0) continue;
    survival *= 1 - events / risk;
    hazard += events / (risk * (risk - events));
    const z = deviation(survival, hazard);
    if (median === null && survival <= 0.5 + 1e-12) median = duration;
    if (low === null && z >= -Z) low = duration;
    if (high === null && z > Z) high = duration;
  }
  return { median, low, high };
}

/** By how many standard errors the survival is below one half, on the log-log scale. */
function deviation(survival: number, hazard: number): number {
  if (survival <= 0) return Number.POSITIVE_INFINITY;
  const log = Math.log(survival);
  return (Math.log(-log) - Math.log(Math.LN2)) / (Math.sqrt(hazard) / -log);
}
