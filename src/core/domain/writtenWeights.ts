import { type FitTermName, type FitWeights, MOST_WEIGHT } from "./fitTerms.ts";
import { collapsed } from "./values/ends.ts";
import { type FitFormat, isAmongPeers } from "./values/format.ts";
import type { Language } from "./values/language.ts";
import { WRITTEN_KEYS, wordFor, wordsFor } from "./values/written.ts";

/** What there are weights for, in the order in which they are told. */
const TERMS = WRITTEN_KEYS.flatMap(key =>
  key.startsWith("weight.") ? [key.slice("weight.".length) as FitTermName] : [],
);

/** A longer text is no list of nine weights: what comes after is refused. */
const MOST_CHARACTERS = 500;

/**
 * The weights a text changes, and the parts of it that are no weight: "skills 150, hours: 40" changes two.
 *
 * Parts stand in lines of their own or after commas or semicolons; each is a word and a whole number from 0 to 1000. The
 * last of several for one word counts. An empty text changes nothing.
 */
export function parseWeights(written: string): { changes: Partial<FitWeights>; refused: string[] } {
  const changes: Partial<Record<FitTermName, number>> = {};
  const refused: string[] = [];
  // Only single spaces are left, so that no pattern looks back over many.
  const plain = collapsed(written);
  const parts = plain.slice(0, MOST_CHARACTERS).split(/[\n;]|,(?!\d)/);
  if (plain.length > MOST_CHARACTERS) refused.push((parts.pop() ?? "").trim() || plain.slice(0, MOST_CHARACTERS));
  for (const part of parts.map(text => text.trim())) {
    if (part === "") continue;
    const [, word = "", digits = ""] = /^(\p{L}[\p{L} ]*?) ?[:=]? ?(\d{1,4})$/u.exec(part) ?? [];
    const said = folded(word);
    const term = TERMS.find(one => one === said || wordsFor(`weight.${one}`).includes(said));
    if (term === undefined || digits === "" || Number(digits) > MOST_WEIGHT) refused.push(part);
    else changes[term] = Number(digits);
  }
  return { changes, refused };
}

/** Weights as a coordinator could write them, those a format goes by: "skills 100, level 40, …". */
export function weightsText(format: FitFormat, weights: FitWeights, language: Language): string {
  return usedTerms(format)
    .map(term => `${wordFor(`weight.${term}`, language)} ${weights[term]}`)
    .join(", ");
}

/** The words for all weights, shown to a person who wrote an unknown one. */
export function weightWords(language: Language): string[] {
  return TERMS.map(term => wordFor(`weight.${term}`, language));
}

function usedTerms(format: FitFormat): FitTermName[] {
  return TERMS.filter(term => term !== "load" || !isAmongPeers(format));
}

function folded(word: string): string {
  return word.normalize("NFC").toLowerCase().replace(/\s+/g, " ");
}
