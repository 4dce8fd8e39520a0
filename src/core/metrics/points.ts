import { distinctSkills, skillKey } from "../surveys/skill.ts";
import { catalogue, type Listed } from "./catalogue.ts";
import type { Fact, FactKind, Facts } from "./facts.ts";
import type { MetricValue, Unit } from "./metric.ts";
import type { Period } from "./periods.ts";

/** A metric's figure for one period of a programme. */
export interface Point extends MetricValue {
  /** Fixed for programme, metric, skill and period. */
  key: string;
  programmeId: string;
  metricId: string;
  skill: string | null;
  unit: Unit;
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

function pointsOf(metric: Listed, programmeId: string, periods: readonly Period[], facts: Facts): Point[] {
  let baseline: number | null = null;
  return [...periods]
    .sort((a, b) => a.number - b.number)
    .map(period => {
      const figure = metric.measure(facts, period);
      const isBaseline = baseline === null;
      baseline ??= figure.value;
      const change = figure.value === null || baseline === null || isBaseline ? null : figure.value - baseline;
      const about = metric.skill === null ? metric.id : `${metric.id}:${skillKey(metric.skill)}`;
      return {
        ...figure,
        key: `${programmeId}/${about}/${period.number}`,
        programmeId,
        metricId: metric.id,
        skill: metric.skill,
        unit: metric.unit,
        period,
        baseline,
        change,
        isPublic: figure.value !== null && (figure.people ?? figure.n) >= metric.leastPeople,
      };
    });
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
export function ofProgramme(facts: Facts, programmeId: string): Facts {
  const kinds = Object.entries(facts).filter(([kind]) => kind !== "asOf") as [FactKind, readonly Fact[]][];
  const own = kinds.map(([kind, all]) => [kind, all.filter(fact => fact.programmeId === programmeId)]);
  return { ...Object.fromEntries(own), asOf: facts.asOf } as Facts;
}
