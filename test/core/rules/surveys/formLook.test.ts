import { describe, expect, test } from "vitest";
import { FORM_KINDS } from "../../../../src/core/domain/form.ts";
import { LANGUAGES } from "../../../../src/core/domain/values/language.ts";
import { type FormSpec, formSpec, questionsOf } from "../../../../src/core/rules/surveys/form.ts";
import { type FoundQuestion, lookAt, questionTitle } from "../../../../src/core/rules/surveys/formLook.ts";

const spec = (kind: (typeof FORM_KINDS)[number], language: (typeof LANGUAGES)[number] = "en") =>
  formSpec(kind, { name: "Pairs", language }, ["Testing", "SQL"], "Ana");
/** The questions as a form holds them that nobody touched. */
const found = (of: FormSpec): FoundQuestion[] =>
  questionsOf(of).map(({ questionId, answer }) => {
    if (answer.type === "scale") return { questionId, type: "scale", low: answer.low, high: answer.high };
    if (answer.type === "choice") return { questionId, type: "choice", options: answer.options.map(one => one.label) };
    return { questionId, type: answer.type };
  });
const changed = (questions: FoundQuestion[], key: string, more: Partial<FoundQuestion>) => {
  const id = questionsOf(spec("feedback")).find(one => one.key === key)?.questionId;
  return questions.map(one => (one.questionId === id ? { ...one, ...more } : one));
};

const asFound = (more: Partial<Parameters<typeof lookAt>[0]>) => ({
  isOpen: true,
  questions: [],
  description: "What it is for",
  emailCollection: null,
  ...more,
});
const settings = (kind: (typeof FORM_KINDS)[number]) => ({ emailCollection: spec(kind).emailCollection });

describe("a look at a form", () => {
  test("tells that it collects addresses otherwise than its first lines say, or that these are gone", () => {
    for (const kind of FORM_KINDS) {
      const other = kind === "pulse" ? "VERIFIED" : "DO_NOT_COLLECT";
      expect(lookAt(asFound(settings(kind)), spec(kind)).isUnlike).toBeUndefined();
      expect(lookAt(asFound({}), spec(kind)).isUnlike).toBeUndefined();
      expect(lookAt(asFound({ emailCollection: other }), spec(kind)).isUnlike).toBe(true);
      expect(lookAt(asFound({ description: " " }), spec(kind)).isUnlike).toBe(true);
    }
  });

  test.each(FORM_KINDS)("for %s nobody touched finds nothing odd, in whatever language it was written", kind => {
    for (const language of LANGUAGES) {
      const look = lookAt(asFound({ questions: found(spec(kind, language)), ...settings(kind) }), spec(kind));
      expect(look).toEqual({ state: "open", missing: [], altered: [] });
    }
  });

  test("tells that it is closed", () => {
    expect(lookAt(asFound({ isOpen: false }), spec("pulse")).state).toBe("closed");
  });

  test("names the questions and skills that are gone, whatever people added", () => {
    const questions = found(spec("self_assessment")).slice(1);
    const own: FoundQuestion = { questionId: "0000abcd", type: "text" };
    expect(lookAt(asFound({ questions: [own, ...questions] }), spec("self_assessment")).missing).toEqual([
      "skill:testing",
    ]);
  });

  test.each<[string, string, Partial<FoundQuestion>, boolean]>([
    ["a longer scale", "useful", { high: 10 }, true],
    ["another kind of question", "useful", { type: "text" }, true],
    ["an option less", "solved", { options: ["Not yet", "Fully"] }, true],
    ["an option reworded", "solved", { options: ["No way", "Partly", "Fully"] }, true],
    [
      "options in another order, with one more",
      "solved",
      { options: ["Fully", "Partly", "Not yet", "I brought no question", "Other"] },
      false,
    ],
    [
      "options translated",
      "solved",
      { options: ["Поки ні", "частково", "Повністю", "Запитання в мене не було"] },
      false,
    ],
    [
      "options as they were worded before",
      "solvedBefore",
      { options: ["Не вдавалося", "Частково", "Повністю", "Таких питань не було"] },
      false,
    ],
  ])("tells %s from what Krug asks", (_, key, more, isAltered) => {
    const questions = changed(found(spec("feedback")), key, more);
    expect(lookAt(asFound({ questions }), spec("feedback")).altered).toEqual(isAltered ? [key] : []);
  });
});

describe("a question", () => {
  test("is called as people read it: by its words, by its skill, or as it is where nobody knows it", () => {
    expect(questionTitle("met", "en")).toBe("Did you meet?");
    expect(questionTitle("skill:sql", "bg")).toBe("sql");
    expect(questionTitle("toString", "en")).toBe("toString");
  });
});
