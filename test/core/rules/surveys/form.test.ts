import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORM_KINDS } from "../../../../src/core/domain/form.ts";
import { fnv1a } from "../../../../src/core/domain/values/hash.ts";
import { LANGUAGES, type Language } from "../../../../src/core/domain/values/language.ts";
import { parseAnswer } from "../../../../src/core/rules/surveys/answers.ts";
import {
  FORM_QUESTIONS,
  formSpec,
  prefillUrl,
  questionId,
  questionsOf,
  skillQuestionIds,
  skillQuestionKey,
} from "../../../../src/core/rules/surveys/form.ts";
import { FORM_TEXTS, QUESTION_TEXTS, questionTexts, wordingsOf } from "../../../../src/core/rules/surveys/texts.ts";

const named = (language: Language) => ({ name: "Circle of five", language });
const SKILLS = ["Testing", "Architecture"];

/** Every text of the tables, with where it stands. */
function textsOf(table: object, path = ""): [string, Record<string, string>][] {
  return Object.entries(table).flatMap(([key, value]: [string, object]) =>
    "en" in value
      ? [[`${path}${key}`, value as unknown as Record<string, string>] as [string, Record<string, string>]]
      : textsOf(value, `${path}${key}.`),
  );
}

describe("what people read on a form", () => {
  it.each([...textsOf(FORM_TEXTS), ...textsOf(QUESTION_TEXTS)])("%s is there in all four languages", (_, texts) => {
    expect(Object.keys(texts).sort()).toEqual([...LANGUAGES].sort());
    for (const language of LANGUAGES) expect(texts[language]?.trim().length).toBeGreaterThan(0);
    for (const language of ["ru", "uk", "bg"]) expect(texts[language]).toMatch(/\p{Script=Cyrillic}/u);
    for (const language of ["en", "bg", "ru"]) expect(texts[language]).not.toMatch(/[іїєґ]/i);
    for (const language of ["uk", "bg"]) expect(texts[language]).not.toMatch(/[ыэё]/i);
  });

  it.each(FORM_KINDS.flatMap(kind => LANGUAGES.map(language => [kind, language] as const)))(
    "the %s form in %s leaves nothing blank or unfilled",
    (kind, language) => {
      const spec = formSpec(kind, named(language), SKILLS, "Ana Petrova");
      const questions = questionsOf(spec);
      for (const text of [spec.title, spec.documentTitle, spec.description, ...questions.map(each => each.title)]) {
        expect(text.trim()).not.toBe("");
        expect(text).not.toContain("{");
      }
      for (const { answer } of questions) {
        if (answer.type === "scale")
          expect([answer.lowLabel, answer.highLabel].every(label => label !== "")).toBe(true);
        if (answer.type === "choice") expect(answer.options.length).toBeGreaterThan(1);
      }
    },
  );

  it.each(LANGUAGES)("the anonymous form in %s begins with who can open the raw answers", language => {
    const [firstLine] = formSpec("pulse", named(language), [], "Ana Petrova").description.split("\n");
    expect(firstLine).toContain("Ana Petrova");
  });

  const promises = { en: "not for appraising", ru: "не оценивают", uk: "не оцінюють", bg: "не се оценяват" };
  it.each(FORM_KINDS.flatMap(kind => LANGUAGES.map(language => [kind, language] as const)))(
    "the %s form in %s says that nobody is appraised by it",
    (kind, language) => {
      expect(formSpec(kind, named(language), [], "Ana").description).toContain(promises[language]);
    },
  );

  it("no option reads like another one of its question, in any language", () => {
    for (const key of Object.keys(QUESTION_TEXTS) as (keyof typeof QUESTION_TEXTS)[]) {
      const meanings = new Map<string, Set<string>>();
      for (const option of Object.keys(questionTexts(key).options ?? {}))
        for (const wording of wordingsOf(key, option)) {
          const text = wording.toLowerCase();
          meanings.set(text, (meanings.get(text) ?? new Set()).add(option));
        }
      for (const [text, options] of meanings) expect([text, options.size]).toEqual([text, 1]);
    }
  });

  it("a programme's name may hold any signs", () => {
    expect(formSpec("pulse", { name: "$& {whoReads}", language: "en" }, [], "Ana").title).toContain("$&");
  });
});

describe("the questions' ids", () => {
  it("the hash is FNV-1a, by the test vectors of its authors", () => {
    expect(fnv1a("")).toBe(0x811c9dc5);
    expect(fnv1a("a")).toBe(0xe40c292c);
    expect(fnv1a("foobar")).toBe(0xbf9cf968);
  });

  it("are what they were when the first forms were sent", () => {
    expect(questionId("code")).toBe("79316cf4");
    expect(questionId("satisfaction")).toBe("6557a98d");
    expect(questionId("skill:testing")).toBe("50c53888");
  });

  it.each(FORM_KINDS)("are all different in the %s form, and eight hex digits", kind => {
    const many = Array.from({ length: 300 }, (_, index) => `Skill ${index}`);
    const ids = questionsOf(formSpec(kind, named("en"), many, "Ana")).map(each => each.questionId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-7][0-9a-f]{7}$/);
  });

  it("stay when the language changes and when skills are added, removed or put in another order", () => {
    const ids = (language: Language, skills: string[]) =>
      new Map(questionsOf(formSpec("self_assessment", named(language), skills, "A")).map(q => [q.key, q.questionId]));
    const before = ids("en", SKILLS);
    const after = ids("bg", ["Security", "  architecture", "TESTING"]);
    for (const [key, id] of before) expect(after.get(key)).toBe(id);
  });
});

describe("a form", () => {
  it("of self-assessment has one row a skill, answered 1 to 5, and confidence", () => {
    const spec = formSpec("self_assessment", named("en"), ["Testing", "testing ", "", "Architecture"], "Ana");
    expect(spec.items[0]).toMatchObject({ type: "grid", columns: ["1", "2", "3", "4", "5"] });
    expect(questionsOf(spec).map(each => each.title)).toEqual([
      "Testing",
      "Architecture",
      "How sure are you that you’ll reach your goals?",
    ]);
  });

  it("of self-assessment without skills asks for confidence alone, for Google takes no empty grid", () => {
    expect(formSpec("self_assessment", named("en"), [" "], "Ana").items).toHaveLength(1);
  });

  it("asks what the figures need", () => {
    expect(Object.keys(FORM_QUESTIONS.feedback)).toEqual(
      "code met solvedBefore endedInTime minutes useful advice solved applied recommended stepFrom thanks thanksTold".split(
        " ",
      ),
    );
    expect(Object.keys(FORM_QUESTIONS.pulse)).toEqual(
      "satisfaction supported safety relationship balance recommend change".split(" "),
    );
    expect(Object.keys(FORM_QUESTIONS.closing)).toEqual(
      "growth projects courses certificates newRole weeksToFeelAtHome".split(" "),
    );
  });

  it("with names takes verified addresses, typed ones only for people outside; the anonymous one none", () => {
    const emails = (kind: "feedback" | "pulse", typedEmails?: boolean) =>
      formSpec(kind, { ...named("en"), typedEmails }, [], "Ana").emailCollection;
    expect(emails("feedback")).toBe("VERIFIED");
    expect(emails("feedback", true)).toBe("RESPONDER_INPUT");
    expect(emails("pulse", true)).toBe("DO_NOT_COLLECT");
  });

  it("opens with the code filled in", () => {
    const spec = formSpec("feedback", named("uk"), [], "Ana");
    const url = new URL(prefillUrl("https://docs.google.com/forms/d/e/1F/viewform?hl=uk", spec, { code: "AB 23&4" }));
    expect(0x79316cf4).toBe(2033282292);
    expect(Object.fromEntries(url.searchParams)).toEqual({ hl: "uk", usp: "pp_url", "entry.2033282292": "AB 23&4" });
    expect(() => prefillUrl("https://example.org/f", spec, { satisfaction: "5" })).toThrow("does not ask");
  });

  it("any code survives the link", () => {
    const spec = formSpec("feedback", named("en"), [], "Ana");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), code => {
        const url = new URL(prefillUrl("https://example.org/f", spec, { code }));
        expect(url.searchParams.get("entry.2033282292")).toBe(code);
      }),
    );
  });

  it("takes whatever people name their skills and programmes: rows on one line, cut, and no two alike", () => {
    const long = "a".repeat(300);
    const skills = [`Test\ning`, `${long}1`, `${long}2`, "Tests", " tests "];
    const spec = formSpec("self_assessment", { name: "A\r\nB\u2029C", language: "en" }, skills, "Ana");
    expect(spec.title).toContain("A B C");
    const rows = questionsOf(spec).filter(question => question.answer.type === "row");
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map(row => row.title)).size).toBe(4);
    for (const { title } of rows) expect(title).toMatch(/^[^\n]{1,125}$/u);
    expect(new Set(rows.map(row => row.questionId)).size).toBe(4);
  });

  it("gives two skills that happen to share an id one each, the same each time, and reads their answers apart", () => {
    const [one, other] = twoOfOneId();
    const ids = skillQuestionIds([one, other]);
    expect(ids.get(one)).toBe(questionId(skillQuestionKey(one)));
    expect(ids.get(other)).not.toBe(ids.get(one));
    const answers = { [ids.get(one) ?? ""]: ["2"], [ids.get(other) ?? ""]: ["4"] };
    const response = { responseId: "r", submittedAt: 0, email: "ana@example.org", answers };
    expect(parseAnswer("self_assessment", response, [one, other]).value?.levels).toEqual({ [one]: 2, [other]: 4 });
  });
});

/** Two names whose questions would have one id: a birthday among so many. */
function twoOfOneId(): [string, string] {
  const known = new Map<string, string>();
  for (let number = 0; ; number += 1) {
    const name = `skill ${number}`;
    const id = questionId(skillQuestionKey(name));
    const before = known.get(id);
    if (before !== undefined) return [before, name];
    known.set(id, name);
  }
}
