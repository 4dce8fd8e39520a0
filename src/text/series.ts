import type { SessionKind } from "../core/domain/session.ts";
import type { Language } from "../core/domain/values/language.ts";

/**
 * What stands in a group's series as a whole: that the agenda comes with each meeting in its turn, how to move or cancel
 * one, and where the group has its page. Nothing that concerns people.
 */
export function seriesText(series: { kind: SessionKind; groupUrl: string }, language: Language): string {
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
