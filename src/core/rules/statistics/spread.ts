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
