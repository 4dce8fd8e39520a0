import { beforeEach, expect, test, vi } from "vitest";
import { compared, comparing, forget } from "./compared.ts";
import { liveSmall } from "./life.ts";

vi.mock("../../src/run/decide/deciding.ts", async original => {
  const { decided } = await original<typeof import("../../src/run/decide/deciding.ts")>();
  return { decided: comparing(decided) };
});

beforeEach(forget);

const FORMATS = [
  ["pairs by fit", { format: "pair", matching: "best_fit", roundWeeks: 1 }],
  ["circles with check-ins", { format: "circle", matching: "random", roundWeeks: 4, groupSize: 4, checkIn: true }],
] as const;

test.each(FORMATS)("in %s a small change leads to what it would if all that lives were read", async (_, programme) => {
  await liveSmall({ seed: "1", weeks: 2, programme: { ...programme } });
  expect(compared.differences).toEqual([]);
  expect(compared.times).toBeGreaterThan(20);
});
