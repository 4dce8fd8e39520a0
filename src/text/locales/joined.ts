// What it does: mends a message where a value that was put in meets the words beside it.
// Idea: a translator writes the plain form (с, в, у), for what comes behind it is known only when it is said.

import type { Language } from "../../core/domain/values/language.ts";

/** Which form a preposition has before a word; `after` is the character it follows, empty at the beginning. */
type Euphony = (preposition: string, word: string, after: string) => string;

/**
 * A message with the values that were put in: prepositions right before a value sound as the language says them, and a value that
 * ends with an abbreviation's full stop ends the sentence too. What people wrote stays as it is.
 *
 * @example joined("С 2 марта 2027 г..", ["2 марта 2027 г."], "ru") // "Со 2 марта 2027 г."
 */
export function joined(text: string, values: readonly unknown[], language: Language): string {
  const euphony = EUPHONY[language];
  let said = text;
  for (const value of values) {
    if (typeof value !== "string" || value === "") continue;
    if (/\p{L}\.$/u.test(value)) said = said.replaceAll(`${value}.`, value);
    if (euphony !== undefined) said = beforeEach(said, value, euphony);
  }
  return said;
}

/** A preposition at the end, with nothing but a quotation mark between it and what follows; the group is what it follows. */
const PREPOSITION = /(?<=(^|.)(?:^|[\s(]))[сву](?= [«„“"]?$)/iu;

function beforeEach(text: string, value: string, euphony: Euphony): string {
  const word = value.replace(/^[«„“"]/, "").toLocaleLowerCase();
  const parts = text.split(value);
  const end = parts.pop() ?? "";
  const fitted = parts.map(part =>
    part.replace(PREPOSITION, (said, after: string) => {
      const form = euphony(said.toLowerCase(), word, after);
      return said === said.toLowerCase() ? form : form.charAt(0).toUpperCase() + form.slice(1);
    }),
  );
  return [...fitted, end].join(value);
}

/** Days of the week as they are shortened, read in full: с субботы, в воскресенье. */
const SOFT_DAY = /^(?:вс|сб)(?!\p{L})/u;
const MONTH = "(?:янв|фев|мар|апр|ма|июн|июл|авг|сен|окт|ноя|дек)";
const WITH_SO = new RegExp(`^(?:[сзшжв][бвгджзклмнпрстфхцчшщ]|щ|2 ${MONTH})`, "u");
const WITH_VO = /^[вф][бвгджзклмнпрстфхцчшщ]/u;
const VOWEL = /^[аеєиіїоуюя]/iu;

const EUPHONY: Readonly<Partial<Record<Language, Euphony>>> = {
  ru(preposition, word) {
    const isLong = preposition === "с" ? WITH_SO.test(word) : preposition === "в" && WITH_VO.test(word);
    return isLong && !SOFT_DAY.test(word) ? `${preposition}о` : preposition;
  },
  uk(preposition, word, after) {
    if (preposition === "с" || /^\P{L}/u.test(word)) return preposition;
    if (VOWEL.test(word)) return "в";
    const isHard = /^(?:[вф]|[бвгґджзклмнпрстфхцчшщ]{2})/u.test(word);
    return isHard || !VOWEL.test(after) ? "у" : preposition;
  },
  bg(preposition, word) {
    if (preposition === "в") return /^[вф]/u.test(word) ? "във" : "в";
    return preposition === "с" && /^[сз]/u.test(word) ? "със" : preposition;
  },
};
