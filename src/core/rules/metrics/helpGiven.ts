import { LEAST_ANSWERS } from "../surveys/waves.ts";
import type { HelpFact, PersonFact } from "./facts.ts";
import { helpEvents, helpsWithin } from "./helps.ts";
import { countIn, fold, type MetricValue } from "./metric.ts";
import { tallyItems, tallyMetric } from "./tally.ts";

/** See `helpGiven`. */
export const HELP_GIVEN = tallyMetric({
  id: "help_given",
  keeps: "helps",
  unit: "number",
  direction: "up",
  needs: ["help.helperId", "help.helpedId", "help.about", "person.state"],
  leastPeople: LEAST_ANSWERS,
  events: helpsWithin,
  value: ({ total, activeIds }) => countIn(total, activeIds.length),
});

/**
 * Help given in the window: how many times somebody helped somebody, distinct by helper, helped, and session or question; n
 * is the people in the programme and not on leave.
 *
 * It counts where the one who was helped says so, also help by people who have left since. Null without people. See
 * See docs/metrics.md#the-figures.
 */
export function helpGiven(helps: readonly HelpFact[], people: readonly PersonFact[]): MetricValue {
  return fold(HELP_GIVEN, tallyItems(helpEvents(helps), people));
}
