import type { Programme } from "../../domain/programme.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import type { EvidenceFigure, Insight } from "../../rules/insights/insight.ts";
import type { Facts } from "../../rules/metrics/facts.ts";
import type { MetricValue } from "../../rules/metrics/metric.ts";
import { PERIOD_DAYS } from "../../rules/metrics/periods.ts";
import type { Snapshot } from "../../state/snapshot.ts";

/** What the rules look at, of one programme. */
export interface Observed {
  programme: Programme;
  snapshot: Snapshot;
  /** Of sessions, what was said of them, and help: those of `LOOKED_BACK` at least. */
  facts: Facts;
  /** Who came before, where `facts` leave that out. */
  earlier?: EarlierSeats;
  now: Instant;
  /** True for a cause that was told and has not ended: it ends at another mark than it begins, so that it does not flicker. */
  isOpen(key: string): boolean;
}

/** What is known of the seats in sessions that ended before a moment, from which on there are facts. */
export interface EarlierSeats {
  until: Instant;
  /** Of which it is known who came. */
  known: number;
  taken: number;
}

/** How far back rules look at sessions, what was said of them, and help: a whole period, where the next one began a week ago or later. */
export const LOOKED_BACK = (2 * PERIOD_DAYS + 7) * DAY;

/** The days up to now. */
export function lastDays(now: Instant, days: number): { from: Instant; to: Instant } {
  return { from: now - days * DAY, to: now };
}

/** The figure as evidence. */
export function evidenceOf(metricId: string, figure: MetricValue, before: number | null = null): EvidenceFigure {
  const { value, n, count, people, interval, shown } = figure;
  return {
    metricId,
    value,
    n,
    before,
    ...(count === undefined ? {} : { count }),
    ...(people === undefined ? {} : { people }),
    ...(interval === undefined ? {} : { interval }),
    ...(shown === undefined ? {} : { shown }),
  };
}

/** A rule: what it sees now. Pure; the order of what it looks at is irrelevant. */
export type Rule = (observed: Observed) => Insight[];
