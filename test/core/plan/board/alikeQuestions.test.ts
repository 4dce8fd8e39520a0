import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../../src/core/domain/values/language.ts";
import { searchIn } from "../../../../src/core/plan/board/questionWords.ts";

interface Written {
  question: string;
  answer: string;
  skill: string;
  asked: string[];
}

const read = <T>(file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, file), "utf8")) as Record<string, T>;
/** Answers of everyday work and how others ask the like, written before the rule. */
const WRITTEN = read<Written[]>("alike.json");
/** What else people of the same place ask, written before the rule. */
const UNLIKE = read<string[]>("unlike.json");

const searched = (written: readonly Written[]) =>
  written.map(({ question, answer, skill }) => ({ id: question, title: question, answer, skills: [skill] }));
const anything = () => true;

describe.each(LANGUAGES)("answers in %s", language => {
  const written = WRITTEN[language]!;
  const asked = written.flatMap(({ question, asked: all }) => all.map(words => ({ question, words })));
  const search = searchIn(searched(written));

  test("are found by whoever asks the like in other words: among the first three for 32 of 40", () => {
    const missed = asked.filter(({ question, words }) => !search(words, 3, anything).includes(question));
    expect(asked).toHaveLength(40);
    expect(missed.length, missed.map(({ words }) => words).join("\n")).toBeLessThanOrEqual(8);
  });

  test("are offered to four at most of 40 who ask something else", () => {
    const bothered = UNLIKE[language]!.filter(words => search(words, 3, anything).length > 0);
    expect(UNLIKE[language]).toHaveLength(40);
    expect(bothered.length, bothered.join("\n")).toBeLessThanOrEqual(4);
  });

  test("leave alone most of those whose answer is not there, though what is there is about the same place", () => {
    const offered = asked.filter(({ question, words }) =>
      searchIn(searched(written.filter(one => one.question !== question)))(words, 3, anything).some(anything),
    );
    expect(offered.length, offered.map(({ words }) => words).join("\n")).toBeLessThanOrEqual(8);
  });

  test("are found beside those of the other three languages, and come before them", () => {
    const all = searchIn(
      LANGUAGES.flatMap(one => searched(WRITTEN[one]!).map(item => ({ ...item, id: `${one} ${item.id}` }))),
    );
    const first = asked.filter(({ words }) => all(words, 3, anything)[0]?.startsWith(`${language} `) ?? true);
    expect(first.length).toBeGreaterThanOrEqual(36);
    const found = asked.filter(({ question, words }) => all(words, 3, anything).includes(`${language} ${question}`));
    expect(found.length).toBeGreaterThanOrEqual(32);
  });
});

test("nothing is offered to words that say nothing, nor what may not be", () => {
  const search = searchIn(searched(WRITTEN.en!));
  for (const words of ["", "How?", "Who can help me, please?", "???"]) expect(search(words, 3, anything)).toEqual([]);
  expect(search("VPN password", 3, anything)).toHaveLength(1);
  expect(search("VPN password", 3, () => false)).toEqual([]);
});
