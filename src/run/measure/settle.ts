import { settledGroups, settledLetters } from "../../core/state/settled.ts";
import { pastTable } from "../../store/mirror/past.ts";
import { outboxTable } from "../../store/runs/outbox.ts";
import type { PushContext } from "../push/pushContext.ts";

/**
 * Settles the groups and letters from which nothing follows any more, once a day, when everything that followed was carried out and measured: runs
 * load them no longer. Nothing is settled while anything is in doubt, and no group about which something waits.
 */
export async function settle({ sql, mirror, now, inDoubt }: PushContext): Promise<void> {
  if (inDoubt.size > 0) return;
  const waiting = await outboxTable.list(sql, ["waiting", "in_doubt", "given_up"]);
  const open = new Set(waiting.map(({ entity }) => entity));
  const snapshot = mirror.snapshot();
  const groups = settledGroups(snapshot, now, pageId => open.has(pageId));
  const statements = [
    ...pastTable.settling(sql, groups),
    ...pastTable.settlingLetters(sql, settledLetters(snapshot, now)),
  ];
  if (statements.length > 0) await sql.batch(statements);
}
