import type { Language } from "../../core/domain/values/language.ts";
import { metricOf } from "../../core/rules/metrics/catalogue.ts";
import type { Metric, MetricValue } from "../../core/rules/metrics/metric.ts";
import { say } from "../locales/say.ts";
import { ofFive } from "../meetings/surveys.ts";
import { clip, numeral, quote } from "../phrases/phrase.ts";
import { type MetricGroup, type MetricId, TOLD_METRICS } from "./catalogue.ts";

function isMetricId(id: string): id is MetricId {
  return Object.hasOwn(TOLD_METRICS, id);
}

/** What a metric is called: "Growth of skills: testing" for one skill; an id nobody knows is its own name. */
export function metricName(id: string, language: Language, skill: string | null = null): string {
  const name = isMetricId(id) ? say(language, `metrics.${id}`) : id;
  return skill === null || skill.trim() === "" ? name : `${name}: ${clip(skill, 80)}`;
}

/** What the number in Notion's value column is counted in: "of 5", "share, 0 to 1", "points"; empty for an id nobody knows. */
export function metricUnit(id: string, language: Language): string {
  const unit = metricOf(id)?.unit;
  return unit === undefined ? "" : say(language, `metrics.unit.${unit}`);
}

/** A sentence or two on what a metric says; empty for an id nobody knows. */
export function metricExplanation(id: string, language: Language): string {
  return isMetricId(id) ? say(language, `metrics.${id}.about`) : "";
}

/** Where a metric stands among others; null for an id nobody knows. */
export function metricGroup(id: string): MetricGroup | null {
  return isMetricId(id) ? TOLD_METRICS[id].group : null;
}

/** A group's heading. */
export function metricGroupName(group: MetricGroup, language: Language): string {
  return say(language, `metrics.group.${group}`);
}

/**
 * A metric's value as people read it: "2.8 of 5", "85%", "+30%", "+0.4".
 * Shares are given as 0 to 1; null is "no data yet".
 */
export function metricFigure(id: string, value: number | null, language: Language): string {
  if (value === null) return say(language, "metrics.value.none");
  const unit = metricOf(id)?.unit;
  switch (unit) {
    case "level":
      return ofFive(value, language);
    case "share":
      return percent(value * 100, language);
    case "percent":
      return sign(value, 0) + percent(Math.abs(value), language);
    case "score":
      return signed(value, 0, language);
    case "points":
      return signed(value, 2, language);
    case "people":
    case "answers":
      return numeral(value, language);
    case "deviations":
      return signed(value, 2, language);
    case "number":
      return numeral(value, language, 0);
    case "minutes":
    case "hours":
    case "weeks":
      return say(language, `metrics.value.${unit}`, { value: numeral(value, language, value < 10 ? 1 : 0) });
    default:
      return numeral(value, language, 2);
  }
}

/** By how much a metric's value changed: "+0.3", "−5 pp" for shares and per cents; null when nothing is to be told. */
export function metricChange(id: string, change: number | null, language: Language): string | null {
  const unit = metricOf(id)?.unit;
  if (change === null || unit === undefined) return null;
  if (unit === "share" || unit === "percent")
    return say(language, "metrics.change.points", {
      change: signed(unit === "share" ? change * 100 : change, 0, language),
    });
  return signed(change, DECIMALS[unit] ?? 1, language);
}

const DECIMALS: Partial<Record<Metric["unit"], number>> = { score: 0, number: 0, points: 2, deviations: 2, index: 2 };

/** What a figure is drawn from: "17 answers", "8 of 10 sessions"; only the number for an id nobody knows. */
export function metricBasis(id: string, figure: Pick<MetricValue, "n" | "count">, language: Language): string {
  const { n, count } = figure;
  if (!isMetricId(id)) return numeral(n, language, 0);
  const { basis } = TOLD_METRICS[id];
  const all = numeral(n, language, 0);
  return count === undefined
    ? say(language, `metrics.basis.${basis}`, { all, n })
    : say(language, `metrics.basis.${basis}.of`, { count: numeral(count, language, 0), all, n });
}

/**
 * How sure a figure is: the 95% interval "−0.1 to +0.7" for growth, "12 h or more" where its upper end is not known yet,
 * "60% to 90% with the unreported" for sessions held; null where there is nothing to tell.
 */
export function metricRange(
  id: string,
  figure: Pick<MetricValue, "interval" | "bounds" | "atLeast">,
  language: Language,
): string | null {
  const read = (value: number) => metricFigure(id, value, language);
  const { interval, bounds, atLeast } = figure;
  if (interval !== undefined) return say(language, "metrics.range", { from: read(interval[0]), to: read(interval[1]) });
  if (atLeast !== undefined) return say(language, "metrics.range.open", { from: read(atLeast) });
  if (bounds === undefined || bounds[0] === bounds[1]) return null;
  return say(language, "metrics.range.unreported", { from: read(bounds[0]), to: read(bounds[1]) });
}

function percent(value: number, language: Language): string {
  return say(language, "metrics.value.percent", { value: numeral(value, language, 0) });
}

/** With its sign; what rounds to nothing has none. */
function signed(value: number, decimals: number, language: Language): string {
  return sign(value, decimals) + numeral(Math.abs(value), language, decimals);
}

function sign(value: number, decimals: number): string {
  const rounded = Math.round(Math.abs(value) * 10 ** decimals);
  return rounded === 0 ? "" : value > 0 ? "+" : "−";
}

/**
 * Who a resource is suggested to and why: a whole programme, whosever answers led to it. What made Krug suggest it (a
 * low pulse) is for the coordinator, and so is not told here.
 */
export function resourceSuggestion(suggestion: { programme: string; skill: string }, language: Language): string {
  const programme = quote(suggestion.programme, language);
  const skill = quote(suggestion.skill, language);
  return say(language, "metrics.suggestion", { programme, skill });
}
