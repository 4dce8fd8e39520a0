import { type Command, markOf } from "../command.ts";
import { lowSatisfaction } from "../insights/lowSatisfaction.ts";
import type { Programme } from "../programme.ts";
import { text } from "../row.ts";
import { participants, type Snapshot } from "../snapshot.ts";
import { answersOf } from "../surveys/programmeAnswers.ts";
import type { Instant } from "../time.ts";
import type { Words } from "../words.ts";

type Suggestion = NonNullable<ReturnType<typeof lowSatisfaction>>;

/** What the latest closed pulse leads to; null when people are content, or too few answered to say. */
export function latestSuggestion(snapshot: Snapshot, programme: Programme): Suggestion | null {
  const waves = [...snapshot.waves].filter(([key, wave]) => key.startsWith(`${programme.id}/pulse/`) && wave.result !== null);
  const latest = waves.sort(([a], [b]) => Number(b.split("/").at(-1)) - Number(a.split("/").at(-1)))[0];
  if (latest?.[1].result == null) return null;
  const people = participants(snapshot, programme.id);
  const ids = new Set(people.map(person => person.id));
  return lowSatisfaction({
    pulse: latest[1].result,
    selfAssessments: answersOf(snapshot, programme).selfAssessments.filter(answer => ids.has(answer.personId)),
    soughtSkills: snapshot.goals.filter(goal => goal.ownerIds.some(id => ids.has(id))).flatMap(goal => goal.skills),
    resources: snapshot.resources,
    language: programme.language,
  });
}

/** Resources to name in the agenda: suggested to everybody in the programme, never to one person. */
export function suggestedResources(snapshot: Snapshot, programme: Programme): { title: string; link: string; skill: string }[] {
  const suggestion = latestSuggestion(snapshot, programme);
  if (suggestion === null) return [];
  return suggestion.resources.flatMap(({ id, skill }) => {
    const resource = snapshot.resources.find(one => one.id === id);
    return resource === undefined ? [] : { title: resource.title, link: resource.link, skill };
  });
}

/** Writes on each suggested resource to whom it is suggested and why; what was suggested stays said. */
export function decideSuggestions(snapshot: Snapshot, programme: Programme, _now: Instant, words: Words): Command[] {
  const suggestion = latestSuggestion(snapshot, programme);
  if (suggestion === null) return [];
  return suggestion.resources.flatMap(({ id, skill }): Command[] => {
    const row = snapshot.rows.get(id);
    const sentence = words.suggestion(
      { programme: programme.name, skill, satisfaction: suggestion.evidence.satisfaction },
      programme.language,
    );
    const already = row === undefined ? "" : text(row, "suggested");
    if (row === undefined || already.includes(sentence)) return [];
    const values = { suggested: already === "" ? sentence : `${already}\n${sentence}` };
    return [{ kind: "update_page", key: `suggest:${id}:${markOf(values)}`, source: "resources", pageId: id, values }];
  });
}
