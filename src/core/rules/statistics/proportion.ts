import { betaCdf, studentQuantile } from "./betaDistribution.ts";
import { type Cluster, clusteredMean } from "./clusteredMean.ts";
import { isNoise } from "./spread.ts";

/**
 * The 95 % interval of a share of independent cases: the values that a two-sided exact binomial test with mid-P would not
 * refuse. Null of none; 0 to 1.
 *
 * Clopper & Pearson's interval with half the probability of what was seen: nearer to 95 % than theirs, and unlike
 * Wilson's seldom far below. Source: Agresti & Gottard, "Nonconservative exact small-sample inference for discrete data",
 * Computational Statistics & Data Analysis 51 (2007). Example: 1 of 10 gives 0.0050 to 0.4035.
 */
export function shareInterval(count: number, n: number): [number, number] | null {
  if (n === 0) return null;
  const low = count === 0 ? 0 : root(p => atLeast(count, n, p) + atLeast(count + 1, n, p) - 2 * 0.025);
  const high = count === n ? 1 : root(p => 2 * 0.025 - (2 - atLeast(count, n, p) - atLeast(count + 1, n, p)));
  return [low, high];
}

/** The chance of `count` or more of `n`. */
function atLeast(count: number, n: number, p: number): number {
  if (count <= 0) return 1;
  if (count > n) return 0;
  return betaCdf(p, count, n - count + 1);
}

/** Where a rising function crosses 0 between 0 and 1, by halving. */
function root(rising: (p: number) => number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The 95 % interval of a share of answers, several of one person; null under two people; 0 to 1.
 *
 * Wilson's interval at the number of independent answers that would be as sure as these (p (1 - p) / the cluster-robust
 * variance) and with Student's quantile at its degrees of freedom (`clusteredMean`). Where the variance can't be seen, all
 * people alike, each person counts as one answer. Source of the idea: Korn & Graubard, "Confidence intervals for proportions
 * with small expected number of positive counts estimated from survey data", Survey Methodology 24 (1998).
 */
export function clusteredShareInterval(clusters: readonly Cluster[]): [number, number] | null {
  const estimate = clusteredMean(clusters);
  if (estimate === null || estimate.variance === null) return null;
  const { mean: p, people, variance, df } = estimate;
  const isSeen = !isNoise(Math.sqrt(Math.max(0, variance)), 1);
  const n = isSeen ? (p * (1 - p)) / variance : people;
  return wilson(p, n, studentQuantile(isSeen ? df : people - 1));
}

function wilson(p: number, n: number, t: number): [number, number] {
  const square = (t * t) / n;
  const half = t * Math.sqrt((p * (1 - p)) / n + square / (4 * n));
  const clipped = (value: number) => Math.min(1, Math.max(0, value / (1 + square)));
  return [clipped(p + square / 2 - half), clipped(p + square / 2 + half)];
}
