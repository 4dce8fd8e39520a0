import type { Language, Texts } from "../core/domain/values/language.ts";
import type { LocalDate } from "../core/domain/values/time.ts";
import { listOf } from "./phrase.ts";
import { shortDate } from "./when.ts";

/** What the dashboard says of a programme's people: who has met whom, who is away, who is in no group. */
export function companyTexts(language: Language): Record<keyof typeof TEXTS, string> {
  const texts = Object.entries(TEXTS).map(([key, one]) => [key, one[language]]);
  return Object.fromEntries(texts) as Record<keyof typeof TEXTS, string>;
}

/** How many of all pairs of people have been at a held session together. */
export function pairsMet(met: number, possible: number, language: Language): string {
  return {
    en: `${met} of ${possible} possible pairs have met.`,
    ru: `Из ${possible} возможных пар уже встречались ${met}.`,
    uk: `Із ${possible} можливих пар уже зустрічалися ${met}.`,
    bg: `От ${possible} възможни двойки вече са се срещали ${met}.`,
  }[language];
}

/** Who has been at no held session yet; empty for nobody. */
export function withoutMeetings(names: readonly string[], language: Language): string {
  if (names.length === 0) return "";
  const lead: Texts = {
    en: "No meetings yet",
    ru: "Пока без встреч",
    uk: "Поки без зустрічей",
    bg: "Засега без срещи",
  };
  return `${lead[language]}: ${listOf(names, language)}.`;
}

/** Until when somebody is away, that day included; null for until further notice. */
export function awayUntil(day: LocalDate | null, language: Language): string {
  if (day === null) return OPEN[language];
  const date = shortDate(day, language);
  return {
    en: `until ${date}`,
    ru: `до ${date} включительно`,
    uk: `до ${date} включно`,
    bg: `до ${date} включително`,
  }[language];
}

const OPEN: Texts = {
  en: "until further notice",
  ru: "без указанного срока",
  uk: "без визначеного терміну",
  bg: "за неопределено време",
};

const TEXTS = {
  people: { en: "People", ru: "Люди", uk: "Люди", bg: "Хора" },
  whoMet: {
    en: "Who has met whom",
    ru: "Кто с кем встречался",
    uk: "Хто з ким зустрічався",
    bg: "Кой с кого се е срещал",
  },
  howMet: {
    en: "How many held sessions two people were at together. The numbers above stand for the people beside them.",
    ru: "На скольких состоявшихся встречах двое были вместе. Номера сверху — люди из строк с теми же номерами.",
    uk: "На скількох зустрічах, що відбулися, двоє були разом. Номери вгорі — люди з рядків із тими самими номерами.",
    bg: "На колко проведени срещи двама души са били заедно. Номерата горе са хората от редовете със същите номера.",
  },
  away: { en: "On leave or paused", ru: "Отпуск или пауза", uk: "Відпустка чи пауза", bg: "Отпуск или пауза" },
  leftOut: {
    en: "In no group of the newest round",
    ru: "Без группы в последнем раунде",
    uk: "Без групи в останньому раунді",
    bg: "Без група в последния цикъл",
  },
} as const satisfies Record<string, Texts>;
