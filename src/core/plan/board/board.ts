import type { Group } from "../../domain/group.ts";
import type { Person } from "../../domain/person.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Programme } from "../../domain/programme.ts";
import { answererIds, isAnswered, type Question, repliesTo } from "../../domain/question.ts";
import type { Session } from "../../domain/session.ts";
import type { Apart } from "../../domain/values/apart.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { keptIn, listedBy } from "../../domain/values/maps.ts";
import type { Instant } from "../../domain/values/time.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { isConcrete } from "./questionWords.ts";

/** A session about a question lasts within these; a programme's own length counts where it lies between them. */
const MINUTES = { least: 15, most: 30 } as const;

const KEY = /^help:([^:]+):(\d+)$/;

/** The key of the group that meets over a question for the n-th time, from 0. */
export function helpGroupKey(questionId: string, generation: number): string {
  return `help:${questionId}:${generation}`;
}

/** What a group's key says of its question; null for a group of a round or one people made. */
export function parseHelpKey(key: string): { questionId: string; generation: number } | null {
  const match = KEY.exec(key);
  return match === null ? null : { questionId: match[1] ?? "", generation: Number(match[2]) };
}

/** True for people who meet over a question, once. */
export function isHelpGroup(group: Pick<Group, "key">): boolean {
  return parseHelpKey(group.key) !== null;
}

/** How long a session about a question of the programme lasts: 15 to 30 minutes. */
export function helpMinutes(programme: Programme): number {
  return Math.min(MINUTES.most, Math.max(MINUTES.least, programme.durationMinutes));
}

/**
 * The programme a question is asked in: the one named on its page; where none is, the only one with a help board of its own that
 * its askers are in. Null where that is none or several, or a programme that can't be run.
 */
export function boardOf(snapshot: Snapshot, question: Question): Programme | null {
  if (question.programmeId !== null)
    return snapshot.programmes.find(programme => programme.id === question.programmeId) ?? null;
  const askers = question.askerIds.flatMap(id => snapshot.people.get(id) ?? []);
  const boards = snapshot.programmes.filter(
    programme =>
      programme.status === "active" &&
      rulesOf(programme.format).board !== null &&
      askers.some(person => person.programmeIds.includes(programme.id)),
  );
  return boards.length === 1 ? (boards[0] ?? null) : null;
}

/** People who meet over a question, with their session; null while it has no page. */
export interface Meeting {
  group: Group;
  generation: number;
  session: Session | null;
}

/** A question with what is known around it. */
export interface Case {
  question: Question;
  programme: Programme;
  askers: Person[];
  /** Those who took it and can meet, but for those who met over it already. */
  takers: Person[];
  /** In their order, the latest last. */
  meetings: Meeting[];
  /** The meeting that is to come or under way. */
  live: Meeting | null;
}

/** Where a question stands. */
export type Standing =
  /** It can't be worked with: its page says why. */
  | { kind: "unclear"; problems: Problem[] }
  /** Whoever asked ticked it, or said so after the meeting and nobody who was there said otherwise. */
  | { kind: "resolved"; of: Case }
  /** It was answered in writing or in a comment, and nobody has to meet. */
  | { kind: "answered"; of: Case }
  | { kind: "needs_detail"; of: Case }
  /** It was taken: they meet, have met, or can't (`problems`). */
  | { kind: "taken"; of: Case; meets: boolean; problems: Problem[] }
  /** Nobody has it, or nobody any more, or their session left it open. */
  | { kind: "waiting"; of: Case };

/** Who is kept apart by what they asked for privately, in whatever programme they said so. */
export function apartAnywhere(snapshot: Snapshot): Apart {
  return (a, b) => snapshot.programmes.some(programme => answersOf(snapshot, programme).needs.apart(a, b));
}

/** How often people have met over a question. */
export function timesMet(of: Case): number {
  return of.meetings.filter(meeting => meeting !== of.live && metIn(meeting).length > 0).length;
}

/** Where a question of the board stands now. */
export function standingOf(snapshot: Snapshot, question: Question, now: Instant): Standing {
  if (question.askerIds.length === 0) return { kind: "unclear", problems: [] };
  const programme = boardOf(snapshot, question);
  const askers = present(snapshot, question.askerIds);
  if (programme === null)
    return question.programmeId === null
      ? { kind: "unclear", problems: [{ code: "question_without_programme" }] }
      : { kind: "unclear", problems: [] };
  if (programme.status !== "active") return { kind: "unclear", problems: [] };
  if (askers.length === 0) return { kind: "unclear", problems: [{ code: "question_asker_out" }] };
  const meetings = meetingsAbout(snapshot, question);
  const last = meetings.at(-1) ?? null;
  const live = last !== null && !isOver(last, now) ? last : null;
  const met = new Set(meetings.filter(meeting => meeting !== live).flatMap(meeting => metIn(meeting)));
  const isHalf = question.isHalf && isAnswered(question);
  // Who wrote half an answer has done their part: others finish it.
  const wrote = new Set(isHalf ? answererIds(question) : []);
  const takers = present(snapshot, question.takerIds).filter(person => !wrote.has(person.id));
  const fresh = takers.filter(person => !met.has(person.id));
  const of: Case = { question, programme, askers, takers: fresh, meetings, live };
  if (question.isResolved) return { kind: "resolved", of };
  const solved = solvedIn(snapshot, of);
  if (solved !== null && !snapshot.actedOn.has(solvedCause(question, solved))) return { kind: "resolved", of };
  const apart = apartAnywhere(snapshot);
  if (live !== null && fresh.length > 0) return takenBy(of, apart);
  // Whoever takes back that it is resolved says that it is open, whatever was said after the meeting.
  const isOpenAgain = solved !== null || (last !== null && leftItOpen(snapshot, of, last));
  // People who are to meet do so whatever comments say, and those before a meeting that left it open settled nothing.
  const since = isOpenAgain ? (last?.session?.endsAt ?? 0) : 0;
  const isReplied = fresh.length === 0 && repliesTo(question).some(({ at }) => at > since);
  if ((question.answer !== "" || isReplied) && !isHalf) return { kind: "answered", of };
  if (live === null && !isConcrete(question, programme.format)) return { kind: "needs_detail", of };
  if (fresh.length > 0 && wasCalledOff(of, last))
    return { kind: "taken", of, meets: false, problems: [{ code: "question_called_off" }] };
  if (fresh.length > 0) return takenBy(of, apart);
  if (takers.length === 0 || live !== null || isOpenAgain) return { kind: "waiting", of };
  return { kind: "taken", of, meets: false, problems: [] };
}

function takenBy(of: Case, apart: Apart): Standing {
  const { programme, askers, takers, live } = of;
  const everybody = [...askers, ...takers];
  if (everybody.length > programme.groupSize)
    return { kind: "taken", of, meets: false, problems: [{ code: "question_too_many", most: programme.groupSize }] };
  const isKept = everybody.some(one => everybody.some(other => apart(one.id, other.id)));
  if (isKept || live?.session?.status === "no_slot")
    return { kind: "taken", of, meets: !isKept, problems: [{ code: "question_no_session" }] };
  if (live?.session?.status === "cancelled")
    return { kind: "taken", of, meets: true, problems: [{ code: "question_called_off" }] };
  return { kind: "taken", of, meets: true, problems: [] };
}

/** True where the same people were to meet and one called it off: what people end comes back only at their word. */
function wasCalledOff({ question, takers }: Case, last: Meeting | null): boolean {
  return question.state === "taken" && last !== null && takers.every(taker => last.group.memberIds.includes(taker.id));
}

/** Those Krug may invite: they have a page, agreed to take part and have not left. */
function present(snapshot: Snapshot, ids: readonly string[]): Person[] {
  return ids
    .flatMap(id => snapshot.people.get(id) ?? [])
    .filter(person => person.consentedOn !== null && person.status !== "left");
}

const meetingsOf = new WeakMap<Snapshot, Map<string, Meeting[]>>();

/** The groups made for a question, in their order. */
export function meetingsAbout(snapshot: Snapshot, question: Pick<Question, "id">): Meeting[] {
  return keptIn(meetingsOf, snapshot, () => allMeetings(snapshot)).get(question.id) ?? [];
}

/** By question, also of questions that are gone. */
export function allMeetings(snapshot: Snapshot): Map<string, Meeting[]> {
  const meetings = [...snapshot.groups.values()].flatMap(group => {
    const key = parseHelpKey(group.key);
    const session = snapshot.sessionsByKey.get(helpSessionKey(group.id)) ?? null;
    return key === null ? [] : [[key.questionId, { group, generation: key.generation, session }] as const];
  });
  const byQuestion = listedBy(meetings);
  for (const own of byQuestion.values()) own.sort((a, b) => a.generation - b.generation);
  return byQuestion;
}

/** The key of the one session of a group that meets over a question. */
export function helpSessionKey(groupId: string): string {
  return `session:${groupId}:0`;
}

/** True once nothing is to come of it: the group has ended, or the session's time has gone by. */
export function isOver({ group, session }: Meeting, now: Instant): boolean {
  if (group.status === "ended") return true;
  return session !== null && session.status !== "no_slot" && session.endsAt !== null && session.endsAt <= now;
}

/** Who met: nobody where the session was called off or had no time. */
function metIn({ group, session }: Meeting): string[] {
  const took = session !== null && session.startsAt !== null && session.status !== "cancelled";
  return took && session.status !== "no_slot" ? group.memberIds : [];
}

/** The last meeting over a question after which who asked called it solved, and nobody who was there otherwise; null while there is none. */
export function solvedIn(snapshot: Snapshot, of: Case): Session | null {
  const { question, programme, takers, meetings, live } = of;
  const session = meetings.at(-1)?.session ?? null;
  if (live !== null || takers.length > 0 || session === null || session.status === "not_met") return null;
  const said = (answersOf(snapshot, programme).feedbackOf.get(session.id) ?? []).filter(
    ({ solved }) => solved !== null,
  );
  const isSolved = said.some(({ personId, solved }) => solved === "fully" && question.askerIds.includes(personId));
  return isSolved && said.every(({ solved }) => solved === "fully") ? session : null;
}

/** What is noted once a question was closed by what was said after a session, so that it is closed so once. */
export function solvedCause(question: Pick<Question, "id">, session: Pick<Session, "id">): string {
  return `solved:${question.id}:${session.id}`;
}

/** Whether a session is known to have left its question open: it did not take place, or who asked says so. No word is no evidence. */
function leftItOpen(snapshot: Snapshot, of: Case, meeting: Meeting): boolean {
  const { session } = meeting;
  if (session === null || session.status === "not_met") return true;
  const asked = new Set(of.question.askerIds);
  const said = (answersOf(snapshot, of.programme).feedbackOf.get(session.id) ?? [])
    .filter(answer => asked.has(answer.personId))
    .map(answer => answer.solved);
  return !said.includes("fully") && said.some(degree => degree === "no" || degree === "partly");
}
