import { HOUR, type Instant } from "../../domain/values/time.ts";
import {
  clusteredMean,
  clusteredMeanInterval,
  clusteredShareInterval,
  clustersOf,
  shareInterval,
} from "../statistics/clusteredMean.ts";
import { medianWait, type Wait } from "../statistics/kaplanMeier.ts";
import type { MetricValue } from "./metric.ts";

/** A count and what it is drawn from: null, not 0, where there was nothing to count in. */
export function countIn(count: number, n: number): MetricValue {
  return n === 0 ? { value: null, n } : { value: count, n };
}

/** A count out of a total, as a share; null for a total of none. */
export function ratio(count: number, n: number): MetricValue {
  return { value: n === 0 ? null : count / n, n, count };
}

/** The share of those entries that are so; null of none. */
export function shareOf<Entry>(entries: readonly Entry[], isSo: (entry: Entry) => boolean): MetricValue {
  return ratio(entries.filter(isSo).length, entries.length);
}

/** The share of entries, one a person, that hold, with its 95 % interval (`shareInterval`); null of none. */
export function shareOfPeople(entries: readonly boolean[]): MetricValue {
  const count = entries.filter(isSo => isSo).length;
  return withInterval(ratio(count, entries.length), shareInterval(count, entries.length));
}

/** A figure beside its interval, where it has one. */
export function withInterval(figure: MetricValue, interval: [number, number] | null): MetricValue {
  return interval === null ? figure : { ...figure, interval };
}

/** An answer as a number, and who gave it. */
export interface Answer {
  personId: string;
  value: number;
}

/** The mean of answers on a scale, n is answers, with a 95 % interval that respects that people answer several times (`clusteredMean`). */
export function meanOfAnswers(answers: readonly Answer[], scale: readonly [number, number]): MetricValue {
  const clusters = clustersOf(answers);
  const value = clusteredMean(clusters)?.mean ?? null;
  return withInterval({ value, n: answers.length, people: clusters.length }, clusteredMeanInterval(clusters, scale));
}

/** The share of ones among answers of 0 and 1, n is answers, with a 95 % interval that respects the same (`clusteredShareInterval`). */
export function shareOfAnswers(answers: readonly Answer[]): MetricValue {
  const clusters = clustersOf(answers);
  return withInterval(
    { ...shareOf(answers, answer => answer.value === 1), people: clusters.length },
    clusteredShareInterval(clusters),
  );
}

/** How long it took from one moment to another; still waited for when that is not known by `seenUntil`. */
export function waitOf(from: Instant, to: Instant | null, seenUntil: Instant): Wait {
  const isOver = to !== null && to <= seenUntil;
  return { duration: Math.max(0, (isOver ? to : seenUntil) - from) / HOUR, isOver };
}

/**
 * The Kaplan-Meier median of waits in hours, with its 95 % interval (`medianWait`); n is all waits. Those still waiting count
 * as waiting for as long as they were followed; `atLeast` is the interval's lower end while the upper can't be told.
 */
export function medianHours(waits: readonly Wait[]): MetricValue {
  const { median, low, high } = medianWait(waits);
  const figure: MetricValue = { value: median, n: waits.length };
  if (median === null || low === null) return figure;
  return high === null ? { ...figure, atLeast: low } : { ...figure, interval: [low, high] };
}
