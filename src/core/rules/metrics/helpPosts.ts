import type { PersonFact, RequestFact } from "./facts.ts";
import { countIn, fold, type MetricValue } from "./metric.ts";
import { requestsAsked } from "./requestFigure.ts";
import { tallyItems, tallyMetric } from "./tally.ts";

/** See `helpPosts`. */
export const HELP_POSTS = tallyMetric({
  id: "help_posts",
  unit: "number",
  direction: "up",
  needs: ["request.askedAt", "request.askerId"],
  events: (facts, window) => postsOf(requestsAsked(facts, window)),
  value: ({ total, activeIds }) => countIn(total, activeIds.length),
});

function postsOf(requests: readonly RequestFact[]) {
  return requests.map(request => ({ key: request.id, personId: request.askerId }));
}

/**
 * Questions asked on the help board in the window: a count; n is the people in the programme and not on leave.
 *
 * Null without such people, so that nothing asked by nobody is not 0. See docs/metrics.md#the-figures.
 */
function helpPosts(requests: readonly RequestFact[], people: readonly PersonFact[]): MetricValue {
  return fold(HELP_POSTS, tallyItems(postsOf(requests), people));
}
