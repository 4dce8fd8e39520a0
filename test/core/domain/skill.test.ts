import { describe, expect, test } from "vitest";
import { distinctSkills, distinctSpellings, skillOf } from "../../../src/core/domain/skill.ts";
import { bySkill, levelItems } from "../../../src/core/rules/metrics/growth.ts";
import { growthPoints } from "../../../src/core/rules/metrics/growthPoints.ts";
import { skillsOf } from "../../../src/core/rules/metrics/points.ts";
import { formSpec, questionId, questionsOf } from "../../../src/core/rules/surveys/form.ts";

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
    expect(levelItems([said], { from: 0, to: 10 })).toHaveLength(1);
    expect(growthPoints([said], { from: 0, to: 10 }).value).toBeNull();
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
    expect(growthPoints(assessments, { from: 4, to: 10 }, "Testing")).toMatchObject({ value: 1, n: 1 });
  });
});
