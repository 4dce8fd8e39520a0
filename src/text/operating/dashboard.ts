import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { Instant, LocalDate } from "../../core/domain/values/time.ts";
import { listOf, plural } from "../phrases/phrase.ts";
import { cityOf, dayAndTime, dayRange, shortDate } from "../phrases/when.ts";

/** Everything one plain page of figures says besides the figures. */
interface DashboardTexts {
  title: string;
  comingSessions: string;
  noComingSessions: string;
  join: string;
  noFigures: string;
  noProgrammes: string;
  otherFigures: string;
  howToRead: string;
  skill: string;
  allSkills: string;
  points: string;
  interval: string;
  percent: string;
  people: string;
  problems: string;
  noProblems: string;
  syncWell: string;
  syncTrouble: string;
  noRun: string;
  notZero: string;
  notForAppraisal: string;
  since: string;
  unchanged: string;
  pulseTexts: string;
  pulseTextsNote: string;
}

/** The dashboard's fixed texts. */
export function dashboardTexts(language: Language): DashboardTexts {
  return TEXTS[language];
}

/** When the last run was and what it did, with the zone's city: "Last run Thu 14 January, 10:00 (Sofia): 12 done, 1 failed." */
export function lastRunSentence(
  run: { at: Instant; done: number; failed: number },
  zone: string,
  language: Language,
): string {
  const when = `${dayAndTime(run.at, zone, language)} (${cityOf(zone, language)})`;
  const { done, failed } = run;
  const isQuiet = done === 0 && failed === 0;
  const notDone = (words: string) => (failed === 0 ? "" : `, ${words} ${failed}`);
  return {
    en: `Last run ${when}: ${isQuiet ? "nothing had changed" : `${done} done${failed === 0 ? "" : `, ${failed} failed`}`}.`,
    ru: `Последний запуск ${when}: ${isQuiet ? "изменений не было" : `сделано ${done}${notDone("не удалось")}`}.`,
    uk: `Останній запуск ${when}: ${isQuiet ? "змін не було" : `зроблено ${done}${notDone("не вдалося")}`}.`,
    bg: `Последно изпълнение ${when}: ${isQuiet ? "нямаше промени" : `направени ${done}${notDone("неуспешни")}`}.`,
  }[language];
}

/** Which clocks the times are told by: "Time zone: Sofia"; cities with a comma between them. */
export function zoneNote(zones: readonly string[], language: Language): string {
  const cities = [...new Set(zones.map(zone => cityOf(zone, language)))].join(", ");
  const one = zones.length < 2;
  return {
    en: `Time ${one ? "zone" : "zones"}: ${cities}`,
    ru: `${one ? "Часовой пояс" : "Часовые пояса"}: ${cities}`,
    uk: `${one ? "Часовий пояс" : "Часові пояси"}: ${cities}`,
    bg: `${one ? "Часова зона" : "Часови зони"}: ${cities}`,
  }[language];
}

/** How many people a programme has: "12 people". */
export function peopleCount(count: number, language: Language): string {
  return {
    en: `${count} ${plural(count, language, { one: "person", other: "people" })}`,
    ru: `${count} ${plural(count, language, { one: "человек", few: "человека", other: "человек" })}`,
    uk: `${count} ${plural(count, language, { one: "людина", few: "людини", other: "людей" })}`,
    bg: `${count} ${plural(count, language, { one: "човек", other: "души" })}`,
  }[language];
}

/** The days figures are of: "Figures of 11 January – 7 February 2027". */
export function periodNote(from: LocalDate, lastDay: LocalDate, language: Language): string {
  const days = dayRange(from, lastDay, language);
  const lead: Texts = { en: "Figures of", ru: "Показатели за", uk: "Показники за", bg: "Показатели за" };
  return `${lead[language]} ${days}`;
}

/** How many pages follow when the list is opened: "12 more pages". */
export function morePages(count: number, language: Language): string {
  return {
    en: `${count} more ${plural(count, language, { one: "page", other: "pages" })}`,
    ru: `Ещё ${count} ${plural(count, language, { one: "страница", few: "страницы", other: "страниц" })}`,
    uk: `Ще ${count} ${plural(count, language, { one: "сторінка", few: "сторінки", other: "сторінок" })}`,
    bg: `Още ${count} ${plural(count, language, { one: "страница", other: "страници" })}`,
  }[language];
}

const TEXTS: Readonly<Record<Language, DashboardTexts>> = {
  en: {
    title: "Krug",
    comingSessions: "Coming sessions",
    noComingSessions: "No sessions are planned yet.",
    join: "Join the call",
    noFigures: "No figures yet. They appear after the first sessions and the first survey.",
    noProgrammes: "No programme has started yet. Once one is active in Notion, its figures appear here.",
    otherFigures: "Other figures",
    howToRead: "How to read these figures",
    skill: "Skill",
    allSkills: "All skills",
    points: "Points",
    interval: "95% interval",
    percent: "%",
    people: "People",
    problems: "To settle",
    noProblems: "Nothing needs settling.",
    syncWell: "Notion, Calendar and Forms are in step",
    syncTrouble: "Not everything could be carried over; Krug tries again at its next run",
    noRun: "Krug has not run yet",
    notZero: "No data yet is not zero: it means that nobody has answered or met so far.",
    notForAppraisal: "Figures are for the programme, not for appraising people.",
    since: "since the start",
    unchanged: "as at the start",
    pulseTexts: "What people would change",
    pulseTextsNote: "From the anonymous pulse, in an order that says nothing, and for the coordinator alone.",
  },
  ru: {
    title: "Круг",
    comingSessions: "Ближайшие встречи",
    noComingSessions: "Встреч пока не запланировано.",
    join: "Подключиться",
    noFigures: "Показателей пока нет. Они появятся после первых встреч и первого опроса.",
    noProgrammes:
      "Пока ни одна программа не началась. Как только она станет активной в Notion, здесь появятся показатели.",
    otherFigures: "Другие показатели",
    howToRead: "Как читать эти показатели",
    skill: "Навык",
    allSkills: "Все навыки",
    points: "Баллы",
    interval: "95 % интервал",
    percent: "%",
    people: "Люди",
    problems: "Требует внимания",
    noProblems: "Всё в порядке, делать ничего не нужно.",
    syncWell: "Notion, Календарь и Формы согласованы",
    syncTrouble: "Не всё удалось перенести; Круг попробует снова при следующем запуске",
    noRun: "Запусков ещё не было",
    notZero: "«Данных пока нет» — это не ноль: просто пока никто не ответил или не встретился.",
    notForAppraisal: "Показатели нужны программе, людей по ним не оценивают.",
    since: "с начала",
    unchanged: "как в начале",
    pulseTexts: "Что люди изменили бы",
    pulseTextsNote: "Из анонимного пульс-опроса, в порядке, который ни о чём не говорит, и только для координатора.",
  },
  uk: {
    title: "Круг",
    comingSessions: "Найближчі зустрічі",
    noComingSessions: "Зустрічей поки не заплановано.",
    join: "Під’єднатися",
    noFigures: "Показників поки немає. Вони з’являться після перших зустрічей і першого опитування.",
    noProgrammes: "Поки жодна програма не почалася. Щойно вона стане активною в Notion, тут з’являться показники.",
    otherFigures: "Інші показники",
    howToRead: "Як читати ці показники",
    skill: "Навичка",
    allSkills: "Усі навички",
    points: "Бали",
    interval: "95 % інтервал",
    percent: "%",
    people: "Люди",
    problems: "Потребує уваги",
    noProblems: "Усе гаразд, робити нічого не треба.",
    syncWell: "Notion, Календар і Форми узгоджено",
    syncTrouble: "Не все вдалося перенести; Круг спробує знову під час наступного запуску",
    noRun: "Запусків ще не було",
    notZero: "«Даних поки немає» — це не нуль: просто поки ніхто не відповів або не зустрівся.",
    notForAppraisal: "Показники потрібні програмі, людей за ними не оцінюють.",
    since: "від початку",
    unchanged: "як на початку",
    pulseTexts: "Що люди змінили б",
    pulseTextsNote: "З анонімного пульс-опитування, у порядку, який ні про що не говорить, і лише для координатора.",
  },
  bg: {
    title: "Кръг",
    comingSessions: "Предстоящи срещи",
    noComingSessions: "Още няма планирани срещи.",
    join: "Включване",
    noFigures: "Още няма показатели. Ще се появят след първите срещи и първата анкета.",
    noProgrammes: "Още няма започнала програма. Щом някоя стане активна в Notion, показателите ѝ ще се появят тук.",
    otherFigures: "Други показатели",
    howToRead: "Как се четат тези показатели",
    skill: "Умение",
    allSkills: "Всички умения",
    points: "Точки",
    interval: "95% интервал",
    percent: "%",
    people: "Хора",
    problems: "За уреждане",
    noProblems: "Всичко е наред, не е нужно да правите нищо.",
    syncWell: "Notion, Календар и Формуляри са съгласувани",
    syncTrouble: "Не всичко беше пренесено; Кръг ще опита пак при следващото изпълнение",
    noRun: "Кръг още не е работил",
    notZero: "„Още няма данни“ не е нула: просто засега никой не е отговорил или не се е срещнал.",
    notForAppraisal: "Показателите са за програмата, хората не се оценяват по тях.",
    since: "от началото",
    unchanged: "както в началото",
    pulseTexts: "Какво биха променили хората",
    pulseTextsNote: "От анонимната пулс анкета, в ред, който не говори нищо, и само за координатора.",
  },
};

/** What the dashboard says of a programme's people: who has met, who is away, who is in no group. */
export function companyTexts(language: Language): Record<keyof typeof COMPANY, string> {
  const texts = Object.entries(COMPANY).map(([key, one]) => [key, one[language]]);
  return Object.fromEntries(texts) as Record<keyof typeof COMPANY, string>;
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

/** Until when a person is away, that day included; null for until further notice. */
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

const COMPANY = {
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
