import type { LeftOutReason } from "../../domain/problem.ts";
import { type FitFormat, isAmongPeers } from "../../domain/values/format.ts";
import type { Candidate } from "./candidate.ts";
import { brokenRule } from "./hardRules.ts";

export interface LeftOut {
  id: string;
  why: LeftOutReason;
}

/** The reason that keeps somebody out before anybody is matched; null when they take part. */
export function outBefore(person: Candidate, format: FitFormat): LeftOutReason | null {
  if (person.isAway) return "away";
  if (person.capacity !== null && person.capacity < 1) return "no_capacity";
  if (person.isFull === true) return "week_full";
  return !isAmongPeers(format) && person.level === null ? "no_level" : null;
}

/**
 * Why somebody who takes part is in no group.
 *
 * Drawn from what everybody may know alone: a "not with" is no part of what this rule is given, so that no answer can
 * differ because of one. `present` are all who take part, the person too.
 */
export function leftOutReason(person: Candidate, present: readonly Candidate[], format: FitFormat): LeftOutReason {
  const others = present.filter(other => other.id !== person.id);
  if (others.length === 0) return "nobody_else";
  const couldMeet = (other: Candidate) =>
    brokenRule(person, other, format) === null || brokenRule(other, person, format) === null;
  return others.some(couldMeet) ? "no_partner" : "no_level_near";
}
