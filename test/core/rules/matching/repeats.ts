import type { Circles } from "../../../../src/core/rules/circles/seatable.ts";

/** The sum over pairs of people of C(times met, 2), counted the plain way. */
export function repeatsOf(rounds: readonly Circles[]): number {
  const met = new Map<string, number>();
  for (const circle of rounds.flat())
    for (const a of circle) for (const b of circle) if (a < b) met.set(`${a} ${b}`, (met.get(`${a} ${b}`) ?? 0) + 1);
  return [...met.values()].reduce((sum, times) => sum + (times * (times - 1)) / 2, 0);
}

/** So many people, in the order of their names. */
export function peopleOf(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `p${String(place).padStart(3, "0")}`);
}
