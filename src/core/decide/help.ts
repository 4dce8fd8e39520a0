/**
 * The help board: what becomes of each question.
 *
 * Idea: where a question stands follows from its page, its groups and what was said after their sessions (help/board.ts); from
 * that follow who meets, who is asked and what its page says. Whatever is said once is written down on the page in the same
 * step, so that it is not said again. The session itself is placed with all others (sessions.ts). Cost: questions x people.
 */
import { type Command, markOf, type Values } from "../command.ts";
import type { Group } from "../group.ts";
import { passingOn } from "../help/asking.ts";
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
  standingOf,
  timesMet,
} from "../help/board.ts";
import { askOf, loadsOf, NO_LOAD, toldOf } from "../help/load.ts";
import { nobodyOffers } from "../help/problems.ts";
import { type Asking, canHelp, MOST_SUGGESTED, type Suggestion, suggestHelpers } from "../help/suggest.ts";
import { withinLimit } from "../letters/limit.ts";
import type { Person } from "../person.ts";
import { type Question, questionKey } from "../question.ts";
import { text } from "../row.ts";
import { namesOf, participants, type Snapshot } from "../snapshot.ts";
import { type Instant, toIso } from "../time.ts";
import type { Words } from "../words.ts";
import { updateOf } from "./columns.ts";
import { endGroup } from "./mending.ts";

/** How much being asked for help matters beside other messages of a week. */
const IMPORTANCE = 60;

/** Loads and messages that grow while questions are gone through, so that several new ones do not all go to one person. */
interface Running {
  loads: ReturnType<typeof loadsOf>;
  told: ReturnType<typeof toldOf>;
}

/** What the board needs now: groups that meet over a question, people to be asked, and what each question's page should say. */
export function decideHelp(snapshot: Snapshot, now: Instant, words: Words): Command[] {
  const running: Running = { loads: loadsOf(snapshot, now), told: toldOf(snapshot) };
  const inTurn = [...snapshot.questions].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  return [
    ...endOfGone(snapshot, now),
    ...inTurn.flatMap(question => {
      if (snapshot.strays.get(question.id) === "copy") return startAnew(snapshot, question);
      const standing = standingOf(snapshot, question, now);
      return [
        ...meetingCommands(snapshot, question, standing, now, words),
        ...pageCommands(snapshot, question, standing, now, words, running),
      ];
    }),
  ];
}

/** When questions that wait are passed on next, moments gone by among them. */
export function nextHelp(snapshot: Snapshot, now: Instant): Instant[] {
  return snapshot.questions.flatMap(question => {
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

function meetingCommands(
  snapshot: Snapshot,
  question: Question,
  standing: Standing,
  now: Instant,
  words: Words,
): Command[] {
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
  // Among more than two somebody has to keep the talk to the question and to its time: who offered to help first.
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

function pageCommands(
  snapshot: Snapshot,
  question: Question,
  standing: Standing,
  now: Instant,
  words: Words,
  running: Running,
): Command[] {
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
      const { comments, values } = waitingQuestion(snapshot, standing.of, now, words, running);
      return [...comments, ...says({ resolvedAt: null, ...values })];
    }
  }
}

/** Who asks, and in which language they are spoken to. */
function reader({ askers, programme }: Case): { names: string[]; language: Case["programme"]["language"] } {
  return { names: askers.map(person => person.name).sort((a, b) => a.localeCompare(b)), language: programme.language };
}

function said(question: Question, what: string, sentence: string): Extract<Command, { kind: "comment" }> {
  return {
    kind: "comment",
    key: `help:${what}:${question.id}:${markOf(sentence)}`,
    pageId: question.id,
    text: sentence,
  };
}

/** A question nobody has: who could help, who is asked now, and whether the coordinator has to look. */
function waitingQuestion(
  snapshot: Snapshot,
  of: Case,
  now: Instant,
  words: Words,
  running: Running,
): { comments: Command[]; values: Values } {
  const { question, programme } = of;
  const isSameWait =
    question.waitsSince !== null && (question.state === "open" || question.state === "with_coordinator");
  const since = isSameWait ? (question.waitsSince ?? now) : now;
  const helpers = suggestionsFor(snapshot, of, isSameWait ? question.suggestedIds : [], now, running);
  const ids = helpers.map(one => one.personId);
  const asked = new Set(question.askedIds);
  const plan = passingOn({
    format: programme.format,
    since,
    suggested: ids.length,
    hasSkill: question.skills.length > 0,
  });
  const due = plan.helpers.findLast(step => step.at <= now)?.inAll ?? 0;
  const open = Math.max(0, due - ids.filter(id => asked.has(id)).length);
  const chosen = askable(
    snapshot,
    question,
    ids.filter(id => !asked.has(id)),
    now,
    running,
  ).slice(0, open);
  for (const personId of chosen) {
    running.told.push({ personId, tellKind: "message", at: now });
    loadIn(running, personId).lately += 1;
  }
  const isForCoordinator = plan.coordinatorAt <= now || timesMet(of) > 1;
  const isNew = isForCoordinator && !(isSameWait && question.state === "with_coordinator");
  const nudged = isNew ? coordinatorsWithRoom(snapshot, of, now, running) : [];
  for (const personId of nudged) running.told.push({ personId, tellKind: "message", at: now });
  const isKnown = isSameWait && markOf([...ids].sort()) === markOf([...question.suggestedIds].sort());
  return {
    comments: [
      ...(chosen.length === 0
        ? []
        : [
            {
              ...said(question, "ask", askText(of, helpers, chosen, snapshot, words)),
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

/** Who stays suggested, and who is suggested beside them: nobody who met over it, was asked before or is kept apart. */
function suggestionsFor(
  snapshot: Snapshot,
  of: Case,
  before: readonly string[],
  now: Instant,
  { loads }: Running,
): Suggestion[] {
  const { question, programme, askers, meetings } = of;
  const asking: Asking = {
    questionId: question.id,
    skills: question.skills,
    askers,
    durationMinutes: helpMinutes(programme),
  };
  const loadOf = (id: string) => loads.get(id) ?? NO_LOAD;
  const apart = apartAnywhere(snapshot);
  const isKept = (person: Person) =>
    before.includes(person.id) && canHelp(asking, person, loadOf(person.id), now, apart);
  const met = new Set(meetings.flatMap(one => one.group.memberIds));
  const pool = participants(snapshot, programme.id).filter(
    person => isKept(person) || !(met.has(person.id) || question.askedIds.includes(person.id)),
  );
  const kept = pool.filter(isKept).sort((a, b) => before.indexOf(a.id) - before.indexOf(b.id));
  const all = (people: readonly Person[]) => suggestHelpers(asking, people, loadOf, now, apart);
  const stays = all(kept).sort((a, b) => before.indexOf(a.personId) - before.indexOf(b.personId));
  const fresh = all(pool.filter(person => !isKept(person)));
  return [...stays, ...fresh].slice(0, MOST_SUGGESTED);
}

/** Of these, in their order, the ones whose week has room for one more message. */
function askable(
  snapshot: Snapshot,
  question: Question,
  ids: readonly string[],
  now: Instant,
  { told }: Running,
): string[] {
  const asks = ids.map(personId => ({
    id: `${question.id}/${personId}`,
    personId,
    tellKind: "message" as const,
    importance: IMPORTANCE,
  }));
  const zoneOf = (id: string) => snapshot.people.get(id)?.zone ?? "UTC";
  const may = new Set(withinLimit(asks, told, now, zoneOf).now.map(one => one.personId));
  return ids.filter(id => may.has(id));
}

function loadIn({ loads }: Running, personId: string): { lately: number } {
  const found = loads.get(personId) ?? { sessions: [], lately: 0 };
  loads.set(personId, found);
  return found;
}

function askText(
  { programme }: Case,
  helpers: readonly Suggestion[],
  ids: readonly string[],
  snapshot: Snapshot,
  words: Words,
): string {
  const skills = [...new Set(helpers.filter(one => ids.includes(one.personId)).flatMap(one => one.skills))];
  return words.helpAsk({ names: namesOf(snapshot, ids), skills, language: programme.language });
}

/**
 * The coordinators who are told of a question beside what its page shows: those whose week has room, with one message left for a
 * letter, which may be about a person.
 */
function coordinatorsWithRoom(snapshot: Snapshot, of: Case, now: Instant, running: Running): string[] {
  const { question, programme } = of;
  const kept = programme.coordinatorIds.map(personId => ({ personId, tellKind: "message" as const, at: now }));
  return askable(snapshot, question, programme.coordinatorIds, now, { ...running, told: [...running.told, ...kept] });
}

function coordinatorText(snapshot: Snapshot, of: Case, coordinatorIds: readonly string[], words: Words): string {
  const { question, programme } = of;
  const names = coordinatorIds.flatMap(id => {
    const row = snapshot.rows.get(id);
    const name = row === undefined ? "" : text(row, "name");
    return name === "" ? [] : [name];
  });
  const nobodyOffersIt = question.skills.length > 0 && nobodyOffers(snapshot, of);
  return words.helpForCoordinator({
    names,
    skills: nobodyOffersIt ? question.skills : [],
    language: programme.language,
  });
}

function whyText(snapshot: Snapshot, { programme }: Case, helpers: readonly Suggestion[], words: Words): string {
  const named = helpers.map(one => ({ ...one, name: snapshot.people.get(one.personId)?.name ?? "" }));
  return words.helpSuggested({ helpers: named, zone: programme.zone, language: programme.language });
}
