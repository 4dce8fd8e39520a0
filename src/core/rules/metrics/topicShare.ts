import { skillOf } from "../../domain/skill.ts";
import type { RequestFact } from "./facts.ts";
import { fold, type MetricValue, shareOf } from "./metric.ts";
import { requestMetric } from "./requestFigure.ts";

/** See `topicShare`. */
export function topicShareMetric(skill: string) {
  return requestMetric({
    id: "topic_share",
    skill,
    unit: "share",
    direction: "none",
    needs: ["request.skill"],
    value(requests) {
      const isAbout = (request: RequestFact) => request.skill !== null && skillOf(request.skill) === skillOf(skill);
      const figure = shareOf(requests, isAbout);
      return figure.count === 0 ? { value: null, n: figure.n } : figure;
    },
  });
}

/**
 * Wanted topics: of the questions asked on the help board in the window, the share about one skill. 0 to 1; n is all
 * questions, those about no skill among them.
 *
 * Null where nobody asked about it: a topic is one from the window in which somebody wants it. See
 * See docs/metrics.md#the-figures.
 */
export function topicShare(requests: readonly RequestFact[], skill: string): MetricValue {
  return fold(topicShareMetric(skill), requests);
}
