import { studentQuantile } from "./betaDistribution.ts";
import { isNoise, sizeOf } from "./spread.ts";

/**
 * The 95 % interval of a mean, Student's t with n - 1 degrees of freedom: mean ± t · s / √n.
 *
 * Null under two values. Values must be independent: one a person. All alike, the interval is that value. `size` is that of what
 * the values come from, where they are differences: their rounding goes by it.
 * Source: any textbook, for example Moore & McCabe, chapter 7.
 * Example: [1, 2, 3, 4] gives [0.4457, 4.5543].
 */
export function meanInterval(values: readonly number[], size: number = sizeOf(values)): [number, number] | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  if (isNoise(Math.sqrt(variance), size)) return [mean, mean];
  const half = studentQuantile(n - 1) * Math.sqrt(variance / n);
  return [mean - half, mean + half];
}

/** The arithmetic mean; NaN of nothing, which callers turn into null before. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
