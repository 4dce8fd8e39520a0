import { studentQuantile } from "./betaDistribution.ts";
import { isNoise } from "./spread.ts";

/** What one person's answers come to: how many, their sum and the sum of their squares. */
export interface Cluster {
  n: number;
  sum: number;
  squares: number;
}

/** Answers grouped by respondent, in the order given. */
export function clustersOf(answers: readonly { personId: string; value: number }[]): Cluster[] {
  const byPerson = new Map<string, Cluster>();
  for (const { personId, value } of answers) {
    const cluster = byPerson.get(personId) ?? { n: 0, sum: 0, squares: 0 };
    byPerson.set(personId, {
      n: cluster.n + 1,
      sum: cluster.sum + value,
      squares: cluster.squares + value * value,
    });
  }
  return [...byPerson.values()];
}

/**
 * The mean of all answers with its variance, where answers of one person are not independent; null without an answer.
 *
 * The variance is the bias-reduced cluster-robust one (CR2), `df` the Satterthwaite degrees of freedom of Bell & McCaffrey
 * with the within-person correlation estimated from the answers, as Imbens & Kolesár propose: with few people, or people
 * who answer very unequally often, G - 1 would promise too much. Variance null under two people; 0 when all agree.
 * Sources: Bell & McCaffrey, "Bias reduction in standard errors for linear regression with multi-stage samples", Survey
 * Methodology 28 (2002); Imbens & Kolesár, "Robust standard errors in small samples", Review of Economics and Statistics
 * 98 (2016). The cost is linear in the people.
 */
export function clusteredMean(
  clusters: readonly Cluster[],
): { mean: number; n: number; people: number; variance: number | null; df: number } | null {
  const n = sum(clusters, one => one.n);
  if (n === 0) return null;
  const mean = sum(clusters, one => one.sum) / n;
  const people = clusters.length;
  if (people < 2) return { mean, n, people, variance: null, df: 0 };
  const variance = sum(clusters, one => (one.sum - mean * one.n) ** 2 / (1 - one.n / n)) / n ** 2;
  return { mean, n, people, variance, df: satterthwaite(clusters, n, correlation(clusters, n, mean)) };
}

/** The 95 % interval of `clusteredMean`, cut off at the scale's ends; null under two people. */
export function clusteredMeanInterval(
  clusters: readonly Cluster[],
  [low, high]: readonly [number, number],
): [number, number] | null {
  const estimate = clusteredMean(clusters);
  if (estimate === null || estimate.variance === null) return null;
  const half = isNoise(Math.sqrt(Math.max(0, estimate.variance)), Math.max(Math.abs(low), Math.abs(high)))
    ? 0
    : studentQuantile(estimate.df) * Math.sqrt(Math.max(0, estimate.variance));
  return [Math.max(low, estimate.mean - half), Math.min(high, estimate.mean + half)];
}

/** The correlation of two answers of one person, 0 to 1: the analysis-of-variance estimator. */
function correlation(clusters: readonly Cluster[], n: number, mean: number): number {
  const people = clusters.length;
  const between = sum(clusters, one => one.sum ** 2 / one.n) - n * mean ** 2;
  const within = sum(clusters, one => one.squares - one.sum ** 2 / one.n);
  if (n === people) return 0;
  const typical = (n - sum(clusters, one => one.n ** 2) / n) / (people - 1);
  const [msb, msw] = [between / (people - 1), within / (n - people)];
  const scale = msb + (typical - 1) * msw;
  return scale <= 0 ? 0 : Math.min(1, Math.max(0, (msb - msw) / scale));
}

/**
 * tr(C)² / tr(C²), where C is the covariance of the people's weighted residual sums if two answers of one person are
 * correlated by `rho`: C_ij = w_i w_j (v_i [i=j] - b_j v_i - b_i v_j + b_i b_j V), with b a person's share of the answers,
 * v the variance of their sum, V that of all, w = (1 - b)^-½.
 */
function satterthwaite(clusters: readonly Cluster[], n: number, rho: number): number {
  const rows = clusters.map(one => {
    const b = one.n / n;
    return { b, v: one.n * (1 + (one.n - 1) * rho), w: 1 / (1 - b) };
  });
  const all = sum(rows, row => row.v);
  const off = ({ b, v }: { b: number; v: number }) => -2 * b * v + b * b * all;
  const trace = sum(rows, row => row.w * (row.v + off(row)));
  const vv = sum(rows, row => row.w * row.v ** 2);
  const bb = sum(rows, row => row.w * row.b ** 2);
  const bv = sum(rows, row => row.w * row.b * row.v);
  const everywhere = 2 * vv * bb + 2 * bv ** 2 + (all * bb) ** 2 - 4 * all * bv * bb;
  const diagonal = sum(rows, row => row.w ** 2 * ((row.v + off(row)) ** 2 - off(row) ** 2));
  return trace ** 2 / (everywhere + diagonal);
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
