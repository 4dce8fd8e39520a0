import { isAway } from "../../domain/person.ts";
import type { Question } from "../../domain/question.ts";
import { skillOf } from "../../domain/skill.ts";
import { localDate } from "../../domain/values/time.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { participants } from "../../state/snapshot.ts";
import type { Observed } from "./rule.ts";

const STARTS = 4;
const ENDS = 3;

/**
 * Skills that four people or more seek, in their column, by an open goal or a question that waits, and nobody of the programme offers: an expert is
 * to be found, or a class to be planned. Confidential goals do not count.
 *
 * Who is away offers nothing now. Ends under three seekers, or when somebody offers it. Design, section 8; systems, P14.
 */
export function skillNotOffered({ programme, snapshot, now, isOpen }: Observed): Insight[] {
  const today = localDate(now, programme.zone);
  const people = participants(snapshot, programme.id);
  const offered = new Set(
    people.filter(person => !isAway(person, today)).flatMap(person => person.offers.map(skillOf)),
  );
  const sought = new Map<string, { names: string[]; personIds: Set<string> }>();
  for (const person of people) {
    const goals = (snapshot.goalsByOwner.get(person.id) ?? []).filter(
      goal => !goal.confidential && (goal.status === "todo" || goal.status === "doing"),
    );
    const asked = snapshot.questions.filter(
      question => question.askerIds.includes(person.id) && isWaiting(question, programme.id),
    );
    for (const skill of [...person.seeks, ...[...goals, ...asked].flatMap(one => one.skills)]) {
      const key = skillOf(skill);
      if (key === "" || offered.has(key)) continue;
      const known = sought.get(key) ?? { names: [], personIds: new Set<string>() };
      known.names.push(skill);
      known.personIds.add(person.id);
      sought.set(key, known);
    }
  }
  return [...sought]
    .map(([skill, { names, personIds }]) => ({ skill, name: names.sort()[0] ?? skill, n: personIds.size }))
    .map(one => ({ ...one, key: `${programme.id}/skill_not_offered/${one.skill}` }))
    .filter(({ n, key }) => n >= (isOpen(key) ? ENDS : STARTS))
    .sort((a, b) => b.n - a.n || (a.skill < b.skill ? -1 : 1))
    .map(({ key, name, n }) => ({
      id: "skill_not_offered",
      key,
      programmeId: programme.id,
      evidence: { figures: [], n: people.length, count: n, from: now, to: now },
      about: { ...ABOUT_NOTHING, skills: [{ skill: name, mean: null, n }] },
      action: null,
    }));
}

/** A question of the programme, or of none it names, that nobody has taken. */
function isWaiting({ programmeId, state, takerIds }: Question, ownId: string): boolean {
  const isOpen = state === "open" || state === "with_coordinator";
  return isOpen && takerIds.length === 0 && (programmeId === null || programmeId === ownId);
}
