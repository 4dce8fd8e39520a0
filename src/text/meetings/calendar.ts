import type { SessionKind } from "../../core/domain/session.ts";
import { readable } from "../../core/domain/values/content.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { GatheringFacts, Words } from "../../core/words/words.ts";
import { columnName, optionName } from "../phrases/names.ts";
import { clip, listOf, quote } from "../phrases/phrase.ts";
import { dayAndTime, timeRange } from "../phrases/when.ts";
import { AGENDA_CHARACTERS } from "./session.ts";

/** What stands in events beside agendas, and what pages are told of changes in Calendar. */
export const CALENDAR_WORDS = {
  bothChanged,
  deletedInCalendar,
  backOnInCalendar,
  restoredInCalendar,
  madeTwice,
  reofferedAfterDecline,
  movedForNewcomer,
  seriesText,
  gathering: gatheringText,
} satisfies Partial<Words>;

/** Where a value comes from. */
type Side = "notion" | "calendar";

const SIDES: Readonly<Record<Side, Texts>> = {
  notion: { en: "Notion", ru: "Notion", uk: "Notion", bg: "Notion" },
  calendar: { en: "Google Calendar", ru: "Google Календарь", uk: "Google Календар", bg: "Google Календар" },
};

/**
 * The comment on a session's page when both sides had changed the same thing: which value stayed, which did not, and how to
 * bring that one back. Values are told as they are given: times already in words, titles in quotation marks.
 */
function bothChanged(
  clash: { field: "title" | "time"; kept: string; lost: string; keptSide: Side },
  language: Language,
): string {
  const isTitle = clash.field === "title";
  const value = (text: string) => (isTitle ? quote(text, language) : clip(text, 200));
  const kept = `${value(clash.kept)} (${SIDES[clash.keptSide][language]})`;
  const lost = `${value(clash.lost)} (${SIDES[clash.keptSide === "notion" ? "calendar" : "notion"][language]})`;
  const column = quote(columnName("sessions", isTitle ? "title" : "when", language), language);
  const texts: Texts = {
    en: `The ${isTitle ? "title" : "time"} was changed in both places. Kept: ${kept}. Not kept: ${lost}. If that one is right, enter it again in ${column}.`,
    ru: `${isTitle ? "Название" : "Время"} изменили в обоих местах. Осталось: ${kept}. Не осталось: ${lost}. Если верно второе, впишите его снова в ${column}.`,
    uk: `${isTitle ? "Назву" : "Час"} змінили в обох місцях. Залишилося: ${kept}. Не залишилося: ${lost}. Якщо правильне друге, впишіть його знову в ${column}.`,
    bg: `${isTitle ? "Заглавието" : "Времето"} е променено и на двете места. Остана: ${kept}. Не остана: ${lost}. Ако второто е вярното, впишете го отново в ${column}.`,
  };
  return texts[language];
}

/** The comment when an event was deleted in Calendar: the session is cancelled, and how to invite again. `by` where it is known. */
function deletedInCalendar(at: Instant, zone: string, language: Language, by: string | null = null): string {
  const when = dayAndTime(at, zone, language);
  const planned = quote(optionName("sessions", "status", "planned", language), language);
  const status = quote(columnName("sessions", "status", language), language);
  const name = by === null || by.trim() === "" ? null : clip(by, 80);
  const note = name === null ? when : `${name}; ${when}`;
  const texts: Texts = {
    en: `${name === null ? `The event is no longer in the programme’s calendar: it was moved to another one or deleted in Google Calendar on ${when}` : `${name} deleted the event in Google Calendar on ${when}`}; the session is cancelled. Set ${status} back to ${planned} to invite again.`,
    ru: `${name === null ? "События больше нет в календаре программы: его удалили или перенесли в другой календарь" : "Событие удалено в Google Календаре"} (${note}), поэтому встреча отменена. Чтобы пригласить снова, верните в ${status} значение ${planned}.`,
    uk: `${name === null ? "Події більше немає в календарі програми: її видалили або перенесли до іншого календаря" : "Подію видалено в Google Календарі"} (${note}), тому зустріч скасовано. Щоб запросити знову, поверніть у ${status} значення ${planned}.`,
    bg: `${name === null ? "Събитието вече не е в календара на програмата: изтрито е или е преместено в друг календар" : "Събитието е изтрито в Google Календар"} (${note}), затова срещата е отменена. За да поканите отново, върнете ${status} на ${planned}.`,
  };
  return texts[language];
}

/**
 * The comment when a series that people dragged in Calendar had a meeting in it again that was cancelled: it stays cancelled.
 * `startsAt` is when it was to be.
 */
function backOnInCalendar(startsAt: Instant, zone: string, language: Language): string {
  const when = dayAndTime(startsAt, zone, language);
  const planned = quote(optionName("sessions", "status", "planned", language), language);
  const status = quote(columnName("sessions", "status", language), language);
  const texts: Texts = {
    en: `The series was moved in Google Calendar, and this cancelled meeting was on again with it: ${when}. It has been called off there once more, and its guests were told. Set ${status} back to ${planned} to invite again.`,
    ru: `Серию перенесли в Google Календаре, и вместе с ней вернулась эта отменённая встреча: ${when}. Там она снова отменена, гостям об этом сообщили. Чтобы пригласить снова, верните в ${status} значение ${planned}.`,
    uk: `Серію перенесли в Google Календарі, і разом із нею повернулася ця скасована зустріч: ${when}. Там її знову скасовано, гостям про це повідомили. Щоб запросити знову, поверніть у ${status} значення ${planned}.`,
    bg: `Поредицата е преместена в Google Календар и с нея се е върнала тази отменена среща: ${when}. Там тя отново е отменена и гостите са уведомени. За да поканите отново, върнете ${status} на ${planned}.`,
  };
  return texts[language];
}

/** The comment when a deleted event came back in Calendar: the session is planned again, nobody is invited anew. */
function restoredInCalendar(at: Instant, zone: string, language: Language): string {
  const when = dayAndTime(at, zone, language);
  const cancelled = quote(optionName("sessions", "status", "cancelled", language), language);
  const status = quote(columnName("sessions", "status", language), language);
  const texts: Texts = {
    en: `The event was restored in Google Calendar on ${when}; the session is planned again. If it should stay cancelled, set ${status} to ${cancelled}.`,
    ru: `Событие восстановлено в Google Календаре (${when}), поэтому встреча снова назначена. Если она всё же отменена, выберите в ${status} значение ${cancelled}.`,
    uk: `Подію відновлено в Google Календарі (${when}), тому зустріч знову призначено. Якщо її все ж скасовано, виберіть у ${status} значення ${cancelled}.`,
    bg: `Събитието е възстановено в Google Календар (${when}), затова срещата отново е насрочена. Ако тя все пак отпада, изберете в ${status} стойността ${cancelled}.`,
  };
  return texts[language];
}

/** The comment on a page that Krug made a second time by mistake, once people have written on it. `otherUrl` may be empty. */
function madeTwice(otherUrl: string, language: Language): string {
  const other = otherUrl === "" ? "" : ` (${otherUrl})`;
  const texts: Texts = {
    en: `Krug made this page twice by mistake. The other page counts${other}, and nobody is invited from here. What is written here stays: move it over if you need it.`,
    ru: `Круг по ошибке создал эту страницу дважды. Действует другая страница${other}, отсюда никого не приглашают. Написанное здесь останется; если оно нужно, перенесите его туда.`,
    uk: `Круг помилково створив цю сторінку двічі. Діє інша сторінка${other}, звідси нікого не запрошують. Написане тут залишиться; якщо воно потрібне, перенесіть його туди.`,
    bg: `Кръг по грешка създаде тази страница два пъти. Важи другата страница${other} и оттук не се кани никой. Написаното тук остава; ако ви трябва, преместете го там.`,
  };
  return texts[language];
}

/** The comment when a declined session is offered at another time: once, then it is left to the people. */
function reofferedAfterDecline(
  offer: { names: readonly string[]; startsAt: Instant; endsAt: Instant; zone: string },
  language: Language,
): string {
  const who = listOf(offer.names, language);
  const one = offer.names.length === 1;
  const when = timeRange(offer.startsAt, offer.endsAt, offer.zone, language);
  const column = quote(columnName("sessions", "when", language), language);
  const texts: Texts = {
    en: `${who} can’t make it, so here is the next time that is free for all: ${when}. If it doesn’t suit, agree on another and enter it in ${column}.`,
    ru: `${who} не ${one ? "сможет" : "смогут"} прийти, поэтому вот ближайшее время, свободное у всех: ${when}. Если и оно не подходит, договоритесь о другом и впишите его в ${column}.`,
    uk: `${who} не ${one ? "зможе" : "зможуть"} прийти, тому ось найближчий час, вільний у всіх: ${when}. Якщо й він не підходить, домовтеся про інший і впишіть його в ${column}.`,
    bg: `${who} няма да ${one ? "може" : "могат"} да ${one ? "дойде" : "дойдат"}, затова ето най-близкия час, свободен за всички: ${when}. Ако и той не е удобен, уговорете друг и го впишете в ${column}.`,
  };
  return texts[language];
}

/** The comment when a session moves because a newcomer to its group is not free at its time. */
function movedForNewcomer(
  move: { names: readonly string[]; from: Instant; startsAt: Instant; endsAt: Instant; zone: string },
  language: Language,
): string {
  const who = listOf(move.names, language);
  const one = move.names.length === 1;
  const before = dayAndTime(move.from, move.zone, language);
  const when = timeRange(move.startsAt, move.endsAt, move.zone, language);
  const column = quote(columnName("sessions", "when", language), language);
  const texts: Texts = {
    en: `${who} joined the group and ${one ? "isn’t" : "aren’t"} free at the time the session had (${before}). The next time that is free for all: ${when}. If it doesn’t suit, agree on another and enter it in ${column}.`,
    ru: `К группе ${one ? "присоединился ещё один человек" : "присоединились новые люди"} (${who}), и прежнее время (${before}) подходит не всем. Ближайшее время, свободное у всех: ${when}. Если оно не подходит, договоритесь о другом и впишите его в ${column}.`,
    uk: `До групи ${one ? "приєдналася ще одна людина" : "приєдналися нові люди"} (${who}), і попередній час (${before}) підходить не всім. Найближчий час, вільний у всіх: ${when}. Якщо він не підходить, домовтеся про інший і впишіть його в ${column}.`,
    bg: `Към групата ${one ? "се присъедини още един човек" : "се присъединиха нови хора"} (${who}) и досегашният час (${before}) не е удобен за всички. Най-близкият час, свободен за всички: ${when}. Ако не е удобен, уговорете друг и го впишете в ${column}.`,
  };
  return texts[language];
}

/**
 * What stands in a group's series as a whole: that the agenda comes with each meeting in its turn, how to move or cancel
 * one, and where the group has its page. Nothing that concerns people.
 */
function seriesText(series: { kind: SessionKind; groupUrl: string }, language: Language): string {
  const isCheckIn = series.kind === "check_in";
  const texts = {
    en: [
      isCheckIn ? "Ten minutes at the start of the week." : "The meetings of your group through this round.",
      "The agenda is written into each meeting when it is the next one. Move or cancel a single meeting, or this and all following ones, as in any calendar: Krug follows.",
      `The group’s page: ${series.groupUrl}`,
    ],
    ru: [
      isCheckIn ? "Десять минут в начале недели." : "Встречи вашей группы в этом раунде.",
      "Повестка появляется в описании каждой встречи, когда подходит её очередь. Переносите или отменяйте одну встречу или эту и все следующие, как в любом календаре: Круг это подхватит.",
      `Страница группы: ${series.groupUrl}`,
    ],
    uk: [
      isCheckIn ? "Десять хвилин на початку тижня." : "Зустрічі вашої групи в цьому раунді.",
      "Порядок денний з’являється в описі кожної зустрічі, коли надходить її черга. Переносьте або скасовуйте одну зустріч або цю й усі наступні, як у будь-якому календарі: Круг це підхопить.",
      `Сторінка групи: ${series.groupUrl}`,
    ],
    bg: [
      isCheckIn ? "Десет минути в началото на седмицата." : "Срещите на групата ви през този цикъл.",
      "Дневният ред се появява в описанието на всяка среща, когато тя стане следващата. Премествайте или отменяйте една среща или тази и всички следващи, както във всеки календар: Кръг ще го отрази.",
      `Страница на групата: ${series.groupUrl}`,
    ],
  };
  return texts[language].join("\n\n");
}

/** What stands in an invitation beside title and time. */
const WORDS = {
  en: {
    host: "Host",
    hosts: "Hosts",
    skill: "About",
    where: "Where",
    page: "Page",
    decline: "If you can’t come, please decline: your place goes to the next person.",
    skip: "Nobody has to come: declining needs no reason.",
    rest: "Read on at the page.",
  },
  ru: {
    host: "Кто ведёт",
    hosts: "Кто ведёт",
    skill: "О чём",
    where: "Где",
    page: "Страница",
    decline: "Если не сможете прийти, откажитесь от приглашения: место получит следующий.",
    skip: "Приходить необязательно: отказаться можно без объяснений.",
    rest: "Продолжение — на странице.",
  },
  uk: {
    host: "Хто веде",
    hosts: "Хто веде",
    skill: "Про що",
    where: "Де",
    page: "Сторінка",
    decline: "Якщо не зможете прийти, відхиліть запрошення: місце дістане наступний.",
    skip: "Приходити не обов’язково: відмовитися можна без пояснень.",
    rest: "Продовження — на сторінці.",
  },
  bg: {
    host: "Води",
    hosts: "Водят",
    skill: "За какво",
    where: "Къде",
    page: "Страница",
    decline: "Ако не можете да дойдете, откажете поканата: мястото ви минава към следващия.",
    skip: "Не е задължително да дойдете: може да откажете без обяснения.",
    rest: "Продължението е на страницата.",
  },
} as const satisfies Record<Language, Record<string, string>>;

/**
 * The plain text of a webinar's or class's event: what it is, who hosts it, which skill it is about, where, its page, and that
 * one may decline. At most 8,000 characters: the description is cut first.
 */
function gatheringText(facts: GatheringFacts, language: Language): string {
  const words = WORDS[language];
  const hosts = listOf(facts.hosts, language);
  const lines = [
    hosts === "" ? "" : `${words[facts.hosts.length > 1 ? "hosts" : "host"]}: ${hosts}`,
    facts.skills.length === 0 ? "" : `${words.skill}: ${listOf(facts.skills, language)}`,
    facts.where === "" ? "" : `${words.where}: ${clip(facts.where, 500)}`,
    `${words.page}: ${facts.pageUrl}`,
  ].filter(line => line !== "");
  const foot = [lines.join("\n"), facts.hasPlaces ? words.decline : words.skip].join("\n\n");
  const body = readable(facts.description);
  if (body === "") return foot;
  const whole = `${body}\n\n${foot}`;
  if (whole.length <= AGENDA_CHARACTERS) return whole;
  const end = `\n\n${words.rest}\n\n${foot}`;
  return body.slice(0, AGENDA_CHARACTERS - end.length).trimEnd() + end;
}
