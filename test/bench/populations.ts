import type { Random } from "./random.ts";

/** One person's answers, several of them: `before` only where answers are compared with an earlier one. */
export interface Answers {
  values: number[];
  before: number[];
}
export type Population = (random: Random) => Answers;

/** What people answer on the scale from 1 to 5 when they feel `value`. */
function onScale(value: number): number {
  return Math.min(5, Math.max(1, Math.round(value)));
}

function several(random: Random, most: number, answer: () => number): Answers {
  const values = Array.from({ length: random.whole(1, most) }, answer);
  return { values, before: [] };
}

/** People who rate differently, and each of them not always alike. */
export function ratings(mean: number, between: number, within: number): Population {
  return random => {
    const own = random.normal(mean, between);
    return several(random, 8, () => onScale(random.normal(own, within)));
  };
}

/** People who say yes more or less often. */
export function yeses(lean: number, between: number): Population {
  return random => {
    const own = random.normal(lean, between);
    return several(random, 8, () => Number(random.normal(own, 1) > 0));
  };
}

/** People who talk longer or shorter, and say so in whole minutes. */
export const minutes: Population = random => {
  const own = random.normal(45, 8);
  return several(random, 8, () => Math.min(120, Math.max(5, Math.round(random.normal(own, 7)))));
};

/** How far questions got (0, 50 or 100), now and before; without `gain` a person's now and before might as well be exchanged. */
export function solving(gain: number): Population {
  return random => {
    const [own, earlier] = [random.normal(0.3 + gain, 0.6), random.normal(0.3, 0.6)];
    const degree = (able: number) => Math.min(100, Math.max(0, 50 * Math.round(random.normal(able, 0.7) + 0.5)));
    const values: number[] = [];
    const before: number[] = [];
    for (let answer = random.whole(1, 8); answer > 0; answer -= 1) {
      values.push(degree(own));
      before.push(degree(earlier));
    }
    return { values, before };
  };
}

/** Levels in up to three skills before and after; without `gain` before and after might as well be exchanged. */
export function growing(gain: number, skills = 3): Population {
  return random => {
    const [able, own] = [random.normal(2.6, 0.7), random.normal(gain, 0.5)];
    const values: number[] = [];
    const before: number[] = [];
    const isTurned = gain === 0 && random.uniform() < 0.5;
    for (let skill = random.whole(1, skills); skill > 0; skill -= 1) {
      const level = random.normal(able, 0.4);
      const [first, later] = [onScale(random.normal(level, 0.5)), onScale(random.normal(level + own, 0.5))];
      values.push(isTurned ? first : later);
      before.push(isTurned ? later : first);
    }
    return { values, before };
  };
}

/** One answer of each person from a few, with these chances. */
export function oneOf(chances: readonly (readonly [value: number, chance: number])[]): Population {
  return random => {
    let left = random.uniform();
    for (const [value, chance] of chances) {
      left -= chance;
      if (left < 0) return { values: [value], before: [] };
    }
    return { values: [chances.at(-1)?.[0] ?? 0], before: [] };
  };
}

/** How many hours something takes: half of the people wait longer than `median`. */
export function waiting(median: number, spread: number): Population {
  return random => ({ values: [median * Math.exp(random.normal(0, spread))], before: [] });
}

/** Weeks, whole numbers from 0. */
export const weeks: Population = random => ({
  values: [Math.max(0, Math.round(random.normal(7, 3)))],
  before: [],
});
