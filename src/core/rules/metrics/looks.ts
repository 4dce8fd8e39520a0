import { markOf } from "../../domain/values/hash.ts";
import type { GoalFact, PersonFact } from "./facts.ts";
import type { Period } from "./periods.ts";

type Look = GoalFact | PersonFact;

/** Those looks that tell something the last one kept in the period does not: an unchanged goal or person is not written down again. */
export function newLooks<L extends Look>(kept: readonly Look[], now: readonly L[], period: Period): L[] {
  const last = new Map<string, Look>();
  for (const look of kept) {
    if (look.seenAt < period.from || look.seenAt >= period.to) continue;
    const known = last.get(aboutOf(look));
    if (known === undefined || look.seenAt >= known.seenAt) last.set(aboutOf(look), look);
  }
  return now.filter(look => {
    const known = last.get(aboutOf(look));
    return known === undefined || markOf({ ...known, seenAt: 0 }) !== markOf({ ...look, seenAt: 0 });
  });
}

function aboutOf(look: Look): string {
  return `${look.programmeId} ${"id" in look ? look.id : look.personId}`;
}
