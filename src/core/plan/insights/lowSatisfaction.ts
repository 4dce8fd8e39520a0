import type { Resource } from "../../domain/resource.ts";
import { skillKey, skillOf } from "../../domain/skill.ts";
import type { Language } from "../../domain/values/language.ts";
import type { Instant } from "../../domain/values/time.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import type { Fact } from "../../rules/metrics/facts.ts";
import { bySkill } from "../../rules/metrics/growth.ts";
import { meanOf } from "../../rules/statistics/studentT.ts";
import { LEAST_ANSWERS } from "../../rules/surveys/pulse.ts";

type SkillNeed = Insight["about"]["skills"][number];

const LOW = 3.5;
/** It is over at a mean a little better than it began with. */
const ENDS = 3.7;
const RESOURCES_A_SKILL = 3;

/**
 * Low satisfaction: when the mean of a closed pulse is under 3.5, or all were at the lowest, resources for the skills
 * that are weakest. Null otherwise, under four answers, and when no skill is known to need help. One that was told ends at 3.7.
 *
 * The weakest are the lowest two self-assessed by four people or more, as they were when the wave closed; else the two
 * most sought by people's goals. Resources match by skill, the programme's language first; none when none fits: then there
 * is something to find. Of all at the lowest the figure stays untold. See docs/insights.md.
 */
export function lowSatisfaction(given: {
  pulse: Fact<"pulses">;
  selfAssessments: readonly Fact<"selfAssessments">[];
  /** The skills of each person's open goals. */
  seekers: readonly { personId: string; skills: readonly string[] }[];
  resources: readonly Resource[];
  language: Language;
  /** True for the cause of one that was told and has not ended. */
  isOpen?: (key: string) => boolean;
}): (Insight & { action: { kind: "suggest_resources" } }) | null {
  const { pulse, selfAssessments, seekers, resources, language, isOpen = () => false } = given;
  const result = pulse.result.satisfaction;
  const key = `${pulse.programmeId}/low_satisfaction`;
  if (!isLow(pulse, isOpen(key))) return null;
  const own = selfAssessments.filter(answer => answer.programmeId === pulse.programmeId);
  const weak = weakSkills(own, pulse.closesAt);
  const skills = weak.length > 0 ? weak : soughtSkills(seekers);
  if (skills.length === 0) return null;
  const value = result.shown === "mean" ? result.mean : null;
  return {
    id: "low_satisfaction",
    key,
    programmeId: pulse.programmeId,
    evidence: {
      figures: [{ metricId: "satisfaction", value, n: result.n, before: null }],
      n: pulse.result.asked,
      count: result.n,
      from: pulse.closesAt,
      to: pulse.closesAt,
    },
    about: { ...ABOUT_NOTHING, skills },
    action: { kind: "suggest_resources", resources: resourcesFor(skills, resources, language) },
  };
}

/** True where enough people answered a closed pulse for it to be known as low; `isTold` where it was known so before. */
export function isLow({ result: { satisfaction } }: Pick<Fact<"pulses">, "result">, isTold: boolean): boolean {
  if (satisfaction.n < LEAST_ANSWERS) return false;
  return satisfaction.shown === "below" || (satisfaction.shown === "mean" && satisfaction.mean < (isTold ? ENDS : LOW));
}

function resourcesFor(skills: readonly SkillNeed[], resources: readonly Resource[], language: Language) {
  const chosen = new Map<string, string>();
  const inOrder = [...resources].sort(
    (a, b) =>
      rank(a, language) - rank(b, language) ||
      (a.title < b.title ? -1 : a.title > b.title ? 1 : 0) ||
      (a.id < b.id ? -1 : 1),
  );
  for (const { skill } of skills)
    inOrder
      .filter(resource => !chosen.has(resource.id) && resource.skills.some(name => skillOf(name) === skillOf(skill)))
      .slice(0, RESOURCES_A_SKILL)
      .forEach(resource => {
        chosen.set(resource.id, skill);
      });
  return [...chosen].map(([id, skill]) => ({ id, skill }));
}

/** The programme's language first, then those that don't say theirs. */
function rank(resource: Resource, language: Language): number {
  return resource.language === language ? 0 : resource.language === "" ? 1 : 2;
}

const WEAK = 3;

const MOST = 2;

/**
 * The one or two weakest skills, weakest first: the lowest means of people's latest own levels, 3 at most.
 *
 * Only skills that four people or more assessed, so that nobody is singled out; empty when there are none. Answers after
 * `until` do not count. Names that mean one skill are one.
 */
function weakSkills(assessments: readonly Fact<"selfAssessments">[], until: Instant): SkillNeed[] {
  const latest = new Map<string, Map<string, { skill: string; at: Instant; level: number }>>();
  for (const { personId, at, levels } of assessments.filter(answer => answer.at < until)) {
    for (const { skill, level } of bySkill(levels)) {
      const people = latest.get(skillOf(skill)) ?? new Map();
      latest.set(skillOf(skill), people);
      const answered = people.get(personId);
      const isSame = at === answered?.at && level === answered.level;
      if (
        !answered ||
        at > answered.at ||
        (at === answered.at && level > answered.level) ||
        (isSame && skill < answered.skill)
      )
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
function soughtSkills(seekers: readonly { personId: string; skills: readonly string[] }[]): SkillNeed[] {
  const sought = seekers
    .flatMap(({ personId, skills }) => skills.map(name => ({ personId, name })))
    .filter(({ name }) => skillKey(name) !== "");
  return [...Map.groupBy(sought, ({ name }) => skillOf(name)).values()]
    .map(alike => ({
      skill: alike.map(({ name }) => name).sort()[0] ?? "",
      mean: null,
      n: new Set(alike.map(({ personId }) => personId)).size,
    }))
    .sort((a, b) => b.n - a.n || compare(skillKey(a.skill), skillKey(b.skill)))
    .slice(0, MOST);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
