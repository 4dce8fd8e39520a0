import { findable } from "../../domain/values/content.ts";

/** Letters of a name that stay the same in every case: its end bends in Slavic languages ("Борис", "Борису"). */
const LEAST_STEM = 3;
const BENDS = 2;

/**
 * Who of some people a word of thanks names: by a part of their name that none of the others has, in whatever case it stands.
 *
 * Ids in the order given; empty where nobody is named. "Thanks to Boris for the tests" names Boris.
 */
export function thankedIn(text: string, people: readonly { id: string; name: string }[]): string[] {
  const parts = people.map(person => ({ id: person.id, parts: wordsOf(person.name) }));
  const named = new Set<string>();
  for (const word of wordsOf(text)) {
    const exact = parts.filter(one => one.parts.includes(word));
    const meant = exact.length > 0 ? exact : parts.filter(one => one.parts.some(part => isFormOf(word, part)));
    if (meant.length === 1) for (const { id } of meant) named.add(id);
  }
  return people.filter(({ id }) => named.has(id)).map(({ id }) => id);
}

function isFormOf(word: string, name: string): boolean {
  const stem = name.slice(0, Math.max(LEAST_STEM, name.length - 1));
  return name.length >= LEAST_STEM && word.startsWith(stem) && word.length <= name.length + BENDS;
}

function wordsOf(text: string): string[] {
  return findable(text)
    .split(/[^\p{L}]+/u)
    .filter(word => word.length > 1);
}
