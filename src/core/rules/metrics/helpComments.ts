import { type CommentFact, isWithin, type PersonFact } from "./facts.ts";
import { countIn, fold, type MetricValue } from "./metric.ts";
import { tallyItems, tallyMetric } from "./tally.ts";

/** See `helpComments`. */
export const HELP_COMMENTS = tallyMetric({
  id: "help_comments",
  unit: "number",
  direction: "up",
  needs: ["comment.at", "comment.personId"],
  events: (facts, window) =>
    eventsOf(facts.comments.filter(comment => isWithin(comment.at, window) && comment.at <= facts.asOf)),
  value: ({ total, activeIds }) => countIn(total, activeIds.length),
});

function eventsOf(comments: readonly CommentFact[]) {
  return comments.map(comment => ({ key: comment.id, personId: comment.personId }));
}

/**
 * Comments people wrote on the help board in the window: a count; n is the people in the programme and not on leave.
 *
 * Null without such people. See docs/metrics.md#the-figures.
 */
function helpComments(comments: readonly CommentFact[], people: readonly PersonFact[]): MetricValue {
  return fold(HELP_COMMENTS, tallyItems(eventsOf(comments), people));
}
