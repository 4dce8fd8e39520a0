import type { Language, Texts } from "../../core/domain/values/language.ts";
import type { SourceKey } from "../../core/domain/values/row.ts";
import { parseInstant } from "../../core/domain/values/time.ts";
import { clip, listOf, plural } from "../phrases/phrase.ts";
import { dayAndTime } from "../phrases/when.ts";
import { columnName, optionName, sourceName } from "../workspace/workspace.ts";
import type { ProblemTexts, Say } from "./say.ts";

export const SESSION_PROBLEMS: ProblemTexts<
  | "session_ends_before_start"
  | "session_without_time"
  | "session_all_day"
  | "session_without_group"
  | "session_of_ended_group"
  | "unknown_guest"
  | "no_common_slot"
  | "outside_hours"
  | "both_changed"
> = {
  session_ends_before_start(_, { sessions }) {
    return {
      en: `The session ends before it begins. Correct the times in ${sessions("when")}.`,
      ru: `Встреча заканчивается раньше, чем начинается. Исправьте время в ${sessions("when")}.`,
      uk: `Зустріч закінчується раніше, ніж починається. Виправте час у ${sessions("when")}.`,
      bg: `Срещата свършва, преди да е започнала. Поправете часовете в ${sessions("when")}.`,
    };
  },
  session_without_time(_, { sessions }) {
    return {
      en: `The session has no time yet. Enter a day with start and end in ${sessions("when")}, and its members are invited.`,
      ru: `У встречи нет времени. Укажите день, начало и конец в ${sessions("when")}, и участники получат приглашения.`,
      uk: `Зустріч не має часу. Вкажіть день, початок і кінець у ${sessions("when")}, і учасники отримають запрошення.`,
      bg: `Срещата няма час. Посочете ден, начало и край в ${sessions("when")} и участниците ще получат покани.`,
    };
  },
  session_all_day(_, { sessions }) {
    return {
      en: `${sessions("when")} holds a day without a time. Add start and end times, and the invitations go out.`,
      ru: `В ${sessions("when")} указан день без времени. Добавьте время начала и конца, и приглашения уйдут.`,
      uk: `У ${sessions("when")} вказано день без часу. Додайте час початку й кінця, і запрошення буде надіслано.`,
      bg: `В ${sessions("when")} е посочен ден без час. Добавете начален и краен час и поканите ще бъдат изпратени.`,
    };
  },
  session_without_group(_, { sessions }) {
    return {
      en: `Krug doesn’t know who meets. Choose a group in ${sessions("group")}; its members will be invited.`,
      ru: `Круг не знает, кто встречается. Выберите группу в ${sessions("group")}, и её состав получит приглашения.`,
      uk: `Круг не знає, хто зустрічається. Виберіть групу в ${sessions("group")}, і її склад отримає запрошення.`,
      bg: `Кръг не знае кой се среща. Изберете група в ${sessions("group")} и съставът ѝ ще получи покани.`,
    };
  },
  session_of_ended_group(_, { sessions, groups, q, language }) {
    const active = q(optionName("groups", "status", "active", language));
    return {
      en: `The group has ended, so nobody is invited to this session. Set the group’s ${groups("status")} to ${active} again, or choose another group in ${sessions("group")}.`,
      ru: `Работа группы завершена, поэтому на эту встречу никто не приглашён. Снова выберите для группы ${active} в ${groups("status")} или укажите другую группу в ${sessions("group")}.`,
      uk: `Роботу групи завершено, тому на цю зустріч нікого не запрошено. Знову виберіть для групи ${active} у ${groups("status")} або вкажіть іншу групу в ${sessions("group")}.`,
      bg: `Работата на групата е приключила, затова на тази среща няма поканени. Изберете отново ${active} за групата в ${groups("status")} или посочете друга група в ${sessions("group")}.`,
    };
  },
  unknown_guest(problem, { peopleTable }) {
    const email = clip(problem.email, 80);
    return {
      en: `${email} is invited to this session but is not in ${peopleTable}. If they take part in the programme, add the address to their page there; if not, nothing needs doing.`,
      ru: `На эту встречу приглашён адрес ${email}, но его нет в таблице ${peopleTable}. Если это участник программы, добавьте адрес на страницу этого человека; если гость — ничего делать не нужно.`,
      uk: `На цю зустріч запрошено адресу ${email}, але її немає в таблиці ${peopleTable}. Якщо ця людина бере участь у програмі, додайте адресу на її сторінку; якщо це гість — нічого робити не треба.`,
      bg: `На тази среща е поканен адресът ${email}, но го няма в таблицата ${peopleTable}. Ако човекът участва в програмата, добавете адреса на страницата му; ако е гост, не е нужно да правите нищо.`,
    };
  },
  no_common_slot(problem, { names, sessions, language, zone }) {
    const who = names(problem.people);
    const near = nearestSlots(problem.nearest, zone, language);
    const column = sessions("when");
    return {
      en: `No time suits everyone${who && ` (${who})`}.${near && ` Nearest: ${near}.`} Agree on a time and enter it in ${column}, or meet in writing on this page.`,
      ru: `Нет времени, которое подходит всем${who && ` (${who})`}.${near && ` Ближе всего: ${near}.`} Договоритесь и впишите время в ${column} или обсудите всё письменно на этой странице.`,
      uk: `Немає часу, який підходить усім${who && ` (${who})`}.${near && ` Найближче: ${near}.`} Домовтеся і впишіть час у ${column} або обговоріть усе письмово на цій сторінці.`,
      bg: `Няма час, удобен за всички${who && ` (${who})`}.${near && ` Най-близо: ${near}.`} Уговорете се и впишете часа в ${column} или обсъдете всичко писмено на тази страница.`,
    };
  },
  outside_hours(problem, { names }) {
    const who = names(problem.people);
    return {
      en: `This time is outside somebody’s working hours (${who}), because no other was free for all. If it doesn’t suit, move the session.`,
      ru: `Для кого-то это нерабочее время (${who}): другого общего не нашлось. Если оно не подходит, перенесите встречу.`,
      uk: `Для когось це неробочий час (${who}): іншого спільного не знайшлося. Якщо він не підходить, перенесіть зустріч.`,
      bg: `За някого това е извън работното време (${who}): друго общо време не се намери. Ако не е удобно, преместете срещата.`,
    };
  },
  both_changed(problem, { q, language, zone }) {
    const value = (text: string) => {
      const at = parseInstant(text);
      return at === null ? q(text) : dayAndTime(at, zone, language);
    };
    const [kept, lost] = [value(problem.kept), value(problem.lost)];
    const isTitle = problem.field === "title";
    return {
      en: `The ${isTitle ? "title" : "time"} was changed both here and in Google Calendar. Kept: ${kept}. Not kept: ${lost}. If that one is right, enter it again.`,
      ru: `${isTitle ? "Название изменили" : "Время изменили"} и здесь, и в Google Календаре. Осталось: ${kept}. Не осталось: ${lost}. Если верно второе, впишите его снова.`,
      uk: `${isTitle ? "Назву змінили" : "Час змінили"} і тут, і в Google Календарі. Залишилося: ${kept}. Не залишилося: ${lost}. Якщо правильне друге, впишіть його знову.`,
      bg: `${isTitle ? "Заглавието е променено" : "Времето е променено"} и тук, и в Google Календар. Остана: ${kept}. Не остана: ${lost}. Ако второто е вярното, впишете го отново.`,
    };
  },
};

/** "Thu 14 January, 10:00 (without Vera); …": the three nearest misses. */
function nearestSlots(
  nearest: readonly { at: number; without: readonly string[] }[],
  zone: string,
  language: Language,
): string {
  const slot = ({ at, without }: { at: number; without: readonly string[] }) => {
    const when = dayAndTime(at, zone, language);
    if (without.length === 0) return when;
    const who = listOf(without, language);
    const texts: Texts = {
      en: `without ${who}`,
      ru: `${without.length === 1 ? "не может" : "не могут"}: ${who}`,
      uk: `${without.length === 1 ? "не може" : "не можуть"}: ${who}`,
      bg: `без ${who}`,
    };
    return `${when} (${texts[language]})`;
  };
  return nearest.slice(0, 3).map(slot).join("; ");
}

export const GATHERING_PROBLEMS: ProblemTexts<
  | "gathering_without_time"
  | "gathering_all_day"
  | "gathering_ends_before_start"
  | "gathering_places"
  | "gathering_copy"
  | "gathering_overbooked"
  | "gathering_for_nobody"
> = {
  gathering_without_time(_, { gatherings }) {
    return {
      en: `There is no time yet. Enter a day with start and end in ${gatherings("when")}, and invitations go out.`,
      ru: `Времени нет. Укажите день, начало и конец в ${gatherings("when")}, и приглашения уйдут.`,
      uk: `Часу немає. Вкажіть день, початок і кінець у ${gatherings("when")}, і запрошення буде надіслано.`,
      bg: `Няма час. Посочете ден, начало и край в ${gatherings("when")} и поканите ще бъдат изпратени.`,
    };
  },
  gathering_all_day(_, { gatherings }) {
    return {
      en: `${gatherings("when")} holds a day without a time. Add start and end times, and the invitations go out.`,
      ru: `В ${gatherings("when")} указан день без времени. Добавьте время начала и конца, и приглашения уйдут.`,
      uk: `У ${gatherings("when")} вказано день без часу. Додайте час початку й кінця, і запрошення буде надіслано.`,
      bg: `В ${gatherings("when")} е посочен ден без час. Добавете начален и краен час и поканите ще бъдат изпратени.`,
    };
  },
  gathering_ends_before_start(_, { gatherings }) {
    return {
      en: `It ends before it begins. Correct the times in ${gatherings("when")}.`,
      ru: `Конец раньше начала. Исправьте время в ${gatherings("when")}.`,
      uk: `Кінець раніше за початок. Виправте час у ${gatherings("when")}.`,
      bg: `Краят е преди началото. Поправете часовете в ${gatherings("when")}.`,
    };
  },
  gathering_places(problem, { number, gatherings }) {
    return {
      en: `With ${number(problem.places)} in ${gatherings("places")} nobody can be invited. Enter a whole number from 1 up, or leave it empty for no limit.`,
      ru: `При значении ${number(problem.places)} в ${gatherings("places")} никого пригласить нельзя. Укажите целое число от 1 или оставьте пустым: тогда ограничения нет.`,
      uk: `Зі значенням ${number(problem.places)} у ${gatherings("places")} нікого запросити не можна. Вкажіть ціле число від 1 або залиште порожнім: тоді обмеження немає.`,
      bg: `При ${number(problem.places)} в ${gatherings("places")} никой не може да бъде поканен. Въведете цяло число от 1 нагоре или оставете празно: тогава няма ограничение.`,
    };
  },
  gathering_copy() {
    return {
      en: "An older page has the same title and time, so nobody is invited from this one. Give it its own time or title.",
      ru: "На более старой странице те же название и время, поэтому с этой приглашений нет. Укажите другое время или название.",
      uk: "На старішій сторінці такі самі назва й час, тому з цієї запрошень немає. Вкажіть інший час або назву.",
      bg: "По-стара страница има същото заглавие и час, затова от тази не тръгват покани. Посочете друг час или заглавие.",
    };
  },
  gathering_overbooked(problem, { number, gatherings, language }) {
    return {
      en: `${number(problem.accepted)} people have accepted, and there ${plural(problem.places, language, { one: "is", other: "are" })} ${number(problem.places)} ${plural(problem.places, language, { one: "place", other: "places" })}. Raise ${gatherings("places")}, or ask somebody to come another time.`,
      ru: `Согласились прийти: ${number(problem.accepted)}, мест: ${number(problem.places)}. Увеличьте ${gatherings("places")} или попросите кого-нибудь прийти в другой раз.`,
      uk: `Погодилися прийти: ${number(problem.accepted)}, місць: ${number(problem.places)}. Збільште ${gatherings("places")} або попросіть когось прийти іншим разом.`,
      bg: `Приели поканата: ${number(problem.accepted)}, места: ${number(problem.places)}. Увеличете ${gatherings("places")} или помолете някого да дойде друг път.`,
    };
  },
  gathering_for_nobody(_, { gatherings }) {
    return {
      en: `Nobody is invited yet: nobody in its programmes seeks this skill and works at that time. Check ${gatherings("skill")} and ${gatherings("when")}; people can also add themselves to ${gatherings("interested")}.`,
      ru: `Пока приглашать некого: в программах никто не ищет этот навык и не работает в это время. Проверьте ${gatherings("skill")} и ${gatherings("when")}; люди могут и сами добавиться в ${gatherings("interested")}.`,
      uk: `Поки запрошувати нікого: у програмах ніхто не шукає цієї навички й не працює в цей час. Перевірте ${gatherings("skill")} і ${gatherings("when")}; люди можуть і самі додатися в ${gatherings("interested")}.`,
      bg: `Засега няма кого да поканим: в програмите никой не търси това умение и не работи по това време. Проверете ${gatherings("skill")} и ${gatherings("when")}; хората могат и сами да се добавят в ${gatherings("interested")}.`,
    };
  },
};

export const PLACE_PROBLEMS: ProblemTexts<"page_moved" | "page_unreadable" | "copy_waits"> = {
  page_moved(problem, say) {
    const [page, table] = nameAndTable(problem, say);
    return {
      en: `The page ${page} is no longer in ${table}. What was planned with it stays as it is, and nothing new begins. Move the page back, or call off its meetings in Google Calendar.`,
      ru: `Страницы ${page} больше нет в таблице ${table}. Всё, что с ней запланировано, остаётся как есть, нового не будет. Верните страницу в таблицу или отмените её встречи в Google Календаре.`,
      uk: `Сторінки ${page} більше немає в таблиці ${table}. Усе, що з нею заплановано, лишається як є, нового не буде. Поверніть сторінку до таблиці або скасуйте її зустрічі в Google Календарі.`,
      bg: `Страницата ${page} вече не е в таблицата ${table}. Планираното с нея остава, както е, а ново няма да започне. Върнете страницата в таблицата или отменете срещите ѝ в Google Календар.`,
    };
  },
  page_unreadable(problem, say) {
    const [page, table] = nameAndTable(problem, say);
    return {
      en: `The page ${page} of ${table} can’t be read any more. What was planned with it stays as it is, and nothing new begins. Share the page with Krug again, or put it in the trash if it is no longer needed.`,
      ru: `Страница ${page} из таблицы ${table} больше не читается. Всё, что с ней запланировано, остаётся как есть, нового не будет. Снова откройте Кругу доступ к странице или, если она не нужна, удалите её в корзину.`,
      uk: `Сторінку ${page} з таблиці ${table} більше не вдається прочитати. Усе, що з нею заплановано, лишається як є, нового не буде. Знову відкрийте Кругу доступ до сторінки або, якщо вона не потрібна, перемістіть її в кошик.`,
      bg: `Страницата ${page} от таблицата ${table} вече не може да бъде прочетена. Планираното с нея остава, както е, а ново няма да започне. Дайте отново достъп на Кръг до страницата или, ако не е нужна, преместете я в кошчето.`,
    };
  },
  copy_waits({ table }, { q, names, language }) {
    const columns = names(COLUMNS_TO_CHANGE[table].map(key => q(columnName(table, key, language))));
    return {
      en: `This page is an unchanged copy of another one, so nothing happens with it yet. To make it a page of its own, change it (${columns}); if it isn’t needed, put it in the trash.`,
      ru: `Эта страница — копия другой, в которой ничего не изменили, поэтому пока с ней ничего не происходит. Чтобы она стала самостоятельной, измените её (${columns}); если она не нужна, удалите её в корзину.`,
      uk: `Ця сторінка — копія іншої, у якій нічого не змінили, тому поки з нею нічого не відбувається. Щоб вона стала самостійною, змініть її (${columns}); якщо вона не потрібна, перемістіть її в кошик.`,
      bg: `Тази страница е копие на друга, в което нищо не е променено, затова засега с нея не се случва нищо. За да стане самостоятелна, променете я (${columns}); ако не е нужна, преместете я в кошчето.`,
    };
  },
};

function nameAndTable({ page, table }: { page: string; table: SourceKey }, { q, language }: Say): [string, string] {
  return [q(page === "" ? "…" : clip(page, 80)), q(sourceName(table, language))];
}

/** What people change first when they make a page of a copy. */
const COLUMNS_TO_CHANGE: Readonly<Record<SourceKey, readonly string[]>> = {
  programmes: ["name", "start"],
  people: ["name", "email"],
  roadmap: ["title", "owner"],
  groups: ["members", "round"],
  sessions: ["when", "group"],
  surveys: ["title"],
  metrics: ["title"],
  resources: ["title", "link"],
  digests: ["title"],
  help: ["question", "askedBy"],
  gatherings: ["when", "title"],
  thanks: ["title", "to"],
};
