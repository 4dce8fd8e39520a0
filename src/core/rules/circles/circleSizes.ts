/** The circles of a round, each its people's ids. */
export type Circles = readonly (readonly string[])[];

/** Fewer people are no circle. */
export const SMALLEST_CIRCLE = 3;

/** The number of circles whose size comes nearest to the wish, with three people in each at least; 0 for fewer than three. */
export function circleCount(people: number, size: number): number {
  if (people < SMALLEST_CIRCLE) return 0;
  return Math.max(1, Math.min(Math.round(people / size), Math.floor(people / SMALLEST_CIRCLE)));
}

/** Every possible number of circles, those first whose size comes nearest to the wish. */
export function circleCounts(people: number, size: number): number[] {
  const wished = circleCount(people, size);
  const counts = Array.from({ length: Math.floor(people / SMALLEST_CIRCLE) }, (_, place) => place + 1);
  const distance = (count: number) => (count === wished ? -1 : Math.abs(people / count - size));
  return counts.sort((a, b) => distance(a) - distance(b) || b - a);
}

/** The sizes of `count` circles for `people` people: equal to within one person, the larger first. */
export function circleSizes(people: number, count: number): number[] {
  return Array.from({ length: count }, (_, place) => Math.floor(people / count) + (place < people % count ? 1 : 0));
}
