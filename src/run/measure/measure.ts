import type { Command } from "../../core/domain/command.ts";
import type { Programme } from "../../core/domain/programme.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { guarded, noting, type Unforeseen } from "../../core/domain/values/guarded.ts";
import { localDate } from "../../core/domain/values/time.ts";
import { decideAims } from "../../core/plan/figures/aims.ts";
import { decideDigest } from "../../core/plan/figures/digest.ts";
import { factsOf } from "../../core/plan/figures/gather.ts";
import { decideMetricRows } from "../../core/plan/figures/metricRows.ts";
import { type Observations, observationsNow, settledObservations } from "../../core/plan/figures/observations.ts";
import { withoutHeld } from "../../core/plan/held.ts";
import { insightsOf } from "../../core/plan/insights/fromFigures.ts";
import type { Planning } from "../../core/plan/pass/planning.ts";
import { shownPoints } from "../../core/rules/insights/applies.ts";
import type { Insight } from "../../core/rules/insights/insight.ts";
import { type KeptInsight, settledInsights } from "../../core/rules/insights/settling.ts";
import { type IndexedFact, withKept } from "../../core/rules/metrics/factIndex.ts";
import { firstSessionsOf } from "../../core/rules/metrics/firstOccurrences.ts";
import { periodsOf } from "../../core/rules/metrics/periods.ts";
import { type Point, pointsFor, withFrozen } from "../../core/rules/metrics/points.ts";
import type { Mirror } from "../../core/state/mirror.ts";
import { snapshotOf } from "../../core/state/snapshot.ts";
import type { Words } from "../../core/words/words.ts";
import { isOfStore, type Sql } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { insightTable } from "../../store/figures/insights.ts";
import { measuredTable } from "../../store/figures/measured.ts";
import { goalObservationTable, personObservationTable, pointTable } from "../../store/figures/points.ts";
import { type Notice, noticeTable } from "../../store/mirror/notices.ts";
import { push } from "../push/push.ts";
import type { PushContext } from "../push/pushContext.ts";
import { BudgetSpent } from "../world/budget.ts";
import { tellUnforeseen } from "../world/report.ts";
import { measureFacts } from "./keepFigures.ts";
import { lookedBackTo, type Shown, settledFacts, settledFirstSessions, toBeShown } from "./settledFacts.ts";
import { wakeWritten, wholeSnapshot, withSettledPages } from "./wholly.ts";

/** Of what the rules plan with: how things are, when, and the words for it. */
type Measuring = Pick<Planning, "snapshot" | "now" | "words">;

/** What came of measuring. */
interface Measurement {
  /** True when insights came, changed or went: then there may be something to do. */
  isMore: boolean;
  /** What is kept of each programme that was measured without a failure, by its id. */
  kept: ReadonlyMap<string, Kept>;
}

/** What is kept of a programme that was measured. */
export interface Kept {
  facts: readonly IndexedFact[];
  /** Of the looks at its people and goals those that are long over. */
  looks: Observations;
}

/**
 * Computes every programme's figures and keeps those that are new: all in D1, those of a whole programme in Notion too.
 * Once a day; recomputing gives the same points.
 */
export async function measure(context: PushContext, words: Words): Promise<Measurement> {
  const { sql, mirror, now } = context;
  const snapshot = await wholeSnapshot(sql, mirror);
  const measuring = { snapshot, now, words };
  const observations = { goals: await goalObservationTable.list(sql), people: await personObservationTable.list(sql) };
  const commands: Command[] = [];
  const insights: Insight[] = [];
  const failed = new Set<string>();
  const kept = new Map<string, Kept>();
  for (const programme of snapshot.programmes) {
    if (programme.status === "draft") continue;
    const { value: found, unforeseen } = await measured(context, measuring, programme, observations);
    tellUnforeseen(context.report, unforeseen);
    if (unforeseen.length > 0) failed.add(programme.id);
    else kept.set(programme.id, found.kept);
    commands.push(...found.commands);
    insights.push(...found.insights);
  }
  await wakeWritten(context, snapshot, commands);
  await push(context, withoutHeld(snapshot, commands));
  const isTold = await tellFailed(context, failed);
  const hasChanged = await keepInsights(context, insights, failed);
  await stateTable.saving(sql, "measured_on", localDate(now, "UTC")).run();
  return { isMore: hasChanged || isTold, kept };
}

/** What measuring a programme comes to: what is to be written, and what can be seen. */
interface Found {
  commands: Command[];
  insights: Insight[];
}

/** That, and what is kept of it. */
interface Measured extends Found {
  kept: Kept;
}

const NOTHING: Measured = { commands: [], insights: [], kept: { facts: [], looks: { goals: [], people: [] } } };

/** Measures one programme and keeps its figures; an error of Krug's own costs that one alone. */
async function measured(
  { sql, mirror }: PushContext,
  measuring: Measuring,
  programme: Programme,
  observations: Observations,
): Promise<{ value: Measured; unforeseen: Unforeseen[] }> {
  const { snapshot, now } = measuring;
  try {
    const periods = periodsOf(programme, now);
    const current = periods.at(-1);
    if (current === undefined) return { value: NOTHING, unforeseen: [] };
    const isPast = snapshot.past.programmes.has(programme.id);
    const firstSessions = isPast ? await settledFirstSessions(sql, programme.id, periods) : undefined;
    const facts = factsOf(snapshot, programme, { ...observations, firstSessions }, now);
    const seen = observationsNow(snapshot, programme, observations, now);
    const inPeriod = <T>(all: readonly T[]) => all.map(look => ({ ...look, period: current.number }));
    const statements = [
      ...goalObservationTable.saving(sql, inPeriod(seen.goals)),
      ...personObservationTable.saving(sql, inPeriod(seen.people)),
    ];
    if (statements.length > 0) await sql.batch(statements);
    const homed = await measureFacts(sql, programme.id, periods, facts);
    const points = await pointTable.listOf(sql, programme.id);
    const figures = isPast ? await toBeShown(sql, measuring, programme, { facts, periods, points }) : { facts };
    const { value, unforeseen } = shown(measuring, programme, {
      ...figures,
      points,
      kept: [...mirror.insights.values()],
    });
    const looks = settledObservations(observations, programme.id, periods, lookedBackTo(periods, now));
    return { value: { ...value, kept: { facts: homed, looks } }, unforeseen };
  } catch (error) {
    if (error instanceof Failure || error instanceof BudgetSpent || isOfStore(error)) throw error;
    return { value: NOTHING, unforeseen: [{ where: "figures", pageId: programme.id, error }] };
  }
}

/** A programme's figures, and the insights there were before. */
interface Figures extends Shown {
  points: readonly Point[];
  kept: readonly KeptInsight[];
}

/** What is shown of a programme's figures, and what they show. */
function shown(
  measuring: Measuring,
  programme: Programme,
  figures: Figures,
): { value: Found; unforeseen: Unforeseen[] } {
  const { facts, firstMet, points } = figures;
  const own = <T>(where: string, found: () => T[]) => guarded<T[]>(where, programme.id, found, () => []);
  const known = { sessions: facts.sessions, points, firstMet };
  return noting(() => ({
    commands: [
      ...own("rows of figures", () =>
        decideMetricRows(measuring.snapshot, programme, shownPoints(points, programme, measuring.now), measuring.words),
      ),
      ...own("digest", () => decideDigest(measuring, programme, known)),
      ...own("aims", () => decideAims(measuring, programme, { points, insights: figures.kept })),
    ],
    insights: own("insights", () => seenIn(measuring, programme, figures)),
  }));
}

/** Tells on programmes' pages what could not be measured, and ceases to where it could; true when there is something to write. */
async function tellFailed({ sql, mirror }: PushContext, failed: ReadonlySet<string>): Promise<boolean> {
  const told = mirror.notices.filter(({ problem }) => problem.code === "unforeseen");
  const gone = told.filter(notice => !failed.has(notice.pageId));
  const fresh = [...failed]
    .filter(id => !told.some(notice => notice.pageId === id))
    .map((pageId): Notice => ({ pageId, problem: { code: "unforeseen" } }));
  if (gone.length + fresh.length === 0) return false;
  await sql.batch([
    ...gone.map(notice => noticeTable.dropping(sql, notice)),
    ...(await Promise.all(fresh.map(notice => noticeTable.saving(sql, notice)))),
  ]);
  mirror.notices = [...mirror.notices.filter(notice => !gone.includes(notice)), ...fresh];
  return true;
}

/**
 * The rows of *Metrics* and the digests that measuring now would write, and the insights it would keep anew. Nothing is kept here: the points
 * are those of all facts at once.
 */
export async function foreseenFigures(
  sql: Sql,
  mirror: Mirror,
  { now, words }: Pick<Measuring, "now" | "words">,
): Promise<{ commands: Command[]; insights: KeptInsight[] }> {
  const kept = mirror.insights;
  const snapshot = snapshotOf(await withSettledPages(sql, mirror));
  const measuring = { snapshot, now, words };
  const observations = { goals: await goalObservationTable.list(sql), people: await personObservationTable.list(sql) };
  const commands: Command[] = [];
  const insights: Insight[] = [];
  const failed = new Set<string>();
  for (const programme of snapshot.programmes) {
    if (programme.status === "draft") continue;
    const frozenBefore = await measuredTable.readFrozenBefore(sql, programme.id);
    const before = frozenBefore === null ? [] : await pointTable.listOf(sql, programme.id);
    const settled = await settledFacts(sql, programme.id, now);
    const figured = () => {
      const periods = periodsOf(programme, now);
      if (periods.length === 0) return null;
      const firstSessions = firstSessionsOf(settled.sessions);
      const facts = withKept(factsOf(snapshot, programme, { ...observations, firstSessions }, now), settled);
      return { facts, points: withFrozen(pointsFor(programme, periods, facts), before, frozenBefore), kept };
    };
    const figures = noting(() => guarded("figures", programme.id, figured, () => null));
    const found = figures.value && shown(measuring, programme, figures.value);
    if (figures.unforeseen.length + (found?.unforeseen.length ?? 0) > 0) failed.add(programme.id);
    commands.push(...(found?.value.commands ?? []));
    if (!failed.has(programme.id)) insights.push(...(found?.value.insights ?? []));
  }
  const looked = kept.filter(insight => !failed.has(insight.programmeId));
  return { commands: withoutHeld(snapshot, commands), insights: settledInsights(looked, insights, now) };
}

/** What a programme's figures and pages show now, in the light of what was told before. */
function seenIn({ snapshot, now }: Measuring, programme: Programme, { facts, earlier, kept }: Figures): Insight[] {
  const open = new Set(kept.filter(insight => insight.state === "open").map(insight => insight.key));
  return insightsOf({ programme, snapshot, facts, earlier, now, isOpen: key => open.has(key) });
}

/** Keeps what changed of the insights, in D1 and in the mirror; true when something did: actions may follow. Those of `unlooked` programmes, not looked at whole, stay. */
async function keepInsights(
  { sql, mirror, now }: PushContext,
  seen: readonly Insight[],
  unlooked: ReadonlySet<string>,
): Promise<boolean> {
  const known = [...mirror.insights.values()].filter(insight => !unlooked.has(insight.programmeId));
  const looked = seen.filter(insight => !unlooked.has(insight.programmeId));
  const changed = settledInsights(known, looked, now);
  const statements = insightTable.saving(sql, changed);
  if (statements.length > 0) await sql.batch(statements);
  for (const insight of changed) mirror.insights.set(insight.key, insight);
  return changed.length > 0;
}
