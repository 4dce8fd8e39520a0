import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../../src/core/domain/values/language.ts";
import { repeatsNote, SURVEY_WORDS } from "../../../src/text/meetings/surveys.ts";

const { pulseResult, surveyTitle } = SURVEY_WORDS;

type Pulse = Parameters<typeof pulseResult>[0];

/** What a pulse says of satisfaction, where it tells nothing else. */
function resultSentence(
  satisfaction: Pulse["satisfaction"],
  asked: number,
  answers: number,
  language: Language,
): string {
  const pulse: Pulse = { satisfaction, asked, answers, supported: { shown: "nothing", n: 0 } };
  return pulseResult(pulse, language).replace(` ${repeatsNote(language)}`, "");
}

describe("surveys", () => {
  test("have titles", () => {
    expect(LANGUAGES.map(language => surveyTitle({ kind: "pulse", number: 1 }, language))).toEqual([
      "Pulse 1",
      "Пульс-опрос 1",
      "Пульс-опитування 1",
      "Пулс анкета 1",
    ]);
    expect(LANGUAGES.map(language => surveyTitle({ kind: "self_assessment", number: 2 }, language))).toEqual([
      "Self-assessment, month 2",
      "Самооценка, месяц 2",
      "Самооцінювання, місяць 2",
      "Самооценка, месец 2",
    ]);
    expect(surveyTitle({ kind: "self_assessment", number: 0 }, "en")).toBe("Self-assessment, start");
    expect(surveyTitle({ kind: "feedback", number: 1, programme: "Mobile app" }, "en")).toBe(
      "Session feedback · Mobile app",
    );
  });

  test("have results", () => {
    const mean = { shown: "mean", n: 5, mean: 2.8 } as const;
    expect(LANGUAGES.map(language => resultSentence(mean, 5, 5, language))).toEqual([
      "Mean 2.8 of 5; 5 of 5 people answered.",
      "Среднее — 2,8 из 5; ответили 5 из 5.",
      "Середнє — 2,8 з 5; відповіли 5 з 5.",
      "Средно 2,8 от 5; 5 отговора от 5 попитани.",
    ]);
  });

  test("hold back what few said", () => {
    const texts = LANGUAGES.map(language => resultSentence({ shown: "nothing", n: 0 }, 5, 3, language));
    expect(texts[0]).toBe(
      "3 answers from 5 people asked. With fewer than 4 answers the result is not shown, so that nobody can be recognised.",
    );
    expect(texts[1]).toBe(
      "Ответов — 3, опрошено — 5. Пока ответов меньше 4, результат не показывается, чтобы никого нельзя было узнать.",
    );
    for (const text of texts) expect(text).toMatch(/3/);
  });

  test("hold back what would tell of everybody, and what more answers came to than there are people", () => {
    const held = (answers: number) =>
      LANGUAGES.map(language => resultSentence({ shown: "nothing", n: 0 }, 5, answers, language));
    expect(held(5)).toEqual([
      "5 answers from 5 people asked. The result is not shown, so that nobody can be recognised.",
      "Ответов — 5, опрошено — 5. Результат не показывается, чтобы никого нельзя было узнать.",
      "Відповідей — 5, опитано — 5. Результат не показується, щоб нікого не можна було впізнати.",
      "Отговори – 5, попитани – 5. Резултатът не се показва, за да не може никой да бъде разпознат.",
    ]);
    expect(held(6)[0]).toBe(
      "6 answers from 5 people asked. There are more answers than people, so the result is not shown.",
    );
    for (const text of held(6)) expect(text).not.toMatch(/ 4|четыр/);
  });

  test("show a unanimous extreme only as above or below 3", () => {
    expect(LANGUAGES.map(language => resultSentence({ shown: "above", n: 5 }, 6, 5, language))).toEqual([
      "Above 3 of 5; 5 of 6 people answered.",
      "Выше 3 из 5; ответили 5 из 6.",
      "Вище 3 з 5; відповіли 5 з 6.",
      "Над 3 от 5; 5 отговора от 6 попитани.",
    ]);
    expect(resultSentence({ shown: "below", n: 21 }, 30, 21, "ru")).toBe("Ниже 3 из 5; ответил 21 из 30.");
  });

  test("a pulse tells satisfaction and support, and no single text", () => {
    const result = {
      answers: 5,
      asked: 5,
      satisfaction: { shown: "mean", n: 5, mean: 2.8 },
      supported: { shown: "mean", n: 5, mean: 3.25 },
      texts: ["more time please"],
    } as const;
    expect(pulseResult(result, "en")).toBe(
      "Mean 2.8 of 5; 5 of 5 people answered. Feeling supported: 3.3 of 5. Anybody with the link can answer more than once.",
    );
    for (const language of LANGUAGES) expect(pulseResult(result, language)).not.toContain("more time");
  });
});
