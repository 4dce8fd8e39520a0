import type { Language, Texts } from "../../core/domain/values/language.ts";
import { metricOf } from "../../core/rules/metrics/catalogue.ts";
import type { Metric, MetricValue } from "../../core/rules/metrics/metric.ts";
import { ofFive } from "../meetings/surveys.ts";
import { clip, numeral, plural, quote } from "../phrases/phrase.ts";
import { METRIC_TEXTS } from "./catalogue.ts";
import type { Basis, MetricGroup } from "./metricText.ts";

type MetricId = keyof typeof METRIC_TEXTS;

function isMetricId(id: string): id is MetricId {
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

/** What a value of *Metrics* is counted in, as it stands in Notion's column: a share is 0 to 1 there. */
const UNIT_TEXTS: Readonly<Record<Metric["unit"], Texts>> = {
  level: { en: "of 5", ru: "из 5", uk: "з 5", bg: "от 5" },
  share: { en: "share, 0 to 1", ru: "доля, от 0 до 1", uk: "частка, від 0 до 1", bg: "дял, от 0 до 1" },
  percent: { en: "%", ru: "%", uk: "%", bg: "%" },
  score: { en: "-100 to 100", ru: "от -100 до 100", uk: "від -100 до 100", bg: "от -100 до 100" },
  points: { en: "points", ru: "баллы", uk: "бали", bg: "точки" },
  people: { en: "people, on average", ru: "человек в среднем", uk: "людей у середньому", bg: "души средно" },
  answers: { en: "answers, on average", ru: "ответов в среднем", uk: "відповідей у середньому", bg: "отговора средно" },
  deviations: {
    en: "standard deviations",
    ru: "стандартные отклонения",
    uk: "стандартні відхилення",
    bg: "стандартни отклонения",
  },
  index: { en: "index, 0 to 1", ru: "индекс, от 0 до 1", uk: "індекс, від 0 до 1", bg: "индекс, от 0 до 1" },
  number: { en: "number", ru: "количество", uk: "кількість", bg: "брой" },
  minutes: { en: "minutes", ru: "минуты", uk: "хвилини", bg: "минути" },
  hours: { en: "hours", ru: "часы", uk: "години", bg: "часове" },
  weeks: { en: "weeks", ru: "недели", uk: "тижні", bg: "седмици" },
};

const GROUP_TEXTS: Readonly<Record<MetricGroup, Texts>> = {
  satisfaction: {
    en: "How people find it",
    ru: "Как людям в программе",
    uk: "Як людям у програмі",
    bg: "Как е на хората",
  },
  feedback: { en: "Feedback", ru: "Отзывы", uk: "Відгуки", bg: "Отзиви" },
  help: { en: "Help", ru: "Помощь", uk: "Допомога", bg: "Помощ" },
  progress: { en: "What comes of it", ru: "Что получается", uk: "Що виходить", bg: "Какво се получава" },
  programme: { en: "The programme", ru: "Программа", uk: "Програма", bg: "Програмата" },
  engagement: { en: "Meeting", ru: "Встречи", uk: "Зустрічі", bg: "Срещи" },
  growth: { en: "Growth of skills", ru: "Рост навыков", uk: "Зростання навичок", bg: "Напредък в уменията" },
  goals: { en: "Goals", ru: "Цели", uk: "Цілі", bg: "Цели" },
};

type Counted = Readonly<Record<"one" | "few" | "other", string>>;

/** "12 answers"; in `of`, the words after "7 of 9". Decimals take the last form. */
const BASIS_TEXTS: Readonly<
  Record<Basis, Readonly<Record<keyof Texts, { count: Counted; of: Readonly<Record<"one" | "other", string>> }>>>
> = {
  answers: {
    en: { count: { one: "answer", few: "answers", other: "answers" }, of: { one: "answer", other: "answers" } },
    ru: { count: { one: "ответ", few: "ответа", other: "ответов" }, of: { one: "ответа", other: "ответов" } },
    uk: {
      count: { one: "відповідь", few: "відповіді", other: "відповідей" },
      of: { one: "відповіді", other: "відповідей" },
    },
    bg: { count: { one: "отговор", few: "отговора", other: "отговора" }, of: { one: "отговор", other: "отговора" } },
  },
  answers_asked: {
    en: {
      count: { one: "possible answer", few: "possible answers", other: "possible answers" },
      of: { one: "possible answer", other: "possible answers" },
    },
    ru: {
      count: { one: "возможный ответ", few: "возможных ответа", other: "возможных ответов" },
      of: { one: "возможного ответа", other: "возможных ответов" },
    },
    uk: {
      count: { one: "можлива відповідь", few: "можливі відповіді", other: "можливих відповідей" },
      of: { one: "можливої відповіді", other: "можливих відповідей" },
    },
    bg: {
      count: { one: "възможен отговор", few: "възможни отговора", other: "възможни отговора" },
      of: { one: "възможен отговор", other: "възможни отговора" },
    },
  },
  sessions: {
    en: { count: { one: "session", few: "sessions", other: "sessions" }, of: { one: "session", other: "sessions" } },
    ru: { count: { one: "встреча", few: "встречи", other: "встреч" }, of: { one: "встречи", other: "встреч" } },
    uk: {
      count: { one: "зустріч", few: "зустрічі", other: "зустрічей" },
      of: { one: "зустрічі", other: "зустрічей" },
    },
    bg: { count: { one: "среща", few: "срещи", other: "срещи" }, of: { one: "среща", other: "срещи" } },
  },
  places: {
    en: { count: { one: "place", few: "places", other: "places" }, of: { one: "place", other: "places" } },
    ru: { count: { one: "место", few: "места", other: "мест" }, of: { one: "места", other: "мест" } },
    uk: { count: { one: "місце", few: "місця", other: "місць" }, of: { one: "місця", other: "місць" } },
    bg: { count: { one: "място", few: "места", other: "места" }, of: { one: "място", other: "места" } },
  },
  people: {
    en: { count: { one: "person", few: "people", other: "people" }, of: { one: "person", other: "people" } },
    ru: { count: { one: "человек", few: "человека", other: "человек" }, of: { one: "человека", other: "человек" } },
    uk: { count: { one: "людина", few: "людини", other: "людей" }, of: { one: "людини", other: "людей" } },
    bg: { count: { one: "човек", few: "души", other: "души" }, of: { one: "човек", other: "души" } },
  },
  pair_meetings: {
    en: {
      count: { one: "meeting of two", few: "meetings of two", other: "meetings of two" },
      of: { one: "meeting of two", other: "meetings of two" },
    },
    ru: {
      count: { one: "попарная встреча", few: "попарные встречи", other: "попарных встреч" },
      of: { one: "попарной встречи", other: "попарных встреч" },
    },
    uk: {
      count: { one: "попарна зустріч", few: "попарні зустрічі", other: "попарних зустрічей" },
      of: { one: "попарної зустрічі", other: "попарних зустрічей" },
    },
    bg: {
      count: { one: "среща по двама", few: "срещи по двама", other: "срещи по двама" },
      of: { one: "среща по двама", other: "срещи по двама" },
    },
  },
  goals: {
    en: { count: { one: "goal", few: "goals", other: "goals" }, of: { one: "goal", other: "goals" } },
    ru: { count: { one: "цель", few: "цели", other: "целей" }, of: { one: "цели", other: "целей" } },
    uk: { count: { one: "ціль", few: "цілі", other: "цілей" }, of: { one: "цілі", other: "цілей" } },
    bg: { count: { one: "цел", few: "цели", other: "цели" }, of: { one: "цел", other: "цели" } },
  },
  session_pairs: {
    en: {
      count: { one: "pair of sessions", few: "pairs of sessions", other: "pairs of sessions" },
      of: { one: "pair of sessions", other: "pairs of sessions" },
    },
    ru: {
      count: { one: "пара встреч", few: "пары встреч", other: "пар встреч" },
      of: { one: "пары встреч", other: "пар встреч" },
    },
    uk: {
      count: { one: "пара зустрічей", few: "пари зустрічей", other: "пар зустрічей" },
      of: { one: "пари зустрічей", other: "пар зустрічей" },
    },
    bg: {
      count: { one: "двойка срещи", few: "двойки срещи", other: "двойки срещи" },
      of: { one: "двойка срещи", other: "двойки срещи" },
    },
  },
  pairs: {
    en: {
      count: { one: "pair of people", few: "pairs of people", other: "pairs of people" },
      of: { one: "pair of people", other: "pairs of people" },
    },
    ru: {
      count: { one: "пара людей", few: "пары людей", other: "пар людей" },
      of: { one: "пары людей", other: "пар людей" },
    },
    uk: {
      count: { one: "пара людей", few: "пари людей", other: "пар людей" },
      of: { one: "пари людей", other: "пар людей" },
    },
    bg: {
      count: { one: "двойка хора", few: "двойки хора", other: "двойки хора" },
      of: { one: "двойка хора", other: "двойки хора" },
    },
  },
  questions: {
    en: {
      count: { one: "question", few: "questions", other: "questions" },
      of: { one: "question", other: "questions" },
    },
    ru: { count: { one: "вопрос", few: "вопроса", other: "вопросов" }, of: { one: "вопроса", other: "вопросов" } },
    uk: { count: { one: "питання", few: "питання", other: "питань" }, of: { one: "питання", other: "питань" } },
    bg: { count: { one: "въпрос", few: "въпроса", other: "въпроса" }, of: { one: "въпрос", other: "въпроса" } },
  },
  helps: {
    en: {
      count: { one: "case of help", few: "cases of help", other: "cases of help" },
      of: { one: "case of help", other: "cases of help" },
    },
    ru: {
      count: { one: "случай помощи", few: "случая помощи", other: "случаев помощи" },
      of: { one: "случая помощи", other: "случаев помощи" },
    },
    uk: {
      count: { one: "випадок допомоги", few: "випадки допомоги", other: "випадків допомоги" },
      of: { one: "випадку допомоги", other: "випадків допомоги" },
    },
    bg: {
      count: { one: "случай на помощ", few: "случая на помощ", other: "случая на помощ" },
      of: { one: "случай на помощ", other: "случая на помощ" },
    },
  },
  invitations: {
    en: {
      count: { one: "invitation", few: "invitations", other: "invitations" },
      of: { one: "invitation", other: "invitations" },
    },
    ru: {
      count: { one: "приглашение", few: "приглашения", other: "приглашений" },
      of: { one: "приглашения", other: "приглашений" },
    },
    uk: {
      count: { one: "запрошення", few: "запрошення", other: "запрошень" },
      of: { one: "запрошення", other: "запрошень" },
    },
    bg: { count: { one: "покана", few: "покани", other: "покани" }, of: { one: "покана", other: "покани" } },
  },
};
