import { distinctSkills } from "../../core/domain/skill.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { BEFORE, gathered, type IndexedFact, marksOf } from "../../core/rules/metrics/factIndex.ts";
import {
  type FirstOccurrences,
  lookingBack,
  NO_OCCURRENCES,
  withMore,
} from "../../core/rules/metrics/firstOccurrences.ts";
import type { Period } from "../../core/rules/metrics/periods.ts";
import {
  type Accumulators,
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
  await sql.batch([
    measuredTable.dropping(sql, programmeId),
    accumulatorTable.dropping(sql, programmeId),
    firstOccurrenceTable.dropping(sql, programmeId),
  ]);
  const measured: Measured = { marks: {}, skills: [], topics: [], baselines: {} };
  if (frozenBefore !== null) measured.frozenBefore = frozenBefore;
  const firsts = new Map<string, FirstOccurrences>();
  const points: Point[] = [];
  const past = await factTable.list(sql, programmeId, BEFORE);
  remember(measured, null, past, asOf);
  for (const [owner, facts] of byOwner(past)) addFirsts(firsts, owner, facts, asOf);
  for (const period of [...periods].sort((a, b) => a.number - b.number)) {
    const facts = await factTable.list(sql, programmeId, period.number);
    remember(measured, period, facts, asOf);
    const { kept, all } = foldPeriod(period, facts, firsts, asOf);
    const saving = accumulatorTable.saving(sql, programmeId, kept);
    if (saving.length > 0) await sql.batch(saving);
    const [skills, topics] = [distinctSkills(measured.skills), distinctSkills(measured.topics)];
    points.push(...figuresOf(all, skills, topics).map(figure => pointOf(programmeId, period, figure, {})));
  }
  const kept = frozenBefore === null ? [] : await pointTable.listOf(sql, programmeId);
  const all = withFrozen(points, kept, frozenBefore);
  measured.baselines = baselinesOf(all);
  await sql.batch([
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

/** Notes the period, null for what came before the first, as measured, and the skills its facts name. */
function remember(measured: Measured, period: Period | null, facts: readonly IndexedFact[], asOf: Instant): void {
  for (const [number, mark] of marksOf(facts, period === null ? [] : [period])) measured.marks[number] = mark;
  addNames(measured, facts, asOf);
}

/** The skills that facts name, beside those already known. */
export function addNames(measured: Measured, facts: readonly IndexedFact[], asOf: Instant): void {
  const more = gathered(facts, asOf);
  measured.skills = [...new Set([...measured.skills, ...skillsOf(more)])].sort();
  measured.topics = [...new Set([...measured.topics, ...topicsOf(more)])].sort();
}

/** Facts by whose they are, in the order given. */
export function byOwner(facts: readonly IndexedFact[]): Map<string, IndexedFact[]> {
  const owners = new Map<string, IndexedFact[]>();
  for (const fact of facts) {
    const own = owners.get(fact.owner);
    if (own === undefined) owners.set(fact.owner, [fact]);
    else own.push(fact);
  }
  return owners;
}
