import { LEAST_ANSWERS } from "../surveys/waves.ts";
import { type Facts, isWithin, type Need, type RequestFact, type Window } from "./facts.ts";
import { greater, keyedMetric, type MetricValue, type Unit } from "./metric.ts";

/** Questions asked in the window. */
export function requestsAsked(facts: Facts, window: Window): RequestFact[] {
  return facts.requests.filter(request => isWithin(request.askedAt, window) && request.askedAt <= facts.asOf);
}

/** A figure of the help board's questions by when they were asked. */
export function requestMetric(definition: {
  id: string;
  skill?: string | null;
  unit: Unit;
  direction: "up" | "down" | "none";
  needs: readonly [Need, ...Need[]];
  value(requests: RequestFact[]): MetricValue;
}) {
  return keyedMetric<RequestFact, RequestFact>({
    leastPeople: LEAST_ANSWERS,
    ...definition,
    value: requests => ({
      ...definition.value(requests),
      people: new Set(requests.map(request => request.askerId)).size,
    }),
    keeps: "requests",
    items: requestsAsked,
    key: request => request.id,
    entry: request => request,
    combine: (a, b) => (a.seenUntil === b.seenUntil ? greater(a, b) : a.seenUntil > b.seenUntil ? a : b),
  });
}
