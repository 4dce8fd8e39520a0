import type { Identity } from "./identity.ts";

/** What stands where a name or address was. */
export const ERASED = "…";

/** A text in which nothing names the person: names as whole words, addresses and page ids wherever they stand, become "…". */
export function withoutTraces(text: string, { names, emails, pageIds }: Identity): string {
  let left = text;
  for (const id of pageIds) left = left.replaceAll(id, ERASED).replaceAll(id.replaceAll("-", ""), ERASED);
  for (const email of emails) left = left.replaceAll(pattern(email, "[\\p{L}\\p{N}._+-]", "[\\p{L}\\p{N}]"), ERASED);
  for (const name of longestFirst(names)) left = left.replaceAll(pattern(name, "[\\p{L}\\p{N}]"), ERASED);
  return left;
}

function pattern(text: string, before: string, after = before): RegExp {
  const literal = text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<!${before})${literal}(?!${after})`, "giu");
}

/** "Ana Maria" goes before "Ana", so that no half of a name is left. */
function longestFirst(names: readonly string[]): string[] {
  return [...names].sort((a, b) => b.length - a.length);
}

/**
 * Plain data in which nothing names the person: texts as above, and out of lists go their ids, their addresses and the guests that
 * have one.
 */
export function cleaned<T>(value: T, person: Identity): T {
  if (typeof value === "string") return withoutTraces(value, person) as T;
  if (Array.isArray(value))
    return value.filter(item => !isTheirs(item, person)).map(item => cleaned(item, person)) as T;
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([key]) => !isTheirs(key, person));
  return Object.fromEntries(kept.map(([key, item]) => [key, cleaned(item, person)])) as T;
}

function isTheirs(item: unknown, { pageIds, emails }: Identity): boolean {
  if (typeof item === "string") return pageIds.includes(item) || emails.includes(item.toLowerCase());
  const email = item !== null && typeof item === "object" && "email" in item ? item.email : null;
  return typeof email === "string" && emails.includes(email.toLowerCase());
}
