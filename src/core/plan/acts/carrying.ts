// What it decides: what becomes of an act once it is due, by what its pages say then; and how it is undone.
// Idea: an act knows what it saw. Where a page says anything else by now, nothing of the act is done, and what is other is told. What
//   this act itself wrote before a run broke off is known by the outbox, and counts as it was seen.
// Source: docs/acts.md. Cost: linear in the pages of the act.

import type { CommandOf, Values } from "../../domain/command.ts";
import { markOf } from "../../domain/values/hash.ts";
import type { Row } from "../../domain/values/row.ts";
import type { Act, Otherwise, PageWrite } from "./act.ts";

/** What an act comes to now: what is left to be written, or why nothing of it is. */
export type Weighed =
  | { is: "due"; commands: CommandOf<"update_page">[] }
  /** Nothing is left to write. */
  | { is: "done" }
  | { is: "stale"; otherwise: Otherwise[] };

/** The key of what an act writes on a page; undoing it is another write. */
export function actKey(id: string, pageId: string, isUndo: boolean): string {
  return `${isUndo ? "undo" : "act"}:${id}:${pageId}`;
}

/**
 * What an act comes to, by its pages as they are. `tried` are the keys of what it began to write before: where such a page says it,
 * it was written, though the answer was lost.
 */
export function weighAct(
  act: Pick<Act, "id" | "writes">,
  rows: ReadonlyMap<string, Row>,
  { tried, isUndo }: { tried: ReadonlySet<string>; isUndo: boolean },
): Weighed {
  const left = act.writes.filter(write => {
    const after = { ...write, seen: { ...write.seen, ...write.values } };
    const isTried = tried.has(actKey(act.id, write.pageId, isUndo));
    return !isTried || otherwiseIn(after, rows.get(write.pageId)).length > 0;
  });
  const otherwise = left.flatMap(write => otherwiseIn(write, rows.get(write.pageId)));
  if (otherwise.length > 0) return { is: "stale", otherwise };
  if (left.length === 0) return { is: "done" };
  return {
    is: "due",
    commands: left.map(({ source, pageId, values, acts }) => ({
      kind: "update_page",
      key: actKey(act.id, pageId, isUndo),
      source,
      pageId,
      values,
      ...(acts === undefined ? {} : { acts }),
    })),
  };
}

/** What a page says otherwise than was seen. */
function otherwiseIn({ source, pageId, seen }: PageWrite, row: Row | undefined): Otherwise[] {
  if (row === undefined || row.source !== source || row.absence !== undefined)
    return [{ pageId, source, column: null }];
  return Object.keys(seen)
    .filter(column => markOf(row.values[column] ?? null) !== markOf(seen[column] ?? null))
    .map(column => ({ pageId, source, column }));
}

/** What undoes what was written: the columns as they were seen, as long as they say what was written. */
export function undoing(writes: readonly PageWrite[]): PageWrite[] {
  return writes.map(({ source, pageId, seen, values }) => ({
    source,
    pageId,
    seen: values,
    values: Object.fromEntries(Object.keys(values).map(column => [column, seen[column] ?? null])),
  }));
}

/** What an act saw of a page: these columns as they are. */
export function seenOf(row: Row, columns: readonly string[]): Values {
  return Object.fromEntries(columns.map(column => [column, row.values[column] ?? null]));
}
