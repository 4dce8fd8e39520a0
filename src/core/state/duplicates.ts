/**
 * Which page a key belongs to when several carry it, and what the others are.
 *
 * People duplicate pages, and Notion copies the key along; and a page whose answer was lost may turn up after another was made
 * in its place. Idea: the page that has an event, else the one the database knows for the key, else the eldest of Krug's own.
 * Cost: a sort of each key's pages.
 */

import { type Row, text } from "../domain/values/row.ts";
import { compare } from "./copies.ts";

/**
 * A page that carries another page's key: a `copy` is a person's own new page, a `twin` was made by Krug and nobody touched it,
 * a `touched_twin` was made by Krug and people have written on it since.
 */
export type Duplicate = "copy" | "twin" | "touched_twin";

/** The pages that carry a key of another page, by their ids. `keyOwners` is what is known of old; `isLinked` says which have an event. */
export function duplicatesAmong(
  rows: readonly Row[],
  keyOwners: ReadonlyMap<string, string>,
  isLinked: (pageId: string) => boolean,
): Map<string, Duplicate> {
  const duplicates = new Map<string, Duplicate>();
  for (const [key, pages] of pagesByKey(rows)) {
    const ownerId = keyOwners.get(key);
    const isTaken = ownerId !== undefined && !pages.some(row => row.id === ownerId);
    if (pages.length === 1 && !isTaken) continue;
    const rank = (row: Row) => [
      isLinked(row.id) ? 0 : 1,
      row.id === ownerId ? 0 : 1,
      row.createdBy === "person" ? 1 : 0,
      row.createdAt,
    ];
    const [owner] = [...pages].sort((a, b) => compare(rank(a), rank(b)) || (a.id < b.id ? -1 : 1));
    for (const row of pages)
      if (row !== owner || (isTaken && !isLinked(row.id))) duplicates.set(row.id, duplicateOf(row));
  }
  return duplicates;
}

/** Keys that the database does not know the page of yet, by key. */
export function keysToKeep(
  rows: readonly Row[],
  keyOwners: ReadonlyMap<string, string>,
  duplicates: ReadonlyMap<string, Duplicate>,
): Map<string, string> {
  return new Map(
    rows.flatMap((row): [string, string][] => {
      const key = text(row, "key");
      return key === "" || duplicates.has(row.id) || keyOwners.get(key) === row.id ? [] : [[key, row.id]];
    }),
  );
}

function pagesByKey(rows: readonly Row[]): Map<string, Row[]> {
  const keyed = rows.filter(row => text(row, "key") !== "");
  return Map.groupBy(keyed, row => text(row, "key"));
}

function duplicateOf(row: Row): Duplicate {
  if (row.createdBy !== "krug") return "copy";
  return row.editedBy === "krug" ? "twin" : "touched_twin";
}
