import { markOf } from "../../core/domain/values/hash.ts";
import { type IndexedFact, indexedFacts, keyOf, marksOf, spansOf } from "../../core/rules/metrics/factIndex.ts";
import type { Facts } from "../../core/rules/metrics/facts.ts";
import type { Period } from "../../core/rules/metrics/periods.ts";
import type { Sql } from "../../store/database/sql.ts";
import { factTable } from "../../store/figures/facts.ts";
import { type Measured, measuredTable } from "../../store/figures/measured.ts";
import { type Changes, recompute, refold, type Task } from "./refold.ts";

/** More changes than this are folded anew as a whole, period by period, instead of being held in memory together. */
const MOST_CHANGES = 5000;

/**
 * Brings a programme's kept facts, accumulators and points up to what its facts are now: those that live. What is settled is folded
 * beside them as it was kept. Gives the facts in their places.
 *
 * A period whose facts are as they were, or whose points are frozen, is not looked at: D1 is asked for those that differ, and
 * for their people. Where only something was settled, nothing else is read or folded.
 */
export async function measureFacts(
  sql: Sql,
  programmeId: string,
  periods: readonly Period[],
  facts: Facts,
): Promise<IndexedFact[]> {
  const homed = indexedFacts(facts, periods);
  const measured = await measuredTable.read(sql, programmeId);
  const task = { sql, programmeId, periods, asOf: facts.asOf };
  if (measured === null) await replaceAll(task, homed);
  else await bringUp(task, measured, homed);
  return homed;
}

async function bringUp(task: Task, measured: Measured, homed: readonly IndexedFact[]): Promise<void> {
  const { sql, programmeId, periods } = task;
  const marks = marksOf(homed, periods);
  const spans = spansOf(periods);
  const known = new Set([...marks.keys(), ...Object.keys(measured.marks).map(Number)]);
  const frozenBefore = measured.frozenBefore ?? Number.NEGATIVE_INFINITY;
  const different = [...known].filter(period => period >= frozenBefore && marks.get(period) !== measured.marks[period]);
  if (different.length === 0) return;
  const changes: { put: IndexedFact[]; drop: IndexedFact[] } = { put: [], drop: [] };
  for (const period of different) {
    const here = homed.filter(fact => fact.period === period);
    const { put, drop } = changesOf(await factTable.list(sql, programmeId, period), here);
    changes.put.push(...put);
    changes.drop.push(...drop);
  }
  if (changes.put.length + changes.drop.length > MOST_CHANGES) return replaceAll(task, homed);
  const begun = different.filter(period => spans[period] !== measured.spans?.[period]);
  await refold(task, { ...measured, marks: Object.fromEntries(marks), spans }, changes, begun);
}

function changesOf(stored: readonly IndexedFact[], now: readonly IndexedFact[]): Changes {
  const before = new Map(stored.map(fact => [keyOf(fact), markOf(fact.fact)]));
  const after = new Set(now.map(keyOf));
  return {
    put: now.filter(fact => before.get(keyOf(fact)) !== markOf(fact.fact)),
    drop: stored.filter(fact => !after.has(keyOf(fact))),
  };
}

/** Everything of a programme that lives written and folded anew; stopped half-way, it is begun again. */
async function replaceAll({ sql, programmeId, periods, asOf }: Task, homed: readonly IndexedFact[]): Promise<void> {
  await sql.batch([measuredTable.dropping(sql, programmeId), factTable.droppingAll(sql, programmeId)]);
  for (const statement of factTable.saving(sql, programmeId, homed)) await statement.run();
  await recompute(sql, programmeId, periods, asOf);
}
