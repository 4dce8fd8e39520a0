import { type IndexedFact, sessionOfFact } from "../../core/rules/metrics/factIndex.ts";
import { settledGroups, settledLetters } from "../../core/state/settled.ts";
import { factTable } from "../../store/figures/facts.ts";
import { pastTable } from "../../store/mirror/past.ts";
import { outboxTable } from "../../store/runs/outbox.ts";
import type { PushContext } from "../push/pushContext.ts";

/** What is settled in one batch: of more, as after an upgrade, the rest waits for the next night. */
const MOST_A_NIGHT = 1000;

/**
 * Settles the groups and letters from which nothing follows any more, once a day, when everything that followed was carried out and
 * measured: runs load them no longer. `measured` has the kept facts of the programmes that were measured, by their ids: those of the
 * groups are settled with them. Nothing is settled while anything is in doubt, no group about which something waits, and none of
 * another programme.
 */
export async function settle(
  { sql, mirror, now, inDoubt }: PushContext,
  measured: ReadonlyMap<string, readonly IndexedFact[]>,
): Promise<void> {
  if (inDoubt.size > 0) return;
  const waiting = await outboxTable.list(sql, ["waiting", "in_doubt", "given_up"]);
  const open = new Set(waiting.map(({ entity }) => entity));
  const snapshot = mirror.snapshot();
  const all = settledGroups(snapshot, now, pageId => open.has(pageId));
  const groups = all.filter(({ group }) => measured.has(group.programmeId)).slice(0, MOST_A_NIGHT);
  const groupOf = new Map(groups.flatMap(({ group, sessionIds }) => sessionIds.map(id => [id, group.id] as const)));
  const places = [...measured].flatMap(([programmeId, facts]) =>
    facts.flatMap(fact => {
      const groupId = groupOf.get(sessionOfFact(fact) ?? "");
      return groupId === undefined ? [] : [{ ...fact, programmeId, groupId }];
    }),
  );
  const statements = [
    ...factTable.settling(sql, places),
    ...pastTable.settling(sql, groups),
    ...pastTable.settlingLetters(sql, settledLetters(snapshot, now)),
  ];
  if (statements.length > 0) await sql.batch(statements);
}
