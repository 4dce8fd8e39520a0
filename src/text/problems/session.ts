import type { Language, Texts } from "../../core/domain/values/language.ts";
import { parseInstant } from "../../core/domain/values/time.ts";
import { clip, listOf } from "../phrase.ts";
import { dayAndTime } from "../when.ts";
import { optionName } from "../workspace.ts";
import type { ProblemTexts } from "./say.ts";

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
