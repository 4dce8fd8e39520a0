import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { CALENDAR_WORDS } from "../../../src/text/meetings/calendar.ts";
import { dashboardTexts, lastRunSentence } from "../../../src/text/operating/dashboard.ts";

const {
  backOnInCalendar,
  bothChanged,
  deletedInCalendar,
  madeTwice,
  movedForNewcomer,
  reofferedAfterDecline,
  restoredInCalendar,
} = CALENDAR_WORDS;

const TEN = Date.parse("2027-01-14T08:00:00Z");

describe("comments", () => {
  test("say which value stayed and which did not", () => {
    const clash = { field: "title", kept: "Ana & Boris", lost: "Coffee", keptSide: "notion" } as const;
    expect(LANGUAGES.map(language => bothChanged(clash, language))).toEqual([
      "The title was changed in both places. Kept: “Ana & Boris” (Notion). Not kept: “Coffee” (Google Calendar). If that one is right, enter it again in “Title”.",
      "Название изменили в обоих местах. Сохранено: «Ana & Boris» (Notion). Не сохранено: «Coffee» (Google Календарь). Если верно второе, впишите его снова в «Название».",
      "Назву змінили в обох місцях. Збережено: «Ana & Boris» (Notion). Не збережено: «Coffee» (Google Календар). Якщо правильне друге, впишіть його знову в «Назва».",
      "Заглавието е променено и на двете места. Запазено: „Ana & Boris“ (Notion). Незапазено: „Coffee“ (Google Календар). Ако второто е вярното, впишете го отново в „Заглавие“.",
    ]);
  });

  test("tell of an event deleted in Calendar and how to invite again", () => {
    expect(LANGUAGES.map(language => deletedInCalendar(TEN, "Europe/Sofia", language, "Ana"))).toEqual([
      "Ana deleted the event in Google Calendar on Thu 14 January, 10:00; the session is cancelled. Set “Status” back to “Planned” to invite again.",
      "Событие удалено в Google Календаре (Ana; чт, 14 января, 10:00), поэтому встреча отменена. Чтобы пригласить снова, верните в «Статус» значение «Запланирована».",
      "Подію видалено в Google Календарі (Ana; чт, 14 січня, 10:00), тому зустріч скасовано. Щоб запросити знову, поверніть у «Статус» значення «Запланована».",
      "Събитието е изтрито в Google Календар (Ana; чт, 14 януари, 10:00), затова срещата е отменена. За да поканите отново, върнете „Статус“ на „Планирана“.",
    ]);
    for (const language of LANGUAGES)
      expect(deletedInCalendar(TEN, "Europe/Sofia", language)).not.toMatch(/null|\( ?;/);
  });

  test("tell of an event restored in Calendar and how to cancel it all the same", () => {
    expect(LANGUAGES.map(language => restoredInCalendar(TEN, "Europe/Sofia", language))).toEqual([
      "The event was restored in Google Calendar on Thu 14 January, 10:00; the session is planned again. If it should stay cancelled, set “Status” to “Cancelled”.",
      "Событие восстановлено в Google Календаре (чт, 14 января, 10:00), поэтому встреча снова назначена. Если она всё же отменена, выберите в «Статус» значение «Отменена».",
      "Подію відновлено в Google Календарі (чт, 14 січня, 10:00), тому зустріч знову призначено. Якщо її все ж скасовано, виберіть у «Статус» значення «Скасована».",
      "Събитието е възстановено в Google Календар (чт, 14 януари, 10:00), затова срещата отново е насрочена. Ако тя все пак отпада, изберете в „Статус“ стойността „Отменена“.",
    ]);
  });

  test("tell of a cancelled meeting that was on again with its series, and how to invite all the same", () => {
    expect(LANGUAGES.map(language => backOnInCalendar(TEN, "Europe/Sofia", language))).toEqual([
      "The series was moved in Google Calendar, and this cancelled meeting was on again with it: Thu 14 January, 10:00. It has been called off there once more, and its guests were told. Set “Status” back to “Planned” to invite again.",
      "Серию перенесли в Google Календаре, и вместе с ней вернулась эта отменённая встреча: чт, 14 января, 10:00. Там она снова отменена, гостям об этом сообщили. Чтобы пригласить снова, верните в «Статус» значение «Запланирована».",
      "Серію перенесли в Google Календарі, і разом із нею повернулася ця скасована зустріч: чт, 14 січня, 10:00. Там її знову скасовано, гостям про це повідомили. Щоб запросити знову, поверніть у «Статус» значення «Запланована».",
      "Поредицата е преместена в Google Календар и с нея се е върнала тази отменена среща: чт, 14 януари, 10:00. Там тя отново е отменена и гостите са уведомени. За да поканите отново, върнете „Статус“ на „Планирана“.",
    ]);
  });

  test("tell of a page made twice which one counts", () => {
    expect(LANGUAGES.map(language => madeTwice("https://notion.test/1", language))).toEqual([
      "Krug made this page twice by mistake. The other page counts (https://notion.test/1), and nobody is invited from here. What is written here stays: move it over if you need it.",
      "Круг по ошибке создал эту страницу дважды. Действует другая страница (https://notion.test/1), отсюда никого не приглашают. Написанное здесь останется; если оно нужно, перенесите его туда.",
      "Круг помилково створив цю сторінку двічі. Діє інша сторінка (https://notion.test/1), звідси нікого не запрошують. Написане тут залишиться; якщо воно потрібне, перенесіть його туди.",
      "Кръг по грешка създаде тази страница два пъти. Важи другата страница (https://notion.test/1) и оттук не се кани никой. Написаното тук остава; ако ви трябва, преместете го там.",
    ]);
    for (const language of LANGUAGES) expect(madeTwice("", language)).not.toContain("(");
  });

  test("offer another time after somebody declined", () => {
    const offer = { names: ["Ana"], startsAt: TEN, endsAt: TEN + 2_700_000, zone: "Europe/Sofia" };
    expect(reofferedAfterDecline(offer, "en")).toContain("Thu 14 January, 10:00–10:45");
    expect(reofferedAfterDecline(offer, "ru")).toMatch(/^Ana не сможет прийти/);
    expect(reofferedAfterDecline({ ...offer, names: ["Ana", "Vera"] }, "bg")).toMatch(
      /^Ana и Vera няма да могат да дойдат/,
    );
  });

  test("tell why a session moved for somebody who joined, and when it would have been", () => {
    const move = {
      names: ["Vera"],
      from: TEN - 7_200_000,
      startsAt: TEN,
      endsAt: TEN + 2_700_000,
      zone: "Europe/Sofia",
    };
    expect(LANGUAGES.map(language => movedForNewcomer(move, language))).toEqual([
      "Vera joined the group and isn’t free at the time the session had (Thu 14 January, 08:00). The next time that is free for all: Thu 14 January, 10:00–10:45. If it doesn’t suit, agree on another and enter it in “When”.",
      "К группе присоединился ещё один человек (Vera), и прежнее время (чт, 14 января, 08:00) подходит не всем. Ближайшее время, свободное у всех: чт, 14 января, 10:00–10:45. Если оно не подходит, договоритесь о другом и впишите его в «Когда».",
      "До групи приєдналася ще одна людина (Vera), і попередній час (чт, 14 січня, 08:00) підходить не всім. Найближчий час, вільний у всіх: чт, 14 січня, 10:00–10:45. Якщо він не підходить, домовтеся про інший і впишіть його в «Коли».",
      "Към групата се присъедини още един човек (Vera) и досегашният час (чт, 14 януари, 08:00) не е удобен за всички. Най-близкият час, свободен за всички: чт, 14 януари, 10:00–10:45. Ако не е удобен, уговорете друг и го впишете в „Кога“.",
    ]);
  });
});

describe("the dashboard", () => {
  test("has every text in every language", () => {
    for (const language of LANGUAGES) {
      for (const text of Object.values(dashboardTexts(language))) expect(text.trim()).not.toBe("");
    }
    expect(dashboardTexts("en").notForAppraisal).toBe("Figures are for the programme, not for appraising people.");
  });

  test("tells the last run", () => {
    const run = { at: TEN, done: 12, failed: 1 };
    expect(lastRunSentence(run, "Europe/Sofia", "en")).toBe(
      "Last run Thu 14 January, 10:00 (Sofia): 12 done, 1 failed.",
    );
    expect(lastRunSentence({ ...run, done: 0, failed: 0 }, "Europe/Kyiv", "uk")).toBe(
      "Останній запуск чт, 14 січня, 10:00 (Київ): змін не було.",
    );
    expect(lastRunSentence({ ...run, failed: 0 }, "Europe/Sofia", "bg")).toBe(
      "Последно изпълнение чт, 14 януари, 10:00 (София): направено: 12.",
    );
  });
});
