import { optionsOf } from "../../core/domain/values/options.ts";
import { clip } from "../phrase.ts";
import { columnName, optionName, sourceName } from "../workspace.ts";
import type { ProblemTexts } from "./say.ts";

/** What can be wrong with any cell, and with columns and tables themselves. */
export const CELL_PROBLEMS: ProblemTexts<
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
