import { type ClosingFact, type Facts, isWithin, type Need, type Window } from "./facts.ts";
import { greater, keyedMetric, type MetricValue, type Unit } from "./metric.ts";

/** A figure of what people answered in the closing form, each person's last answer in the window. */
export function closingMetric(definition: {
  id: string;
  unit: Unit;
  direction: "up" | "down";
  leastPeople?: number;
  needs: readonly [Need, ...Need[]];
  answer(closing: ClosingFact): number | null;
  value(answers: number[]): MetricValue;
}) {
  const { answer, value, ...rest } = definition;
  return keyedMetric<ClosingFact, ClosingFact>({
    ...rest,
    keeps: "closings",
    items: closingsWithin,
    key: closing => closing.personId,
    entry: closing => closing,
    combine: (a, b) => (a.at === b.at ? greater(a, b) : a.at > b.at ? a : b),
    value: closings => value(closings.map(answer).filter(one => one !== null)),
  });
}

function closingsWithin(facts: Facts, window: Window): ClosingFact[] {
  return facts.closings.filter(closing => isWithin(closing.at, window) && closing.at <= facts.asOf);
}

/** The sum of people's counts; n is the people who answered. */
export function totalOf(counts: readonly number[]): MetricValue {
  const n = counts.length;
  return { value: n === 0 ? null : counts.reduce((sum, count) => sum + count, 0), n };
}
