/**
 * Whether a question is concrete enough for a helper to know what to prepare (docs/practices.md#concrete-questions).
 *
 * Idea: what is left of title and details once the words that only ask for help are taken away has to be a few words. No
 * meaning is guessed: a rule people can be told counts more than one that is right in every case. Cost: the words.
 */

import { withoutEnd } from "../../domain/values/ends.ts";
import { type Format, rulesOf, WORDS_NEEDED } from "../../domain/values/format.ts";
import { wordsFor } from "../../domain/values/written.ts";

/** Words that only say that help is asked for. */
const ASKING = new Set(wordsFor("asking"));

/** The words of a text that say what it is about, in their order. */
function tellingWords(text: string): string[] {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.+#/-]*/gu) ?? [];
  return words.filter(word => !ASKING.has(withoutEnd(word, ".’'-")));
}

/**
 * True for a question a helper can prepare for: without the words that only ask for help, title and details together
 * have four left; on an open board one is enough.
 *
 * "Help with testing" is not concrete, "How do I test a queue that retries?" is.
 */
export function isConcrete(question: { title: string; details: string }, format: Format): boolean {
  const needed = rulesOf(format).board?.wordsNeeded ?? WORDS_NEEDED;
  return tellingWords(`${question.title}\n${question.details}`).length >= needed;
}
