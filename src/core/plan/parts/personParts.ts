import type { PersonFacts } from "../../domain/part.ts";
import { skillOf } from "../../domain/skill.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { listedBy } from "../../domain/values/maps.ts";
import { mayStart } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";
import { languageFor } from "./goalParts.ts";
import type { WantedPart } from "./wantedPart.ts";

/** So many thanks are named, the latest. */
const MOST_THANKS = 10;

/**
 * What stands on the page of a person who ticked that it may: from columns that everybody in the workspace can read, without levels and
 * confidential goals. Where it is not ticked any more, the part goes.
 */
export function personParts(planning: Planning): WantedPart[] {
  const { snapshot } = planning;
  const mayBeNamed = (ids: readonly string[]) => ids.every(id => snapshot.people.get(id)?.showThanks === true);
  return eachGuarded("bodies of people", snapshot.people.values(), (person): WantedPart[] => {
    if (!mayStart(snapshot, person.id)) return [];
    // Where the column is gone nobody took the tick away.
    const isOff = snapshot.rows.get(person.id)?.values.showPlan === false;
    if (!person.showPlan) return isOff ? [{ pageId: person.id, facts: () => null, about: "off" }] : [];
    const goals = (snapshot.goalsByOwner.get(person.id) ?? [])
      .filter(goal => !goal.confidential && goal.status !== "dropped")
      .sort((a, b) => ((a.dueOn ?? "9") < (b.dueOn ?? "9") ? -1 : 1));
    const thanks = snapshot.thanks
      .filter(
        ({ fromIds, toIds, title }) => title !== "" && toIds.includes(person.id) && mayBeNamed([...fromIds, ...toIds]),
      )
      .sort((a, b) => b.at - a.at);
    const settled = snapshot.questions.filter(
      ({ isResolved, takerIds, skills }) => isResolved && takerIds.includes(person.id) && skills.length > 0,
    );
    const bySkill = listedBy(settled.flatMap(({ skills }) => skills.map(skill => [skillOf(skill), skill] as const)));
    const facts: PersonFacts = {
      part: "person",
      language: languageFor(planning, person),
      goals: goals.map(goal => ({
        title: goal.title,
        url: goal.url,
        due: goal.dueOn,
        skills: goal.skills,
        isDone: goal.status === "done",
      })),
      thanks: thanks.slice(0, MOST_THANKS).map(({ title }) => ({ title, url: "" })),
      helped: [...bySkill.values()].map(names => ({ skill: names[0] ?? "", questions: names.length })),
    };
    const saysNothing = [facts.goals, facts.thanks, facts.helped].every(({ length }) => length === 0);
    return [{ pageId: person.id, facts: () => (saysNothing ? null : facts), about: saysNothing ? "nothing" : facts }];
  });
}
