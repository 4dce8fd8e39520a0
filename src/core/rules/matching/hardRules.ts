import { FIT_RULES, type FitFormat } from "../../domain/values/format.ts";
import type { Candidate } from "./candidate.ts";

/** Levels that peers chosen by fit may be apart. */
const PEERS_APART = 1;

/** The rules that no wish and no weight outdoes, those everybody may know of. "Not with" stands apart: `apart.ts`. */
type HardRule = "self" | "manager" | "level";

/**
 * The rule two people break by meeting; null when they may. In `mentor` and `reverse` the first is the one who helps.
 *
 * Nobody is with their own manager in `mentor` and `reverse`. Peers are at most one level apart, and a level that was not
 * said fits any; a mentor is one level above at least, and in `reverse` two below, where both must have said theirs.
 */
export function brokenRule(first: Candidate, second: Candidate, format: FitFormat): HardRule | null {
  if (first.id === second.id) return "self";
  const { helper } = FIT_RULES[format];
  if (helper === null) {
    if (first.level === null || second.level === null) return null;
    return Math.abs(first.level - second.level) <= PEERS_APART ? null : "level";
  }
  if (first.managerId === second.id || second.managerId === first.id) return "manager";
  if (first.level === null || second.level === null) return "level";
  const between = helper.is === "above" ? first.level - second.level : second.level - first.level;
  return between >= helper.levelsApart ? null : "level";
}
