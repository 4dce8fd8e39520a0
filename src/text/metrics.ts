import type { Language, Texts } from "../core/language.ts";
import { clip, numeral, quote } from "./phrase.ts";
import { ofFive } from "./surveys.ts";

export const METRIC_IDS = [
  "satisfaction",
  "satisfied_share",
  "supported",
  "recommend",
  "held",
  "attendance",
  "growth",
  "growth_percent",
  "goals_done",
  "goals_on_track",
  "goals_off_track",
  "goals_overdue",
  "feedback_given",
  "response_rate",
  "new_people_met",
] as const;
export type MetricId = (typeof METRIC_IDS)[number];

/** How a value is to be read: `share` is 0 to 1, `percent` is already in per cent. */
type Unit = "of_five" | "share" | "percent" | "score" | "points" | "goals" | "per_person";

const UNITS: Readonly<Record<Unit, Texts>> = {
  of_five: { en: "of 5", ru: "из 5", uk: "з 5", bg: "от 5" },
  share: { en: "%", ru: "%", uk: "%", bg: "%" },
  percent: { en: "%", ru: "%", uk: "%", bg: "%" },
  score: { en: "-100 to 100", ru: "от -100 до 100", uk: "від -100 до 100", bg: "от -100 до 100" },
  points: { en: "points", ru: "баллов", uk: "балів", bg: "точки" },
  goals: { en: "goals", ru: "целей", uk: "цілей", bg: "цели" },
  per_person: { en: "a person", ru: "на человека", uk: "на людину", bg: "на човек" },
};

interface MetricTexts {
  unit: Unit;
  name: Texts;
  explanation: Texts;
}

const METRICS: Readonly<Record<MetricId, MetricTexts>> = {
  satisfaction: {
    unit: "of_five",
    name: { en: "Satisfaction", ru: "Удовлетворённость", uk: "Задоволеність", bg: "Удовлетвореност" },
    explanation: {
      en: "How satisfied people are with the programme: the mean of the pulse’s answers from 1 to 5.",
      ru: "Насколько люди довольны программой: среднее ответов пульс-опроса от 1 до 5.",
      uk: "Наскільки люди задоволені програмою: середнє відповідей пульс-опитування від 1 до 5.",
      bg: "Колко са доволни хората от програмата: средното на отговорите в пулс анкетата от 1 до 5.",
    },
  },
  satisfied_share: {
    unit: "share",
    name: { en: "Satisfied people", ru: "Доля довольных", uk: "Частка задоволених", bg: "Дял на доволните" },
    explanation: {
      en: "The share of the pulse’s answers that are 4 or 5.",
      ru: "Доля ответов пульс-опроса, в которых стоит 4 или 5.",
      uk: "Частка відповідей пульс-опитування, у яких стоїть 4 або 5.",
      bg: "Делът на отговорите в пулс анкетата, които са 4 или 5.",
    },
  },
  supported: {
    unit: "of_five",
    name: { en: "Feeling supported", ru: "Ощущение поддержки", uk: "Відчуття підтримки", bg: "Усещане за подкрепа" },
    explanation: {
      en: "How well people feel supported: the mean of the pulse’s answers from 1 to 5.",
      ru: "Насколько люди чувствуют поддержку: среднее ответов пульс-опроса от 1 до 5.",
      uk: "Наскільки люди відчувають підтримку: середнє відповідей пульс-опитування від 1 до 5.",
      bg: "Доколко хората усещат подкрепа: средното на отговорите в пулс анкетата от 1 до 5.",
    },
  },
  recommend: {
    unit: "score",
    name: {
      en: "Would recommend",
      ru: "Готовность рекомендовать",
      uk: "Готовність рекомендувати",
      bg: "Готовност за препоръка",
    },
    explanation: {
      en: "The share who answered 9 or 10 less the share who answered 0 to 6; shown from 10 answers.",
      ru: "Доля ответов 9 и 10 минус доля ответов от 0 до 6; показывается от 10 ответов.",
      uk: "Частка відповідей 9 і 10 мінус частка відповідей від 0 до 6; показується від 10 відповідей.",
      bg: "Делът на отговорите 9 и 10 минус дела на отговорите от 0 до 6; показва се при поне 10 отговора.",
    },
  },
  held: {
    unit: "share",
    name: { en: "Sessions held", ru: "Состоявшиеся встречи", uk: "Зустрічі, що відбулися", bg: "Проведени срещи" },
    explanation: {
      en: "Of the sessions whose outcome is known, the share that took place.",
      ru: "Какая доля встреч состоялась — из тех, об исходе которых известно.",
      uk: "Яка частка зустрічей відбулася — з тих, про результат яких відомо.",
      bg: "Каква част от срещите са се състояли – от тези, за които се знае.",
    },
  },
  attendance: {
    unit: "share",
    name: { en: "Attendance", ru: "Посещаемость", uk: "Відвідуваність", bg: "Присъствие" },
    explanation: {
      en: "Of the places nobody declined, the share that was taken.",
      ru: "Какая доля приглашённых пришла, не считая тех, кто заранее отказался.",
      uk: "Яка частка запрошених прийшла, не рахуючи тих, хто заздалегідь відмовився.",
      bg: "Каква част от поканените са дошли, без онези, които предварително са отказали.",
    },
  },
  growth: {
    unit: "points",
    name: { en: "Growth of skills", ru: "Рост навыков", uk: "Зростання навичок", bg: "Напредък в уменията" },
    explanation: {
      en: "How many points of the scale from 1 to 5 the same people gained since their first self-assessment.",
      ru: "На сколько баллов по шкале от 1 до 5 те же люди выросли со своей первой самооценки.",
      uk: "На скільки балів за шкалою від 1 до 5 ті самі люди зросли від свого першого самооцінювання.",
      bg: "С колко точки по скалата от 1 до 5 са напреднали същите хора от първата си самооценка.",
    },
  },
  growth_percent: {
    unit: "percent",
    name: {
      en: "Growth of skills, %",
      ru: "Рост навыков, %",
      uk: "Зростання навичок, %",
      bg: "Напредък в уменията, %",
    },
    explanation: {
      en: "The mean self-assessment of the same people now, compared with their first.",
      ru: "Средняя самооценка тех же людей сейчас по сравнению с их первой.",
      uk: "Середня самооцінка тих самих людей зараз порівняно з їхньою першою.",
      bg: "Средната самооценка на същите хора сега в сравнение с първата им.",
    },
  },
  goals_done: {
    unit: "goals",
    name: { en: "Goals done", ru: "Достигнутые цели", uk: "Досягнуті цілі", bg: "Постигнати цели" },
    explanation: {
      en: "Goals their owners marked as done.",
      ru: "Цели, которые сами люди отметили как достигнутые.",
      uk: "Цілі, які самі люди позначили як досягнуті.",
      bg: "Цели, които самите хора са отбелязали като постигнати.",
    },
  },
  goals_on_track: {
    unit: "goals",
    name: { en: "Goals on track", ru: "Цели по плану", uk: "Цілі за планом", bg: "Цели по план" },
    explanation: {
      en: "Open goals whose progress keeps up with their time.",
      ru: "Открытые цели, в которых прогресс не отстаёт от времени.",
      uk: "Відкриті цілі, у яких прогрес не відстає від часу.",
      bg: "Отворени цели, при които напредъкът не изостава от времето.",
    },
  },
  goals_off_track: {
    unit: "goals",
    name: {
      en: "Goals off track",
      ru: "Цели, отстающие от плана",
      uk: "Цілі, що відстають від плану",
      bg: "Изоставащи цели",
    },
    explanation: {
      en: "Open goals that are overdue, or whose progress lags behind their time; a reason to offer help.",
      ru: "Открытые цели, у которых прошёл срок или прогресс отстаёт от времени; повод предложить помощь.",
      uk: "Відкриті цілі, у яких минув термін або прогрес відстає від часу; привід запропонувати допомогу.",
      bg: "Отворени цели с изтекъл срок или с напредък, който изостава от времето; повод да предложите помощ.",
    },
  },
  goals_overdue: {
    unit: "goals",
    name: {
      en: "Goals overdue",
      ru: "Цели с прошедшим сроком",
      uk: "Цілі, термін яких минув",
      bg: "Цели с изтекъл срок",
    },
    explanation: {
      en: "Open goals whose due day has passed.",
      ru: "Открытые цели, срок которых уже прошёл.",
      uk: "Відкриті цілі, термін яких уже минув.",
      bg: "Отворени цели, чийто срок вече е изтекъл.",
    },
  },
  feedback_given: {
    unit: "per_person",
    name: { en: "Feedback given", ru: "Отзывы о встречах", uk: "Відгуки про зустрічі", bg: "Отзиви за срещи" },
    explanation: {
      en: "How many sessions a person gave feedback on, on average.",
      ru: "О скольких встречах в среднем оставил отзыв один человек.",
      uk: "Про скільки зустрічей у середньому залишила відгук одна людина.",
      bg: "За колко срещи средно е дал отзив един човек.",
    },
  },
  response_rate: {
    unit: "share",
    name: { en: "Response rate", ru: "Доля ответов", uk: "Частка відповідей", bg: "Дял на отговорите" },
    explanation: {
      en: "Of the people asked, the share that answered.",
      ru: "Какая доля тех, кого спросили, ответила.",
      uk: "Яка частка тих, кого запитали, відповіла.",
      bg: "Каква част от попитаните са отговорили.",
    },
  },
  new_people_met: {
    unit: "share",
    name: { en: "People who have met", ru: "Новые знакомства", uk: "Нові знайомства", bg: "Нови запознанства" },
    explanation: {
      en: "Of all pairs of people in the programme, the share that have met at least once.",
      ru: "Какая доля всех возможных пар в программе встретилась хотя бы раз.",
      uk: "Яка частка всіх можливих пар у програмі зустрілася хоча б раз.",
      bg: "Каква част от всички възможни двойки в програмата са се срещнали поне веднъж.",
    },
  },
};

export function isMetricId(id: string): id is MetricId {
  return Object.hasOwn(METRICS, id);
}

/** What a metric is called: "Growth of skills: testing" for one skill; an id nobody knows is its own name. */
export function metricName(id: string, language: Language, skill: string | null = null): string {
  const name = isMetricId(id) ? METRICS[id].name[language] : id;
  return skill === null || skill.trim() === "" ? name : `${name}: ${clip(skill, 80)}`;
}

/** What a metric's value is counted in: "of 5", "%", "points", "goals"; empty for an id nobody knows. */
export function metricUnit(id: string, language: Language): string {
  return isMetricId(id) ? UNITS[METRICS[id].unit][language] : "";
}

/** One sentence on what a metric says; empty for an id nobody knows. */
export function metricExplanation(id: string, language: Language): string {
  return isMetricId(id) ? METRICS[id].explanation[language] : "";
}

/**
 * A metric's value as people read it: "2.8 of 5", "85%", "+30%", "4".
 * Shares are given as 0 to 1; null is "no data yet".
 */
export function metricFigure(id: string, value: number | null, language: Language): string {
  if (value === null) return NO_DATA[language];
  const percent = (share: number) =>
    `${numeral(share, language, 0)}${language === "en" || language === "bg" ? "%" : " %"}`;
  const sign = value > 0 ? "+" : "";
  switch (isMetricId(id) ? METRICS[id].unit : null) {
    case "of_five":
      return ofFive(value, language);
    case "share":
      return percent(value * 100);
    case "percent":
      return sign + percent(value);
    case "score":
      return sign + numeral(value, language, 0);
    case "points":
      return `${sign}${numeral(value, language, 2)}`;
    case "goals":
      return numeral(value, language, 0);
    case "per_person":
      return `${numeral(value, language)} ${UNITS.per_person[language]}`;
    default:
      return numeral(value, language, 2);
  }
}

const NO_DATA: Texts = { en: "no data yet", ru: "данных пока нет", uk: "даних поки немає", bg: "още няма данни" };

/** Why a resource is suggested, to a whole programme; nobody is singled out, whoever's answers led to it. */
export function resourceSuggestion(
  suggestion: { programme: string; skill: string; satisfaction: number },
  language: Language,
): string {
  const programme = quote(suggestion.programme, language);
  const skill = quote(suggestion.skill, language);
  const satisfaction = ofFive(suggestion.satisfaction, language);
  const texts: Texts = {
    en: `Suggested to everyone in ${programme}, because satisfaction is ${satisfaction} and people feel least at home in ${skill}.`,
    ru: `Предложено всем в программе ${programme}: удовлетворённость сейчас ${satisfaction}, и меньше всего уверенности пока в навыке ${skill}.`,
    uk: `Запропоновано всім у програмі ${programme}: задоволеність зараз ${satisfaction}, і найменше впевненості поки в навичці ${skill}.`,
    bg: `Предложено на всички в програмата ${programme}: удовлетвореността сега е ${satisfaction}, а най-малко увереност засега има в умението ${skill}.`,
  };
  return texts[language];
}
