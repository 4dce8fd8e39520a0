import type { SourceKey } from "../../core/domain/values/row.ts";
import { clip } from "../phrase.ts";
import { columnName, sourceName } from "../workspace.ts";
import type { ProblemTexts, Say } from "./say.ts";

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
