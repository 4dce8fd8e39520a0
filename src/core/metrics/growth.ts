import { skillKey } from "../surveys/skill.ts";
import { LEAST_ANSWERS } from "../surveys/waves.ts";
import type { Instant } from "../time.ts";
import { isWithin, type SelfAssessmentFact, type Window } from "./facts.ts";
import { keyedMetric, type MetricValue, type Unit } from "./metric.ts";
import { meanOf } from "./studentT.ts";

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
export interface Progress {
  personId: string;
  first: Answer;
  latest: Answer | null;
}

/** One person's means over the skills they answered for twice or more. */
export interface PersonGrowth {
  before: number;
  after: number;
}

/** A figure of how people's own levels changed; `skill` null means all they answered for. */
export function growthMetric(
  id: string,
  unit: Unit,
  skill: string | null,
  figure: (people: PersonGrowth[]) => MetricValue,
) {
  return keyedMetric<LevelItem, Progress>({
    id,
    skill,
    unit,
    direction: "up",
    needs: ["self_assessment.levels"],
    leastPeople: LEAST_ANSWERS,
    items: (facts, window) => levelItems(facts.selfAssessments, window, skill).filter(item => item.at <= facts.asOf),
    key: item => `${item.personId} ${skillKey(item.skill)}`,
    entry(item) {
      const answer = { at: item.at, level: item.level };
      return { personId: item.personId, first: answer, latest: item.isInWindow ? answer : null };
    },
    combine: (a, b) => ({
      personId: a.personId,
      first: isEarlier(a.first, b.first) ? a.first : b.first,
      latest: a.latest === null || (b.latest !== null && isEarlier(a.latest, b.latest)) ? b.latest : a.latest,
    }),
    value: progress => figure(peopleOf(progress)),
  });
}

/** What people said up to the window's end, one item a person, skill and time. */
export function levelItems(
  assessments: readonly SelfAssessmentFact[],
  window: Window,
  skill: string | null = null,
): LevelItem[] {
  return assessments
    .filter(({ at }) => at < window.to)
    .flatMap(({ personId, at, levels }) =>
      Object.entries(levels)
        .filter(([name]) => skill === null || skillKey(name) === skillKey(skill))
        .map(([name, level]) => ({ personId, skill: name, at, level, isInWindow: isWithin(at, window) })),
    );
}

function isEarlier(a: Answer, b: Answer): boolean {
  return a.at < b.at || (a.at === b.at && a.level < b.level);
}

/** A person counts once, whatever the number of their skills: their skills are not independent of one another. */
function peopleOf(progress: readonly Progress[]): PersonGrowth[] {
  const byPerson = new Map<string, { before: number; after: number }[]>();
  for (const { personId, first, latest } of progress)
    if (latest !== null && latest.at > first.at)
      byPerson.set(personId, [...(byPerson.get(personId) ?? []), { before: first.level, after: latest.level }]);
  return [...byPerson.values()].map(skills => ({
    before: meanOf(skills.map(skill => skill.before)),
    after: meanOf(skills.map(skill => skill.after)),
  }));
}
