import { type Command, markOf } from "../command.ts";
import { lowSatisfaction, type ResourceSuggestion } from "../insights/lowSatisfaction.ts";
import type { Programme } from "../programme.ts";
import { text } from "../row.ts";
import { participants, type Snapshot } from "../snapshot.ts";
import { answersOf } from "../surveys/programmeAnswers.ts";
import { wavesOf } from "../surveys/waves.ts";
import type { Instant } from "../time.ts";
import type { Words } from "../words.ts";

/** What the latest closed pulse leads to; null when people are content, or too few answered to say. */
export function latestSuggestion(snapshot: Snapshot, programme: Programme, now: Instant): ResourceSuggestion | null {
  const closed = wavesOf(programme, now).filter(wave => wave.kind === "pulse" && wave.state === "closed");
  const latest = closed.findLast(wave => snapshot.waves.get(wave.key)?.result != null);
  const result = latest === undefined ? null : (snapshot.waves.get(latest.key)?.result ?? null);
  if (latest === undefined || result === null) return null;
  const ids = new Set(participants(snapshot, programme.id).map(person => person.id));
  const goals = snapshot.goals.filter(
    goal => !goal.confidential && (goal.status === "todo" || goal.status === "doing"),
  );
  return lowSatisfaction({
    pulse: { key: latest.key, programmeId: programme.id, closesAt: latest.closesAt ?? now, result },
    selfAssessments: answersOf(snapshot, programme)
      .selfAssessments.filter(answer => ids.has(answer.personId))
      .map(answer => ({ ...answer, programmeId: programme.id, at: answer.submittedAt })),
    seekers: goals.flatMap(goal =>
      goal.ownerIds.filter(id => ids.has(id)).map(personId => ({ personId, skills: goal.skills })),
    ),
    resources: snapshot.resources,
    language: programme.language,
  });
}

/** Resources to name in the agenda: suggested to everybody in the programme, never to one person. */
export function suggestedResources(
  snapshot: Snapshot,
  programme: Programme,
  now: Instant,
): { title: string; link: string; skill: string }[] {
  const suggestion = latestSuggestion(snapshot, programme, now);
  if (suggestion === null) return [];
  return suggestion.resources.flatMap(({ id, skill }) => {
    const resource = snapshot.resources.find(one => one.id === id);
    return resource === undefined ? [] : { title: resource.title, link: resource.link, skill };
  });
}

/** Writes on each suggested resource to whom it is suggested and why; what was suggested stays said. */
export function decideSuggestions(snapshot: Snapshot, programme: Programme, now: Instant, words: Words): Command[] {
  const suggestion = latestSuggestion(snapshot, programme, now);
  if (suggestion === null) return [];
  return suggestion.resources.flatMap(({ id, skill }): Command[] => {
    const row = snapshot.rows.get(id);
    const sentence = words.suggestion({ programme: programme.name, skill }, programme.language);
    const already = row === undefined ? "" : text(row, "suggested");
    if (row === undefined || already.includes(sentence)) return [];
    const values = { suggested: already === "" ? sentence : `${already}\n${sentence}` };
    return [{ kind: "update_page", key: `suggest:${id}:${markOf(values)}`, source: "resources", pageId: id, values }];
  });
}
