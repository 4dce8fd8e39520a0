import { skillOf } from "../../domain/skill.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { Pair } from "../statistics/pairedMeans.ts";
import { meanOf } from "../statistics/studentT.ts";
import { LEAST_ANSWERS } from "../surveys/waves.ts";
import { type Facts, isWithin, type Need, type SelfAssessmentFact, type Window } from "./facts.ts";
import { keyedMetric, type MetricValue, type Unit } from "./metric.ts";

/** One person's level in one skill at one time. */
export interface LevelItem {
  personId: string;
  skill: string;
  at: Instant;
  level: number;
  isInWindow: boolean;
}

interface Answer {
  at: Instant;
  level: number;
}

/** A person's first answer of all for a skill, and their last in the window. */
interface Progress {
  personId: string;
  /** What the skill's name means. */
  skill: string;
  first: Answer;
  latest: Answer | null;
}

/** A figure of how people's own levels changed; `skill` null means all they answered for. */
export function growthMetric(id: string, unit: Unit, skill: string | null, figure: (people: Pair[]) => MetricValue) {
  return progressMetric({
    id,
    keeps: "levels",
    skill,
    unit,
    needs: ["self_assessment.levels"],
    items: (facts, window) => levelItems(facts.selfAssessments, window).filter(item => item.at <= facts.asOf),
    figure,
  });
}

/** A figure of people's own first answers of all against their last in the window. */
export function progressMetric(definition: {
  id: string;
  keeps: string;
  skill: string | null;
  unit: Unit;
  needs: readonly [Need, ...Need[]];
  items(facts: Facts, window: Window): LevelItem[];
  figure(people: Pair[]): MetricValue;
}) {
  const { figure, ...rest } = definition;
  const wanted = rest.skill === null ? null : skillOf(rest.skill);
  return keyedMetric<LevelItem, Progress>({
    ...rest,
    direction: "up",
    leastPeople: LEAST_ANSWERS,
    key: item => `${item.personId} ${skillOf(item.skill)}`,
    entry({ personId, skill, at, level, isInWindow }) {
      const answer = { at, level };
      return { personId, skill: skillOf(skill), first: answer, latest: isInWindow ? answer : null };
    },
    combine: (a, b) => ({
      ...a,
      first: isEarlier(a.first, b.first) ? a.first : b.first,
      latest: a.latest === null || (b.latest !== null && isEarlier(a.latest, b.latest)) ? b.latest : a.latest,
    }),
    value: progress => figure(peopleOf(progress.filter(one => wanted === null || skillOf(one.skill) === wanted))),
  });
}

/** What people said up to the window's end, one item a person, skill and time: rows that mean one skill are averaged first. */
export function levelItems(assessments: readonly SelfAssessmentFact[], window: Window): LevelItem[] {
  return assessments
    .filter(({ at }) => at < window.to)
    .flatMap(({ personId, at, levels }) =>
      bySkill(levels).map(({ skill, level }) => ({ personId, skill, at, level, isInWindow: isWithin(at, window) })),
    );
}

/** One submission's levels by what the skills mean, each under the name that comes first. */
export function bySkill(levels: Readonly<Record<string, number>>): { skill: string; level: number }[] {
  const found = new Map<string, { names: string[]; levels: number[] }>();
  for (const [name, level] of Object.entries(levels)) {
    const known = found.get(skillOf(name)) ?? { names: [], levels: [] };
    known.names.push(name);
    known.levels.push(level);
    found.set(skillOf(name), known);
  }
  return [...found.values()].map(one => ({ skill: one.names.sort()[0] ?? "", level: meanOf(one.levels) }));
}

function isEarlier(a: Answer, b: Answer): boolean {
  return a.at < b.at || (a.at === b.at && a.level < b.level);
}

/** A person counts once, whatever the number of their skills: their skills are not independent of one another. */
function peopleOf(progress: readonly Progress[]): Pair[] {
  const byPerson = new Map<string, Pair[]>();
  for (const { personId, first, latest } of progress)
    if (latest !== null && latest.at > first.at)
      byPerson.set(personId, [...(byPerson.get(personId) ?? []), { before: first.level, after: latest.level }]);
  return [...byPerson.values()].map(skills => ({
    before: meanOf(skills.map(skill => skill.before)),
    after: meanOf(skills.map(skill => skill.after)),
  }));
}
