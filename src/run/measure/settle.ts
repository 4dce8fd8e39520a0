import { type IndexedFact, sessionOfFact } from "../../core/rules/metrics/factIndex.ts";
import type { Fact } from "../../core/rules/metrics/facts.ts";
import { settledGroups } from "../../core/state/settled/groups.ts";
import { settledLetters } from "../../core/state/settled/letters.ts";
import { settledPages } from "../../core/state/settled/pages.ts";
import { type FactPlace, factTable } from "../../store/figures/facts.ts";
import { goalObservationTable, personObservationTable } from "../../store/figures/points.ts";
import { pastTable } from "../../store/mirror/past.ts";
import { outboxTable } from "../../store/runs/outbox.ts";
import type { PushContext } from "../push/pushContext.ts";
import type { Kept } from "./measure.ts";

/** What is settled in one batch: of more, as after an upgrade, the rest waits for the next night. */
const MOST_A_NIGHT = 1000;

/**
 * Settles the groups, letters and pages from which nothing follows any more, once a day, when everything that followed was carried out and
 * measured: runs load them no longer. `measured` is what is kept of the programmes that were measured, by their ids: the facts of the
 * groups are settled with them, and those of looks that are long over with these. Nothing is settled while anything is in doubt, no
 * group about which something waits, and none of another programme.
 */
export async function settle(
  { sql, mirror, now, inDoubt }: PushContext,
  measured: ReadonlyMap<string, Kept>,
): Promise<void> {
  if (inDoubt.size > 0) return;
  const waiting = await outboxTable.list(sql, ["waiting", "in_doubt", "given_up"]);
  const open = new Set(waiting.map(({ entity }) => entity));
  const snapshot = mirror.snapshot();
  const isOpen = (pageId: string) => open.has(pageId);
  const all = settledGroups(snapshot, now, isOpen);
  const groups = all.filter(({ group }) => measured.has(group.programmeId)).slice(0, MOST_A_NIGHT);
  const groupOf = new Map(groups.flatMap(({ group, sessionIds }) => sessionIds.map(id => [id, group.id] as const)));
  const kept = [...measured];
  const statements = [
    ...factTable.settling(
      sql,
      kept.flatMap(([programmeId, of]) => settledPlaces(programmeId, of, groupOf)),
    ),
    ...pastTable.settling(sql, groups),
    ...pastTable.settlingLetters(sql, settledLetters(snapshot, now)),
    ...pastTable.settlingPages(sql, settledPages(snapshot, now, isOpen).slice(0, MOST_A_NIGHT)),
    ...goalObservationTable.settling(
      sql,
      kept.flatMap(([, { looks }]) => looks.goals),
    ),
    ...personObservationTable.settling(
      sql,
      kept.flatMap(([, { looks }]) => looks.people),
    ),
  ];
  if (statements.length > 0) await sql.batch(statements);
}

/** Where the facts of a programme are that are settled with groups, by their sessions, and with looks, under the programme's own id. */
function settledPlaces(
  programmeId: string,
  { facts, looks }: Kept,
  groupOf: ReadonlyMap<string, string>,
): (FactPlace & { programmeId: string; groupId: string })[] {
  const over = new Set([
    ...looks.goals.map(({ id, seenAt }) => `goals ${id} ${seenAt}`),
    ...looks.people.map(({ personId, seenAt }) => `people ${personId} ${seenAt}`),
  ]);
  const lookOf = ({ kind, owner, fact }: IndexedFact) => `${kind} ${owner} ${(fact as Fact<"people">).seenAt}`;
  return facts.flatMap(fact => {
    const groupId = over.has(lookOf(fact)) ? programmeId : groupOf.get(sessionOfFact(fact) ?? "");
    return groupId === undefined ? [] : [{ ...fact, programmeId, groupId }];
  });
}
