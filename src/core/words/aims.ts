import type { LocalDate } from "../domain/values/time.ts";
import type { Standing } from "../rules/insights/aims.ts";
import type { Insight } from "../rules/insights/insight.ts";
import type { Point } from "../rules/metrics/points.ts";

/** Days, the last among them. */
interface Days {
  from: LocalDate;
  to: LocalDate;
}

/** How an aim of a programme stands, as everybody may read it: no name is in it. */
export interface ToldAim extends Omit<Standing, "point"> {
  url: string;
  /** What it is called; empty where nothing was written, or somebody is named. */
  title: string;
  /** The id of the figure it is measured by; null for one reported by hand, and where nobody said. */
  metric: string | null;
  dueOn: LocalDate | null;
  /** When it was reported by hand; null for a figure, and where it was not. */
  reportedOn: LocalDate | null;
  /** The days its figure is of; null where there is none. */
  period: Days | null;
}

/** A month of a programme for those who pay for it. */
export interface SponsorsReport {
  programme: string;
  /** The month's first day. */
  month: LocalDate;
  aims: readonly ToldAim[];
  /** The days the figures are of; null where there are none. */
  period: Days | null;
  /** What was done: figures that are shown to everybody. */
  done: readonly Pick<Point, "metricId" | "value" | "n" | "count">[];
  /** What the figures suggest to change, by its insight. */
  changes: readonly Insight["id"][];
}
