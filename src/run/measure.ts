import { type Command, markOf } from "../core/command.ts";
import { decideDigest } from "../core/decide/digests.ts";
import { withoutHeld } from "../core/decide/held.ts";
import { decideMetricRows } from "../core/decide/metricRows.ts";
import type { Insight } from "../core/insights/insight.ts";
import { type KeptInsight, settledInsights } from "../core/insights/settling.ts";
import type { Facts } from "../core/metrics/facts.ts";
import { factsOf, looksNow } from "../core/metrics/gather.ts";
import { type HomedFact, homesOf, keyOf, marksOf } from "../core/metrics/homes.ts";
import { type Period, periodsOf } from "../core/metrics/periods.ts";
import { pointsFor, withFrozen } from "../core/metrics/points.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { type Instant, localDate } from "../core/time.ts";
import type { Words } from "../core/words.ts";
import { droppingAllFacts, listFacts, savingFacts } from "../store/facts.ts";
import { droppingMeasured, readFrozenBefore, readMeasured } from "../store/measured.ts";
import { listGoalLooks, listPersonLooks, listPointsOf, savingGoalLooks, savingPersonLooks } from "../store/points.ts";
import type { Sql } from "../store/sql.ts";
import { savingState } from "../store/state.ts";
import { keepInsights, seenIn } from "./insights.ts";
import { push } from "./push.ts";
import type { PushContext } from "./pushContext.ts";
import { recompute } from "./recompute.ts";
import { type Changes, refold } from "./refold.ts";

/** More changes than this are folded anew as a whole, period by period, instead of being held in memory together. */
const MOST_CHANGES = 5000;

/**
 * Computes every programme's figures and keeps those that are new: all in D1, those of a whole programme in Notion too.
 * Once a day; recomputing gives the same points. True when insights came, changed or went: then there may be something to do.
 */
export async function measure(context: PushContext, now: Instant, isNewDay: boolean, words: Words): Promise<boolean> {
  const { sql, mirror } = context;
  if (!isNewDay) return false;
  const snapshot = mirror.snapshot();
  const looks = { goals: await listGoalLooks(sql), people: await listPersonLooks(sql) };
  const commands: Command[] = [];
  const insights: Insight[] = [];
  for (const programme of snapshot.programmes) {
    if (programme.status === "draft") continue;
    const periods = periodsOf(programme, now);
    const current = periods.at(-1);
    if (current === undefined) continue;
    const facts = factsOf(snapshot, programme, looks, now);
    const seen = looksNow(snapshot, programme, looks, now);
    const inPeriod = <T>(all: readonly T[]) => all.map(look => ({ ...look, period: current.number }));
    const statements = [
      ...savingGoalLooks(sql, inPeriod(seen.goals)),
      ...savingPersonLooks(sql, inPeriod(seen.people)),
    ];
    if (statements.length > 0) await sql.batch(statements);
    await measureFacts(sql, programme.id, periods, facts);
    const points = await listPointsOf(sql, programme.id);
    commands.push(...decideMetricRows(snapshot, programme, points, words));
    commands.push(...decideDigest(snapshot, programme, { sessions: facts.sessions, points }, now, words));
    insights.push(...seenIn(mirror.insights.values(), snapshot, programme, facts, now));
  }
  await push(context, withoutHeld(snapshot, commands));
  const hasChanged = await keepInsights(sql, mirror, insights, now);
  await savingState(sql, "measured_on", localDate(now, "UTC")).run();
  return hasChanged;
}

/**
 * The rows of *Metrics* and the digests that measuring now would write, and the insights it would keep anew. Nothing is kept here: the points
 * are those of all facts at once.
 */
export async function foreseenFigures(
  sql: Sql,
  snapshot: Snapshot,
  kept: readonly KeptInsight[],
  now: Instant,
  words: Words,
): Promise<{ commands: Command[]; insights: KeptInsight[] }> {
  const looks = { goals: await listGoalLooks(sql), people: await listPersonLooks(sql) };
  const commands: Command[] = [];
  const insights: Insight[] = [];
  for (const programme of snapshot.programmes) {
    const periods = periodsOf(programme, now);
    if (programme.status === "draft" || periods.length === 0) continue;
    const facts = factsOf(snapshot, programme, looks, now);
    const frozenBefore = await readFrozenBefore(sql, programme.id);
    const before = frozenBefore === null ? [] : await listPointsOf(sql, programme.id);
    const points = withFrozen(pointsFor(programme, periods, facts), before, frozenBefore);
    commands.push(...decideMetricRows(snapshot, programme, points, words));
    commands.push(...decideDigest(snapshot, programme, { sessions: facts.sessions, points }, now, words));
    insights.push(...seenIn(kept, snapshot, programme, facts, now));
  }
  return { commands: withoutHeld(snapshot, commands), insights: settledInsights(kept, insights, now) };
}

/**
 * Brings a programme's kept facts, accumulators and points up to what its facts are now.
 *
 * A period whose facts are as they were, or whose points are frozen, is not looked at: D1 is asked for those that differ, and
 * for their people.
 */
export async function measureFacts(
  sql: Sql,
  programmeId: string,
  periods: readonly Period[],
  facts: Facts,
): Promise<void> {
  const homed = homesOf(facts, periods);
  const marks = marksOf(homed, periods);
  const measured = await readMeasured(sql, programmeId);
  const task = { sql, programmeId, periods, asOf: facts.asOf };
  if (measured === null) return replaceAll(task, homed);
  const known = new Set([...marks.keys(), ...Object.keys(measured.marks).map(Number)]);
  const frozenBefore = measured.frozenBefore ?? Number.NEGATIVE_INFINITY;
  const different = [...known].filter(period => period >= frozenBefore && marks.get(period) !== measured.marks[period]);
  if (different.length === 0) return;
  const changes: { put: HomedFact[]; drop: HomedFact[] } = { put: [], drop: [] };
  for (const period of different) {
    const here = homed.filter(fact => fact.period === period);
    const { put, drop } = changesOf(await listFacts(sql, programmeId, period), here);
    changes.put.push(...put);
    changes.drop.push(...drop);
  }
  if (changes.put.length + changes.drop.length > MOST_CHANGES) return replaceAll(task, homed);
  measured.marks = Object.fromEntries(marks);
  await refold(task, measured, changes, different);
}

function changesOf(stored: readonly HomedFact[], now: readonly HomedFact[]): Changes {
  const before = new Map(stored.map(fact => [keyOf(fact), markOf(fact.fact)]));
  const after = new Set(now.map(keyOf));
  return {
    put: now.filter(fact => before.get(keyOf(fact)) !== markOf(fact.fact)),
    drop: stored.filter(fact => !after.has(keyOf(fact))),
  };
}

/** Everything of a programme written and folded anew; stopped half-way, it is begun again. */
async function replaceAll(
  { sql, programmeId, periods, asOf }: { sql: Sql; programmeId: string; periods: readonly Period[]; asOf: Instant },
  homed: readonly HomedFact[],
): Promise<void> {
  await sql.batch([droppingMeasured(sql, programmeId), droppingAllFacts(sql, programmeId)]);
  for (const statement of savingFacts(sql, programmeId, homed)) await statement.run();
  await recompute(sql, programmeId, periods, asOf);
}
