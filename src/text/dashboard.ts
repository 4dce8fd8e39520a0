import type { Language } from "../core/language.ts";
import type { Instant } from "../core/time.ts";
import { plural } from "./phrase.ts";
import { dayAndTime } from "./when.ts";

/** Everything one plain page of figures says besides the figures. */
export interface DashboardTexts {
  title: string;
  comingSessions: string;
  noComingSessions: string;
  figures: string;
  noFigures: string;
  problems: string;
  noProblems: string;
  sync: string;
  syncWell: string;
  lastRun: string;
  noRun: string;
  noData: string;
  notZero: string;
  notForAppraisal: string;
  since: string;
  basedOn: string;
  columns: {
    when: string;
    who: string;
    programme: string;
    figure: string;
    value: string;
    change: string;
    page: string;
  };
}

/** The dashboard's fixed texts. */
export function dashboardTexts(language: Language): DashboardTexts {
  return TEXTS[language];
}

/** When the last run ended and what it did: "Thu 14 January, 10:00: 12 done, 1 failed." */
export function lastRunSentence(
  run: { endedAt: Instant; done: number; failed: number },
  zone: string,
  language: Language,
): string {
  const when = dayAndTime(run.endedAt, zone, language);
  const { done, failed } = run;
  if (done === 0 && failed === 0)
    return {
      en: `${when}: nothing had changed.`,
      ru: `${when}: изменений не было.`,
      uk: `${when}: змін не було.`,
      bg: `${when}: нямаше промени.`,
    }[language];
  return {
    en: `${when}: ${done} done, ${failed} failed.`,
    ru: `${when}: сделано ${done}, не удалось ${failed}.`,
    uk: `${when}: зроблено ${done}, не вдалося ${failed}.`,
    bg: `${when}: направени ${done}, неуспешни ${failed}.`,
  }[language];
}

/** How many things wait for the next run: "3 changes are waiting." */
export function waitingSentence(waiting: number, language: Language): string {
  return {
    en: `${waiting} ${plural(waiting, language, { one: "change is", other: "changes are" })} waiting.`,
    ru: `${plural(waiting, language, { one: "Ждёт", other: "Ждут" })} ${waiting} ${plural(waiting, language, { one: "изменение", few: "изменения", other: "изменений" })}.`,
    uk: `${plural(waiting, language, { one: "Чекає", few: "Чекають", other: "Чекають" })} ${waiting} ${plural(waiting, language, { one: "зміна", few: "зміни", other: "змін" })}.`,
    bg: `${plural(waiting, language, { one: "Чака", other: "Чакат" })} ${waiting} ${plural(waiting, language, { one: "промяна", other: "промени" })}.`,
  }[language];
}

const TEXTS: Readonly<Record<Language, DashboardTexts>> = {
  en: {
    title: "Krug",
    comingSessions: "Coming sessions",
    noComingSessions: "No sessions are planned yet.",
    figures: "Figures",
    noFigures: "No figures yet. They appear after the first sessions and the first survey.",
    problems: "To settle",
    noProblems: "Nothing needs settling.",
    sync: "Notion, Calendar and Forms",
    syncWell: "All three are in step.",
    lastRun: "Last run",
    noRun: "Krug has not run yet.",
    noData: "no data yet",
    notZero: "No data yet is not zero: it means that nobody has answered or met so far.",
    notForAppraisal: "Figures are for the programme, not for appraising people.",
    since: "since the start",
    basedOn: "based on",
    columns: {
      when: "When",
      who: "Who",
      programme: "Programme",
      figure: "Figure",
      value: "Value",
      change: "Change",
      page: "Page",
    },
  },
  ru: {
    title: "Круг",
    comingSessions: "Ближайшие встречи",
    noComingSessions: "Встреч пока не запланировано.",
    figures: "Показатели",
    noFigures: "Показателей пока нет. Они появятся после первых встреч и первого опроса.",
    problems: "Требует внимания",
    noProblems: "Всё в порядке, делать ничего не нужно.",
    sync: "Notion, Календарь и Формы",
    syncWell: "Всё согласовано.",
    lastRun: "Последний запуск",
    noRun: "Запусков ещё не было.",
    noData: "данных пока нет",
    notZero: "«Данных пока нет» — это не ноль: просто пока никто не ответил или не встретился.",
    notForAppraisal: "Показатели нужны программе, людей по ним не оценивают.",
    since: "с начала",
    basedOn: "данных",
    columns: {
      when: "Когда",
      who: "Кто",
      programme: "Программа",
      figure: "Показатель",
      value: "Значение",
      change: "Изменение",
      page: "Страница",
    },
  },
  uk: {
    title: "Круг",
    comingSessions: "Найближчі зустрічі",
    noComingSessions: "Зустрічей поки не заплановано.",
    figures: "Показники",
    noFigures: "Показників поки немає. Вони з’являться після перших зустрічей і першого опитування.",
    problems: "Потребує уваги",
    noProblems: "Усе гаразд, робити нічого не треба.",
    sync: "Notion, Календар і Форми",
    syncWell: "Усе узгоджено.",
    lastRun: "Останній запуск",
    noRun: "Запусків ще не було.",
    noData: "даних поки немає",
    notZero: "«Даних поки немає» — це не нуль: просто поки ніхто не відповів або не зустрівся.",
    notForAppraisal: "Показники потрібні програмі, людей за ними не оцінюють.",
    since: "від початку",
    basedOn: "даних",
    columns: {
      when: "Коли",
      who: "Хто",
      programme: "Програма",
      figure: "Показник",
      value: "Значення",
      change: "Зміна",
      page: "Сторінка",
    },
  },
  bg: {
    title: "Кръг",
    comingSessions: "Предстоящи срещи",
    noComingSessions: "Още няма планирани срещи.",
    figures: "Показатели",
    noFigures: "Още няма показатели. Ще се появят след първите срещи и първата анкета.",
    problems: "За уреждане",
    noProblems: "Всичко е наред, не е нужно да правите нищо.",
    sync: "Notion, Календар и Формуляри",
    syncWell: "Всичко е съгласувано.",
    lastRun: "Последно изпълнение",
    noRun: "Кръг още не е работил.",
    noData: "още няма данни",
    notZero: "„Още няма данни“ не е нула: просто засега никой не е отговорил или не се е срещнал.",
    notForAppraisal: "Показателите са за програмата, хората не се оценяват по тях.",
    since: "от началото",
    basedOn: "данни",
    columns: {
      when: "Кога",
      who: "Кой",
      programme: "Програма",
      figure: "Показател",
      value: "Стойност",
      change: "Промяна",
      page: "Страница",
    },
  },
};
