import { describe, expect, test } from "vitest";
import { distinctSkills, distinctSpellings, skillOf } from "../../../src/core/domain/skill.ts";
import { bySkill, growthMetrics } from "../../../src/core/rules/metrics/growth.ts";
import { skillsOf } from "../../../src/core/rules/metrics/points.ts";
import { formSpec, questionId, questionsOf } from "../../../src/core/rules/surveys/form.ts";
import { figureOf, noFacts } from "../rules/metrics/builders.ts";

const NAMES = ["Testing", "тестирование", "QA", "тестування", "Тестване", " testing "];

describe("one skill, however it is called", () => {
  test("is one for a new form and one among the figures", () => {
    expect(new Set(NAMES.map(skillOf)).size).toBe(1);
    expect(distinctSkills([...NAMES, "Sales"])).toEqual(["Testing", "Sales"]);
    const answers = NAMES.map((name, place) => ({
      programmeId: "p",
      personId: `person ${place}`,
      at: 0,
      levels: { [name]: 2 },
      confidence: null,
    }));
    expect(skillsOf({ selfAssessments: answers })).toHaveLength(1);
  });

  test("is one on whichever keyboard its letters were typed, where they look alike", () => {
    expect(distinctSkills(["1С", "1C", "С", "C", "С++", "C++"])).toEqual(["1С", "С", "С++"]);
    expect(distinctSkills(["тест", "Sales", "Продажи в 1С", "Продажи в 1C"])).toHaveLength(3);
  });

  test("keeps the question ids of the rows a form has already", () => {
    const programme = { name: "P", language: "en" as const };
    const rows = questionsOf(formSpec("self_assessment", programme, ["Testing", "тестирование", "QA"], "")).filter(
      one => one.key.startsWith("skill:"),
    );
    expect(rows.map(row => row.questionId)).toEqual(
      ["skill:testing", "skill:тестирование", "skill:qa"].map(key => questionId(key)),
    );
    expect(distinctSpellings(["Testing", " testing", "QA"])).toEqual(["Testing", "QA"]);
  });

  test("rated in three rows of one submission counts once, by their mean, and is no growth", () => {
    expect(bySkill({ Testing: 2, QA: 3, тестирование: 4, Sales: 1 })).toEqual([
      { skill: "QA", level: 3 },
      { skill: "Sales", level: 1 },
    ]);
    const said = { programmeId: "p", personId: "ana", at: 5, levels: { Testing: 2, QA: 4 }, confidence: null };
    const [metric, window] = [growthMetrics(null).growth_points, { from: 0, to: 10 }];
    expect(metric.items(noFacts({ selfAssessments: [said] }), window)).toHaveLength(1);
    expect(figureOf(metric, { selfAssessments: [said] }, window).value).toBeNull();
  });

  test("called by another name the next time is still the same skill's growth", () => {
    const said = (at: number, levels: Record<string, number>) => ({
      programmeId: "p",
      personId: "ana",
      at,
      levels,
      confidence: null,
    });
    const assessments = [said(1, { тестирование: 2 }), said(5, { QA: 3 })];
    expect(
      figureOf(growthMetrics("Testing").growth_points, { selfAssessments: assessments }, { from: 4, to: 10 }),
    ).toMatchObject({ value: 1, n: 1 });
  });
});
