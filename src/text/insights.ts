import type { InsightUse } from "../core/domain/programme.ts";
import type { Language, Texts } from "../core/domain/values/language.ts";
import { type Instant, localDate } from "../core/domain/values/time.ts";
import type { EvidenceFigure, InsightId } from "../core/rules/insights/insight.ts";
import { INSIGHT_TEXTS } from "./insights/catalogue.ts";
import type { ToldInsight } from "./insights/insightText.ts";
import { metricBasis, metricFigure, metricName, metricRange } from "./metrics.ts";
import { dayRange, shortDate } from "./when.ts";

/** What an insight is called: "Meetings run over". */
export function insightTitle(id: InsightId, language: Language): string {
  return INSIGHT_TEXTS[id].title[language];
}

/** What was seen, in a sentence or two. */
export function insightSeen(told: ToldInsight, language: Language): string {
  return INSIGHT_TEXTS[told.id].seen(told)[language];
}

/** What a coordinator can do. */
export function insightAdvice(id: InsightId, language: Language): string {
  return INSIGHT_TEXTS[id].advice[language];
}

/**
 * What Krug does about it, or would do if the programme let it: "Krug: others lead the coming sessions until help is in
 * balance." Null where there is nothing Krug could do.
 */
export function insightActs(told: ToldInsight, use: InsightUse, language: Language): string | null {
  const acts = INSIGHT_TEXTS[told.id].acts(told);
  if (acts === null) return null;
  const isDone = use === "act" || (use === "suggest" && told.action?.kind === "suggest_resources");
  return `${(isDone ? KRUG : KRUG_WOULD)[language]} ${acts[language]}`;
}

const KRUG: Texts = { en: "Krug:", ru: "Круг:", uk: "Круг:", bg: "Кръг:" };
const KRUG_WOULD: Texts = {
  en: "Krug, if “Insights” is set to “Act”:",
  ru: "Круг, если в «Выводах» выбрать «Действовать»:",
  uk: "Круг, якщо у «Висновках» вибрати «Діяти»:",
  bg: "Кръг, ако в „Изводи“ изберете „Действа“:",
};

/** A figure it rests on: "Ended in time: 50% (5 of 10 answers; 95% interval: 26% to 74%)". */
export function insightEvidence(figure: EvidenceFigure, language: Language): string {
  const { metricId, value, interval } = figure;
  if (value === null) return "";
  const basis = metricBasis(metricId, figure, language);
  const range = interval === undefined ? null : metricRange(metricId, { interval }, language);
  const sure = range === null ? "" : `; ${INTERVAL[language]}: ${range}`;
  return `${metricName(metricId, language)}: ${metricFigure(metricId, value, language)} (${basis}${sure})`;
}

const INTERVAL: Texts = { en: "95% interval", ru: "95 % интервал", uk: "95 % інтервал", bg: "95% интервал" };

/** Since when it lasts, or from when to when it did, by the day: "Since 3 March". */
export function insightTime(since: Instant, goneAt: Instant | null, zone: string, language: Language): string {
  const from = localDate(since, zone);
  if (goneAt !== null) return dayRange(from, localDate(goneAt, zone), language);
  const day = shortDate(from, language);
  return { en: `Since ${day}`, ru: `С ${day}`, uk: `З ${day}`, bg: `От ${day}` }[language];
}

/** What the dashboard's part says besides. */
export function insightsTexts(language: Language): { heading: string; none: string; over: string; toDo: string } {
  return HEADINGS[language];
}

const HEADINGS: Readonly<Record<Language, { heading: string; none: string; over: string; toDo: string }>> = {
  en: {
    heading: "What the figures suggest",
    none: "Nothing stands out. Krug looks again once a day.",
    over: "Over by now",
    toDo: "To do:",
  },
  ru: {
    heading: "Что подсказывают показатели",
    none: "Ничего не бросается в глаза. Круг смотрит раз в день.",
    over: "Уже позади",
    toDo: "Что сделать:",
  },
  uk: {
    heading: "Що підказують показники",
    none: "Нічого не впадає в око. Круг дивиться раз на день.",
    over: "Уже позаду",
    toDo: "Що зробити:",
  },
  bg: {
    heading: "Какво подсказват показателите",
    none: "Нищо не бие на очи. Кръг поглежда веднъж на ден.",
    over: "Вече отмина",
    toDo: "Какво да направите:",
  },
};
