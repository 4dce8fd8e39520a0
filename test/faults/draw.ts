import fc from "fast-check";
import { type History, histories } from "./history.ts";

/** The seed of the n-th history of a search, far from those of other searches. */
export function seedOf(search: number, index: number): number {
  return (Math.imul(search, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) & 0x7fffffff;
}

/** The history a seed stands for. */
export function historyOf(seed: number): History {
  return fc.sample(histories, { seed, numRuns: 1, unbiased: true } as never)[0] as History;
}
