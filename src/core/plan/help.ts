/**
 * The help board: what becomes of each question.
 *
 * Idea: where a question stands follows from its page, its groups and what was said after their sessions (board/board.ts); from
 * that follow who meets, who is asked and what its page says. Whatever is said once is written down on the page in the same
 * step, so that it is not said again. The session itself is placed with all others (sessions.ts). Cost: questions x people.
 */

import type { Command, Values } from "../domain/command.ts";
import type { Group } from "../domain/group.ts";
import { type Question, questionKey } from "../domain/question.ts";
import { eachGuarded } from "../domain/values/guarded.ts";
import { markOf } from "../domain/values/hash.ts";
import { type Instant, toIso } from "../domain/values/time.ts";
import { isUnsure, mayStart, namesOf, type Snapshot } from "../state/snapshot.ts";
import { updateOf } from "../state/writing.ts";
import type { Words } from "../words/words.ts";
import { passingOn } from "./board/asking.ts";
import {
  allMeetings,
  type Case,
  helpGroupKey,
  isOver,
  type Meeting,
  meetingsAbout,
  type Standing,
  standingOf,
} from "./board/board.ts";
import { loadsOf, toldOf } from "./board/load.ts";
import type { Planning } from "./pass/planning.ts";
import { endGroup } from "./rounds/mending.ts";
import { type BoardPlanning, type Running, said, waitingQuestion } from "./waitingQuestion.ts";

/** What the board needs now: groups that meet over a question, people to be asked, and what each question's page should say. */
export function decideHelp(planning: Planning): Command[] {
  const { snapshot, now } = planning;
  const running: Running = { loads: loadsOf(snapshot, now), told: toldOf(snapshot) };
  const inTurn = [...snapshot.questions].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  return [
    ...endOfGone(snapshot, now),
    ...eachGuarded("question", inTurn, question => {
      if (snapshot.duplicates.get(question.id) === "copy") return startAnew(snapshot, question);
      const people = [...question.askerIds, ...question.takerIds];
      if (!mayStart(snapshot, question.id, question.programmeId)) return [];
      if (people.some(id => isUnsure(snapshot, id))) return [];
      const standing = standingOf(snapshot, question, now);
      return [
        ...meetingCommands(planning, question, standing),
        ...pageCommands({ ...planning, running }, question, standing),
      ];
    }),
  ];
}

/** When questions that wait are passed on next, moments gone by among them. */
export function nextHelp(snapshot: Snapshot, now: Instant): Instant[] {
  return eachGuarded("next moments", snapshot.questions, question => {
    if (question.waitsSince === null) return [];
    const standing = standingOf(snapshot, question, now);
    if (standing.kind !== "waiting") return [];
    const suggested = question.suggestedIds.length;
    const { helpers, coordinatorAt } = passingOn({
      format: standing.of.programme.format,
      since: question.waitsSince,
      suggested,
      hasSkill: question.skills.length > 0,
    });
    return [...helpers.map(step => step.at), coordinatorAt];
  });
}

/** Meetings over questions whose pages are in the trash are called off. */
function endOfGone(snapshot: Snapshot, now: Instant): Command[] {
  return [...allMeetings(snapshot)]
    .filter(([questionId]) => !snapshot.rows.has(questionId))
    .flatMap(([, meetings]) => meetings.filter(one => !isOver(one, now)).flatMap(one => ended(one.group)));
}

/** A copy of a question is a new one: nobody has taken or answered it yet. */
function startAnew(snapshot: Snapshot, question: Question): Command[] {
  const fresh = {
    takenBy: [],
    answer: "",
    resolved: false,
    state: null,
    suggested: [],
    why: "",
    asked: [],
    session: [],
  };
  const values: Values = { ...fresh, waiting: null, takenAt: null, resolvedAt: null, key: questionKey(question.id) };
  return updateOf(snapshot.rows.get(question.id), values);
}

function meetingCommands({ snapshot, now, words }: Planning, question: Question, standing: Standing): Command[] {
  const meetings = meetingsAbout(snapshot, question);
  const past = meetings.filter(one => isOver(one, now)).flatMap(one => ended(one.group));
  const live = meetings.find(one => !isOver(one, now)) ?? null;
  if (standing.kind === "taken" && standing.meets) return [...past, ...gathered(snapshot, standing.of, live, words)];
  const isKept = standing.kind === "taken" && standing.problems.some(one => one.code === "question_too_many");
  const isUnsure = standing.kind === "unclear" && standing.problems.every(one => one.code !== "question_asker_out");
  return live === null || isKept || isUnsure ? past : [...past, ...ended(live.group)];
}

function ended(group: Group): Command[] {
  return group.status === "ended" ? [] : [endGroup(group.id)];
}

/** The group of those who ask and those who help: made, or brought up to date. */
function gathered(snapshot: Snapshot, of: Case, live: Meeting | null, words: Words): Command[] {
  const { question, programme, askers, takers, meetings } = of;
  const memberIds = [...askers, ...takers].map(person => person.id).sort();
  const name = words.sessionTitle({ names: namesOf(snapshot, memberIds), kind: "session" }, programme.language);
  // Among more than two, one has to keep the talk to the question and its time: the first to offer help.
  const facilitator = memberIds.length > 2 ? takers.slice(0, 1).map(person => person.id) : [];
  if (live !== null) {
    if (markOf([...live.group.memberIds].sort()) === markOf(memberIds)) return [];
    const values = { members: memberIds, name, facilitator };
    const key = `members:${live.group.id}:${markOf(values)}`;
    return [{ kind: "update_page", key, source: "groups", pageId: live.group.id, values }];
  }
  const key = helpGroupKey(question.id, (meetings.at(-1)?.generation ?? -1) + 1);
  const why = words.helpGroupReason(programme.language);
  const values = { name, programme: [programme.id], members: memberIds, facilitator, status: "active", why, key };
  return [{ kind: "create_page", key, source: "groups", values }];
}

function pageCommands(board: BoardPlanning, question: Question, standing: Standing): Command[] {
  const { snapshot, now, words } = board;
  const sessions = meetingsAbout(snapshot, question).flatMap(one => one.session?.id ?? []);
  const always = { key: questionKey(question.id), session: sessions, waiting: null };
  const row = snapshot.rows.get(question.id);
  const says = (values: Values) => updateOf(row, { ...always, ...values });
  const takenAt = { start: toIso(question.takenAt ?? now), end: null };
  switch (standing.kind) {
    case "unclear":
      return says({ state: null });
    case "resolved": {
      const isHelped = question.takenAt !== null || question.takerIds.length > 0 || question.answer !== "";
      const resolvedAt = { start: toIso(question.resolvedAt ?? now), end: null };
      return says({ state: "resolved", takenAt: isHelped ? takenAt : null, resolvedAt });
    }
    case "answered": {
      const asks =
        question.state === "answered" ? [] : [said(question, "answered", words.helpAnswered(reader(standing.of)))];
      return [...asks, ...says({ state: "answered", takenAt, resolvedAt: null })];
    }
    case "needs_detail": {
      const asks =
        question.state === null ? [said(question, "detail", words.helpNeedsDetail(reader(standing.of)))] : [];
      return [...asks, ...says({ state: "needs_detail", resolvedAt: null })];
    }
    case "taken":
      return says({ state: "taken", takenAt, resolvedAt: null });
    case "waiting": {
      const { comments, values } = waitingQuestion(board, standing.of);
      return [...comments, ...says({ resolvedAt: null, ...values })];
    }
  }
}

/** Who asks, and in which language they are spoken to. */
function reader({ askers, programme }: Case): { names: string[]; language: Case["programme"]["language"] } {
  return { names: askers.map(person => person.name).sort((a, b) => a.localeCompare(b)), language: programme.language };
}
