import { skillOf } from "../../domain/skill.ts";
import { LEAST_ANSWERS } from "../surveys/pulse.ts";
import { type Fact, type Facts, isWithin, type Window } from "./facts.ts";
import { countIn, medianHours, shareOf, shareOfAnswers, waitOf } from "./figures.ts";
import { tally } from "./help.ts";
import { type About, family, keyed, latest, type MetricValue } from "./metric.ts";

/**
 * What is asked on the help board, and what becomes of it.
 *
 * Questions count for the window they were asked in. See docs/metrics.md#the-figures.
 */
export const HELP_BOARD = family({
  /**
   * Questions asked on the help board in the window: a number; n is the people in the programme and not on leave.
   *
   * Null without such people, so that nothing asked by nobody is not 0.
   */
  help_posts: tally({
    unit: "number",
    direction: "up",
    needs: ["request.askedAt", "request.askerId"],
    happenings: (facts, window) =>
      requestsAsked(facts, window).map(request => ({ key: request.id, personId: request.askerId })),
    value: ({ total, activeIds }) => countIn(total, activeIds.length),
  }),

  /**
   * Comments people wrote on the help board in the window: a number; n is the people in the programme and not on leave.
   *
   * Null without such people.
   */
  help_comments: tally({
    unit: "number",
    direction: "up",
    needs: ["comment.at", "comment.personId"],
    happenings: (facts, window) =>
      facts.comments
        .filter(comment => isWithin(comment.at, window) && comment.at <= facts.asOf)
        .map(comment => ({ key: comment.id, personId: comment.personId })),
    value: ({ total, activeIds }) => countIn(total, activeIds.length),
  }),

  /**
   * Hours to a helper: the median time from a question to its being taken; n is questions.
   *
   * Kaplan-Meier with a 95 % interval (`medianHours`): those still waiting count as waiting for as long as they were followed,
   * 28 days beyond the window. Null without questions and while fewer than half would have a helper.
   */
  hours_to_helper: ofRequests({
    unit: "hours",
    direction: "down",
    needs: ["request.askedAt", "request.helperAt", "request.seenUntil"],
    value: requests =>
      medianHours(requests.map(request => waitOf(request.askedAt, request.helperAt, request.seenUntil))),
  }),

  /**
   * Hours to resolved: the median time from a question to its being resolved; n is questions.
   *
   * As `hours_to_helper`. Null without questions and while fewer than half would be resolved.
   */
  hours_to_resolved: ofRequests({
    unit: "hours",
    direction: "down",
    needs: ["request.askedAt", "request.resolvedAt", "request.seenUntil"],
    value: requests =>
      medianHours(requests.map(request => waitOf(request.askedAt, request.resolvedAt, request.seenUntil))),
  }),

  /**
   * Resolved: of the questions asked in the window, the share that were resolved while they were followed, 28 days beyond the
   * window. 0 to 1; n is questions.
   *
   * With a 95 % interval that respects that people ask several times. Null without questions.
   */
  resolved_share: ofRequests({
    unit: "share",
    direction: "up",
    needs: ["request.resolvedAt", "request.askerId", "request.seenUntil"],
    value: requests =>
      shareOfAnswers(
        requests.map(request => ({
          personId: request.askerId,
          value: Number(request.resolvedAt !== null && request.resolvedAt <= request.seenUntil),
        })),
      ),
  }),
});

/** What is wanted of one skill. See docs/metrics.md#the-figures. */
export function topicMetrics(skill: string) {
  return family({
    /**
     * Wanted topics: of the questions asked on the help board in the window, the share about one skill. 0 to 1; n is all
     * questions, those about no skill among them.
     *
     * Null where nobody asked about it: a topic counts from the window in which it is first wanted.
     */
    topic_share: ofRequests({
      skill,
      unit: "share",
      direction: "none",
      needs: ["request.skill"],
      value(requests) {
        const isAbout = (request: Fact<"requests">) =>
          request.skill !== null && skillOf(request.skill) === skillOf(skill);
        const figure = shareOf(requests, isAbout);
        return figure.count === 0 ? { value: null, n: figure.n } : figure;
      },
    }),
  });
}

/** A figure of the questions asked in the window, drawn from those who asked; each question as it was seen last. */
function ofRequests(definition: About & { value(requests: Fact<"requests">[]): MetricValue }) {
  return keyed<Fact<"requests">, Fact<"requests">>({
    ...definition,
    keeps: "requests",
    leastPeople: LEAST_ANSWERS,
    items: requestsAsked,
    key: request => request.id,
    entry: request => request,
    combine: latest(request => request.seenUntil),
    value: requests => ({
      ...definition.value(requests),
      people: new Set(requests.map(request => request.askerId)).size,
    }),
  });
}

function requestsAsked(facts: Facts, window: Window): Fact<"requests">[] {
  return facts.requests.filter(request => isWithin(request.askedAt, window) && request.askedAt <= facts.asOf);
}
