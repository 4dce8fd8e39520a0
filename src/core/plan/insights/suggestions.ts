import type { Command } from "../../domain/command.ts";
import type { Programme } from "../../domain/programme.ts";
import { markOf } from "../../domain/values/hash.ts";
import { text } from "../../domain/values/row.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { Insight } from "../../rules/insights/insight.ts";
import { wavesOf } from "../../rules/surveys/waves.ts";
import { NotNear } from "../../state/near.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import { mayStart, participants, type Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";
import { isLow, lowSatisfaction } from "./lowSatisfaction.ts";
import type { Observed } from "./rule.ts";

/** See `lowSatisfaction`: of the latest closed pulse. */
export function lowSatisfactionNow({ snapshot, programme, now, isOpen }: Observed): Insight[] {
  const insight = latestSuggestion(snapshot, programme, now, isOpen);
  return insight === null ? [] : [insight];
}

/** What the latest closed pulse leads to; null when people are content, or too few answered to say. */
function latestSuggestion(
  snapshot: Snapshot,
  programme: Programme,
  now: Instant,
  isOpen: (key: string) => boolean,
): ReturnType<typeof lowSatisfaction> {
  const closed = wavesOf(programme, now).filter(wave => wave.kind === "pulse" && wave.state === "closed");
  const latest = closed.findLast(wave => snapshot.waves.get(wave.key)?.result != null);
  const result = latest === undefined ? null : (snapshot.waves.get(latest.key)?.result ?? null);
  if (latest === undefined || result === null) return null;
  if (snapshot.near !== null) {
    if (isLow({ result }, isOpen(""))) throw new NotNear("what a programme is suggested is seen by all of it");
    return null;
  }
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
    isOpen,
  });
}

/** Resources to name in the agenda: suggested to everybody in the programme, never to one person. */
export function suggestedResources(
  snapshot: Snapshot,
  programme: Programme,
  now: Instant,
): { title: string; link: string; kind: string; skill: string }[] {
  return resourcesNow(snapshot, programme, now).flatMap(({ id, skill }) => {
    const resource = snapshot.resources.find(resource => resource.id === id);
    return resource === undefined ? [] : { title: resource.title, link: resource.link, kind: resource.kind, skill };
  });
}

/** Writes on each suggested resource who it is suggested to and why; earlier suggestions stay written. */
export function decideSuggestions({ snapshot, now, words }: Planning, programme: Programme): Command[] {
  if (!mayStart(snapshot, programme.id)) return [];
  return resourcesNow(snapshot, programme, now).flatMap(({ id, skill }): Command[] => {
    const row = snapshot.rows.get(id);
    const sentence = words.suggestion({ programme: programme.name, skill }, programme.language);
    const already = row === undefined ? "" : text(row, "suggested");
    if (row === undefined || already.includes(sentence) || !mayStart(snapshot, id)) return [];
    const values = { suggested: already === "" ? sentence : `${already}\n${sentence}` };
    return [{ kind: "update_page", key: `suggest:${id}:${markOf(values)}`, source: "resources", pageId: id, values }];
  });
}

function resourcesNow(snapshot: Snapshot, programme: Programme, now: Instant): Suggested {
  if (programme.insights === "off") return [];
  const told = snapshot.insights.find(
    ({ id, programmeId }) => id === "low_satisfaction" && programmeId === programme.id,
  );
  // What was seen of a whole programme is named as long as it lasts: a slice does not see it.
  if (snapshot.near?.isSlice === true)
    return told?.action?.kind === "suggest_resources" ? (told.action.resources ?? []) : [];
  const known = suggestedNow.get(programme);
  if (known?.snapshot === snapshot && known.now === now) return known.resources;
  const resources = latestSuggestion(snapshot, programme, now, () => told !== undefined)?.action.resources ?? [];
  suggestedNow.set(programme, { snapshot, now, resources });
  return resources;
}

type Suggested = readonly { id: string; skill: string }[];

/** Worked out once for a snapshot: each invitation names them. */
const suggestedNow = new WeakMap<Programme, { snapshot: Snapshot; now: Instant; resources: Suggested }>();
