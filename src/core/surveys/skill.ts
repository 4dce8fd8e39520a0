/**
 * What makes two spellings the same skill: lower case, single spaces, nothing around. "Testing" and " testing " are one.
 */
export function skillKey(name: string): string {
  return name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();
}

/** The skills without repeats and blanks, each as it was first written, in their order. */
export function distinctSkills(names: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const name of names) if (skillKey(name) !== "" && !found.has(skillKey(name))) found.set(skillKey(name), name);
  return [...found.values()].map(name => name.normalize("NFC").trim().replace(/\s+/g, " "));
}
