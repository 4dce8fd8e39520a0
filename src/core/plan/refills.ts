import type { Command } from "../domain/command.ts";
import { markOf } from "../domain/values/hash.ts";
import type { Snapshot } from "../state/snapshot.ts";
import { cellsToRefill } from "../state/understood.ts";

/** Writes what stood in a column that was made anew back into its empty cells, page by page. */
export function decideRefills(snapshot: Snapshot): Command[] {
  return [...snapshot.rows.values()].flatMap((row): Command[] => {
    const values = cellsToRefill(row);
    if (Object.keys(values).length === 0) return [];
    const key = `refill:${row.id}:${markOf(values)}`;
    return [{ kind: "update_page", key, source: row.source, pageId: row.id, values }];
  });
}
