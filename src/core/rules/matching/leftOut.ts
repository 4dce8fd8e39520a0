import type { LeftOutReason } from "../../domain/problem.ts";
import { type FitFormat, isAmongPeers } from "../../domain/values/format.ts";
import type { Candidate } from "./candidate.ts";
import { brokenRule } from "./hardRules.ts";

export interface LeftOut {
  id: string;
  why: LeftOutReason;
}

/** The reason that keeps a person out before matching begins; null when they take part. */
export function outBefore(person: Candidate, format: FitFormat): LeftOutReason | null {
  if (person.isAway) return "away";
  if (person.capacity !== null && person.capacity < 1) return "no_capacity";
  if (person.isFull === true) return "week_full";
  return !isAmongPeers(format) && person.level === null ? "no_level" : null;
}

/**
 * Why a person who takes part is in no group.
 *
 * Drawn only from what everyone may know: this rule is never given a "not with", so that no answer can
 * differ because of one. `present` are all who take part, the person too.
 */
export function leftOutReason(person: Candidate, present: readonly Candidate[], format: FitFormat): LeftOutReason {
  const isOther = (other: Candidate) => other.id !== person.id;
  if (!present.some(isOther)) return "nobody_else";
  const couldMeet = (other: Candidate) =>
    isOther(other) && (brokenRule(person, other, format) === null || brokenRule(other, person, format) === null);
  return present.some(couldMeet) ? "no_partner" : "no_level_near";
}
