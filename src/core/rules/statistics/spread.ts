/** Sums of decimals are off by a few units in the sixteenth digit: what is this small beside the values is no spread. */
const NOISE = 1e-9;

/**
 * True for a spread (a standard deviation, or half an interval) that is rounding noise at the scale of the values: twelve people
 * who all say 2⅓ do not differ, although the computer's variance of them is not 0.
 *
 * `scale` is the size of the values themselves. Example: `isNoise(4e-16, 2.3)` is true, `isNoise(0.001, 2.3)` false.
 */
export function isNoise(spread: number, scale: number): boolean {
  return spread <= NOISE * Math.abs(scale);
}

/** The size values have at most: what their rounding goes by. */
export function sizeOf(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * How unevenly something is spread: 0 when all have alike, 1 when one has all. Null of fewer than two, and when nobody has any.
 *
 * Σ|xᵢ - xⱼ| / (2n²x̄) · n / (n - 1), the small-sample form, so that one of n who has all gives 1. Values are 0 or more.
 * Source: Deltas, "The small-sample bias of the Gini coefficient", Review of Economics and Statistics 85 (2003).
 * Example: [1, 2, 3, 4] gives 1/3.
 */
export function gini(values: readonly number[]): number | null {
  const n = values.length;
  const total = values.reduce((sum, value) => sum + value, 0);
  if (n < 2 || total === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const ranked = sorted.reduce((sum, value, index) => sum + (2 * (index + 1) - n - 1) * value, 0);
  return ranked / ((n - 1) * total);
}
