import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/core/language.ts";
import {
  METRIC_IDS,
  metricExplanation,
  metricFigure,
  metricName,
  metricUnit,
  resourceSuggestion,
} from "../../src/text/metrics.ts";
import { pulseSentence, resultSentence, waveTitle } from "../../src/text/surveys.ts";

describe("surveys", () => {
  test("have titles", () => {
    expect(LANGUAGES.map(language => waveTitle({ kind: "pulse", number: 1 }, language))).toEqual([
      "Pulse 1",
      "Пульс-опрос 1",
      "Пульс-опитування 1",
      "Пулс анкета 1",
    ]);
    expect(LANGUAGES.map(language => waveTitle({ kind: "self_assessment", number: 2 }, language))).toEqual([
      "Self-assessment, month 2",
      "Самооценка, месяц 2",
      "Самооцінювання, місяць 2",
      "Самооценка, месец 2",
    ]);
    expect(waveTitle({ kind: "self_assessment", number: 0 }, "en")).toBe("Self-assessment, start");
    expect(waveTitle({ kind: "feedback", number: 1, programme: "Mobile app" }, "en")).toBe(
      "Session feedback · Mobile app",
    );
  });

  test("have results", () => {
    const mean = { shown: "mean", n: 5, mean: 2.8 } as const;
    expect(LANGUAGES.map(language => resultSentence(mean, 5, 5, language))).toEqual([
      "Mean 2.8 of 5 from 5 answers of 5 asked.",
      "Среднее: 2,8 из 5; ответили 5 из 5.",
      "Середнє: 2,8 з 5; відповіли 5 з 5.",
      "Средно: 2,8 от 5; 5 отговора от 5 попитани.",
    ]);
  });

  test("hold back what few said", () => {
    const texts = LANGUAGES.map(language => resultSentence({ shown: "nothing", n: 0 }, 5, 3, language));
    expect(texts[0]).toBe(
      "3 answers of 5 asked. Under 4 answers the result is held back, so that nobody can be recognised.",
    );
    expect(texts[1]).toBe(
      "Ответов: 3 из 5. Если их меньше 4, результат не показывается, чтобы никого нельзя было узнать.",
    );
    for (const text of texts) expect(text).toMatch(/3/);
  });

  test("show a unanimous extreme only as above or below 3", () => {
    expect(LANGUAGES.map(language => resultSentence({ shown: "above", n: 5 }, 6, 5, language))).toEqual([
      "Above 3 of 5 from 5 answers of 6 asked.",
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
    expect(pulseSentence(result, "en")).toBe("Mean 2.8 of 5 from 5 answers of 5 asked. Feeling supported: 3.3 of 5.");
    for (const language of LANGUAGES) expect(pulseSentence(result, language)).not.toContain("more time");
  });
});

describe("figures", () => {
  test("each has a name, a unit and an explanation in every language", () => {
    for (const id of METRIC_IDS) {
      expect(new Set(LANGUAGES.map(language => metricName(id, language))).size).toBe(LANGUAGES.length);
      for (const language of LANGUAGES) {
        expect(metricUnit(id, language)).not.toBe("");
        expect(metricExplanation(id, language)).toMatch(/\.$/);
      }
    }
    for (const language of LANGUAGES)
      expect(new Set(METRIC_IDS.map(id => metricName(id, language))).size).toBe(METRIC_IDS.length);
  });

  test("may be of one skill", () => {
    expect(LANGUAGES.map(language => metricName("growth", language, "testing"))).toEqual([
      "Growth of skills: testing",
      "Рост навыков: testing",
      "Зростання навичок: testing",
      "Напредък в уменията: testing",
    ]);
  });

  test("are read as people write them; no data is not zero", () => {
    expect(LANGUAGES.map(language => metricFigure("held", 0.85, language))).toEqual(["85%", "85 %", "85 %", "85%"]);
    expect(LANGUAGES.map(language => metricFigure("satisfaction", 2.8, language))).toEqual([
      "2.8 of 5",
      "2,8 из 5",
      "2,8 з 5",
      "2,8 от 5",
    ]);
    expect(metricFigure("growth_percent", 30, "en")).toBe("+30%");
    expect(metricFigure("growth", -0.25, "bg")).toBe("-0,25");
    expect(metricFigure("goals_done", 0, "uk")).toBe("0");
    expect(LANGUAGES.map(language => metricFigure("held", null, language))).toEqual([
      "no data yet",
      "данных пока нет",
      "даних поки немає",
      "още няма данни",
    ]);
  });

  test("an id nobody knows is its own name", () => {
    expect([metricName("minutes", "ru"), metricUnit("minutes", "ru"), metricExplanation("minutes", "ru")]).toEqual([
      "minutes",
      "",
      "",
    ]);
  });

  test("a resource is suggested to everyone, never to one person", () => {
    const suggestion = { programme: "Mobile app", skill: "testing", satisfaction: 2.8 };
    expect(LANGUAGES.map(language => resourceSuggestion(suggestion, language))).toEqual([
      "Suggested to everyone in “Mobile app”, because satisfaction is 2.8 of 5 and people feel least at home in “testing”.",
      "Предложено всем в программе «Mobile app»: удовлетворённость сейчас 2,8 из 5, и меньше всего уверенности пока в навыке «testing».",
      "Запропоновано всім у програмі «Mobile app»: задоволеність зараз 2,8 з 5, і найменше впевненості поки в навичці «testing».",
      "Предложено на всички в програмата „Mobile app“: удовлетвореността сега е 2,8 от 5, а най-малко увереност засега има в умението „testing“.",
    ]);
  });
});
