import type { LeftOutReason } from "../../core/domain/problem.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";

/** Why a person is in no group of a round, for the coordinator: what it is, and what can be done about it. */
export function leftOutText(person: { name: string; why: LeftOutReason }, language: Language): string {
  return WHY[person.why][language].replaceAll("{name}", () => person.name);
}

const WHY: Readonly<Record<LeftOutReason, Texts>> = {
  away: {
    en: "{name} is paused or on leave this round.",
    ru: "{name}: пауза или отпуск, в этом раунде без группы.",
    uk: "{name}: пауза чи відпустка, у цьому раунді без групи.",
    bg: "{name}: пауза или отпуск, в този цикъл без група.",
  },
  no_capacity: {
    en: "{name} takes no sessions at the moment: the column “Sessions a week” says 0.",
    ru: "{name}: встреч пока не назначаем, в столбце «Встреч в неделю» стоит 0.",
    uk: "{name}: зустрічей поки не призначаємо, у стовпці «Зустрічей на тиждень» стоїть 0.",
    bg: "{name}: засега не насрочваме срещи, в колоната „Срещи на седмица“ пише 0.",
  },
  week_full: {
    en: "{name}: the sessions they take in a week are all taken this round. The column “Sessions a week” says how many.",
    ru: "{name}: встреч в неделю уже столько, сколько человек берёт, в этом раунде места больше нет. Сколько — сказано в столбце «Встреч в неделю».",
    uk: "{name}: зустрічей на тиждень уже стільки, скільки людина бере, у цьому раунді місця більше немає. Скільки — сказано у стовпці «Зустрічей на тиждень».",
    bg: "{name}: срещите за седмицата вече са колкото този човек поема и в този цикъл няма място за още. Колко са, пише в колоната „Срещи на седмица“.",
  },
  no_level: {
    en: "{name}: no level is given, and this format needs one. Fill in the column “Level”.",
    ru: "{name}: уровень не указан, а для этого формата он нужен. Заполните столбец «Уровень».",
    uk: "{name}: рівень не вказано, а для цього формату він потрібен. Заповніть стовпець «Рівень».",
    bg: "{name}: няма посочено ниво, а за този формат е нужно. Попълнете колоната „Ниво“.",
  },
  nobody_else: {
    en: "{name}: nobody else takes part this round. One more person is needed.",
    ru: "{name}: в этом раунде больше никого нет. Нужен ещё хотя бы один человек.",
    uk: "{name}: у цьому раунді більше нікого немає. Потрібна ще хоча б одна людина.",
    bg: "{name}: в този цикъл няма никой друг. Нужен е поне още един човек.",
  },
  no_level_near: {
    en: "{name}: nobody taking part has a level that suits theirs in this format.",
    ru: "{name}: среди участников нет никого с подходящим для этого формата уровнем.",
    uk: "{name}: серед учасників немає нікого з рівнем, що підходить для цього формату.",
    bg: "{name}: сред участниците няма никого с подходящо за този формат ниво.",
  },
  no_partner: {
    en: "{name}: a group cannot be formed this round. Please talk to them.",
    ru: "{name}: в этом раунде группу составить не удаётся. Поговорите с этим человеком.",
    uk: "{name}: у цьому раунді групу скласти не вдається. Поговоріть із цією людиною.",
    bg: "{name}: в този цикъл не може да се състави група. Поговорете с този човек.",
  },
  no_mentee_left: {
    en: "{name}: there is nobody left for them to help this round.",
    ru: "{name}: в этом раунде помогать некому.",
    uk: "{name}: у цьому раунді немає кому допомагати.",
    bg: "{name}: в този цикъл няма на кого да помага.",
  },
  helps_nobody: {
    en: "{name}: nobody taking part can be a mentor to them, and the column “People they can help” says 0.",
    ru: "{name}: наставника среди участников нет, а в столбце «Сколько подопечных» стоит 0.",
    uk: "{name}: ментора серед учасників немає, а у стовпці «Скільки підопічних» стоїть 0.",
    bg: "{name}: сред участниците няма подходящ ментор, а в колоната „На колко души помага“ пише 0.",
  },
};
