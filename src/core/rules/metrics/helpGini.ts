import { gini } from "../statistics/spread.ts";
import { LEAST_ANSWERS } from "../surveys/waves.ts";
import type { HelpFact, PersonFact } from "./facts.ts";
import { helpEvents, helpsWithin } from "./helps.ts";
import { fold, type MetricValue } from "./metric.ts";
import { tallyItems, tallyMetric } from "./tally.ts";

/** See `helpGini`. */
export const HELP_GINI = tallyMetric({
  id: "help_gini",
  keeps: "helps",
  unit: "index",
  direction: "down",
  needs: ["help.helperId", "help.helpedId", "help.about", "person.state"],
  leastPeople: LEAST_ANSWERS,
  events: helpsWithin,
  value: ({ counts, activeIds }) => ({ value: gini(activeIds.map(id => counts.get(id) ?? 0)), n: activeIds.length }),
});

/**
 * Balance of help: the Gini coefficient of help given over the active people, those who gave none included. 0 when all give
 * alike, 1 when one person gives all; n is people in the programme and not on leave.
 *
 * See `gini`. Null under two people and when nobody helped. See docs/metrics.md#the-figures.
 */
export function helpGini(helps: readonly HelpFact[], people: readonly PersonFact[]): MetricValue {
  return fold(HELP_GINI, tallyItems(helpEvents(helps), people));
}
