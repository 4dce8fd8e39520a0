import type { Texts } from "../../core/domain/values/language.ts";
import type { Metric } from "../../core/rules/metrics/metric.ts";
import { FEEDBACK_METRICS } from "./feedback.ts";
import { GROWTH_METRICS } from "./growth.ts";
import { HELP_METRICS } from "./help.ts";
import { MEETING_METRICS } from "./meeting.ts";
import type { Basis, MetricGroup } from "./metricText.ts";
import { PROGRAMME_METRICS } from "./programme.ts";

/** Every metric of core/rules/metrics/catalogue.ts, in its order: what it is called and what its figure says. */
export const METRIC_TEXTS = {
  ...FEEDBACK_METRICS,
  ...MEETING_METRICS,
  ...HELP_METRICS,
  ...GROWTH_METRICS,
  ...PROGRAMME_METRICS,
} as const;

/** What a value of *Metrics* is counted in, as it stands in Notion's column: a share is 0 to 1 there. */
export const UNIT_TEXTS: Readonly<Record<Metric["unit"], Texts>> = {
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

export const GROUP_TEXTS: Readonly<Record<MetricGroup, Texts>> = {
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
export const BASIS_TEXTS: Readonly<
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
