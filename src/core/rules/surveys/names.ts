import { LONGEST_NAME } from "../../domain/person.ts";
import { findable } from "../../domain/values/content.ts";
import { cutAt } from "../../domain/values/ends.ts";
import { LONGEST_LINE } from "./values.ts";

/** Somebody a name can mean. */
export interface NamedPerson {
  id: string;
  name: string;
  /** All of their addresses. */
  emails: readonly string[];
}

const AND = / (?:and|&|и|й|і|та) /u;

/**
 * Reads names as people type them: an e-mail address, the full name in any order and case, or as much of it as fits one
 * person alone, initials too ("ana petrova", "Petrova Ana", "Ana", "Ana P."). "Ana and Boris" are two names.
 *
 * Of each text the ids found, and how many names in it mean nobody or more than one person.
 */
export function nameReader(people: readonly NamedPerson[]): (text: string) => { ids: string[]; unread: number } {
  const byEmail = new Map<string, Set<string>>();
  const byFullName = new Map<string, Set<string>>();
  const byPart = new Map<string, Set<string>>();
  const partsOf = new Map<string, readonly string[]>();
  const put = (index: Map<string, Set<string>>, key: string, id: string) =>
    index.set(key, (index.get(key) ?? new Set()).add(id));
  for (const { id, name, emails } of people) {
    const parts = nameParts(name);
    partsOf.set(id, parts);
    for (const email of emails) put(byEmail, email.trim().toLowerCase(), id);
    if (parts.length > 0) put(byFullName, [...parts].sort().join(" "), id);
    for (const part of parts) put(byPart, part, id);
  }
  const one = (ids: ReadonlySet<string> | undefined) => (ids?.size === 1 ? [...ids][0]! : null);
  const read = (text: string): string | null => {
    const email = text.split(/[\s<>()]/).find(word => /^[^@]+@./.test(word));
    if (email !== undefined) return one(byEmail.get(email));
    const parts = nameParts(text);
    const full = byFullName.get([...parts].sort().join(" "));
    if (full !== undefined) return one(full);
    const whole = parts.filter(part => part.length > 1);
    const initials = parts.filter(part => part.length === 1);
    if (whole.length === 0) return null;
    const fitting = [...(byPart.get(whole[0]!) ?? [])].filter(id => fits(partsOf.get(id)!, whole, initials));
    return one(new Set(fitting));
  };
  return written => {
    const text = findable(cutAt(written, LONGEST_LINE));
    const whole = read(text);
    const names = whole === null ? text.split(AND) : [text];
    const found = names.map(name => (names.length === 1 ? whole : read(name)));
    const ids = found.filter(id => id !== null);
    return { ids, unread: found.length - ids.length };
  };
}

/** True where each word is a part of the name, and each initial begins one of the parts that are left. */
function fits(parts: readonly string[], words: readonly string[], initials: readonly string[]): boolean {
  if (!words.every(word => parts.includes(word))) return false;
  const left = parts.filter(part => !words.includes(part));
  return initials.every(initial => left.some(part => part.startsWith(initial)));
}

function nameParts(name: string): string[] {
  return findable(cutAt(name, LONGEST_NAME))
    .replaceAll("'", "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(part => part !== "");
}
