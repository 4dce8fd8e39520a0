import fc from "fast-check";
import { type History, histories } from "./history.ts";
import type { Outcome, Violation } from "./ledger.ts";
import { lived } from "./lived.ts";

/** What one seed came to: the outcome, and for a failing one the smallest history found that still fails. */
export interface Finding {
  seed: number;
  outcome: Outcome;
  smallest: { history: History; violations: Violation[] } | null;
}

/** How long a failing history is made smaller. */
const SHRINK_MS = 90_000;

/** Lives the history of a seed; one that ends badly is made smaller, for so many milliseconds: 0 leaves it as it is. */
export async function search(seed: number, shrinkMs = SHRINK_MS): Promise<Finding> {
  let outcome: Outcome | null = null;
  let smallest: Finding["smallest"] = null;
  const property = fc.asyncProperty(histories, async history => {
    const found = await lived(history);
    outcome ??= found;
    if (found.violations.length > 0) smallest = { history, violations: found.violations };
    return found.violations.length === 0;
  });
  const once = { seed, numRuns: 1, unbiased: true };
  // However slow the machine, the history itself is lived to its end: only making it smaller has a limit.
  await fc.check(property, { ...once, endOnFailure: true });
  if (outcome === null) throw new Error(`the history of seed ${seed} was not lived`);
  if (smallest !== null && shrinkMs > 0) await fc.check(property, { ...once, interruptAfterTimeLimit: shrinkMs });
  return { seed, outcome, smallest };
}
