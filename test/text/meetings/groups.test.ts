import { expect, test } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { GROUP_WORDS } from "../../../src/text/meetings/groups.ts";

const { groupName, matchReason } = GROUP_WORDS;

type Match = Parameters<typeof matchReason>[0];

const pair: Match = {
  format: "pair",
  matching: "random",
  names: ["Ana", "Boris"],
  timesMetBefore: 0,
  triadBecauseOdd: false,
};

test("a group is called by its people and its round", () => {
  expect(LANGUAGES.map(language => groupName({ names: ["Ana", "Boris"], round: 3 }, language))).toEqual([
    "Ana & Boris, round 3",
    "Ana и Boris, раунд 3",
    "Ana та Boris, раунд 3",
    "Ana и Boris, цикъл 3",
  ]);
  expect(groupName({ names: ["Ana"], round: null }, "en")).toBe("Ana");
  expect(groupName({ names: [], round: 1 }, "bg")).toBe("Група, цикъл 1");
});

test("a random pair that has not met", () => {
  expect(LANGUAGES.map(language => matchReason(pair, language))).toEqual([
    "Drawn at random for this week. You two have not met here before.",
    "Группа на эту неделю составлена случайно. Раньше вы здесь не встречались.",
    "Групу на цей тиждень складено випадково. Раніше ви тут не зустрічалися.",
    "Групата за тази седмица е избрана на случаен принцип. Още не сте се срещали тук.",
  ]);
});

test("a circle is told that it was put together so that few meet again", () => {
  const circle: Match = { ...pair, format: "circle", names: ["Ana", "Boris", "Vera", "Gleb"] };
  expect(LANGUAGES.map(language => matchReason(circle, language).split(". ")[0])).toEqual([
    "Put together for this round so that as few people as possible meet again",
    "Группа на этот раунд составлена так, чтобы люди как можно реже встречались повторно",
    "Групу на цей раунд складено так, щоб люди якомога рідше зустрічалися повторно",
    "Групата за този цикъл е съставена така, че хората да се срещат повторно възможно най-рядко",
  ]);
});

test("how often two met before has the right plural", () => {
  const met = (timesMetBefore: number) =>
    LANGUAGES.map(language => matchReason({ ...pair, timesMetBefore }, language).split(". ")[1]);
  expect(met(1)[0]).toContain("met here once before");
  expect(met(2)).toEqual([
    "You two have met here twice before.",
    "Раньше вы встречались здесь 2 раза.",
    "Раніше ви зустрічалися тут 2 рази.",
    "Вече сте се срещали тук 2 пъти.",
  ]);
  expect(met(5)[1]).toContain("5 раз.");
  expect(met(5)[2]).toContain("5 разів.");
  expect(met(1)[3]).toContain("веднъж.");
});

test("a triad because of an odd number", () => {
  const triad: Match = { ...pair, names: ["Ana", "Boris", "Vera"], triadBecauseOdd: true };
  expect(LANGUAGES.map(language => matchReason(triad, language))).toEqual([
    "Three of you this week: an odd number of people, so one group is a triad; the roles rotate.",
    "На этой неделе вас трое: людей нечётное число, поэтому одна группа — тройка; роли меняются по очереди.",
    "Цього тижня вас троє: людей непарна кількість, тому одна група — трійка; ролі змінюються по черзі.",
    "Тази седмица сте трима: хората са нечетен брой, затова една от групите е тройка; ролите се редуват.",
  ]);
});

test("a change within the round names nobody and no reason", () => {
  for (const change of ["joined_late", "left_alone"] as const)
    for (const language of LANGUAGES) {
      const text = matchReason({ ...pair, change }, language);
      expect(text).not.toMatch(/Ana|Boris/);
      expect(text.length).toBeGreaterThan(matchReason(pair, language).length);
    }
});

test("every way of forming a group is told in each language", () => {
  for (const matching of ["random", "best_fit", "by_hand"] as const)
    for (const format of ["circle", "mentor", "micro"] as const) {
      const names = format === "circle" ? ["A", "B", "C", "D"] : ["A", "B"];
      const texts = LANGUAGES.map(language =>
        matchReason({ ...pair, format, matching, names, zonesOverlap: 21 }, language),
      );
      expect(new Set(texts).size).toBe(LANGUAGES.length);
      for (const text of texts) expect(text).toMatch(/21/);
    }
  expect(matchReason({ ...pair, zonesOverlap: 21 }, "ru")).toContain("21 час в неделю");
  expect(matchReason({ ...pair, zonesOverlap: 22 }, "uk")).toContain("22 години на тиждень");
});

test("where one helps the other the page says who, and that they have more experience, never how much", () => {
  const told = (format: "mentor" | "reverse", names: string[]) =>
    LANGUAGES.map(language =>
      matchReason(
        { format, matching: "random", names, timesMetBefore: 0, triadBecauseOdd: false, helper: "Ana" },
        language,
      ),
    );
  expect(told("mentor", ["Ana", "Boris"]).map(text => text.split(". ")[1])).toEqual([
    "Ana is the mentor here, with more experience; Boris is the mentee",
    "Наставник — Ana: делится опытом; учится Boris",
    "Ментор — Ana: ділиться досвідом; вчиться Boris",
    "Менторът е Ana и споделя опит; учи се Boris",
  ]);
  expect(told("reverse", ["Ana", "Boris"]).map(text => text.split(". ")[1])).toEqual([
    "Reverse mentoring: Ana is the mentor; Boris, more experienced overall, is here to learn",
    "Обратное наставничество: наставник — Ana, учится Boris; во всём остальном опыта больше у того, кто учится",
    "Зворотне менторство: ментор — Ana, вчиться Boris; в усьому іншому досвіду більше в того, хто вчиться",
    "Обратно менторство: ментор е Ana, учи се Boris; във всичко останало повече опит има онзи, който се учи",
  ]);
  for (const text of [...told("mentor", ["Ana", "Boris", "Vera"]), ...told("reverse", ["Ana", "Boris", "Vera"])])
    expect(text).not.toMatch(/\d|level|уровень|рівень|ниво/i);
});
