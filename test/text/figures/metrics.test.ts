import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { catalogue } from "../../../src/core/rules/metrics/catalogue.ts";
import type { Metric } from "../../../src/core/rules/metrics/metric.ts";
import { FORM_TEXTS } from "../../../src/core/rules/surveys/texts.ts";
import { TOLD_METRICS } from "../../../src/text/figures/catalogue.ts";
import {
  metricBasis,
  metricChange,
  metricExplanation,
  metricFigure,
  metricGroup,
  metricName,
  metricRange,
  metricUnit,
  resourceSuggestion,
} from "../../../src/text/figures/metrics.ts";

const METRIC_IDS = Object.keys(TOLD_METRICS);

const MEASURED = catalogue(["testing"]).filter(metric => metric.skill === null || metric.id === "topic_share");

describe("the metrics people read about", () => {
  test("stand in the table of docs/metrics.md, all of them, in the same order", () => {
    const page = readFileSync(join(import.meta.dirname, "../../../docs/metrics.md"), "utf8");
    const listed = [...page.matchAll(/^\| \d+ +\| `(\w+)`/gm)].map(([, id]) => id);
    expect(listed).toEqual(METRIC_IDS);
  });

  test("are exactly those that are measured, in the same order", () => {
    expect(METRIC_IDS).toEqual(MEASURED.map(metric => metric.id));
  });

  test.each(MEASURED.map(metric => metric.id))("%s has a name, a unit, a group and an explanation", id => {
    expect(new Set(LANGUAGES.map(language => metricName(id, language))).size).toBe(LANGUAGES.length);
    expect(new Set(LANGUAGES.map(language => metricExplanation(id, language))).size).toBe(LANGUAGES.length);
    expect(metricGroup(id)).not.toBeNull();
    for (const language of LANGUAGES) {
      expect(metricUnit(id, language)).not.toBe("");
      expect(metricExplanation(id, language)).toMatch(/\.$/);
      expect(metricBasis(id, { n: 5 }, language)).toMatch(/^5 \p{L}/u);
    }
  });

  test("have names of their own in every language", () => {
    for (const language of LANGUAGES)
      expect(new Set(METRIC_IDS.map(id => metricName(id, language))).size).toBe(METRIC_IDS.length);
  });

  test("say the unit of the number that stands in Notion: a share is 0 to 1, not per cent", () => {
    const units: Record<Metric["unit"], string> = {
      level: "of 5",
      share: "share, 0 to 1",
      percent: "%",
      score: "-100 to 100",
      points: "points",
      people: "people, on average",
      answers: "answers, on average",
      deviations: "standard deviations",
      index: "index, 0 to 1",
      number: "number",
      minutes: "minutes",
      hours: "hours",
      weeks: "weeks",
    };
    for (const { id, unit } of MEASURED) expect([id, metricUnit(id, "en")]).toEqual([id, units[unit]]);
    expect(LANGUAGES.map(language => metricUnit("held_rate", language))).toEqual([
      "share, 0 to 1",
      "доля, от 0 до 1",
      "частка, від 0 до 1",
      "дял, от 0 до 1",
    ]);
  });

  test("may be of one skill", () => {
    expect(LANGUAGES.map(language => metricName("growth_points", language, "testing"))).toEqual([
      "Growth of skills: testing",
      "Рост навыков: testing",
      "Зростання навичок: testing",
      "Напредък в уменията: testing",
    ]);
  });

  test("an id nobody knows is its own name", () => {
    expect([metricName("minutes", "ru"), metricUnit("minutes", "ru"), metricExplanation("minutes", "ru")]).toEqual([
      "minutes",
      "",
      "",
    ]);
    expect([metricGroup("minutes"), metricBasis("minutes", { n: 3 }, "ru"), metricChange("minutes", 1, "ru")]).toEqual([
      null,
      "3",
      null,
    ]);
  });
});

describe("figures", () => {
  test("are read as people write them; no data is not zero", () => {
    expect(LANGUAGES.map(language => metricFigure("held_rate", 0.85, language))).toEqual([
      "85%",
      "85\u00a0%",
      "85\u00a0%",
      "85%",
    ]);
    expect(LANGUAGES.map(language => metricFigure("satisfaction", 2.8, language))).toEqual([
      "2.8 of 5",
      "2,8 из 5",
      "2,8 з 5",
      "2,8 от 5",
    ]);
    expect(metricFigure("growth_percent", 30, "en")).toBe("+30%");
    expect(metricFigure("growth_points", -0.25, "bg")).toBe("−0,25");
    expect(metricFigure("growth_points", 0.0004, "en")).toBe("0");
    expect(metricFigure("goals_done", 0, "uk")).toBe("0\u00a0%");
    expect(metricFigure("new_people_met", 1.5, "ru")).toBe("1,5");
    expect(LANGUAGES.map(language => metricFigure("held_rate", null, language))).toEqual([
      "no data yet",
      "данных пока нет",
      "даних поки що немає",
      "още няма данни",
    ]);
  });

  test("tell what they are drawn from, in the right form of the word", () => {
    expect([1, 3, 12, 21].map(n => metricBasis("satisfaction", { n }, "ru"))).toEqual([
      "1 ответ",
      "3 ответа",
      "12 ответов",
      "21 ответ",
    ]);
    expect(LANGUAGES.map(language => metricBasis("held_rate", { n: 21, count: 8 }, language))).toEqual([
      "8 of 21 sessions",
      "8 из 21 встречи",
      "8 з 21 зустрічі",
      "8 от 21 срещи",
    ]);
    expect(metricBasis("growth_points", { n: 5 }, "uk")).toBe("5 людей");
  });

  test("a share changes by percentage points, a mean by what it is a mean of", () => {
    expect(metricChange("held_rate", -0.05, "en")).toBe("−5 pp");
    expect(metricChange("satisfaction", 0.34, "ru")).toBe("+0,3");
    expect(metricChange("recommend_score", 12, "bg")).toBe("+12");
    expect(metricChange("held_rate", null, "en")).toBeNull();
  });

  test("tell how sure they are", () => {
    expect(metricRange("growth_points", { interval: [-0.1, 0.7] }, "en")).toBe("−0.1 to +0.7");
    expect(metricRange("held_rate", { bounds: [0.6, 0.9] }, "en")).toBe("60% to 90% with the unreported");
    expect(metricRange("held_rate", { bounds: [0.6, 0.6] }, "en")).toBeNull();
    expect(metricRange("satisfaction", {}, "en")).toBeNull();
  });
});

describe("waits", () => {
  test("are read in hours; while the end of their range is not known, only from where on", () => {
    expect(LANGUAGES.map(language => metricFigure("hours_to_helper", 7.5, language))).toEqual([
      "7.5 h",
      "7,5 ч",
      "7,5 год",
      "7,5 ч",
    ]);
    expect(LANGUAGES.map(language => metricRange("hours_to_helper", { atLeast: 48 }, language))).toEqual([
      "48 h or more",
      "от 48 ч",
      "від 48 год",
      "от 48 ч нагоре",
    ]);
    expect(metricRange("hours_to_helper", { interval: [4, 48] }, "en")).toBe("4 h to 48 h");
  });

  test("and counts are what they count", () => {
    expect(LANGUAGES.map(language => metricBasis("invitations_declined", { n: 7, count: 2 }, language))).toEqual([
      "2 of 7 invitations",
      "2 из 7 приглашений",
      "2 з 7 запрошень",
      "2 от 7 покани",
    ]);
    expect([1, 3, 5].map(n => metricBasis("hours_to_helper", { n }, "ru"))).toEqual([
      "1 вопрос",
      "3 вопроса",
      "5 вопросов",
    ]);
    expect(metricFigure("help_given", 12, "bg")).toBe("12");
    expect(metricChange("help_given", 3, "uk")).toBe("+3");
    expect(metricFigure("growth_effect", 0.5, "en")).toBe("+0.5");
    expect(metricFigure("help_gini", 0.83, "ru")).toBe("0,83");
  });
});

describe("a suggested resource", () => {
  test("is suggested to everyone for a skill, and keeps to itself that people were dissatisfied", () => {
    const suggestion = { programme: "Mobile app", skill: "testing" };
    expect(LANGUAGES.map(language => resourceSuggestion(suggestion, language))).toEqual([
      "Suggested to everyone in “Mobile app”: help is wanted most with “testing”.",
      "Предложено всем в программе «Mobile app»: больше всего помощь нужна с навыком «testing».",
      "Запропоновано всім у програмі «Mobile app»: найбільше допомога потрібна з навичкою «testing».",
      "Предложено на всички в програмата „Mobile app“: помощ е нужна най-вече за умението „testing“.",
    ]);
  });
});

test("self-assessment is called by one word in each language, and dashes are the language's own", () => {
  const { documentTitle } = FORM_TEXTS.self_assessment;
  const words = { en: "self-assessment", ru: "самооценка", uk: "самооцінювання", bg: "самооценка" };
  for (const language of LANGUAGES) {
    const dash = language === "en" || language === "bg" ? "–" : "—";
    expect(documentTitle[language]).toBe(`{programme} ${dash} ${words[language]}`);
    expect(metricExplanation("growth_points", language).toLowerCase()).toContain(words[language].slice(0, 9));
  }
});
