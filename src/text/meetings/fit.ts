import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { GroupReasons, SharedTime } from "../../core/rules/matching/fit.ts";
import { listOf } from "../phrases/phrase.ts";
import { cityOf } from "../phrases/when.ts";

/** More than this would be a list, not a reason. */
const MOST_OFFERS = 4;

/** Why people fit, one sentence a reason: what they can give one another first. */
export function fitSentences(reasons: GroupReasons, language: Language): string[] {
  return [
    ...reasons.offers.slice(0, MOST_OFFERS).map(offer => offerSentence(offer, language)),
    timeSentence(reasons, language),
    languageSentence(reasons.languages, language),
    reasons.isSameStyle ? SAME_STYLE[language] : "",
    reasons.areOtherTeams ? OTHER_TEAMS[language] : "",
  ].filter(sentence => sentence !== "");
}

function offerSentence({ from, to, skills }: GroupReasons["offers"][number], language: Language): string {
  const what = listOf(skills, language);
  switch (language) {
    case "en":
      return `${from} offers ${what}, which ${to} seeks.`;
    case "ru":
      return `${from} может помочь с тем, чему хочет научиться ${to}: ${what}.`;
    case "uk":
      return `${from} може допомогти з тим, чого хоче навчитися ${to}: ${what}.`;
    case "bg":
      return `${from} може да помогне с това, което ${to} иска да научи: ${what}.`;
  }
}

function timeSentence({ time, zone, hasOtherZones }: GroupReasons, language: Language): string {
  if (time === null) return NO_TIME[language];
  const city = hasOtherZones ? ` (${cityOf(zone, language)})` : "";
  const days = daysText(time.days, language);
  const part = PARTS[time.part][language];
  const when = part === "" ? days : language === "en" ? `${days} ${part}` : `${days}, ${part}`;
  const words: Texts = {
    en: "Working time in common",
    ru: "Общее рабочее время",
    uk: "Спільний робочий час",
    bg: "Общо работно време",
  };
  return `${words[language]}: ${when}${city}.`;
}

/** "Mon–Wed, Fri": three days or more in a row become a range. */
function daysText(days: readonly number[], language: Language): string {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const name = (day: number) => DAYS[language][day - 1]!;
  const texts = runs.flatMap(run => (run.length > 2 ? [`${name(run[0]!)}–${name(run.at(-1)!)}`] : run.map(name)));
  return texts.join(", ");
}

function languageSentence(languages: readonly Language[] | null, language: Language): string {
  if (languages === null) return "";
  if (languages.length === 0) return NO_LANGUAGE[language];
  const isOne = languages.length === 1;
  const words: Texts = {
    en: isOne ? "Language in common" : "Languages in common",
    ru: isOne ? "Общий язык" : "Общие языки",
    uk: isOne ? "Спільна мова" : "Спільні мови",
    bg: isOne ? "Общ език" : "Общи езици",
  };
  return `${words[language]}: ${listOf(
    languages.map(spoken => LANGUAGE_NAMES[spoken][language]),
    language,
  )}.`;
}

const DAYS: Readonly<Record<Language, readonly string[]>> = {
  en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  ru: ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
  uk: ["пн", "вт", "ср", "чт", "пт", "сб", "нд"],
  bg: ["пон", "вт", "ср", "чет", "пет", "съб", "нед"],
};

const PARTS: Readonly<Record<SharedTime["part"], Texts>> = {
  mornings: { en: "mornings", ru: "первая половина дня", uk: "перша половина дня", bg: "преди обед" },
  afternoons: { en: "afternoons", ru: "вторая половина дня", uk: "друга половина дня", bg: "следобед" },
  evenings: { en: "evenings", ru: "вечер", uk: "вечір", bg: "вечер" },
  days: { en: "", ru: "", uk: "", bg: "" },
};

const LANGUAGE_NAMES: Readonly<Record<Language, Texts>> = {
  en: { en: "English", ru: "английский", uk: "англійська", bg: "английски" },
  ru: { en: "Russian", ru: "русский", uk: "російська", bg: "руски" },
  uk: { en: "Ukrainian", ru: "украинский", uk: "українська", bg: "украински" },
  bg: { en: "Bulgarian", ru: "болгарский", uk: "болгарська", bg: "български" },
};

const NO_TIME: Texts = {
  en: "You have hardly any working time in common, so a slot may be hard to find.",
  ru: "Общего рабочего времени почти нет, поэтому найти время для встречи может быть непросто.",
  uk: "Спільного робочого часу майже немає, тож знайти час для зустрічі може бути непросто.",
  bg: "Почти нямате общо работно време, затова може да е трудно да се намери час за среща.",
};

const NO_LANGUAGE: Texts = {
  en: "No language in common is named on your pages.",
  ru: "Общий язык на ваших страницах не указан.",
  uk: "Спільної мови на ваших сторінках не вказано.",
  bg: "На страниците ви не е посочен общ език.",
};

const SAME_STYLE: Texts = {
  en: "You like to talk in the same style.",
  ru: "Вам близок один и тот же стиль общения.",
  uk: "Вам близький той самий стиль спілкування.",
  bg: "Предпочитате един и същ стил на общуване.",
};

const OTHER_TEAMS: Texts = {
  en: "You come from different teams.",
  ru: "Вы из разных команд.",
  uk: "Ви з різних команд.",
  bg: "Вие сте от различни екипи.",
};
