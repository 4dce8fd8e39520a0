import { studentQuantile, Z } from "./betaDistribution.ts";
import { isNoise } from "./spread.ts";
import { meanOf } from "./studentT.ts";

/** One person's figure before and after. */
export interface Pair {
  before: number;
  after: number;
}

/** The means, variances and covariance of pairs; null under two. */
function momentsOf(pairs: readonly Pair[]) {
  const n = pairs.length;
  if (n < 2) return null;
  const before = meanOf(pairs.map(pair => pair.before));
  const after = meanOf(pairs.map(pair => pair.after));
  const moment = (of: (pair: Pair) => number) => pairs.reduce((sum, pair) => sum + of(pair), 0) / (n - 1);
  return {
    n,
    before,
    after,
    varianceBefore: moment(pair => (pair.before - before) ** 2),
    varianceAfter: moment(pair => (pair.after - after) ** 2),
    covariance: moment(pair => (pair.before - before) * (pair.after - after)),
  };
}

/** True where nobody differs from anybody, before or after. */
function isFlat({ before, after, varianceBefore, varianceAfter }: NonNullable<ReturnType<typeof momentsOf>>): boolean {
  return isNoise(Math.sqrt((varianceBefore + varianceAfter) / 2), Math.max(Math.abs(before), Math.abs(after)));
}

/**
 * The 95 % interval of mean after / mean before over the same people, by Fieller's theorem with Student's quantile: the
 * ratios R for which the mean of (after - R · before) can't be told from 0.
 *
 * Null under two pairs, and where the mean before can't be told from 0. Source: Fieller, "Some problems in interval
 * estimation", Journal of the Royal Statistical Society B 16 (1954).
 */
export function ratioInterval(pairs: readonly Pair[]): [number, number] | null {
  const moments = momentsOf(pairs);
  if (moments === null) return null;
  const { n, before, after, varianceBefore, varianceAfter, covariance } = moments;
  // Where neither figure varies, nor does their ratio.
  if (isFlat(moments)) return isNoise(Math.abs(before), Math.abs(after)) ? null : [after / before, after / before];
  const square = studentQuantile(n - 1) ** 2 / n;
  const a = before ** 2 - square * varianceBefore;
  const b = before * after - square * covariance;
  const c = after ** 2 - square * varianceAfter;
  if (a <= 0 || isNoise(Math.sqrt(a), before)) return null;
  const half = Math.sqrt(Math.max(0, b * b - a * c));
  return [(b - half) / a, (b + half) / a];
}

/**
 * The standardised mean change of pairs, g_av = J(n - 1) · Δ / S with S² = (s₁² + s₂²) / 2 and J(m) = 1 - 3 / (4m - 1), with
 * Bonett's 95 % interval; null under two pairs and where nothing varies.
 *
 * The interval is d ± z · se around the uncorrected d = Δ / S, with
 * se² = d² (s₁⁴ + s₂⁴ + 2 s₁₂²) / (8 S⁴ (n - 1)) + (s₁² + s₂² - 2 s₁₂) / (S² (n - 1)).
 * Sources: Bonett, "Confidence intervals for standardized linear contrasts of means", Psychological Methods 13 (2008);
 * Lakens, "Calculating and reporting effect sizes", Frontiers in Psychology 4 (2013), for g_av; Hedges (1981) for J.
 */
export function standardisedChange(pairs: readonly Pair[]): { value: number; interval: [number, number] } | null {
  const moments = momentsOf(pairs);
  if (moments === null) return null;
  const { n, before, after, varianceBefore: s1, varianceAfter: s2, covariance } = moments;
  const square = (s1 + s2) / 2;
  if (isFlat(moments)) return null;
  const df = n - 1;
  const d = (after - before) / Math.sqrt(square);
  const ofSpread = (d ** 2 * (s1 ** 2 + s2 ** 2 + 2 * covariance ** 2)) / (8 * square ** 2 * df);
  const half = Z * Math.sqrt(Math.max(0, ofSpread + (s1 + s2 - 2 * covariance) / (square * df)));
  return { value: d * (1 - 3 / (4 * df - 1)), interval: [d - half, d + half] };
}
