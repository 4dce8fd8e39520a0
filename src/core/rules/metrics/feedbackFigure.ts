import { clusteredMean, clusteredMeanInterval, clustersOf } from "../statistics/clusteredMean.ts";
import { clusteredShareInterval } from "../statistics/proportion.ts";
import { LEAST_ANSWERS } from "../surveys/waves.ts";
import { type FeedbackFact, isWithin, type Need } from "./facts.ts";
import { greater, keyedMetric, type MetricValue, type Unit } from "./metric.ts";

/** A figure of what people answered after sessions that were over in the window; several answers of one person are not independent. */
function feedbackMetric(definition: {
  id: string;
  unit: Unit;
  direction: "up" | "down" | "none";
  needs: readonly [Need, ...Need[]];
  answer(feedback: FeedbackFact): number | null;
  figure(answers: { personId: string; value: number }[]): MetricValue;
}) {
  const { id, unit, direction, needs } = definition;
  return keyedMetric<FeedbackFact, FeedbackFact>({
    id,
    keeps: "feedback",
    unit,
    direction,
    needs,
    leastPeople: LEAST_ANSWERS,
    items: (facts, window) =>
      facts.feedback.filter(one => isWithin(one.endedAt, window) && Math.max(one.endedAt, one.at) <= facts.asOf),
    key: one => `${one.sessionId} ${one.personId}`,
    entry: one => one,
    combine: (a, b) => (a.at === b.at ? greater(a, b) : a.at > b.at ? a : b),
    value: feedback =>
      definition.figure(
        feedback.flatMap(one => {
          const value = definition.answer(one);
          return value === null ? [] : [{ personId: one.personId, value }];
        }),
      ),
  });
}

type Definition = Omit<Parameters<typeof feedbackMetric>[0], "figure">;

/** The mean of all answers, with its interval on the scale. */
export function feedbackMeanMetric(definition: Definition & { scale: readonly [number, number] }) {
  return feedbackMetric({ ...definition, figure: answers => meanOfAnswers(answers, definition.scale) });
}

/** The share of the answers that are 1, the others being 0, with its interval. */
export function feedbackShareMetric(definition: Omit<Definition, "unit">) {
  return feedbackMetric({ ...definition, unit: "share", figure: shareOfAnswers });
}

/** The mean of answers clustered by person; n is answers. */
function meanOfAnswers(
  answers: readonly { personId: string; value: number }[],
  scale: readonly [number, number],
): MetricValue {
  const clusters = clustersOf(answers);
  const interval = clusteredMeanInterval(clusters, scale);
  const value = clusteredMean(clusters)?.mean ?? null;
  return { value, n: answers.length, people: clusters.length, ...(interval === null ? {} : { interval }) };
}

/** The share of ones among answers clustered by person; n is answers. */
export function shareOfAnswers(answers: readonly { personId: string; value: number }[]): MetricValue {
  const n = answers.length;
  const count = answers.filter(answer => answer.value === 1).length;
  const clusters = clustersOf(answers);
  const interval = clusteredShareInterval(clusters);
  return {
    value: n === 0 ? null : count / n,
    n,
    count,
    people: clusters.length,
    ...(interval === null ? {} : { interval }),
  };
}
