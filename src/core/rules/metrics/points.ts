import { distinctSkills, skillKey } from "../../domain/skill.ts";
import { catalogue } from "./catalogue.ts";
import type { Fact, FactKind, Facts, Window } from "./facts.ts";
import type { Metric, MetricValue } from "./metric.ts";
import type { Period } from "./periods.ts";

/** A metric's figure for one period of a programme. */
export interface Point extends MetricValue {
  /** Fixed for programme, metric, skill and period. */
  key: string;
  programmeId: string;
  metricId: string;
  skill: string | null;
  unit: Metric["unit"];
  period: Period;
  /** The value of the first period that has one; null before. */
  baseline: number | null;
  /** Value less baseline; null without a value and in the baseline's own period. */
  change: number | null;
  /** May be shown to everybody in the programme: there is a value, and it is of no single person. */
  isPublic: boolean;
}

/**
 * Every metric's figure for every period, in the catalogue's order and then by period; those without a value too.
 *
 * Facts of other programmes are left out. Growth by skill is there for each skill anybody assessed. The same facts give
 * the same points.
 */
export function pointsFor(programme: { id: string }, periods: readonly Period[], facts: Facts): Point[] {
  const own = ofProgramme(facts, programme.id);
  return catalogue(skillsOf(own), topicsOf(own)).flatMap(metric => pointsOf(metric, programme.id, periods, own));
}

function pointsOf(metric: Metric, programmeId: string, periods: readonly Period[], facts: Facts): Point[] {
  const { id: metricId, skill, unit, leastPeople } = metric;
  const baselines: Baselines = {};
  return [...periods]
    .sort((a, b) => a.number - b.number)
    .map(period => {
      const figure = { ...metric.measure(facts, period), metricId, skill, unit, leastPeople };
      if (figure.value !== null) baselines[aboutOf(figure)] ??= { period: period.number, value: figure.value };
      return pointOf(programmeId, period, figure, baselines);
    });
}

/** By what a figure is about: the first period that has a value, and that value. */
export type Baselines = Record<string, { period: number; value: number }>;

/** What a figure is about, whatever the period: the metric, and the one skill where it is of one. */
export function aboutOf({ metricId, skill }: { metricId: string; skill: string | null }): string {
  return skill === null ? metricId : `${metricId}:${skillKey(skill)}`;
}

/** A figure as a period's point beside its baseline. */
export function pointOf(programmeId: string, period: Period, figure: Figure, baselines: Baselines): Point {
  const { leastPeople, ...kept } = figure;
  const about = aboutOf(figure);
  const first = baselines[about];
  const baseline = first !== undefined && first.period <= period.number ? first.value : null;
  const isLater = first !== undefined && first.period < period.number;
  return {
    ...kept,
    key: `${programmeId}/${about}/${period.number}`,
    programmeId,
    period,
    baseline,
    change: kept.value !== null && baseline !== null && isLater ? kept.value - baseline : null,
    isPublic: kept.value !== null && (kept.people ?? kept.n) >= leastPeople,
  };
}

/** The baselines of these points. */
export function baselinesOf(points: readonly Point[]): Baselines {
  const baselines: Baselines = {};
  for (const point of points) {
    const known = baselines[aboutOf(point)];
    const number = point.period.number;
    if (point.value !== null && (known === undefined || number < known.period))
      baselines[aboutOf(point)] = { period: number, value: point.value };
  }
  return baselines;
}

/** Points beside other baselines than they were computed with. */
export function rebased(points: readonly Point[], baselines: Baselines): Point[] {
  return points.map(({ isPublic, ...point }) => ({
    ...pointOf(point.programmeId, point.period, { ...point, leastPeople: 0 }, baselines),
    isPublic,
  }));
}

/** Points in which those of periods before `frozenBefore` (null: of none) are as they were kept, and the others beside their baselines. */
export function withFrozen(points: readonly Point[], kept: readonly Point[], frozenBefore: number | null): Point[] {
  if (frozenBefore === null) return [...points];
  const isFrozen = (point: Point) => point.period.number < frozenBefore;
  const frozen = kept.filter(isFrozen);
  const others = points.filter(point => !isFrozen(point));
  return [...frozen, ...rebased(others, baselinesOf([...frozen, ...others]))];
}

/** The skills anybody assessed. */
export function skillsOf(facts: Pick<Facts, "selfAssessments">): string[] {
  return distinctSkills(facts.selfAssessments.flatMap(answer => Object.keys(answer.levels)).sort());
}

/** The skills anybody asked about on the help board. */
export function topicsOf(facts: Pick<Facts, "requests">): string[] {
  return distinctSkills(facts.requests.flatMap(request => request.skill ?? []).sort());
}

/** The facts of one programme. */
function ofProgramme(facts: Facts, programmeId: string): Facts {
  const kinds = Object.entries(facts).filter(([kind]) => kind !== "asOf") as [FactKind, readonly Fact[]][];
  const own = kinds.map(([kind, all]) => [kind, all.filter(fact => fact.programmeId === programmeId)]);
  return { ...Object.fromEntries(own), asOf: facts.asOf } as Facts;
}

/** What one owner's facts of a period come to, by what metrics keep it as; plain JSON. */
export type Accumulators = Record<string, unknown>;

/** One fold of each kind: metrics that keep the same share it. */
const FOLDS = [...new Map(catalogue([], []).map(metric => [metric.keeps, metric])).values()];

/** The facts of a window folded for every metric; without those that come to nothing. */
export function accumulate(facts: Facts, window: Window): Accumulators {
  const kept: Accumulators = {};
  for (const fold of FOLDS) {
    const acc = fold.accumulate(facts, window);
    if (acc !== null && Object.keys(acc as object).length > 0) kept[fold.keeps] = acc;
  }
  return kept;
}

/** Both as one; changes and returns the first, and leaves the second as it is. */
export function mergeInto(all: Accumulators, more: Accumulators): Accumulators {
  for (const fold of FOLDS) {
    const b = more[fold.keeps];
    if (b !== undefined) all[fold.keeps] = fold.merge(all[fold.keeps] ?? fold.empty(), b);
  }
  return all;
}

/** A metric's figure for a period, before it is compared with others. */
interface Figure extends MetricValue {
  metricId: string;
  skill: string | null;
  unit: Metric["unit"];
  leastPeople: number;
}

/** Every metric's figure of what was folded, in the catalogue's order. */
export function figuresOf(all: Accumulators, skills: readonly string[], topics: readonly string[]): Figure[] {
  return catalogue(skills, topics).map(metric => {
    const { id: metricId, keeps, skill, unit, leastPeople } = metric;
    return { ...metric.value(all[keeps] ?? metric.empty()), metricId, skill, unit, leastPeople };
  });
}
