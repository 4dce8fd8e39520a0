// What it decides: which steps pages are made of: the lines under *Next steps* of a session, and advice that somebody ticked.
// Idea: each once. What a line was made into is known again by what stands on that page (core/rules/steps/lines.ts).
// Source: docs/workspace.md#steps.

import type { Command, CommandOf } from "../domain/command.ts";
import type { Goal } from "../domain/goal.ts";
import type { Group } from "../domain/group.ts";
import type { Session } from "../domain/session.ts";
import { adviceKey, isOfAdvice, type Step, stepKey } from "../domain/step.ts";
import { thankedIn } from "../domain/thanks.ts";
import { findable } from "../domain/values/content.ts";
import { collapsed, cutAt } from "../domain/values/ends.ts";
import { eachGuarded } from "../domain/values/guarded.ts";
import { markOf } from "../domain/values/hash.ts";
import { listedBy } from "../domain/values/maps.ts";
import { type Instant, MINUTE } from "../domain/values/time.ts";
import { placedLines, stepLines } from "../rules/steps/lines.ts";
import { answersOf } from "../state/programmeAnswers.ts";
import { STEPS_ARE_NEW } from "../state/settled/steps.ts";
import { mayStart, membersOf, programmeOf, type Snapshot } from "../state/snapshot.ts";
import { updateOf } from "../state/writing.ts";
import type { Planning } from "./pass/planning.ts";

/** Somebody may still be writing on a page that was edited later than that. */
const WRITTEN_WITHIN = 5 * MINUTE;
/** As long as a step's title may be. */
const TITLE_CHARACTERS = 200;
/** A title shorter than that stands in a text by chance. */
const LEAST_TITLE = 4;

/** The pages of steps that are to be made, and those whose lines read otherwise by now. */
export function decideSteps(planning: Planning): Command[] {
  const { snapshot, now } = planning;
  const bySession = listedBy(
    snapshot.steps.filter(step => !isOfAdvice(step)).map(step => [step.sessionId ?? "", step] as const),
  );
  const ofSessions = eachGuarded("steps", snapshot.sessions.values(), session =>
    stepsOfSession(snapshot, session, bySession.get(session.id) ?? [], now),
  );
  const ofAdvice = eachGuarded("steps of advice", snapshot.programmes, programme =>
    answersOf(snapshot, programme).feedback.flatMap(answer => stepOfAdvice(snapshot, answer)),
  );
  return [...ofSessions, ...ofAdvice.flat()];
}

function stepsOfSession(snapshot: Snapshot, session: Session, own: readonly Step[], now: Instant): Command[] {
  const group = snapshot.groups.get(session.groupId ?? "");
  const programme = group === undefined ? null : programmeOf(snapshot, group);
  if (session.nextSteps === "" || group === undefined || programme === null) return [];
  if (session.editedAt + WRITTEN_WITHIN > now || (session.startsAt ?? now) + STEPS_ARE_NEW <= now) return [];
  if (!mayStart(snapshot, session.id, group.id, programme.id)) return [];
  const titleOf = (line: string) => lineOf(snapshot, group, line).title;
  const { made, reworded } = placedLines(stepLines(session.nextSteps), own, titleOf);
  return [
    ...made.flatMap(line => {
      const { title, ownerIds } = lineOf(snapshot, group, line);
      if (wasOpen(snapshot, title, ownerIds, session.startsAt ?? now)) return [];
      const key = stepKey(session.id, markOf(findable(line)));
      const goal = goalNamed(line, goalsOf(snapshot, ownerIds));
      return newStep(snapshot, key, {
        title,
        owner: ownerIds,
        goal: goal === null || goal.confidential ? [] : [goal.id],
        session: [session.id],
        written: line,
      });
    }),
    ...reworded.flatMap(({ id, line, isTitle }) =>
      updateOf(snapshot.rows.get(id), { written: line, ...(isTitle ? { title: titleOf(line) } : {}) }),
    ),
  ];
}

/** True where all of them had a step open then that is called so: it was agreed on again, or stands on the copy of a page. */
function wasOpen({ stepsByOwner }: Snapshot, title: string, ownerIds: readonly string[], at: Instant): boolean {
  const isSame = (step: Step) => (!step.isDone || step.editedAt >= at) && findable(step.title) === findable(title);
  return ownerIds.length > 0 && ownerIds.every(id => stepsByOwner.get(id)?.some(isSame) === true);
}

/** What a line is called as a step, and whose it is: those it names, or all of the group. A name that only leads it is left out. */
function lineOf(snapshot: Snapshot, group: Group, line: string): { title: string; ownerIds: string[] } {
  const members = membersOf(snapshot, group);
  const named = thankedIn(line, members);
  const [, name = "", rest = ""] = /^([^:–—]{1,60})(?::| [–—-]) +(.+)$/u.exec(line) ?? [];
  const isLed = name.split(" ").length <= 2 * Math.max(named.length, 1) && thankedIn(name, members).length > 0;
  return { title: isLed ? rest : line, ownerIds: named.length > 0 ? named : members.map(({ id }) => id) };
}

/** The step of what a person was advised and wants on their goal's page. Nothing where that may be for a confidential goal. */
function stepOfAdvice(
  snapshot: Snapshot,
  answer: ReturnType<typeof answersOf>["feedback"][number],
): CommandOf<"create_page">[] {
  const { personId, sessionId, recommended, stepFrom, responseId } = answer;
  const title = cutAt(collapsed(recommended.replaceAll("\n", " ")), TITLE_CHARACTERS).trim();
  if (title === "" || (stepFrom !== "page" && stepFrom !== "page_told") || !mayStart(snapshot, personId)) return [];
  const goals = goalsOf(snapshot, [personId]);
  const goal = goalNamed(title, goals) ?? (goals.length === 1 ? (goals[0] ?? null) : null);
  if (goal?.confidential === true || (goals.length > 0 && goals.every(one => one.confidential))) return [];
  return newStep(snapshot, adviceKey(responseId), {
    title,
    owner: [personId],
    goal: goal === null ? [] : [goal.id],
    session: [sessionId],
    tellAdviser: stepFrom === "page_told",
  });
}

/** The goals people are at. */
function goalsOf(snapshot: Snapshot, ownerIds: readonly string[]): Goal[] {
  const goals = ownerIds.flatMap(id => snapshot.goalsByOwner.get(id) ?? []);
  return [...new Set(goals)].filter(({ status }) => status !== "done" && status !== "dropped");
}

/** The goal whose title stands in a text; null for none, and for several. */
function goalNamed(text: string, goals: readonly Goal[]): Goal | null {
  const said = findable(text);
  const named = goals.filter(({ title }) => findable(title).length >= LEAST_TITLE && said.includes(findable(title)));
  return named.length === 1 ? (named[0] ?? null) : null;
}

/** The command that makes a step's page; nothing for one that was made before, whatever became of it. */
function newStep(
  { ownedKeys, keyOwners, discarded }: Snapshot,
  key: string,
  values: CommandOf<"create_page">["values"],
): CommandOf<"create_page">[] {
  if (ownedKeys.has(key) || keyOwners.has(key) || discarded.has(key)) return [];
  return [{ kind: "create_page", key, source: "steps", values: { ...values, key } }];
}
