import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../../src/core/domain/values/language.ts";
import { joined } from "../../../src/text/locales/joined.ts";
import { say } from "../../../src/text/locales/say.ts";
import { dayAndTime, shortDate } from "../../../src/text/phrases/when.ts";

const put = (language: Language, before: string, ...values: string[]) =>
  values.map(value => joined(before + value, [value], language));

describe("a preposition right before a value sounds as the language says it", () => {
  test("in Russian it gets its vowel before days and names that begin hard", () => {
    expect(put("ru", "С ", "2 марта 2027 г.", "22 марта 2027 г.", "3 марта", "вторника")).toEqual([
      "Со 2 марта 2027 г.",
      "С 22 марта 2027 г.",
      "С 3 марта",
      "Со вторника",
    ]);
    expect(put("ru", "встречи, с ", "вт, 2 марта", "ср, 3 марта", "чт, 4 марта", "сб, 6 марта", "вс, 7 марта")).toEqual(
      [
        "встречи, со вт, 2 марта",
        "встречи, со ср, 3 марта",
        "встречи, с чт, 4 марта",
        "встречи, с сб, 6 марта",
        "встречи, с вс, 7 марта",
      ],
    );
    expect(put("ru", "пусто в ", "«Второй координатор»", "«Вид»", "«Статус»")).toEqual([
      "пусто во «Второй координатор»",
      "пусто в «Вид»",
      "пусто в «Статус»",
    ]);
    expect(put("ru", "с ", "2 людьми", "5 встречами")).toEqual(["с 2 людьми", "с 5 встречами"]);
  });

  test("in Ukrainian у and в keep vowels and consonants apart", () => {
    expect(put("uk", "виправте її в ", "«Електронна пошта»", "«Інші адреси»", "«Статус»", "«Формат»")).toEqual([
      "виправте її в «Електронна пошта»",
      "виправте її в «Інші адреси»",
      "виправте її у «Статус»",
      "виправте її у «Формат»",
    ]);
    expect(put("uk", "У ", "«Участь»", "«Роль»")).toEqual(["В «Участь»", "У «Роль»"]);
    expect(put("uk", "знає в ", "«Роль»")).toEqual(["знає в «Роль»"]);
    expect(put("uk", "міст в ", "«Роль»", "40 осіб")).toEqual(["міст у «Роль»", "міст в 40 осіб"]);
  });

  test("in Bulgarian it is doubled before its own sound", () => {
    expect(put("bg", "думите в ", "„Вид“", "„Формат“", "„Статус“")).toEqual([
      "думите във „Вид“",
      "думите във „Формат“",
      "думите в „Статус“",
    ]);
    expect(put("bg", "с ", "София", "Ана")).toEqual(["със София", "с Ана"]);
  });

  test("in English nothing changes, nor where the preposition stands elsewhere or is a word's end", () => {
    expect(joined("In «Вид» в 2", ["«Вид»"], "en")).toBe("In «Вид» в 2");
    expect(joined("голос вторник", ["вторник"], "ru")).toBe("голос вторник");
    expect(joined("с друзьями: вторник", ["вторник"], "ru")).toBe("с друзьями: вторник");
  });

  test("what people wrote stays as it is", () => {
    expect(joined("Цель: жить с вторника", ["жить с вторника"], "ru")).toBe("Цель: жить с вторника");
  });
});

test("a sentence that ends with an abbreviation has one full stop, and an ellipsis stays", () => {
  expect(joined("Ответить можно до 2 марта 2027 г.. Можно и не отвечать.", ["2 марта 2027 г."], "ru")).toBe(
    "Ответить можно до 2 марта 2027 г. Можно и не отвечать.",
  );
  expect(joined("Wait…. Then go.", ["Wait…"], "en")).toBe("Wait…. Then go.");
});

test("every message said with a day puts it in so", () => {
  const since = (day: string) =>
    LANGUAGES.map(language => say(language, "insights.since", { day: shortDate(day, language) }));
  expect(since("2027-03-02").map(text => text.replaceAll("\u00a0", " "))).toEqual([
    "Since 2 March 2027",
    "Со 2 марта 2027 г.",
    "З 2 березня 2027 р.",
    "От 2 март 2027 г.",
  ]);
  const tuesday = dayAndTime(Date.parse("2027-03-02T08:00:00Z"), "Europe/Sofia", "ru");
  const series = { title: "«Ana и Boris»", count: 4, first: tuesday, last: "вт, 23 марта", who: "Ana" };
  expect(say("ru", "operating.plan.create_series", series)).toContain(
    "4 раза, со вт, 2 марта, 10:00 до вт, 23 марта: Ana",
  );
});
