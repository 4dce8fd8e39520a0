import { parseWorkingHours } from "../../../../src/core/domain/values/writtenHours.ts";
import type { Candidate } from "../../../../src/core/rules/matching/candidate.ts";

export const WEEK = "2027-01-11";

/** Somebody of the middle level, here, in Sofia from nine to five, about whom nothing else is known. */
export function aCandidate(id: string, known: Partial<Omit<Candidate, "hours">> & { hours?: string } = {}): Candidate {
  return {
    id,
    team: "",
    managerId: null,
    level: 3,
    offers: [],
    seeks: [],
    languages: [],
    zone: "Europe/Sofia",
    style: null,
    wishes: [],
    capacity: null,
    isAway: false,
    ...known,
    hours: parseWorkingHours(known.hours ?? "9-17")!,
  };
}

/** So many ids in the order of the alphabet. */
export function idsOf(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `p${String(place).padStart(3, "0")}`);
}
