import type { Language } from "../../src/core/domain/values/language.ts";
import type { YearPlan } from "./world.ts";

/** The years that are played: each format, each in one language by itself, so that all four are spoken. */
export const YEARS = {
  "pair-random": { format: "pair", language: "en", programme: { matching: "random" } },
  "pair-fit": { format: "pair", language: "uk", programme: { matching: "best_fit" } },
  triad: { format: "triad", language: "ru", programme: { matching: "random" } },
  circle: { format: "circle", language: "bg", programme: { groupSize: 5, roundWeeks: 13, checkIn: true } },
  mentor: { format: "mentor", language: "bg", programme: {} },
  reverse: { format: "reverse", language: "uk", programme: { checkIn: true } },
  micro: { format: "micro", language: "en", programme: { minutes: 20 } },
  open: { format: "open", language: "ru", programme: {} },
} as const satisfies Record<string, Omit<YearPlan, "name">>;

export type YearName = keyof typeof YEARS;

/** The plan of a year, in its own language or another. */
export function planOf(name: YearName, language: Language = YEARS[name].language): YearPlan {
  return { name, ...YEARS[name], language };
}
