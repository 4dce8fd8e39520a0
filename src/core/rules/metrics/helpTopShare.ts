import { LEAST_ANSWERS } from "../surveys/waves.ts";
import type { HelpFact, PersonFact } from "./facts.ts";
import { helpEvents, helpsWithin } from "./helps.ts";
import { fold, type MetricValue } from "./metric.ts";
import { tallyItems, tallyMetric } from "./tally.ts";

/** See `helpTopShare`. */
export const HELP_TOP_SHARE = tallyMetric({
  id: "help_top_share",
  keeps: "helps",
  unit: "share",
  direction: "down",
  needs: ["help.helperId", "help.helpedId", "help.about", "person.state"],
  leastPeople: LEAST_ANSWERS,
  events: helpsWithin,
  value({ counts, total, activeIds }) {
    const count = Math.max(0, ...counts.values());
    return { value: total === 0 ? null : count / total, n: total, count, people: activeIds.length };
  },
});

/**
 * The largest share of help: of all help given in the window, what the one person who gave most gave. 0 to 1; n is helps.
 *
 * Near 1, one person carries all. Null when nobody helped. See docs/metrics.md#the-figures.
 */
export function helpTopShare(helps: readonly HelpFact[], people: readonly PersonFact[]): MetricValue {
  return fold(HELP_TOP_SHARE, tallyItems(helpEvents(helps), people));
}
