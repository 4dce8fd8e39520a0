import { distinctSkills } from "../../core/domain/skill.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { BEFORE, gathered, type IndexedFact, keyOf, marksOf, spansOf } from "../../core/rules/metrics/factIndex.ts";
import {
  type FirstOccurrences,
  lookingBack,
  NO_OCCURRENCES,
  withMore,
} from "../../core/rules/metrics/firstOccurrences.ts";
import type { Period } from "../../core/rules/metrics/periods.ts";
import {
  type Accumulators,
  aboutOf,
  accumulate,
  baselinesOf,
  figuresOf,
  mergeInto,
  type Point,
  pointOf,
  rebased,
  skillsOf,
  topicsOf,
  withFrozen,
} from "../../core/rules/metrics/points.ts";
import type { Sql } from "../../store/database/sql.ts";
import { accumulatorTable, type KeptAccumulators } from "../../store/figures/accumulators.ts";
import { factTable } from "../../store/figures/facts.ts";
import { firstOccurrenceTable } from "../../store/figures/firstOccurrences.ts";
import { type Measured, measuredTable } from "../../store/figures/measured.ts";
import { pointTable } from "../../store/figures/points.ts";

/** What is new or different among a programme's facts, and what is no longer so. */
export interface Changes {
  put: readonly IndexedFact[];
  drop: readonly IndexedFact[];
}

/** Of which programme what is folded, and as of when. */
export interface Task {
  sql: Sql;
  programmeId: string;
  periods: readonly Period[];
  asOf: Instant;
}

/**
 * Folds anew what changed facts concern, in their periods only: their owners' accumulators, then those periods' points. A
 * person whose first answers or meetings became others is folded anew in their later periods too.
 *
 * Facts, accumulators, points and `measured` change together, in one batch. What is read grows with the people of the
 * periods that changed, not with the periods there are. `measured` is how far the programme was measured, with the marks as
 * they are to be; the points of `also` are computed anew whether or not facts changed, for periods that have just begun.
 */
export async function refold(task: Task, measured: Measured, changes: Changes, also: readonly number[]): Promise<void> {
  const { sql, programmeId, periods } = task;
  const touched = new Map<number, Set<string>>(also.map(period => [period, new Set()]));
  const touch = (period: number, owner: string) => touched.set(period, (touched.get(period) ?? new Set()).add(owner));
  for (const { period, owner } of [...changes.put, ...changes.drop]) touch(period, owner);
  const owners = [...new Set([...touched.values()].flatMap(all => [...all]))];
  const known = await firstOccurrenceTable.read(sql, programmeId, owners);
  const changed = await changedFirsts(task, known, changes);
  const firsts = new Map([...known, ...changed.firsts]);
  for (const later of await accumulatorTable.listLaterPeriods(sql, programmeId, changed.after))
    touch(later.period, later.owner);
  addNames(measured, changes.put, task.asOf);
  const kept: KeptAccumulators[] = [];
  const points: Point[] = [];
  const frozenBefore = measured.frozenBefore ?? Number.NEGATIVE_INFINITY;
  for (const period of periods.filter(({ number }) => number >= frozenBefore && touched.has(number))) {
    const owners = [...(touched.get(period.number) ?? [])];
    const folded = await foldOwners(task, { period, owners, changes }, firsts);
    kept.push(...folded);
    points.push(...(await pointsOfPeriod(task, period, folded, measured)));
  }
  await sql.batch([
    ...factTable.dropping(sql, programmeId, changes.drop),
    ...factTable.saving(sql, programmeId, changes.put),
    ...firstOccurrenceTable.saving(sql, programmeId, changed.firsts),
    ...accumulatorTable.saving(sql, programmeId, kept),
    ...pointTable.saving(sql, await besideBaselines(task, measured, points)),
    measuredTable.saving(sql, programmeId, measured),
  ]);
}

/** Whose firsts become others by the changes, and from which period on. */
async function changedFirsts(
  { sql, programmeId, asOf }: Task,
  known: ReadonlyMap<string, FirstOccurrences>,
  changes: Changes,
) {
  const firsts = new Map<string, FirstOccurrences>();
  const after: { owner: string; period: number }[] = [];
  const isPast = ({ kind }: IndexedFact) => kind === "selfAssessments" || kind === "sessions";
  const gone = byOwner(changes.drop.filter(isPast));
  for (const [owner, all] of byOwner([...changes.put, ...changes.drop].filter(isPast))) {
    const before = known.get(owner) ?? NO_OCCURRENCES;
    const dropped = gone.get(owner) ?? [];
    const put = all.filter(fact => !dropped.includes(fact));
    const isHeld = all.some(fact => holds(before, fact));
    const past = isHeld ? overlaid(await factTable.listPast(sql, programmeId, owner), { put, drop: dropped }) : put;
    const now = withMore(owner, isHeld ? NO_OCCURRENCES : before, gathered(past, asOf));
    if (JSON.stringify(now) === JSON.stringify(before)) continue;
    firsts.set(owner, now);
    after.push({ owner, period: Math.min(...all.map(fact => fact.period)) });
  }
  return { firsts, after };
}

/** True when one of the firsts is drawn from the fact, so that it can't be known without looking at the whole past again. */
function holds(firsts: FirstOccurrences, { kind, id }: IndexedFact): boolean {
  if (kind === "sessions") {
    const isFirst = firsts.session === undefined || firsts.session?.id === id;
    return isFirst || Object.values(firsts.meetings).some(first => first.sessionId === id);
  }
  return firsts.assessments.some(assessment => String(assessment.at) === id);
}

/** Whose accumulators of one period are to be folded anew, and by what. */
interface TouchedPeriod {
  period: Period;
  owners: readonly string[];
  /** Those of other periods may be among them. */
  changes: Changes;
}

async function foldOwners(
  { sql, programmeId, asOf }: Task,
  { period, owners, changes }: TouchedPeriod,
  firsts: ReadonlyMap<string, FirstOccurrences>,
): Promise<KeptAccumulators[]> {
  const isHere = (fact: IndexedFact) => fact.period === period.number;
  const here = { put: changes.put.filter(isHere), drop: changes.drop.filter(isHere) };
  const stored = owners.length === 0 ? [] : await factTable.listOf(sql, programmeId, period.number, owners);
  const facts = byOwner(overlaid(stored, here));
  return owners.map(owner => {
    const own = gathered(facts.get(owner) ?? [], asOf);
    const looking = lookingBack(owner, own, firsts.get(owner) ?? NO_OCCURRENCES, period);
    return { period: period.number, owner, accumulators: accumulate(looking, period) };
  });
}

/** Kept facts as they are after the changes. */
function overlaid(stored: readonly IndexedFact[], { put, drop }: Changes): IndexedFact[] {
  const facts = new Map(stored.map(fact => [keyOf(fact), fact]));
  for (const fact of drop) facts.delete(keyOf(fact));
  for (const fact of put) facts.set(keyOf(fact), fact);
  return [...facts.values()];
}

/** The period's points of all its owners: those folded just now, and the others as kept. */
async function pointsOfPeriod(
  { sql, programmeId }: Task,
  period: Period,
  folded: readonly KeptAccumulators[],
  measured: Measured,
): Promise<Point[]> {
  const isFolded = new Set(folded.map(one => one.owner));
  const all: Accumulators = {};
  for await (const page of accumulatorTable.each(sql, programmeId, period.number))
    for (const { owner, accumulators } of page) if (!isFolded.has(owner)) mergeInto(all, accumulators);
  for (const { accumulators } of folded) mergeInto(all, accumulators);
  const [skills, topics] = [distinctSkills(measured.skills), distinctSkills(measured.topics)];
  return figuresOf(all, skills, topics).map(figure => pointOf(programmeId, period, figure, {}));
}

/** The points beside their baselines; where a baseline moves, all points of the programme, since others are compared with it. */
async function besideBaselines(
  { sql, programmeId }: Task,
  measured: Measured,
  points: readonly Point[],
): Promise<Point[]> {
  const latest = Math.max(BEFORE, ...Object.keys(measured.marks).map(Number));
  const isMoved = points.some(point => {
    const baseline = measured.baselines[aboutOf(point)];
    if (baseline === undefined) return point.value !== null && point.period.number < latest;
    if (baseline.period === point.period.number) return baseline.value !== point.value;
    return point.value !== null && point.period.number < baseline.period;
  });
  if (!isMoved) {
    for (const [about, baseline] of Object.entries(baselinesOf(points))) measured.baselines[about] ??= baseline;
    return rebased(points, measured.baselines);
  }
  const all = new Map((await pointTable.listOf(sql, programmeId)).map(point => [point.key, point]));
  for (const point of points) all.set(point.key, point);
  measured.baselines = baselinesOf([...all.values()]);
  const frozenBefore = measured.frozenBefore ?? Number.NEGATIVE_INFINITY;
  const open = [...all.values()].filter(point => point.period.number >= frozenBefore);
  return rebased(open, measured.baselines);
}

/**
 * Folds all kept facts of a programme anew, period by period, and keeps what they come to and every point that is not frozen.
 *
 * One period is in memory at a time. Stopped anywhere, the programme counts as not measured, and the next time begins again.
 */
export async function recompute(
  sql: Sql,
  programmeId: string,
  periods: readonly Period[],
  asOf: Instant,
): Promise<void> {
  const frozenBefore = await measuredTable.readFrozenBefore(sql, programmeId);
  await sql.batch([measuredTable.dropping(sql, programmeId), accumulatorTable.dropping(sql, programmeId)]);
  const measured: Measured = { marks: {}, skills: [], topics: [], baselines: {} };
  if (frozenBefore !== null) measured.frozenBefore = frozenBefore;
  const firsts = new Map<string, FirstOccurrences>();
  const points: Point[] = [];
  const stored = async (number: number, period: Period | null) => {
    const living = await factTable.list(sql, programmeId, number);
    remember(measured, period, living, asOf);
    return [...living, ...(await factTable.list(sql, programmeId, number, true))];
  };
  for (const [owner, facts] of byOwner(await stored(BEFORE, null))) addFirsts(firsts, owner, facts, asOf);
  for (const period of [...periods].sort((a, b) => a.number - b.number)) {
    const { kept, all } = foldPeriod(period, await stored(period.number, period), firsts, asOf);
    const saving = accumulatorTable.saving(sql, programmeId, kept);
    if (saving.length > 0) await sql.batch(saving);
    const [skills, topics] = [distinctSkills(measured.skills), distinctSkills(measured.topics)];
    points.push(...figuresOf(all, skills, topics).map(figure => pointOf(programmeId, period, figure, {})));
  }
  const kept = frozenBefore === null ? [] : await pointTable.listOf(sql, programmeId);
  const all = withFrozen(points, kept, frozenBefore);
  measured.baselines = baselinesOf(all);
  await sql.batch([
    // Whose first session is settled is known by them, also where this was stopped.
    firstOccurrenceTable.dropping(sql, programmeId),
    ...firstOccurrenceTable.saving(sql, programmeId, firsts),
    // A figure of a skill that nobody names any more, or that is another's now, goes.
    pointTable.dropping(sql, programmeId, frozenBefore),
    ...pointTable.saving(
      sql,
      rebased(all, measured.baselines).filter(point => point.period.number >= (frozenBefore ?? 0)),
    ),
    measuredTable.saving(sql, programmeId, measured),
  ]);
}

function foldPeriod(
  period: Period,
  facts: readonly IndexedFact[],
  firsts: Map<string, FirstOccurrences>,
  asOf: Instant,
): { kept: KeptAccumulators[]; all: Accumulators } {
  const all: Accumulators = {};
  const kept: KeptAccumulators[] = [];
  for (const [owner, own] of byOwner(facts)) {
    const before = firsts.get(owner) ?? NO_OCCURRENCES;
    const accumulators = accumulate(lookingBack(owner, gathered(own, asOf), before, period), period);
    kept.push({ period: period.number, owner, accumulators });
    mergeInto(all, accumulators);
    addFirsts(firsts, owner, own, asOf);
  }
  return { kept, all };
}

function addFirsts(
  firsts: Map<string, FirstOccurrences>,
  owner: string,
  facts: readonly IndexedFact[],
  asOf: Instant,
): void {
  const more = gathered(facts, asOf);
  if (more.sessions.length + more.selfAssessments.length === 0) return;
  firsts.set(owner, withMore(owner, firsts.get(owner) ?? NO_OCCURRENCES, more));
}

/** Notes the period, null for what came before the first, as measured, and the skills its facts name: of those that live. */
function remember(measured: Measured, period: Period | null, facts: readonly IndexedFact[], asOf: Instant): void {
  if (period !== null) measured.spans = { ...measured.spans, ...spansOf([period]) };
  for (const [number, mark] of marksOf(facts, period === null ? [] : [period])) measured.marks[number] = mark;
  addNames(measured, facts, asOf);
}

/** The skills that facts name, beside those already known. */
function addNames(measured: Measured, facts: readonly IndexedFact[], asOf: Instant): void {
  const more = gathered(facts, asOf);
  measured.skills = [...new Set([...measured.skills, ...skillsOf(more)])].sort();
  measured.topics = [...new Set([...measured.topics, ...topicsOf(more)])].sort();
}

/** Facts by whose they are, in the order given. */
function byOwner(facts: readonly IndexedFact[]): Map<string, IndexedFact[]> {
  const owners = new Map<string, IndexedFact[]>();
  for (const fact of facts) {
    const own = owners.get(fact.owner);
    if (own === undefined) owners.set(fact.owner, [fact]);
    else own.push(fact);
  }
  return owners;
}
