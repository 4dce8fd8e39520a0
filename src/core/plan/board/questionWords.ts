/**
 * What the words of a question say: whether it is concrete enough for a helper to know what to prepare
 * (docs/practices.md#concrete-questions), and which texts are about the same.
 *
 * Idea: concrete is what has a few words left once those that only ask for help are taken away. No meaning is guessed: a rule people can
 * be told counts more than one that is right in every case. To find the like, words of all four languages are cut to their beginnings, which stand in for stems, and words that any question has say nothing;
 * rare ones count more (BM25). A text is alike where it shares two beginnings with the question, or one that is much of what the question
 * says and stands in what was asked there, or in its skill: one word in common offers nothing. Of these what is in the question's language comes first.
 * Source: docs/formats.md#the-help-board; `minisearch`. Cost: the words of all texts, once; then those of each question.
 */

import MiniSearch from "minisearch";
import { withoutEnd } from "../../domain/values/ends.ts";
import { type Format, rulesOf, WORDS_NEEDED } from "../../domain/values/format.ts";
import { LANGUAGES, type Language } from "../../domain/values/language.ts";
import { wordsFor, wordsIn } from "../../domain/values/written.ts";

/** So many letters of a word count: what is left mostly is its stem, whatever the ending. */
const STEM = 5;
/** Shorter words say little. */
const SHORTEST = 3;
/** So many beginnings are shared at least, */
const SHARED = 2;
/** or this share of those that the question has, where one of them stands in what was asked or in its skill. */
const SHARED_OF_FEW = 0.25;
/** What is farther behind the best than this share of its score is not offered. */
const BEHIND_BEST = 0.4;

/** Words that only say that help is asked for. */
const ASKING = new Set(wordsFor("asking"));
/** What any question may have. */
const COMMON = new Set([...ASKING, ...wordsFor("linking")]);
const COMMON_IN = LANGUAGES.map(language => ({
  language,
  words: new Set([...wordsIn("asking", language), ...wordsIn("linking", language)]),
}));

/**
 * True for a question a helper can prepare for: without the words that only ask for help, title and details together
 * have four left; on an open board one is enough.
 *
 * "Help with testing" is not concrete, "How do I test a queue that retries?" is.
 */
export function isConcrete(question: { title: string; details: string }, format: Format): boolean {
  const needed = rulesOf(format).board?.wordsNeeded ?? WORDS_NEEDED;
  const words = allWords(`${question.title}\n${question.details}`, WORD_WITH_SIGNS);
  return words.filter(word => !ASKING.has(withoutEnd(word, ".’'-"))).length >= needed;
}

/** What is searched: a question that was answered, with its answer. */
interface Searched {
  id: string;
  title: string;
  answer: string;
  skills: readonly string[];
}

/** The ids of what is about the same as the words, the best first, of those that `may` be; at most so many. */
type Search = (words: string, most: number, may: (id: string) => boolean) => string[];

/** A search in these texts. Where nothing is alike it finds nothing. */
export function searchIn(searched: readonly Searched[]): Search {
  const index = new MiniSearch<Searched>({
    fields: ["title", "answer", "skills"],
    extractField: (one, field) =>
      field === "skills" ? one.skills.join(" ") : String(one[field as "id" | "title" | "answer"]),
    tokenize: tellingWords,
    processTerm: beginningOf,
  });
  index.addAll(searched);
  const languages = new Map(searched.map(({ id, title, answer }) => [id, languageOf(`${title}\n${answer}`)]));
  return (words, most, may) => {
    const asked = new Set(tellingWords(words).map(beginningOf)).size;
    const language = languageOf(words);
    const found = index.search(words, {
      boost: { title: 2 },
      prefix: term => term.length >= STEM - 1,
      fuzzy: term => (term.length >= STEM ? 0.2 : false),
      weights: { fuzzy: 0.2, prefix: 0.5 },
      filter: ({ id }) => may(String(id)),
    });
    const best = found[0]?.score ?? 0;
    return found
      .filter(({ score }) => score >= best * BEHIND_BEST)
      .filter(
        ({ queryTerms: shared, match }) =>
          shared.length >= SHARED ||
          (shared.length >= asked * SHARED_OF_FEW &&
            shared.some(term => match[term]?.some(field => field !== "answer"))),
      )
      .map(({ id }) => String(id))
      .sort((a, b) => Number(languages.get(b) === language) - Number(languages.get(a) === language))
      .slice(0, most);
  };
}

/** The language whose common words a text has most of; null where it has none, or as many of another. */
function languageOf(text: string): Language | null {
  const words = allWords(text);
  const counts = COMMON_IN.map(one => ({ ...one, count: words.filter(word => one.words.has(word)).length })).sort(
    (a, b) => b.count - a.count,
  );
  const [first, second] = counts;
  return first === undefined || first.count === (second?.count ?? 0) ? null : first.language;
}

function beginningOf(word: string): string {
  return [...word].slice(0, STEM).join("");
}

/** The words of a text that say what it is about. */
function tellingWords(text: string): string[] {
  return allWords(text).filter(word => [...word].length >= SHORTEST && !COMMON.has(word));
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu;
/** Such as C++, C# and node.js. */
const WORD_WITH_SIGNS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.+#/-]*/gu;

function allWords(text: string, pattern = WORD): string[] {
  return text.normalize("NFKC").toLowerCase().match(pattern) ?? [];
}
