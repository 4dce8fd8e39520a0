import { WRITTEN_KEYS, wordsFor } from "./values/written.ts";

/**
 * Which names mean one skill: the one notion of it for matching, forms, figures and the help board.
 *
 * Two notions: a *spelling* (`skillKey`) tells a form's rows and stored figures apart and never changes; an *identity*
 * (`skillOf`) is what people mean, in whichever language they write it.
 */

/**
 * What makes two spellings the same: lower case, single spaces, nothing around. "Testing" and " testing " are one.
 */
export function skillKey(name: string): string {
  return name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}

/**
 * Skills people often write in another language than their colleagues, and by usual short names: the English name first. A
 * programme can give lines of its own.
 */
const SAME = WRITTEN_KEYS.filter(key => key.startsWith("skill.")).map(wordsFor);

/**
 * Tells which names mean one skill: case, spaces, hyphens, ё, apostrophes and the keyboard ("1С") do not matter, nor does the language where
 * the skill is known in several. "Testing", " testing " and "тестирование" are one.
 *
 * `more` are a programme's own lines of names for one skill; they count before the ones known here.
 */
export function skillIdentity(more: readonly (readonly string[])[] = []): (name: string) => string {
  return more.length === 0 ? skillOf : identityBy(more);
}

function identityBy(more: readonly (readonly string[])[]): (name: string) => string {
  const known = new Map<string, string>();
  for (const names of [...more, ...SAME]) {
    const keys = names.map(folded).filter(key => key !== "");
    const identity = keys.map(key => known.get(key)).find(found => found !== undefined) ?? keys[0];
    if (identity !== undefined) for (const key of keys) if (!known.has(key)) known.set(key, identity);
  }
  return name => known.get(folded(name)) ?? folded(name);
}

/** Cyrillic letters that look like Latin ones, at least as capitals: of a word of nothing else nobody sees which it is. */
const LOOK_ALIKE = new Map([..."авсенкмртхуоі"].map((letter, place) => [letter, "abcehkmptxyoi".charAt(place)]));
const LOOKS_LATIN = /^[a-z0-9авсенкмртхуоі]+$/;

/** "1С" typed on a Cyrillic keyboard is "1C". */
function inLatin(word: string): string {
  return LOOKS_LATIN.test(word) ? [...word].map(letter => LOOK_ALIKE.get(letter) ?? letter).join("") : word;
}

const FOLDED_KEPT = 5000;
const foldedNames = new Map<string, string>();

/** Kept, since each question on the help board is held to everybody's skills. */
function folded(name: string): string {
  const known = foldedNames.get(name);
  if (known !== undefined) return known;
  if (foldedNames.size >= FOLDED_KEPT) foldedNames.clear();
  const found = skillKey(name.normalize("NFKC").replace(/[-‐-―_]+/g, " "))
    .replace(/[’ʼ`]/g, "'")
    .replaceAll("ё", "е")
    .replace(/[\p{L}\p{N}]+/gu, inLatin);
  foldedNames.set(name, found);
  return found;
}

/** The skill a name means, whatever its language and spelling: "QA", "Testing" and "тестирование" give one and the same. */
export const skillOf = identityBy([]);

/** The skills without repeats and blanks, each as it was first written, in their order. Names that mean one skill are one. */
export function distinctSkills(names: readonly string[]): string[] {
  return distinctBy(names, skillOf);
}

/** The same, but each spelling counts: for rows of a form that has them already, whose answers are kept by their spelling. */
export function distinctSpellings(names: readonly string[]): string[] {
  return distinctBy(names, skillKey);
}

function distinctBy(names: readonly string[], keyOf: (name: string) => string): string[] {
  const found = new Map<string, string>();
  for (const name of names) if (skillKey(name) !== "" && !found.has(keyOf(name))) found.set(keyOf(name), name);
  return [...found.values()].map(name => name.normalize("NFC").trim().replace(/\s+/g, " "));
}
