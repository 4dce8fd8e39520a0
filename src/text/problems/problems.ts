import type { Problem } from "../../core/domain/problem.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import { optionsOf } from "../../core/domain/values/options.ts";
import { clip } from "../phrases/phrase.ts";
import { columnName, optionName, sourceName } from "../workspace/workspace.ts";
import { GOAL_PROBLEMS, HELP_BOARD_PROBLEMS, THANKS_PROBLEMS } from "./boards.ts";
import { EVENT_PROBLEMS, FORM_PROBLEMS } from "./google.ts";
import { GATHERING_PROBLEMS, PLACE_PROBLEMS, SESSION_PROBLEMS } from "./meeting.ts";
import { PERSON_PROBLEMS } from "./person.ts";
import { PROGRAMME_PROBLEMS } from "./programme.ts";
import { type ProblemTexts, type Say, sayIn } from "./say.ts";

interface ProblemContext {
  /** The zone in which times are told, for example the programme's. */
  zone: string;
}

/** The order in which a page's problems are told, whatever order they were found in: what blocks most comes first. */
const PLACE = {
  copy_waits: 0.4,
  table_gone: 0.1,
  column_gone: 0.2,
  unknown_option: 0.5,
  erased_option: 0.55,
  backward_date: 8.5,
  bad_round: 11.6,
  far_date: 7.5,
  unseen_relation: 17.5,
  no_title: 1,
  no_email: 2,
  bad_email: 3,
  email_mixed_scripts: 3.5,
  email_twice: 4,
  email_taken: 4.1,
  other_email_taken: 19.6,
  email_elsewhere: 19.7,
  unknown_zone: 5,
  zone_of_several: 5.1,
  bad_hours: 6,
  bad_date: 7,
  away_backwards: 8,
  away_long: 8.1,
  programme_incomplete: 9,
  programme_ends_before_start: 10,
  programme_long_ago: 10.1,
  bad_number: 11,
  round_under_rhythm: 11.2,
  two_ends: 11.3,
  bad_weight: 11.5,
  goal_due_before_start: 12,
  session_ends_before_start: 13,
  session_all_day: 14,
  session_without_time: 15,
  too_long: 14.5,
  page_gone_by: 15.2,
  event_stands: 15.3,
  session_without_group: 16,
  session_of_ended_group: 16.5,
  goal_without_owner: 17,
  unknown_person: 18,
  question_without_asker: 18.1,
  question_asker_out: 18.2,
  question_without_programme: 18.3,
  question_vague: 18.4,
  question_without_skill: 18.5,
  nobody_offers: 18.6,
  question_too_many: 18.7,
  question_no_session: 18.8,
  question_called_off: 18.85,
  answer_without_helper: 18.9,
  gathering_ends_before_start: 13.1,
  gathering_all_day: 14.1,
  gathering_without_time: 15.1,
  gathering_places: 15.2,
  gathering_copy: 15.3,
  gathering_overbooked: 15.4,
  gathering_for_nobody: 18.91,
  thanks_from_nobody: 18.92,
  thanks_to_nobody: 18.93,
  thanks_to_oneself: 18.94,
  bad_level: 19,
  bad_person_number: 6.5,
  zone_fixed: 19.5,
  no_consent: 20,
  paused_quiet: 20.5,
  calendar_unreadable: 21,
  group_too_small: 22,
  group_empty: 17.6,
  group_without_programme: 17.7,
  page_moved: 22.5,
  page_unreadable: 22.6,
  nobody_to_match: 23,
  nobody_to_tell: 23.5,
  coordinator_unconfirmed: 23.4,
  best_fit_drawn: 24.5,
  left_out: 25,
  no_common_slot: 26,
  outside_hours: 27,
  both_changed: 28,
  unknown_guest: 29,
  guests_hidden: 29.1,
  event_odd: 15.15,
  form_gone: 30,
  form_not_open: 30.5,
  form_replaced: 31,
  form_question_altered: 32.5,
  form_question_missing: 32,
  stranger_answered: 33,
  wrong_session_code: 34,
  session_deleted: 34.3,
  answers_unread: 34.6,
  more_answers_than_asked: 35,
  not_taking_part: 35.3,
  given_up: 36,
  unforeseen: 37,
  said_unopened: 0.3,
} as const satisfies Readonly<Record<Problem["code"], number>>;

/** Longest text Notion takes in one piece is 2,000 characters. */
const MOST_CHARACTERS = 1_900;

/**
 * All problems of a page as one text, a sentence or two a line, each said once; empty when there are none.
 *
 * The same problems give the same text in whatever order they come, so a page is not written again for nothing.
 */
export function krugSays(problems: readonly Problem[], language: Language, context: ProblemContext): string {
  const lines = problems
    .map(problem => ({ place: PLACE[problem.code], line: problemSentence(problem, language, context) }))
    .sort((a, b) => a.place - b.place || (a.line < b.line ? -1 : a.line > b.line ? 1 : 0))
    .map(({ line }) => line);
  const unique = [...new Set(lines)];
  const kept: string[] = [];
  for (const line of unique) {
    if ([...kept, line].join("\n").length > MOST_CHARACTERS) break;
    kept.push(line);
  }
  const left = unique.length - kept.length;
  return (left > 0 ? [...kept, andMore(left, language)] : kept).join("\n");
}

function andMore(count: number, language: Language): string {
  const texts: Texts = {
    en: `And ${count} more; they appear here once these are settled.`,
    ru: `И ещё ${count}: появится здесь, когда будет решено то, что выше.`,
    uk: `І ще ${count}: з’явиться тут, коли буде вирішено те, що вище.`,
    bg: `И още ${count}: ще се появи тук, когато горното бъде решено.`,
  };
  return texts[language];
}

/** What is wrong, where, and what to do next, for the person who opens the page. Times are told in the context's zone. */
export function problemSentence(problem: Problem, language: Language, context: ProblemContext): string {
  const texts = ALL[problem.code] as (problem: Problem, say: Say) => Texts;
  return texts(problem, sayIn(language, context.zone))[language];
}

/** What can be wrong with any cell, and with columns and tables themselves. */
const CELL_PROBLEMS: ProblemTexts<
  | "unknown_option"
  | "erased_option"
  | "far_date"
  | "backward_date"
  | "bad_round"
  | "unseen_relation"
  | "column_gone"
  | "table_gone"
> = {
  unknown_option({ source, column: key, said }, { q, names, language }) {
    const column = q(columnName(source, key, language));
    const words = names(said.slice(0, 5).map(word => q(clip(word, 60))));
    const known = names((optionsOf(source, key) ?? []).map(option => q(optionName(source, key, option, language))));
    return {
      en: `Krug doesn’t know ${words} in ${column}. Until you choose one of ${known}, what is there stays as it is, and nothing new starts from this page.`,
      ru: `Круг не знает ${words} в ${column}. Пока не выбрано одно из значений ${known}, всё остаётся как есть, а новое с этой страницы не начинается.`,
      uk: `Круг не знає ${words} у ${column}. Доки не вибрано одне зі значень ${known}, усе лишається як є, а нове з цієї сторінки не починається.`,
      bg: `Кръг не познава ${words} в ${column}. Докато не изберете едно от ${known}, всичко остава както е и от тази страница не започва нищо ново.`,
    };
  },
  erased_option({ source, column: key, was }, { q, names, language }) {
    const column = q(columnName(source, key, language));
    const word = q(optionName(source, key, was, language));
    const known = names((optionsOf(source, key) ?? []).map(option => q(optionName(source, key, option, language))));
    return {
      en: `${word} was deleted from the options of ${column}, which left this cell empty; it still counts. Choose one of ${known}, or type it where the list lacks it.`,
      ru: `${word} удалили из вариантов в ${column}, и поле опустело; прежнее значение ещё действует. Выберите одно из значений ${known}; если его нет в списке, впишите сами.`,
      uk: `${word} видалили з варіантів у ${column}, і поле спорожніло; попереднє значення ще діє. Виберіть одне зі значень ${known}; якщо його немає у списку, впишіть самі.`,
      bg: `${word} е изтрито от възможностите в ${column} и полето остана празно; предишната стойност още важи. Изберете едно от ${known}; ако го няма в списъка, впишете го.`,
    };
  },
  far_date({ date }, { q }) {
    return {
      en: `${q(date)} is too far off to be meant. Choose the date on this page again; until then the one before counts.`,
      ru: `${q(date)} — слишком далёкая дата, похоже на опечатку. Выберите дату на этой странице ещё раз; до тех пор действует прежняя.`,
      uk: `${q(date)} — надто далека дата, схоже на описку. Виберіть дату на цій сторінці ще раз; доти діє попередня.`,
      bg: `${q(date)} е твърде далечна дата и прилича на грешка. Изберете отново датата на тази страница; дотогава важи предишната.`,
    };
  },
  backward_date({ source, column: key, from, to }, { q, day, language }) {
    const column = q(columnName(source, key, language));
    return {
      en: `${column} ends (${day(to)}) before it begins (${day(from)}). Correct the dates; until then the one before counts.`,
      ru: `${column}: конец (${day(to)}) раньше начала (${day(from)}). Исправьте даты; до тех пор действует прежняя.`,
      uk: `${column}: кінець (${day(to)}) раніше початку (${day(from)}). Виправте дати; доти діє попередня.`,
      bg: `${column}: краят (${day(to)}) е преди началото (${day(from)}). Поправете датите; дотогава важи предишната.`,
    };
  },
  bad_round({ value }, { q, number, groups }) {
    const said = value === null ? "" : ` ${q(number(value))}`;
    return {
      en: `${groups("round")}${said} is no number of a round, so the one before counts. Write a whole number from 1.`,
      ru: `${groups("round")}${said} — не номер раунда, поэтому действует прежний. Впишите целое число, начиная с 1.`,
      uk: `${groups("round")}${said} — не номер раунду, тому діє попередній. Впишіть ціле число, починаючи з 1.`,
      bg: `${groups("round")}${said} не е номер на цикъл, затова важи предишният. Напишете цяло число от 1 нататък.`,
    };
  },
  unseen_relation({ source, column: key }, { q, language }) {
    const column = q(columnName(source, key, language));
    return {
      en: `What ${column} points to is in the trash, or Krug may not see it, so what it was before counts. Take it back or share it, or choose another page there.`,
      ru: `То, на что указывает ${column}, лежит в корзине или недоступно Кругу, поэтому действует прежнее. Верните страницу, откройте к ней доступ или выберите другую.`,
      uk: `Те, на що вказує ${column}, лежить у кошику або недоступне Кругу, тому діє попереднє. Поверніть сторінку, відкрийте до неї доступ або виберіть іншу.`,
      bg: `Това, към което сочи ${column}, е в кошчето или Кръг няма достъп до него, затова важи предишното. Върнете страницата, споделете я или изберете друга.`,
    };
  },
  column_gone({ source, column: key }, { q, language }) {
    const [column, table] = [q(columnName(source, key, language)), q(sourceName(source, language))];
    return {
      en: `The column ${column} of ${table} is gone or has another type. What it said before still counts, and what depends on it waits. Undo that in Notion, or run “npm run setup”, and Krug fills it again.`,
      ru: `Столбца ${column} в таблице ${table} больше нет, или у него другой тип. Прежние значения действуют, а всё, что от них зависит, ждёт. Отмените это в Notion или выполните «npm run setup», и Круг заполнит его снова.`,
      uk: `Стовпця ${column} у таблиці ${table} більше немає, або він має інший тип. Попередні значення діють, а все, що від них залежить, чекає. Скасуйте це в Notion або виконайте «npm run setup», і Круг заповнить його знову.`,
      bg: `Колоната ${column} в таблицата ${table} липсва или е от друг тип. Предишните стойности важат, а всичко, което зависи от тях, чака. Отменете това в Notion или изпълнете „npm run setup“ и Кръг ще я попълни отново.`,
    };
  },
  table_gone({ source }, { q, language }) {
    const table = q(sourceName(source, language));
    return {
      en: `The table ${table} is in the trash, or no longer shared with Krug. What it said before still counts, and what depends on it waits. Take it back, or share it with the integration again.`,
      ru: `Таблица ${table} лежит в корзине или больше недоступна Кругу. Прежние значения действуют, а всё, что от них зависит, ждёт. Верните её или снова откройте к ней доступ интеграции.`,
      uk: `Таблиця ${table} лежить у кошику або більше недоступна Кругу. Попередні значення діють, а все, що від них залежить, чекає. Поверніть її або знову відкрийте до неї доступ інтеграції.`,
      bg: `Таблицата ${table} е в кошчето или вече не е споделена с Кръг. Предишните стойности важат, а всичко, което зависи от тях, чака. Върнете я или я споделете отново с интеграцията.`,
    };
  },
};

/** Every problem there is, by what it is about. */
const ALL: ProblemTexts<Problem["code"]> = {
  ...CELL_PROBLEMS,
  ...EVENT_PROBLEMS,
  ...FORM_PROBLEMS,
  ...GATHERING_PROBLEMS,
  ...GOAL_PROBLEMS,
  ...HELP_BOARD_PROBLEMS,
  ...PERSON_PROBLEMS,
  ...PLACE_PROBLEMS,
  ...PROGRAMME_PROBLEMS,
  ...SESSION_PROBLEMS,
  ...THANKS_PROBLEMS,
};
