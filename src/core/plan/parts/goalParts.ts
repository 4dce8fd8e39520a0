import type { Goal } from "../../domain/goal.ts";
import type { GoalFacts, Lack, Linked } from "../../domain/part.ts";
import type { Person } from "../../domain/person.ts";
import { skillOf } from "../../domain/skill.ts";
import { isOfAdvice } from "../../domain/step.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import type { Language } from "../../domain/values/language.ts";
import { listedBy } from "../../domain/values/maps.ts";
import { localDate } from "../../domain/values/time.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";
import { apartAnywhere } from "../board/board.ts";
import type { Planning } from "../pass/planning.ts";
import type { WantedPart } from "./wantedPart.ts";

/** More questions at once are a form to fill in. */
const MOST_LACKS = 2;
/** So many of a kind are named: a longer list is no help. */
const MOST_NAMED = 3;

/**
 * What people see on the pages of goals that are under way. A confidential goal has no part and loses the one it had, as does one that is
 * over: what it says would be kept up no more, and names people.
 */
export function goalParts(planning: Planning): WantedPart[] {
  const { snapshot, now } = planning;
  const isHere = ({ consentedOn, status }: Person) => consentedOn !== null && status === "active";
  const offering = listedBy(
    [...snapshot.people.values()]
      .filter(isHere)
      .flatMap(person => [...new Set(person.offers.map(skillOf))].map(skill => [skill, person] as const)),
  );
  const advised = listedBy(
    [...snapshot.stepsByOwner.values()]
      .flat()
      .filter(isOfAdvice)
      .flatMap(step => (step.goalId === null ? [] : [[step.goalId, step] as const])),
  );
  return eachGuarded("bodies of goals", snapshot.goals, (goal): WantedPart[] => {
    const owners = goal.ownerIds.flatMap(id => snapshot.people.get(id) ?? []);
    const [owner] = owners.filter(isHere);
    if (!mayStart(snapshot, goal.id)) return [];
    if (goal.confidential) return [{ pageId: goal.id, facts: () => null, about: "confidential" }];
    const isOver = goal.status === "done" || goal.status === "dropped";
    if (isOver || (owners.length > 0 && owners.every(({ status }) => status === "left")))
      return [{ pageId: goal.id, facts: () => null, about: "over" }];
    if (owner === undefined) return [];
    const language = languageFor(planning, owner);
    const skills = new Set(goal.skills.map(skillOf));
    const isOfSkill = (names: readonly string[]) => names.some(name => skills.has(skillOf(name)));
    const steps = [...new Set(advised.get(goal.id) ?? [])].sort((a, b) => b.createdAt - a.createdAt);
    const facts: GoalFacts = {
      part: "goal",
      language,
      lacks: lacksOf(goal),
      gap: gapOf(goal),
      isOverdue: goal.dueOn !== null && goal.dueOn < localDate(now, owner.zone),
      resources: snapshot.resources
        .filter(one => isOfSkill(one.skills) && (one.language === "" || one.language === language))
        .slice(0, MOST_NAMED)
        .map(({ title, link, url }) => ({ title, url: /^https?:\/\//.test(link) ? link : url })),
      classes: [...snapshot.gatherings.values()]
        .filter(one => one.status === "planned" && one.startsAt > now && isOfSkill(one.skills))
        .sort((a, b) => a.startsAt - b.startsAt)
        .slice(0, MOST_NAMED)
        .map(({ title, url, startsAt }) => ({ title, url, on: localDate(startsAt, owner.zone) })),
      helpers: helpersOf(snapshot, goal, owner, [...new Set([...skills].flatMap(skill => offering.get(skill) ?? []))]),
      advice: steps.slice(0, MOST_NAMED).map(({ title, url }) => ({ title, url })),
    };
    const saysNothing = !facts.isOverdue && facts.gap === null && Object.values(facts).every(isNothing);
    return [{ pageId: goal.id, facts: () => (saysNothing ? null : facts), about: saysNothing ? "nothing" : facts }];
  });
}

function isNothing(value: unknown): boolean {
  return !Array.isArray(value) || value.length === 0;
}

/** The language a person reads in: their programme's where they speak it, else the first of theirs. */
export function languageFor({ snapshot, language }: Planning, { programmeIds, languages }: Person): Language {
  const programme = snapshot.programmes.find(({ id }) => programmeIds.includes(id));
  const usual = programme?.language ?? language;
  return languages.length === 0 || languages.includes(usual) ? usual : (languages[0] ?? usual);
}

function lacksOf({ measure, dueOn, skills, nextStep }: Goal): Lack[] {
  const lacks: [Lack, boolean][] = [
    ["measure", measure === ""],
    ["due", dueOn === null],
    ["skill", skills.length === 0],
    ["nextStep", nextStep === ""],
  ];
  return lacks.flatMap(([lack, isLacking]) => (isLacking ? lack : [])).slice(0, MOST_LACKS);
}

function gapOf({ currentLevel, startLevel, targetLevel }: Goal): GoalFacts["gap"] {
  const current = currentLevel ?? startLevel;
  return current !== null && targetLevel !== null && targetLevel > current ? { current, target: targetLevel } : null;
}

/** A few who offer the skill and share a language with the owner, the same as long as nobody comes or goes. */
function helpersOf(snapshot: Snapshot, goal: Goal, owner: Person, offering: readonly Person[]): Linked[] {
  const isApart = apartAnywhere(snapshot);
  return offering
    .filter(({ id }) => !goal.ownerIds.includes(id) && !isApart(owner.id, id))
    .filter(
      ({ languages }) =>
        [languages, owner.languages].some(({ length }) => length === 0) ||
        languages.some(one => owner.languages.includes(one)),
    )
    .sort((a, b) => (markOf([goal.id, a.id]) < markOf([goal.id, b.id]) ? -1 : 1))
    .slice(0, MOST_NAMED)
    .map(({ name, url }) => ({ title: name, url }));
}
