import { describe, expect, test } from "vitest";
import type { LeftOutReason } from "../../../src/core/domain/problem.ts";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { type GroupReasons, groupReasons } from "../../../src/core/rules/matching/fit.ts";
import { fitSentences } from "../../../src/text/meetings/fit.ts";
import { GROUP_WORDS } from "../../../src/text/meetings/groups.ts";
import { leftOutText } from "../../../src/text/phrases/leftOut.ts";
import { aCandidate, WEEK } from "../../core/rules/matching/people.ts";

const { matchReason } = GROUP_WORDS;

type Match = Parameters<typeof matchReason>[0];

const NAMES: Readonly<Record<string, string>> = { a: "Ana", b: "Boris", v: "Vera" };
const ana = aCandidate("a", { offers: ["testing"], seeks: ["SQL"], languages: ["en", "ru"], hours: "Tue-Thu 12-18" });
const boris = aCandidate("b", { offers: ["design"], seeks: ["Testing"], languages: ["en"], hours: "Mon-Fri 13-19" });

function reasonsOf(members = [ana, boris], zone = "Europe/Sofia"): GroupReasons {
  return groupReasons({ format: "pair", members, week: WEEK, zone, nameOf: id => NAMES[id]! });
}

const match: Match = {
  format: "pair",
  matching: "best_fit",
  names: ["Ana", "Boris"],
  timesMetBefore: 0,
  triadBecauseOdd: false,
  reasons: reasonsOf(),
};

test("the group's page says what one can give the other, when both work, which language they share, and that they are new", () => {
  expect(LANGUAGES.map(language => matchReason(match, language))).toEqual([
    "Chosen for this week as the best fit of what you offer and seek. Ana offers testing, which Boris seeks. Working time in common: Tue–Thu afternoons. Language in common: English. You two have not met here before.",
    "Группа на эту неделю подобрана так, чтобы вы были полезны друг другу. Ana может помочь с тем, чему хочет научиться Boris: testing. Общее рабочее время: вт–чт, вторая половина дня. Общий язык: английский. Раньше вы здесь не встречались.",
    "Групу на цей тиждень підібрано так, щоб ви були корисні одне одному. Ana може допомогти з тим, чого хоче навчитися Boris: testing. Спільний робочий час: вт–чт, друга половина дня. Спільна мова: англійська. Раніше ви тут не зустрічалися.",
    "Групата за тази седмица е подбрана така, че да сте си взаимно полезни. Ana може да помогне с това, което Boris иска да научи: testing. Общо работно време: вт–чт, следобед. Общ език: английски. Още не сте се срещали тук.",
  ]);
});

describe("the common time", () => {
  const time = (a: string, b: string) =>
    fitSentences(reasonsOf([aCandidate("a", { hours: a }), aCandidate("b", { hours: b })]), "en")[0];

  test.each([
    ["Mon-Fri 9-12", "Mon-Fri 8-17", "Working time in common: Mon–Fri mornings."],
    ["Mon 9-17; Wed-Thu 9-17", "9-17", "Working time in common: Mon, Wed, Thu."],
    ["Mon-Fri 18-21", "Sat 9-12; Mon-Fri 17-22", "Working time in common: Mon–Fri evenings."],
    ["Mon-Fri 9-17", "Mon-Wed 9-9:45; Fri 9-11", "Working time in common: Fri mornings."],
    [
      "Mon-Wed 9-17",
      "Thu-Fri 9-17",
      "You have hardly any working time in common, so a time to meet may be hard to find.",
    ],
  ])("of %s and %s", (a, b, sentence) => {
    expect(time(a, b)).toBe(sentence);
  });

  test("of people in different zones is told by the programme's clocks, with its city", () => {
    const far = aCandidate("b", { zone: "Europe/Lisbon", hours: "9-17" });
    const reasons = reasonsOf([aCandidate("a", { hours: "9-13" }), far]);
    expect(fitSentences(reasons, "en")[0]).toBe("Working time in common: Mon–Fri mornings (Sofia).");
    expect(fitSentences(reasons, "bg")[0]).toBe("Общо работно време: пн–пт, преди обед (София).");
    expect(reasons.time?.minutesAWeek).toBe(600);
  });
});

test("what is not so is not told, but a missing language is", () => {
  expect(fitSentences(reasonsOf([aCandidate("a"), aCandidate("b")]), "en")).toEqual([
    "Working time in common: Mon–Fri.",
  ]);
  const speakers = [aCandidate("a", { languages: ["en"] }), aCandidate("b", { languages: ["bg"] })];
  expect(fitSentences(reasonsOf(speakers), "uk")).toContain("Спільної мови на ваших сторінках не вказано.");
});

test("neither levels nor wishes nor mentees are told", () => {
  const plain = reasonsOf();
  const told = reasonsOf([
    { ...ana, level: 1, wishes: ["b"], capacity: 1 },
    { ...boris, level: 5, managerId: "a" },
  ]);
  expect(told).toEqual(plain);
});

test("a triad says what each can give, that they share style and come from three teams, and who keeps the talk", () => {
  const members = [
    { ...ana, team: "A", style: "direct" },
    { ...boris, team: "B", style: "direct" },
    aCandidate("v", { offers: ["SQL"], team: "C", style: "direct", languages: ["en", "ru"] }),
  ];
  const triad: Match = {
    ...match,
    format: "triad",
    names: ["Ana", "Boris", "Vera"],
    reasons: groupReasons({ format: "triad", members, week: WEEK, zone: "Europe/Sofia", nameOf: id => NAMES[id]! }),
    keeper: "Vera",
  };
  const texts = LANGUAGES.map(language => matchReason(triad, language));
  expect(texts[0]).toContain("Vera offers SQL, which Ana seeks.");
  expect(texts[0]).toContain("You like to talk in the same style. You come from different teams.");
  expect(texts[0]).toContain("This time Vera keeps the talk to its goals and priorities.");
  expect(texts[1]).toContain("В этот раз Vera следит");
  expect(texts[2]).toContain("Цього разу Vera стежить");
  expect(texts[3]).toContain("Този път Vera следи");
});

test("in mentoring only what the mentor offers is told", () => {
  const reasons = groupReasons({
    format: "mentor",
    members: [boris, ana],
    week: WEEK,
    zone: "Europe/Sofia",
    nameOf: id => NAMES[id]!,
  });
  expect(reasons.offers).toEqual([]);
});

test("each reason for being left out is told in each language, with the name and without anybody else's", () => {
  const reasons: LeftOutReason[] = [
    "away",
    "no_capacity",
    "week_full",
    "no_level",
    "nobody_else",
    "no_level_near",
    "no_partner",
    "no_mentee_left",
    "helps_nobody",
  ];
  const texts = reasons.flatMap(why => LANGUAGES.map(language => leftOutText({ name: "Ana $&", why }, language)));
  expect(new Set(texts).size).toBe(reasons.length * LANGUAGES.length);
  for (const text of texts) expect(text.startsWith("Ana $&")).toBe(true);
  expect(leftOutText({ name: "Ana", why: "no_partner" }, "en")).toBe(
    "Ana: a group cannot be formed this round. Please talk to them.",
  );
});
