import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { agreementText, firstTalkText } from "../../../src/text/meetings/firstTalk.ts";
import { SESSION_WORDS } from "../../../src/text/meetings/session.ts";

const { agenda } = SESSION_WORDS;

const PAGE = "https://notion.example/group";

describe("a first talk", () => {
  test("in each language says what to begin with, where the agreement stands, and that there is nobody to blame", () => {
    const told = LANGUAGES.map(language => firstTalkText({ topics: ["testing", "SQL"], groupUrl: PAGE }, language));
    expect(told[0]).toBe(
      [
        "This is a first talk: get to know each other, then decide whether to go on together. If you don’t suit each other, ask for another partner; no reason is needed, and it is nobody’s fault.",
        "You might begin with: testing and SQL.",
        "Agree on the aim, the rhythm, the length and what stays between you. The questions are in “Agreement” on your group’s page: https://notion.example/group",
      ].join("\n"),
    );
    expect(new Set(told).size).toBe(LANGUAGES.length);
    for (const text of told) {
      expect(text).toContain("testing");
      expect(text).toContain(PAGE);
    }
  });

  test("without topics names none", () => {
    for (const language of LANGUAGES)
      expect(firstTalkText({ topics: [], groupUrl: PAGE }, language).split("\n")).toHaveLength(2);
  });

  test("is left out of the agenda where somebody from outside reads it", () => {
    const facts = {
      kind: "session" as const,
      facilitator: "Ana",
      isSeatKept: true,
      firstTalk: { topics: ["testing"], groupUrl: PAGE },
      goals: [],
      membersWithoutGoal: [],
      questions: "",
      resources: [],
      pageUrl: "https://notion.example/session",
      feedbackUrl: null,
      mayMove: true,
      surveys: [],
    };
    for (const language of LANGUAGES) {
      expect(agenda(facts, language)).toContain("testing");
      expect(agenda({ ...facts, hasOutsideGuest: true }, language)).not.toMatch(/testing|Ana/);
    }
    expect(agenda(facts, "en")).toContain("Ana leads the talk.\n");
  });
});

describe("an agreement to fill in", () => {
  test("holds the programme's rhythm and length", () => {
    const rhythm = (everyWeeks: number) =>
      LANGUAGES.map(language => agreementText({ everyWeeks, durationMinutes: 45 }, language).split("\n")[2]);
    expect(rhythm(1)).toEqual([
      "Rhythm: every week, 45 minutes. Does that suit us?",
      "Ритм: каждую неделю, 45 минут. Подходит ли нам это?",
      "Ритм: щотижня, 45 хвилин. Чи підходить це нам?",
      "Ритъм: всяка седмица, 45 минути. Устройва ли ни това?",
    ]);
    expect(rhythm(2)).toEqual([
      "Rhythm: every 2 weeks, 45 minutes. Does that suit us?",
      "Ритм: раз в 2 недели, 45 минут. Подходит ли нам это?",
      "Ритм: раз на 2 тижні, 45 хвилин. Чи підходить це нам?",
      "Ритъм: на всеки 2 седмици, 45 минути. Устройва ли ни това?",
    ]);
    expect(rhythm(5)[1]).toContain("раз в 5 недель");
  });

  test("asks for the aim, what each expects and what stays between them, and fits a column", () => {
    for (const language of LANGUAGES) {
      const text = agreementText({ everyWeeks: 2, durationMinutes: 60 }, language);
      expect(text.split("\n")).toHaveLength(5);
      expect(text.length).toBeLessThan(2_000);
    }
  });
});
