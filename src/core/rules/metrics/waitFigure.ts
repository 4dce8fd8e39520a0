import { HOUR, type Instant } from "../../domain/values/time.ts";
import { medianWait, type Wait } from "../statistics/kaplanMeier.ts";
import type { MetricValue } from "./metric.ts";

/** How long it took from one moment to another; still waited for when that is not known by `seenUntil`. */
export function waitOf(from: Instant, to: Instant | null, seenUntil: Instant): Wait {
  const isOver = to !== null && to <= seenUntil;
  return { duration: Math.max(0, (isOver ? to : seenUntil) - from) / HOUR, isOver };
}

/** The median of waits in hours, as a figure; n is all waits, `count` those that are over. */
export function medianHours(waits: readonly Wait[]): MetricValue {
  const n = waits.length;
  const { median, low, high } = medianWait(waits);
  const figure: MetricValue = { value: median, n };
  if (median === null || low === null) return figure;
  return high === null ? { ...figure, atLeast: low } : { ...figure, interval: [low, high] };
}
