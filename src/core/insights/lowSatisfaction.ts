import type { Language } from "../language.ts";
import type { PulseFact, SelfAssessmentFact } from "../metrics/facts.ts";
import type { Resource } from "../resource.ts";
import { skillKey } from "../surveys/skill.ts";
import { LEAST_ANSWERS } from "../surveys/waves.ts";
import { type SkillNeed, soughtSkills, weakSkills } from "./weakSkills.ts";

/** What a coordinator is told; the action never shows its cause to others. */
export interface ResourceSuggestion {
  kind: "suggest_resources";
  /** One a wave. */
  key: string;
  skills: SkillNeed[];
  /** Each once, at most three a skill, in the order to show them. */
  resources: { id: string; skill: string }[];
  /** `satisfaction` is null where all were so dissatisfied that only "below 3" may be shown. */
  evidence: { satisfaction: number | null; n: number };
}

const LOW = 3.5;
const RESOURCES_A_SKILL = 3;

/**
 * Low satisfaction: when the mean of a closed pulse is under 3.5, or all were at the lowest, resources for the skills
 * that are weakest. Null otherwise, under four answers, and when no skill is known to need help.
 *
 * The weakest are the lowest two self-assessed by four people or more, as they were when the wave closed; else the two
 * most sought by people's goals. Resources match by skill, the programme's language first; `resources` is empty when none
 * fits: then there is something to find. Design, section 8, "Insights".
 */
export function lowSatisfaction(given: {
  pulse: PulseFact;
  selfAssessments: readonly SelfAssessmentFact[];
  /** The skills of each person's open goals. */
  seekers: readonly { personId: string; skills: readonly string[] }[];
  resources: readonly Resource[];
  language: Language;
}): ResourceSuggestion | null {
  const { pulse, selfAssessments, seekers, resources, language } = given;
  const result = pulse.result.satisfaction;
  const isLow = result.shown === "below" || (result.shown === "mean" && result.mean < LOW);
  if (!isLow || result.n < LEAST_ANSWERS) return null;
  const own = selfAssessments.filter(answer => answer.programmeId === pulse.programmeId);
  const weak = weakSkills(own, pulse.closesAt);
  const skills = weak.length > 0 ? weak : soughtSkills(seekers);
  if (skills.length === 0) return null;
  return {
    kind: "suggest_resources",
    key: `${pulse.key}/suggest_resources`,
    skills,
    resources: resourcesFor(skills, resources, language),
    evidence: { satisfaction: result.shown === "mean" ? result.mean : null, n: result.n },
  };
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
      .filter(resource => !chosen.has(resource.id) && resource.skills.some(name => skillKey(name) === skillKey(skill)))
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
