import type { Language, Texts } from "../../core/domain/values/language.ts";
import { metricOf } from "../../core/rules/metrics/catalogue.ts";
import type { Metric, MetricValue } from "../../core/rules/metrics/metric.ts";
import { ofFive } from "../meetings/surveys.ts";
import { clip, numeral, plural, quote } from "../phrases/phrase.ts";
import { BASIS_TEXTS, GROUP_TEXTS, METRIC_TEXTS, UNIT_TEXTS } from "./catalogue.ts";
import type { MetricGroup } from "./metricText.ts";

type MetricId = keyof typeof METRIC_TEXTS;

/** The metrics people can read about, in the catalogue's order. */
export const METRIC_IDS = Object.keys(METRIC_TEXTS) as readonly MetricId[];

export function isMetricId(id: string): id is MetricId {
  return Object.hasOwn(METRIC_TEXTS, id);
}

/** What a metric is called: "Growth of skills: testing" for one skill; an id nobody knows is its own name. */
export function metricName(id: string, language: Language, skill: string | null = null): string {
  const name = isMetricId(id) ? METRIC_TEXTS[id].name[language] : id;
  return skill === null || skill.trim() === "" ? name : `${name}: ${clip(skill, 80)}`;
}

/** What the number in Notion's value column is counted in: "of 5", "share, 0 to 1", "points"; empty for an id nobody knows. */
export function metricUnit(id: string, language: Language): string {
  const unit = metricOf(id)?.unit;
  return unit === undefined ? "" : UNIT_TEXTS[unit][language];
}

/** A sentence or two on what a metric says; empty for an id nobody knows. */
export function metricExplanation(id: string, language: Language): string {
  return isMetricId(id) ? METRIC_TEXTS[id].explanation[language] : "";
}

/** Where a metric stands among others; null for an id nobody knows. */
export function metricGroup(id: string): MetricGroup | null {
  return isMetricId(id) ? METRIC_TEXTS[id].group : null;
}

/** A group's heading. */
export function metricGroupName(group: MetricGroup, language: Language): string {
  return GROUP_TEXTS[group][language];
}

/**
 * A metric's value as people read it: "2.8 of 5", "85%", "+30%", "+0.4".
 * Shares are given as 0 to 1; null is "no data yet".
 */
export function metricFigure(id: string, value: number | null, language: Language): string {
  if (value === null) return NO_DATA[language];
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
      return `${numeral(value, language, value < 10 ? 1 : 0)} ${TIMES[unit][language]}`;
    default:
      return numeral(value, language, 2);
  }
}

const TIMES = {
  minutes: { en: "min", ru: "мин", uk: "хв", bg: "мин" },
  hours: { en: "h", ru: "ч", uk: "год", bg: "ч" },
  weeks: { en: "wk", ru: "нед.", uk: "тиж.", bg: "седм." },
} as const satisfies Record<string, Texts>;

const NO_DATA: Texts = { en: "no data yet", ru: "данных пока нет", uk: "даних поки немає", bg: "още няма данни" };

/** By how much a metric's value changed: "+0.3", "−5 pp" for shares and per cents; null when nothing is to be told. */
export function metricChange(id: string, change: number | null, language: Language): string | null {
  const unit = metricOf(id)?.unit;
  if (change === null || unit === undefined) return null;
  if (unit === "share" || unit === "percent")
    return `${signed(unit === "share" ? change * 100 : change, 0, language)} ${PERCENTAGE_POINTS[language]}`;
  return signed(change, DECIMALS[unit] ?? 1, language);
}

const DECIMALS: Partial<Record<Metric["unit"], number>> = { score: 0, number: 0, points: 2, deviations: 2, index: 2 };
const PERCENTAGE_POINTS: Texts = { en: "pp", ru: "п. п.", uk: "в. п.", bg: "п. п." };

/** What a figure is drawn from: "17 answers", "8 of 10 sessions"; only the number for an id nobody knows. */
export function metricBasis(id: string, figure: Pick<MetricValue, "n" | "count">, language: Language): string {
  const { n, count } = figure;
  if (!isMetricId(id)) return numeral(n, language, 0);
  const words = BASIS_TEXTS[METRIC_TEXTS[id].basis][language];
  const all = numeral(n, language, 0);
  if (count === undefined) return `${all} ${plural(n, language, words.count)}`;
  const of: Texts = { en: "of", ru: "из", uk: "з", bg: "от" };
  return `${numeral(count, language, 0)} ${of[language]} ${all} ${plural(n, language, { one: words.of.one, other: words.of.other })}`;
}

/**
 * How sure a figure is: the 95% interval "−0.1 to +0.7" for growth, "12 h or more" where its upper end is not known yet, "60% to 90%, whatever the unreported turn out to be" for
 * sessions held; null where there is nothing to tell.
 */
export function metricRange(
  id: string,
  figure: Pick<MetricValue, "interval" | "bounds" | "atLeast">,
  language: Language,
): string | null {
  const range = (low: number, high: number): Texts => {
    const [from, to] = [metricFigure(id, low, language), metricFigure(id, high, language)];
    return { en: `${from} to ${to}`, ru: `от ${from} до ${to}`, uk: `від ${from} до ${to}`, bg: `от ${from} до ${to}` };
  };
  if (figure.interval !== undefined) return range(...figure.interval)[language];
  if (figure.atLeast !== undefined) {
    const from = metricFigure(id, figure.atLeast, language);
    return { en: `${from} or more`, ru: `от ${from}`, uk: `від ${from}`, bg: `от ${from} нагоре` }[language];
  }
  if (figure.bounds === undefined || figure.bounds[0] === figure.bounds[1]) return null;
  const texts = range(...figure.bounds);
  return {
    en: `${texts.en} with the unreported`,
    ru: `${texts.ru} с учётом встреч без сведений`,
    uk: `${texts.uk} з урахуванням зустрічей без відомостей`,
    bg: `${texts.bg} със срещите без сведения`,
  }[language];
}

function percent(value: number, language: Language): string {
  return `${numeral(value, language, 0)}${language === "en" || language === "bg" ? "%" : " %"}`;
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
  const texts: Texts = {
    en: `Suggested to everyone in ${programme}: help is wanted most with ${skill}.`,
    ru: `Предложено всем в программе ${programme}: больше всего помощь нужна с навыком ${skill}.`,
    uk: `Запропоновано всім у програмі ${programme}: найбільше допомога потрібна з навичкою ${skill}.`,
    bg: `Предложено на всички в програмата ${programme}: помощ е нужна най-вече за умението ${skill}.`,
  };
  return texts[language];
}
