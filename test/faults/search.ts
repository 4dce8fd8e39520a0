import fc from "fast-check";
import { historyOf } from "./draw.ts";
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
  const history = historyOf(seed);
  const outcome = await lived(history);
  if (outcome.violations.length === 0) return { seed, outcome, smallest: null };
  let smallest = { history, violations: outcome.violations };
  if (shrinkMs === 0) return { seed, outcome, smallest };
  const property = fc.asyncProperty(histories, async smaller => {
    const { violations } = await lived(smaller);
    if (violations.length > 0) smallest = { history: smaller, violations };
    return violations.length === 0;
  });
  await fc.check(property, { seed, numRuns: 1, unbiased: true, interruptAfterTimeLimit: shrinkMs });
  return { seed, outcome, smallest };
}
