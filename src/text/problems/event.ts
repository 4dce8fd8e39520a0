import type { OddEvent } from "../../core/domain/event.ts";
import type { Texts } from "../../core/domain/values/language.ts";
import { dayAndTime } from "../when.ts";
import { columnName } from "../workspace.ts";
import type { ProblemTexts, Say } from "./say.ts";

/** What is told of an event in Calendar on the page it belongs to. */
export const EVENT_PROBLEMS: ProblemTexts<
  "guests_hidden" | "event_odd" | "too_long" | "page_gone_by" | "event_stands"
> = {
  guests_hidden() {
    return {
      en: "The event has more guests than Google shows to programs (about 200). Krug leaves its guest list as it is: invite or take off people in Google Calendar, or invite a Google group instead.",
      ru: "У события больше гостей, чем Google показывает программам (около 200). Круг не трогает список гостей: приглашайте и убирайте людей в Google Календаре или пригласите вместо них группу Google.",
      uk: "У події більше гостей, ніж Google показує програмам (близько 200). Круг не чіпає список гостей: запрошуйте й прибирайте людей у Google Календарі або запросіть замість них групу Google.",
      bg: "Събитието има повече гости, отколкото Google показва на програмите (около 200). Кръг не пипа списъка с гости: канете и махайте хора в Google Календар или вместо тях поканете група в Google.",
    };
  },
  too_long({ source }, { q, language }) {
    if (source === "gatherings") return longGathering(q(columnName(source, "when", language)));
    const column = q(columnName(source, "when", language));
    return {
      en: `${column} lasts longer than a day, so Krug leaves it aside: what was agreed before stands. Enter the start and end of one meeting; for several days make a page for each.`,
      ru: `${column} охватывает больше суток, и Круг этого не учитывает: действует то, о чём договорились раньше. Впишите начало и конец одной встречи; для нескольких дней заведите страницу на каждый.`,
      uk: `${column} охоплює понад добу, і Круг цього не враховує: діє те, про що домовилися раніше. Впишіть початок і кінець однієї зустрічі; для кількох днів створіть сторінку на кожен.`,
      bg: `${column} обхваща повече от денонощие и Кръг не го взема предвид: важи уговореното преди. Посочете начало и край на една среща; за няколко дни създайте страница за всеки.`,
    };
  },
  page_gone_by({ startsAt }, { sessions, zone, language }) {
    const [column, when] = [sessions("when"), dayAndTime(startsAt, zone, language)];
    return {
      en: `The time on this page has gone by, but in Google Calendar the event is still to come: ${when}. If you met at the time given here, move the event to it too; if not, enter a time to come in ${column}.`,
      ru: `Время на этой странице уже прошло, а событие в Google Календаре ещё впереди: ${when}. Если вы встретились в указанное здесь время, перенесите на него и событие; если нет — впишите будущее время в ${column}.`,
      uk: `Час на цій сторінці вже минув, а подія в Google Календарі ще попереду: ${when}. Якщо ви зустрілися в зазначений тут час, перенесіть на нього й подію; якщо ні — впишіть майбутній час у ${column}.`,
      bg: `Часът на тази страница вече е минал, а събитието в Google Календар тепърва предстои: ${when}. Ако сте се срещнали в посочения тук час, преместете и събитието на него; ако не — впишете предстоящ час в ${column}.`,
    };
  },
  event_stands({ startsAt }, { zone, language }) {
    const when = dayAndTime(startsAt, zone, language);
    return {
      en: `Until then the event stays in Google Calendar as it is: ${when}.`,
      ru: `До тех пор событие в Google Календаре остаётся как есть: ${when}.`,
      uk: `Доти подія в Google Календарі лишається як є: ${when}.`,
      bg: `Дотогава събитието в Google Календар остава както е: ${when}.`,
    };
  },
  event_odd({ why, startsAt, source }, say) {
    if (why === "recurring") return RECURRING;
    if (why === "all_day_series") return ALL_DAY_SERIES;
    if (why === "gone_by") return goneBy(startsAt === null ? "" : dayAndTime(startsAt, say.zone, say.language), say);
    return unclear(why === "too_long" && source === "gatherings" ? LONGER_THAN_TWO_WEEKS : WHAT[why], say);
  },
};

function longGathering(column: string): Texts {
  return {
    en: `${column} lasts longer than 14 days, so Krug leaves it aside: what was agreed before stands. Enter a start and an end at most 14 days apart; for what goes on for longer make several pages.`,
    ru: `${column} охватывает больше 14 дней, и Круг этого не учитывает: действует то, о чём договорились раньше. Впишите начало и конец не дальше 14 дней друг от друга; для более долгого заведите несколько страниц.`,
    uk: `${column} охоплює понад 14 днів, і Круг цього не враховує: діє те, про що домовилися раніше. Впишіть початок і кінець, між якими щонайбільше 14 днів; для тривалішого створіть кілька сторінок.`,
    bg: `${column} обхваща повече от 14 дни и Кръг не го взема предвид: важи уговореното преди. Посочете начало и край, между които има най-много 14 дни; за нещо по-дълго създайте няколко страници.`,
  };
}

const LONGER_THAN_TWO_WEEKS: Texts = {
  en: "In Google Calendar the event lasts longer than 14 days.",
  ru: "В Google Календаре событие длится больше 14 дней.",
  uk: "У Google Календарі подія триває понад 14 днів.",
  bg: "В Google Календар събитието трае повече от 14 дни.",
};

const RECURRING: Texts = {
  en: "The event was made a recurring one in Google Calendar. Krug leaves it alone, because a change would reach all of its meetings: nothing passes between this page and the event. Make it a single event again, or keep the two in step by hand.",
  ru: "Событие в Google Календаре сделали повторяющимся. Круг его не трогает, ведь любое изменение коснулось бы всех повторений: между этой страницей и событием ничего не передаётся. Уберите повторение или вносите изменения в обоих местах сами.",
  uk: "Подію в Google Календарі зробили повторюваною. Круг її не чіпає, адже будь-яка зміна торкнулася б усіх повторень: між цією сторінкою і подією нічого не передається. Приберіть повторення або вносьте зміни в обох місцях самі.",
  bg: "Събитието в Google Календар беше направено повтарящо се. Кръг не го пипа, защото всяка промяна би засегнала всички повторения: между тази страница и събитието не се пренася нищо. Премахнете повторението или нанасяйте промените и на двете места сами.",
};

const ALL_DAY_SERIES: Texts = {
  en: "In Google Calendar the whole series lasts all day, so it names no time to meet. Its pages keep their times, and nothing passes between them and the calendar. Give the series a time again in Google Calendar.",
  ru: "В Google Календаре вся серия занимает целые дни, и время встреч из неё не понять. На страницах время прежнее, между ними и календарём ничего не передаётся. Верните серии время в Google Календаре.",
  uk: "У Google Календарі вся серія триває цілими днями, і час зустрічей з неї не зрозуміти. На сторінках час той самий, між ними й календарем нічого не передається. Поверніть серії час у Google Календарі.",
  bg: "В Google Календар цялата поредица е целодневна и от нея не личи в колко часа са срещите. На страниците часовете са същите и между тях и календара не се пренася нищо. Върнете часа на поредицата в Google Календар.",
};

const WHAT: Readonly<Record<Exclude<OddEvent, "recurring" | "gone_by" | "all_day_series">, Texts>> = {
  all_day: {
    en: "In Google Calendar the event lasts all day, so it names no time to meet.",
    ru: "В Google Календаре событие занимает весь день, и время встречи из него не понять.",
    uk: "У Google Календарі подія триває весь день, і час зустрічі з неї не зрозуміти.",
    bg: "В Google Календар събитието е целодневно и от него не личи в колко часа е срещата.",
  },
  no_length: {
    en: "In Google Calendar the event ends the moment it begins.",
    ru: "В Google Календаре событие заканчивается в ту же минуту, когда начинается.",
    uk: "У Google Календарі подія закінчується тієї ж хвилини, коли починається.",
    bg: "В Google Календар събитието свършва в същата минута, в която започва.",
  },
  far: {
    en: "In Google Calendar the event lies centuries off, which is hardly meant.",
    ru: "В Google Календаре событие стоит на дату, до которой века: похоже на опечатку.",
    uk: "У Google Календарі подія стоїть на дату, до якої століття: схоже на описку.",
    bg: "В Google Календар събитието е на дата, до която има векове: прилича на грешка.",
  },
  too_long: {
    en: "In Google Calendar the event lasts longer than a day.",
    ru: "В Google Календаре событие длится больше суток.",
    uk: "У Google Календарі подія триває понад добу.",
    bg: "В Google Календар събитието трае повече от денонощие.",
  },
};

function unclear(what: Texts, { sessions }: Say): Texts {
  const column = sessions("when");
  return {
    en: `${what.en} This page keeps its own time, and Krug mailed nobody. Give the event a time to meet at, or enter another time in ${column}.`,
    ru: `${what.ru} На этой странице время прежнее, Круг никому не писал. Задайте событию время встречи или впишите другое в ${column}.`,
    uk: `${what.uk} На цій сторінці час той самий, Круг нікому не писав. Задайте події час зустрічі або впишіть інший у ${column}.`,
    bg: `${what.bg} На тази страница часът е същият и Кръг не е писал на никого. Задайте час на събитието или впишете друг в ${column}.`,
  };
}

function goneBy(when: string, { sessions }: Say): Texts {
  const column = sessions("when");
  return {
    en: `In Google Calendar the event was moved to ${when}, which has gone by. This page keeps its own time. Move the event to a time to come or enter another in ${column}; if you have met already, enter when.`,
    ru: `В Google Календаре событие перенесли на ${when} — это уже в прошлом. На этой странице время прежнее. Перенесите событие вперёд или впишите другое время в ${column}; если вы уже встретились, впишите когда.`,
    uk: `У Google Календарі подію перенесли на ${when} — це вже в минулому. На цій сторінці час той самий. Перенесіть подію вперед або впишіть інший час у ${column}; якщо ви вже зустрілися, впишіть коли.`,
    bg: `В Google Календар събитието е преместено на ${when}, а това вече е минало. На тази страница часът е същият. Преместете събитието напред или впишете друг час в ${column}; ако вече сте се срещнали, впишете кога.`,
  };
}
