import { skillKey, skillOf } from "../../domain/skill.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { SelfAssessmentFact } from "../metrics/facts.ts";
import { bySkill } from "../metrics/growth.ts";
import { meanOf } from "../statistics/studentT.ts";
import { LEAST_ANSWERS } from "../surveys/waves.ts";
import type { SkillNeed } from "./insight.ts";

const WEAK = 3;
const MOST = 2;

/**
 * The one or two weakest skills, weakest first: the lowest means of people's latest own levels, 3 at most.
 *
 * Only skills that four people or more assessed, so that nobody is singled out; empty when there are none. Answers after
 * `until` do not count. Names that mean one skill are one.
 */
export function weakSkills(assessments: readonly SelfAssessmentFact[], until: Instant): SkillNeed[] {
  const latest = new Map<string, Map<string, { skill: string; at: Instant; level: number }>>();
  for (const { personId, at, levels } of assessments.filter(answer => answer.at < until)) {
    for (const { skill, level } of bySkill(levels)) {
      const people = latest.get(skillOf(skill)) ?? new Map();
      latest.set(skillOf(skill), people);
      const known = people.get(personId);
      const isSame = at === known?.at && level === known.level;
      if (!known || at > known.at || (at === known.at && level > known.level) || (isSame && skill < known.skill))
        people.set(personId, { skill, at, level });
    }
  }
  return [...latest.values()]
    .map(people => [...people.values()])
    .filter(answers => answers.length >= LEAST_ANSWERS)
    .map(answers => ({
      skill: answers.map(answer => answer.skill).sort()[0] ?? "",
      mean: meanOf(answers.map(answer => answer.level)),
      n: answers.length,
    }))
    .filter(({ mean }) => mean <= WEAK)
    .sort((a, b) => a.mean - b.mean || compare(skillKey(a.skill), skillKey(b.skill)))
    .slice(0, MOST);
}

/** The one or two skills most people seek, most sought first; each person counts once a skill. */
export function soughtSkills(seekers: readonly { personId: string; skills: readonly string[] }[]): SkillNeed[] {
  const found = new Map<string, { names: string[]; people: Set<string> }>();
  for (const { personId, skills } of seekers) {
    for (const skill of skills.filter(name => skillKey(name) !== "")) {
      const known = found.get(skillOf(skill)) ?? { names: [], people: new Set<string>() };
      known.names.push(skill);
      known.people.add(personId);
      found.set(skillOf(skill), known);
    }
  }
  return [...found.values()]
    .map(({ names, people }) => ({ skill: names.sort()[0] ?? "", mean: null, n: people.size }))
    .sort((a, b) => b.n - a.n || compare(skillKey(a.skill), skillKey(b.skill)))
    .slice(0, MOST);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
