import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../../src/core/domain/values/language.ts";
import type { PlainValue, Row } from "../../../src/core/domain/values/row.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { aMirror, anId, aPerson, aProgramme, at, settled } from "../../world/builders.ts";
import { aNeedsAnswer } from "../../world/needsAnswer.ts";

const THURSDAY = at("2027-01-07T08:00:00Z");

interface Outcome {
  groups: string[][];
  sessions: number;
  events: number;
  says: string[];
  why: string[];
}

/** What becomes of a programme whose people are as they are, once a run has done all there was to do. */
function outcomeOf(
  people: readonly Row[],
  programme: Record<string, PlainValue> = {},
  responses: Mirror["responses"] = [],
): Outcome {
  const { mirror } = settled(aMirror([aProgramme(programme), ...people], { responses }), THURSDAY);
  const nameOf = new Map(people.map(row => [row.id, String(row.values.name)]));
  const groups = mirror.rows.filter(row => row.source === "groups" && row.values.status !== "ended");
  const page = mirror.rows.find(row => row.source === "programmes");
  return {
    groups: groups.map(row => (row.values.members as string[]).map(id => nameOf.get(id) ?? id).sort()).sort(),
    sessions: mirror.rows.filter(row => row.source === "sessions").length,
    events: mirror.events.length,
    says: String(page?.values.krugSays ?? "")
      .split("\n")
      .filter(line => line !== ""),
    why: groups.map(row => String(row.values.why)),
  };
}

const FORMATS = ["pair", "triad", "circle", "mentor", "reverse"];
const notWith = (name: string, others: string, wishes = "") =>
  aNeedsAnswer({ notWith: others, wishes }, { email: `${name.toLowerCase()}@example.org` });

describe("what a coordinator reads where nobody can be put together", () => {
  const TOO_FEW: Record<Language, string> = {
    en: "There is nobody to match yet: at least two people are needed who are not away and have a date in “Consent”. Add them in “People”.",
    ru: "Пока некого объединять: нужны хотя бы двое, кто сейчас участвует и у кого заполнено «Согласие». Добавьте их в таблицу «Люди».",
    uk: "Поки що об’єднувати немає кого: потрібні щонайменше двоє, хто зараз бере участь і в кого заповнено «Згода». Додайте їх до таблиці «Люди».",
    bg: "Засега няма хора за разпределяне: нужни са поне двама, които участват в момента и имат дата в „Съгласие“. Добавете ги в таблицата „Хора“.",
  };
  const ALONE: Record<Language, string> = {
    en: "Ana: nobody else takes part this round. One more person is needed.",
    ru: "Ana: в этом раунде больше никого нет. Нужен ещё хотя бы один человек.",
    uk: "Ana: у цьому раунді більше нікого немає. Потрібна ще хоча б одна людина.",
    bg: "Ana: в този цикъл няма никой друг. Нужен е поне още един човек.",
  };
  const PAUSED: Record<Language, string> = {
    en: "Ana is paused or on leave this round.",
    ru: "Ana: пауза или отпуск, в этом раунде без группы.",
    uk: "Ana: пауза чи відпустка, у цьому раунді без групи.",
    bg: "Ana: пауза или отпуск, в този цикъл без група.",
  };
  const NO_SESSIONS: Record<Language, string> = {
    en: "Ana takes no sessions at the moment: the column “Sessions a week” says 0.",
    ru: "Ana: встреч пока не назначаем, в столбце «Встреч в неделю» стоит 0.",
    uk: "Ana: зустрічей поки що не призначаємо, у стовпці «Зустрічей на тиждень» стоїть 0.",
    bg: "Ana: засега не насрочваме срещи, в колоната „Срещи на седмица“ пише 0.",
  };
  const CANNOT: Record<Language, string> = {
    en: "Ana: a group cannot be formed this round. Please talk to them.",
    ru: "Ana: в этом раунде группу составить не удаётся. Поговорите с этим человеком.",
    uk: "Ana: у цьому раунді групу скласти не вдається. Поговоріть із цією людиною.",
    bg: "Ana: в този цикъл не може да се състави група. Поговорете с този човек.",
  };

  test.each(LANGUAGES)("in %s: nobody takes part", language => {
    const { says, ...rest } = outcomeOf([], { language });
    expect(says).toEqual([TOO_FEW[language]]);
    expect(rest).toEqual({ groups: [], sessions: 0, events: 0, why: [] });
  });

  test.each(LANGUAGES)("in %s: one person takes part", language => {
    const { says, ...rest } = outcomeOf([aPerson("Ana")], { language });
    expect(says).toEqual([TOO_FEW[language], ALONE[language]]);
    expect(rest).toEqual({ groups: [], sessions: 0, events: 0, why: [] });
  });

  test.each(LANGUAGES)("in %s: all are paused", language => {
    const people = ["Ana", "Boris"].map(name => aPerson(name, { status: "paused" }));
    const { says, groups, events } = outcomeOf(people, { language });
    expect(says).toEqual([PAUSED[language], PAUSED[language].replace("Ana", "Boris")]);
    expect([groups, events]).toEqual([[], 0]);
  });

  test.each(LANGUAGES)("in %s: nobody takes a session", language => {
    const people = ["Ana", "Boris"].map(name => aPerson(name, { sessionsAWeek: 0 }));
    const { says, groups, events } = outcomeOf(people, { language });
    expect(says).toEqual([NO_SESSIONS[language], NO_SESSIONS[language].replace("Ana", "Boris")]);
    expect([groups, events]).toEqual([[], 0]);
  });

  test.each(LANGUAGES)("in %s: the only two would rather not meet, and nobody learns who said so", language => {
    const people = [aPerson("Ana"), aPerson("Boris")];
    const wanted = [CANNOT[language], CANNOT[language].replace("Ana", "Boris")];
    for (const by of [notWith("Ana", "Boris"), notWith("Boris", "Ana")]) {
      const { says, groups } = outcomeOf(people, { language }, [by]);
      expect([says, groups]).toEqual([wanted, []]);
    }
  });

  test.each(FORMATS)("in %s nobody, one person and all paused make no group, session or event", format => {
    const programme = { format, matching: null };
    const paused = ["Ana", "Boris", "Carla", "Dan"].map((name, place) =>
      aPerson(name, { status: "paused", level: place + 1 }),
    );
    for (const people of [[], [aPerson("Ana", { level: 3 })], paused]) {
      const { groups, sessions, events, says } = outcomeOf(people, programme);
      expect([groups, sessions, events]).toEqual([[], 0, 0]);
      expect(says.length).toBeGreaterThan(0);
    }
  });
});

describe("one who takes no sessions", () => {
  test.each(FORMATS)("is in no group of %s, and the others meet", format => {
    const levels = [1, 2, 4, 5, 3];
    const people = ["Ana", "Boris", "Carla", "Dan", "Eva"].map((name, place) =>
      aPerson(name, { level: levels[place]!, sessionsAWeek: name === "Eva" ? 0 : null }),
    );
    const { groups, says } = outcomeOf(people, { format, matching: null });
    expect(groups.flat()).not.toContain("Eva");
    expect(new Set(groups.flat()).size).toBe(4);
    expect(says).toEqual(["Eva takes no sessions at the moment: the column “Sessions a week” says 0."]);
  });
});

describe("one who is paused until further notice", () => {
  const four = ["Ana", "Boris", "Carla", "Dan"].map(name => aPerson(name));

  test("is put into no circle, and comes into one when the pause is over", () => {
    const programme = aProgramme({ format: "circle", groupSize: 5 });
    const paused = settled(aMirror([programme, ...four, aPerson("Eva", { status: "paused" })]), THURSDAY).mirror;
    const members = (mirror: Mirror) =>
      mirror.rows.filter(row => row.source === "groups").map(row => (row.values.members as string[]).length);
    expect(members(paused)).toEqual([4]);
    const rows = paused.rows.map(row => (row.id === anId("Eva") ? aPerson("Eva") : row));
    expect(members(settled({ ...paused, rows }, THURSDAY + 86_400_000).mirror)).toEqual([5]);
  });

  test("stays in the circle they are in, and is taken out of its meetings", () => {
    const programme = aProgramme({ format: "circle", groupSize: 5 });
    const { mirror } = settled(aMirror([programme, ...four]), THURSDAY);
    const rows = mirror.rows.map(row => (row.id === anId("Dan") ? aPerson("Dan", { status: "paused" }) : row));
    const after = settled({ ...mirror, rows }, THURSDAY + 86_400_000).mirror;
    const [circle] = after.rows.filter(row => row.source === "groups");
    expect(circle?.values.members).toHaveLength(4);
    const near = after.events.filter(event => (event.startsAt ?? 0) < THURSDAY + 10 * 86_400_000);
    expect(near.length).toBeGreaterThan(0);
    for (const event of near) expect(event.guests.map(guest => guest.email)).not.toContain("dan@example.org");
  });
});

describe("wishes that contradict one another", () => {
  const four = ["Ana", "Boris", "Carla", "Dan"].map(name => aPerson(name));
  const together = ({ groups }: Outcome, a: string, b: string) =>
    groups.some(group => group.includes(a) && group.includes(b));

  test("whom one person both wishes for and would rather not meet they do not meet", () => {
    for (const matching of ["random", "best_fit"])
      expect(together(outcomeOf(four, { matching }, [notWith("Ana", "Boris", "Boris")]), "Ana", "Boris")).toBe(false);
  });

  test("where one wishes for the other, who would rather not, they do not meet", () => {
    const answers = [notWith("Ana", "", "Boris"), notWith("Boris", "Ana")];
    for (const matching of ["random", "best_fit"])
      expect(together(outcomeOf(four, { matching }, answers), "Ana", "Boris")).toBe(false);
  });

  test("where three wish for one person, one of them gets their wish and nobody is left out", () => {
    const answers = ["Ana", "Boris", "Carla"].map(name => notWith(name, "", "Dan"));
    const outcome = outcomeOf(four, { matching: "best_fit" }, answers);
    expect(outcome.groups.map(group => group.length)).toEqual([2, 2]);
    expect(outcome.says).toEqual([]);
  });

  test("one whom nobody may meet is without a group, the others have theirs", () => {
    const outcome = outcomeOf(four, {}, [notWith("Ana", "Boris, Carla, Dan")]);
    expect(outcome.groups).toEqual([["Boris", "Carla", "Dan"]]);
    expect(outcome.says).toEqual(["Ana: a group cannot be formed this round. Please talk to them."]);
  });
});

describe("one skill written three ways", () => {
  test("is one skill: in another case, with spaces, in another language", () => {
    const people = [
      aPerson("Ana", { offers: ["  testing "] }),
      aPerson("Boris", { seeks: ["TESTING"] }),
      aPerson("Carla", { offers: ["Тестирование"] }),
      aPerson("Dan", { seeks: ["тестване"] }),
    ];
    const { groups, why } = outcomeOf(people, { matching: "best_fit" });
    expect(groups.every(group => group.some(name => "AnaCarla".includes(name)))).toBe(true);
    expect(why.every(text => /(Ana|Carla) offers .+, which (Boris|Dan) seeks\./.test(text))).toBe(true);
  });

  test("offered and sought by the same two people in three spellings counts once", () => {
    const people = [
      aPerson("Ana", { offers: ["Testing", " testing", "TESTING "] }),
      aPerson("Boris", { seeks: ["testing", "Тестування"] }),
    ];
    const [why] = outcomeOf(people, { matching: "best_fit" }).why;
    expect(why?.match(/testing|тестування/gi)).toHaveLength(1);
  });

  test("is told as the person who offers it wrote it, without the spaces", () => {
    const people = [aPerson("Ana", { offers: ["  SQL  "] }), aPerson("Boris", { seeks: ["sql"] })];
    expect(outcomeOf(people, { matching: "best_fit" }).why[0]).toContain("Ana offers SQL, which Boris seeks.");
  });
});

test("a person whose page names themselves as their manager is matched like anybody", () => {
  const people = [aPerson("Ana", { level: 4, manager: [anId("Ana")] }), aPerson("Boris", { level: 2 })];
  expect(outcomeOf(people, { format: "mentor", matching: null }).groups).toEqual([["Ana", "Boris"]]);
});
