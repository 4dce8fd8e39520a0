import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../../src/core/domain/values/language.ts";
import bg from "../../../../src/core/domain/values/written/bg.json" with { type: "json" };
import en from "../../../../src/core/domain/values/written/en.json" with { type: "json" };
import ru from "../../../../src/core/domain/values/written/ru.json" with { type: "json" };
import uk from "../../../../src/core/domain/values/written/uk.json" with { type: "json" };
import { WRITTEN_KEYS, wordFor, wordsFor } from "../../../../src/core/domain/values/written.ts";

const FILES = { en, ru, uk, bg };

describe.each(LANGUAGES)("the words people type in %s", language => {
  test("are there for all that people type words for in English, and for nothing else", () => {
    expect(Object.keys(FILES[language])).toEqual(WRITTEN_KEYS);
  });

  test("are told from one another by a comma and a space, in lower case, none of them twice", () => {
    for (const [key, words] of Object.entries(FILES[language])) {
      const parts = words.split(", ");
      expect([key, parts]).toEqual([key, [...new Set(parts.map(part => part.trim().toLowerCase()))]]);
      expect([key, parts.filter(part => part === "" || part.includes(","))]).toEqual([key, []]);
    }
  });
});

test("a word counts in whatever language it is typed, and is shown in the reader's", () => {
  expect(wordsFor("hours.am")).toEqual(["am", "утра", "ранку", "сутринта"]);
  expect(LANGUAGES.map(language => wordFor("weight.load", language))).toEqual([
    "mentees",
    "подопечные",
    "підопічні",
    "подопечни",
  ]);
});

test("no word means two days, or a day and something else", () => {
  const days = WRITTEN_KEYS.filter(key => key.startsWith("day"));
  const hours = WRITTEN_KEYS.filter(key => key.startsWith("hours."));
  const all = [...days, ...hours].flatMap(key => wordsFor(key).map(word => ({ key, word })));
  const meant = new Map<string, string[]>();
  for (const { key, word } of all) meant.set(word, [...(meant.get(word) ?? []), key]);
  const unclear = [...meant].filter(([, keys]) => keys.length > 1 && keys.some(key => key.startsWith("day")));
  expect(unclear).toEqual([]);
});
