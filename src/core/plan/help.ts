/**
 * The help board: what becomes of each question.
 *
 * Idea: where a question stands follows from its page, its groups and what was said after their sessions (board/board.ts); from
 * that follow who meets, who is asked and what its page says. Whatever is said once is written down on the page in the same
 * step, so that it is not said again. The session itself is placed with all others (sessions.ts). Cost: questions x people.
 */

import type { Command, CommandOf, Values } from "../domain/command.ts";
import type { Group } from "../domain/group.ts";
import type { Person } from "../domain/person.ts";
import { answererIds, isAnswered, type Question, questionKey, repliesTo } from "../domain/question.ts";
import { skillIdentity } from "../domain/skill.ts";
import { type Format, rulesOf } from "../domain/values/format.ts";
import { eachGuarded } from "../domain/values/guarded.ts";
import { markOf } from "../domain/values/hash.ts";
import { keptIn } from "../domain/values/maps.ts";
import { text } from "../domain/values/row.ts";
import { HOUR, type Instant, toIso } from "../domain/values/time.ts";
import { withinLimit } from "../rules/guards/limit.ts";
import { isUnsure, mayStart, namesOf, participants, type Snapshot } from "../state/snapshot.ts";
import { updateOf } from "../state/writing.ts";
import type { Words } from "../words/words.ts";
import { answersOffered } from "./board/answers.ts";
import {
  allMeetings,
  apartAnywhere,
  type Case,
  helpGroupKey,
  helpMinutes,
  isOver,
  type Meeting,
  meetingsAbout,
  type Standing,
  solvedCause,
  solvedIn,
  standingOf,
  timesMet,
} from "./board/board.ts";
import {
  askOf,
  canHelp,
  isSmallTask,
  loadsOf,
  MOST_SUGGESTED,
  nobodyOffers,
  type Suggestion,
  suggestHelpers,
  toldOf,
} from "./board/suggest.ts";
import type { Planning } from "./pass/planning.ts";
import { endGroup } from "./rounds/mending.ts";

/** What the board needs now: groups that meet over a question, people to be asked, and what each question's page should say. */
export function decideHelp(planning: Planning): Command[] {
  const { snapshot, now } = planning;
  const running: Running = { loads: loadsOf(snapshot, now), told: toldOf(snapshot) };
  const wanted = wantedTopics(snapshot);
  // What the organisation wants to spread comes first: whoever is asked may have no room for more in a week.
  const inTurn = [...snapshot.questions].sort(
    (a, b) => Number(wanted(b)) - Number(wanted(a)) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );
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

/** Whether a question is about a skill that its programme wants to spread. */
function wantedTopics({ programmes }: Snapshot): (question: Question) => boolean {
  const identity = skillIdentity();
  const topics = new Map(programmes.map(({ id, topics }) => [id, new Set(topics.map(identity))]));
  const all = new Set([...topics.values()].flatMap(own => [...own]));
  return ({ programmeId, skills }) => {
    const own = programmeId === null ? all : topics.get(programmeId);
    return skills.some(skill => own?.has(identity(skill)));
  };
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
      isUrgent: question.urgency === "today",
    });
    return [...helpers.map(step => step.at), coordinatorAt];
  });
}

/** Meetings over questions whose pages are in the trash are called off. */
function endOfGone(snapshot: Snapshot, now: Instant): Command[] {
  return [...allMeetings(snapshot)]
    .filter(([questionId]) => !snapshot.rows.has(questionId))
    .flatMap(([, meetings]) =>
      meetings.filter(meeting => !isOver(meeting, now)).flatMap(meeting => ended(meeting.group)),
    );
}

/** A copy of a question is a new one: nobody has taken or answered it yet. */
function startAnew(snapshot: Snapshot, question: Question): Command[] {
  const fresh = {
    takenBy: [],
    answer: "",
    half: false,
    answeredBy: [],
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
  const past = meetings.filter(meeting => isOver(meeting, now)).flatMap(meeting => ended(meeting.group));
  const live = meetings.find(meeting => !isOver(meeting, now)) ?? null;
  if (standing.kind === "taken" && standing.meets) return [...past, ...gathered(snapshot, standing.of, live, words)];
  const isKept = standing.kind === "taken" && standing.problems.some(problem => problem.code === "question_too_many");
  const isUnsure =
    standing.kind === "unclear" && standing.problems.every(problem => problem.code !== "question_asker_out");
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
  const sessions = meetingsAbout(snapshot, question).flatMap(meeting => meeting.session?.id ?? []);
  const always = { key: questionKey(question.id), session: sessions, waiting: null, ...answeredBy(snapshot, question) };
  const row = snapshot.rows.get(question.id);
  const says = (values: Values) => updateOf(row, { ...always, ...values });
  const repliedAt = question.answer === "" ? repliesTo(question).map(({ at }) => at) : [];
  const takenAt = { start: toIso(question.takenAt ?? Math.min(now, ...repliedAt)), end: null };
  switch (standing.kind) {
    case "unclear":
      return says({ state: null });
    case "resolved": {
      const isHelped = question.takenAt !== null || question.takerIds.length > 0 || isAnswered(question);
      const resolvedAt = { start: toIso(question.resolvedAt ?? now), end: null };
      const values = { state: "resolved", takenAt: isHelped ? takenAt : null, resolvedAt };
      if (question.isResolved) return says(values);
      const session = solvedIn(snapshot, standing.of);
      const acts = session === null ? [] : [{ cause: solvedCause(question, session), said: "fully", at: now }];
      return [
        { kind: "note_acted", key: `solved:${question.id}:${now}`, acts },
        ...says({ ...values, resolved: true }),
      ];
    }
    case "answered": {
      const asks =
        question.state === "answered"
          ? []
          : [said(question, "answered", words.helpAnswered(reader(standing.of), question.answer === ""))];
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
      return [...comments, ...says({ resolvedAt: null, ...(isAnswered(question) ? { takenAt } : {}), ...values })];
    }
  }
}

/** Whose the answer is, noted as long as it may be added to. */
function answeredBy({ rows }: Snapshot, question: Question): Values {
  const ids = question.isResolved ? [] : answererIds(question).filter(id => rows.has(id));
  return ids.length === 0 ? {} : { answeredBy: ids };
}

/** Who asks, and in which language they are spoken to. */
function reader({ askers, programme }: Case): { names: string[]; language: Case["programme"]["language"] } {
  return { names: askers.map(person => person.name).sort((a, b) => a.localeCompare(b)), language: programme.language };
}

// A question nobody has: who could help, who is asked now, and whether a coordinator has to look.

/** How much being asked for help matters beside other messages of a week. */
const IMPORTANCE = 60;

/** Loads and messages that grow while questions are gone through, so that several new ones do not all go to one person. */
interface Running {
  loads: ReturnType<typeof loadsOf>;
  told: ReturnType<typeof toldOf>;
}

/** A pass over the board's questions, one after the other. */
interface BoardPlanning extends Planning {
  running: Running;
}

/** A question nobody has: who could help, who is asked now, and whether the coordinator has to look. */
function waitingQuestion(board: BoardPlanning, of: Case): { comments: Command[]; values: Values } {
  const { snapshot, now, words, running } = board;
  const { question, programme } = of;
  const isSameWait =
    question.waitsSince !== null && (question.state === "open" || question.state === "with_coordinator");
  const since = isSameWait ? (question.waitsSince ?? now) : now;
  const helpers = suggestionsFor(board, of, isSameWait ? question.suggestedIds : []);
  const ids = helpers.map(helper => helper.personId);
  const asked = new Set(question.askedIds);
  const plan = passingOn({
    format: programme.format,
    since,
    suggested: ids.length,
    hasSkill: question.skills.length > 0,
    isUrgent: question.urgency === "today",
  });
  const due = plan.helpers.findLast(step => step.at <= now)?.inAll ?? 0;
  const open = Math.max(0, due - ids.filter(id => asked.has(id)).length);
  const fresh = ids.filter(id => !asked.has(id));
  const chosen = askable(board, question, fresh).slice(0, open);
  for (const personId of chosen) {
    running.told.push({ personId, tellKind: "message", at: now });
    loadIn(running, personId).lately += 1;
  }
  const isForCoordinator = plan.coordinatorAt <= now || timesMet(of) > 1;
  const isNew = isForCoordinator && !(isSameWait && question.state === "with_coordinator");
  const nudged = isNew ? coordinatorsWithRoom(board, of) : [];
  for (const personId of nudged) running.told.push({ personId, tellKind: "message", at: now });
  const lacksSkill = question.state === null && question.skills.length === 0;
  const isKnown = isSameWait && markOf([...ids].sort()) === markOf([...question.suggestedIds].sort());
  return {
    comments: [
      ...answerComments(board, of),
      ...(ids.length === 0 ? [...expertComments(board, of), ...classComments(board, of)] : []),
      ...(lacksSkill ? [said(question, "skill", words.helpNeedsSkill(reader(of)))] : []),
      ...(chosen.length === 0
        ? []
        : [
            {
              ...said(question, "ask", askText(board, of, helpers, chosen)),
              acts: chosen.map(personId => askOf(question.id, personId, now)),
            },
          ]),
      ...(isNew && (nudged.length > 0 || programme.coordinatorIds.length === 0)
        ? [
            {
              ...said(question, `coordinator:${since}`, coordinatorText(snapshot, of, nudged, words)),
              acts: nudged.map(personId => askOf(question.id, personId, now)),
            },
          ]
        : []),
    ],
    values: {
      state: isForCoordinator || (isSameWait && question.state === "with_coordinator") ? "with_coordinator" : "open",
      waiting: { start: toIso(since), end: null },
      ...(chosen.length === 0 ? {} : { asked: [...question.askedIds, ...chosen] }),
      ...(isKnown ? {} : { suggested: ids, why: whyText(snapshot, of, helpers, words) }),
    },
  };
}

/** Helpers who stay suggested, and those added: nobody who met over it, was asked before or is kept apart. */
function suggestionsFor({ snapshot, now, running }: BoardPlanning, of: Case, before: readonly string[]): Suggestion[] {
  const { question, programme, askers, meetings } = of;
  const asking = {
    questionId: question.id,
    skills: question.skills,
    isSmall: isSmallTask(question),
    topics: programme.topics,
    askers,
    durationMinutes: helpMinutes(programme),
    loads: running.loads,
    apart: apartAnywhere(snapshot),
    now,
  };
  const wrote = new Set(answererIds(question));
  const isKept = (person: Person) => before.includes(person.id) && canHelp(asking, person);
  const met = new Set(meetings.flatMap(meeting => meeting.group.memberIds));
  const able = participants(snapshot, programme.id).filter(({ id }) => !wrote.has(id));
  const pool = able.filter(person => isKept(person) || !(met.has(person.id) || question.askedIds.includes(person.id)));
  const kept = pool.filter(isKept).sort((a, b) => before.indexOf(a.id) - before.indexOf(b.id));
  const all = (people: readonly Person[]) => suggestHelpers(asking, people);
  const stays = all(kept).sort((a, b) => before.indexOf(a.personId) - before.indexOf(b.personId));
  const fresh = all(pool.filter(person => !isKept(person)));
  return [...stays, ...fresh].slice(0, MOST_SUGGESTED);
}

/** Published answers to the like are offered to who asks, once a question. */
function answerComments({ snapshot, now, words }: BoardPlanning, of: Case): Command[] {
  const cause = `answers told:${of.question.id}`;
  const answers = snapshot.actedOn.has(cause) ? [] : answersOffered(snapshot, of, now);
  if (answers.length === 0) return [];
  const sentence = words.helpAlike({ ...reader(of), answers });
  return [{ ...said(of.question, "alike", sentence), acts: [{ cause, said: "told", at: now }] }];
}

/** Where nobody could help, who asks is told of one outside who knows a skill of the question and speaks a language of theirs, once each. */
function expertComments({ snapshot, now, words }: BoardPlanning, of: Case): Command[] {
  const { question, programme, askers } = of;
  const identity = skillIdentity();
  const wanted = new Set(question.skills.map(identity));
  const spoken = new Set<string>([programme.language, ...askers.flatMap(({ languages }) => languages)]);
  const experts = snapshot.experts
    .filter(({ skills }) => skills.some(skill => wanted.has(identity(skill))))
    .filter(({ programmeIds }) => programmeIds.length === 0 || programmeIds.includes(programme.id))
    .filter(({ languages }) => languages.length === 0 || languages.some(language => spoken.has(language)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const expert = experts.at(0);
  const cause = `expert told:${question.id}`;
  if (expert === undefined || snapshot.actedOn.has(cause)) return [];
  const { name, contact, ask } = expert;
  const sentence = words.helpExpert({ ...reader(of), name, contact, ask });
  return [{ ...said(question, "expert", sentence), acts: [{ cause, said: "told", at: now }] }];
}

/** Where nobody could help, the next class on a skill of the question is told to who asks, once each. */
function classComments({ snapshot, now, words }: BoardPlanning, of: Case): Command[] {
  const { question, programme, askers } = of;
  const identity = skillIdentity();
  const wanted = new Set(question.skills.map(identity));
  const next = [...snapshot.gatherings.values()]
    .filter(
      ({ status, startsAt, skills }) =>
        status === "planned" && startsAt > now && skills.some(skill => wanted.has(identity(skill))),
    )
    .filter(({ programmeIds }) => programmeIds.length === 0 || programmeIds.includes(programme.id))
    .filter(({ interestedIds }) => !askers.every(({ id }) => interestedIds.includes(id)))
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
    .at(0);
  const cause = `class told:${question.id}:${next?.id}`;
  if (next === undefined || snapshot.actedOn.has(cause)) return [];
  const { title, startsAt, url } = next;
  const sentence = words.helpClass({ ...reader(of), title, startsAt, zone: programme.zone, url });
  return [{ ...said(question, "class", sentence), acts: [{ cause, said: "told", at: now }] }];
}

/** Of these, in their order, the ones whose week has room for one more message. */
function askable({ snapshot, now, running }: BoardPlanning, question: Question, ids: readonly string[]): string[] {
  const asks = ids.map(personId => ({
    id: `${question.id}/${personId}`,
    personId,
    tellKind: "message" as const,
    importance: IMPORTANCE,
  }));
  const zoneOf = (id: string) => snapshot.people.get(id)?.zone ?? "UTC";
  const may = new Set(withinLimit(asks, running.told, now, zoneOf).now.map(ask => ask.personId));
  return ids.filter(id => may.has(id));
}

function loadIn({ loads }: Running, personId: string): { lately: number } {
  return keptIn(loads, personId, () => ({ sessions: [], lately: 0 }));
}

function askText(
  { snapshot, words }: Planning,
  { programme }: Case,
  helpers: readonly Suggestion[],
  ids: readonly string[],
): string {
  const skills = [...new Set(helpers.filter(helper => ids.includes(helper.personId)).flatMap(helper => helper.skills))];
  return words.helpAsk({ names: namesOf(snapshot, ids), skills, language: programme.language });
}

/**
 * The coordinators who are told of a question beside what its page shows: those whose week has room, with one message left for a
 * letter, which may be about a person.
 */
function coordinatorsWithRoom(board: BoardPlanning, { question, programme }: Case): string[] {
  const { now, running } = board;
  const kept = programme.coordinatorIds.map(personId => ({ personId, tellKind: "message" as const, at: now }));
  const told = [...running.told, ...kept];
  return askable({ ...board, running: { ...running, told } }, question, programme.coordinatorIds);
}

function coordinatorText(snapshot: Snapshot, of: Case, coordinatorIds: readonly string[], words: Words): string {
  const { question, programme } = of;
  const names = coordinatorIds.flatMap(id => snapshot.rows.get(id) ?? []).map(row => text(row, "name"));
  const nobodyOffersIt = question.skills.length > 0 && nobodyOffers(snapshot, of);
  return words.helpForCoordinator({
    names: names.filter(name => name !== ""),
    skills: nobodyOffersIt ? question.skills : [],
    language: programme.language,
  });
}

function whyText(snapshot: Snapshot, { programme }: Case, helpers: readonly Suggestion[], words: Words): string {
  const named = helpers.map(helper => ({ ...helper, name: snapshot.people.get(helper.personId)?.name ?? "" }));
  return words.helpSuggested({ helpers: named, zone: programme.zone, language: programme.language });
}

/** A comment on a question's page. */
function said(question: Question, what: string, sentence: string): CommandOf<"comment"> {
  return {
    kind: "comment",
    key: `help:${what}:${question.id}:${markOf(sentence)}`,
    pageId: question.id,
    text: sentence,
  };
}

// What it decides: who gets a waiting question next, and when.
// Idea: steps of 48 hours, of two for a question of today. First the one suggested first, then the next two together, then the coordinator; each person once.
//   In a programme of micro sessions the first is asked at once, elsewhere the question stands for everybody first. A step
//   nobody is left for is left out.
// Source: docs/formats.md#the-help-board. Cost: none.

/** A question that nobody took is passed on after so long. */
const NEXT_ASKED_AFTER = 48 * HOUR;
/** One that is needed today comes to the coordinator on the same day. */
const TODAY_ASKED_AFTER = 2 * HOUR;

/** How many of the suggested are asked at each step. */
const STEPS = [1, 2] as const;

interface Waiting {
  format: Format;
  since: Instant;
  /** How many people are suggested. */
  suggested: number;
  /** The question names a skill: where nobody offers it, there is nobody to wait for. */
  hasSkill: boolean;
  /** It is needed today. */
  isUrgent: boolean;
}

/**
 * The moments at which a question is passed on: to this many of the suggested in all, and finally to the
 * coordinator.
 */
function passingOn(waiting: Waiting): { helpers: { at: Instant; inAll: number }[]; coordinatorAt: Instant } {
  const after = waiting.isUrgent ? TODAY_ASKED_AFTER : NEXT_ASKED_AFTER;
  let at = waiting.since + (rulesOf(waiting.format).board?.asksAtOnce ? 0 : after);
  let inAll = 0;
  const helpers: { at: Instant; inAll: number }[] = [];
  for (const step of STEPS) {
    const next = Math.min(inAll + step, waiting.suggested);
    if (next === inAll) continue;
    inAll = next;
    helpers.push({ at, inAll });
    at += after;
  }
  const isVain = helpers.length === 0 && !waiting.hasSkill && rulesOf(waiting.format).board?.asksAtOnce === true;
  return { helpers, coordinatorAt: isVain ? at + after : at };
}
