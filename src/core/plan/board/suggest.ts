/**
 * Who could help with a question, and why.
 *
 * Idea: hard rules first — who offers the skill, is there, has room, speaks a language of the asker's, is not kept apart —
 * then an order anybody can be told: free together soon; whoever never helped before others where the question is a small one, after
 * them where it is not; helped least lately, where who would like to help may have one more; skills the organisation wants to spread;
 * fewest sessions this week and next. What ties is drawn by the question's seed. Only working hours, leaves and Krug's own sessions are looked at: calendars are read once there
 * is a session to place. Source: docs/formats.md#the-help-board; See docs/practices.md#need-and-free-time. Cost: people
 * x working days.
 */

import type { ActedOn } from "../../domain/actedOn.ts";
import type { Command } from "../../domain/command.ts";
import { parseLetterId } from "../../domain/letter.ts";
import { awayInterval, isAwayAt, type Person } from "../../domain/person.ts";
import type { Problem } from "../../domain/problem.ts";
import { answererIds, type Question } from "../../domain/question.ts";
import { skillIdentity } from "../../domain/skill.ts";
import type { Apart } from "../../domain/values/apart.ts";
import { difference, intersection, union } from "../../domain/values/intervals.ts";
import { keptIn } from "../../domain/values/maps.ts";
import { randomOf } from "../../domain/values/random.ts";
import { DAY, HOUR, type Instant, type Interval, localDate, MINUTE, mondayOf } from "../../domain/values/time.ts";
import { workingTime } from "../../domain/values/workingHours.ts";
import { LETTERS, type Told } from "../../rules/guards/limit.ts";
import { WeeklyRoom } from "../../rules/scheduling/weeklyRoom.ts";
import { lettersOf } from "../../state/letters.ts";
import { participants, type Snapshot } from "../../state/snapshot.ts";
import { type Case, standingOf } from "./board.ts";

/** More names than this are no help in choosing. */
export const MOST_SUGGESTED = 3;
/** "Soon": the days in which a common hour is looked for. */
const DAYS_AHEAD = 5;
/** Nobody is thought to be free at once. */
const NOTICE = 2 * HOUR;

/** What is known of a person beside their page. */
interface HelperLoad {
  /** Sessions they have had and will have, in any order. */
  sessions: readonly Interval[];
  /** Questions they took or answered in the last weeks, and those they are asked about now. */
  lately: number;
  /** They took or answered a question at some time. Absent for not yet. */
  hasHelped?: true;
}

export interface Suggestion {
  personId: string;
  /** Which of the question's skills they offer, as the question has them; never empty. */
  skills: string[];
  /** The first moment at which all are free by their working hours; null where the next days hold none. */
  freeAt: Instant | null;
  /** Nobody else who offers it helped less lately. */
  isLeastLately: boolean;
}

interface Asking {
  questionId: string;
  skills: readonly string[];
  /** It is small enough for one who never helped before (`isSmallTask`). */
  isSmall: boolean;
  /** Skills the organisation wants to spread. */
  topics: readonly string[];
  askers: readonly Person[];
  durationMinutes: number;
  /** What is known of whom; nothing of the others. */
  loads: ReadonlyMap<string, HelperLoad>;
  /** Who asked not to be with whom. */
  apart: Apart;
  now: Instant;
}

/**
 * At most three people who could help, the best first; empty when nobody who offers a skill of the question can. The order of
 * `people` does not matter.
 */
export function suggestHelpers(asking: Asking, people: readonly Person[]): Suggestion[] {
  const { now } = asking;
  const able = people.flatMap(person => {
    const skills = offeredOf(asking.skills, person.offers);
    if (skills.length === 0 || !canHelp(asking, person)) return [];
    const load = loadOf(asking, person);
    const freeAt = freeTogether(asking, [person, ...asking.askers]);
    const weeks = [mondayOf(localDate(now, person.zone)), mondayOf(localDate(now + 7 * DAY, person.zone))];
    const sessions = load.sessions.filter(session =>
      weeks.includes(mondayOf(localDate(session.startsAt, person.zone))),
    ).length;
    const turn = load.lately - (person.wantsToMentor ? 1 : 0);
    const isLater = (load.hasHelped === true) === asking.isSmall;
    const topics = offeredOf(skills, asking.topics).length;
    return [{ personId: person.id, skills, freeAt, isLater, turn, topics, sessions, lately: load.lately }];
  });
  const least = Math.min(...able.map(helper => helper.lately));
  const isAlone = able.every(helper => helper.lately === least);
  return able
    .sort(
      (a, b) =>
        Number(a.freeAt === null) - Number(b.freeAt === null) ||
        Number(a.isLater) - Number(b.isLater) ||
        a.turn - b.turn ||
        b.topics - a.topics ||
        a.sessions - b.sessions ||
        b.skills.length - a.skills.length ||
        drawn(asking, a.personId) - drawn(asking, b.personId) ||
        (a.personId < b.personId ? -1 : 1),
    )
    .slice(0, MOST_SUGGESTED)
    .map(({ personId, skills, freeAt, lately }) => ({
      personId,
      skills,
      freeAt,
      isLeastLately: !isAlone && lately === least,
    }));
}

/** Details of more characters are no small task. */
const SMALL_DETAILS = 600;

/**
 * True for a question by which somebody may begin to help: about one thing, told in short, and not needed today. One without a skill is
 * anybody's guess, and small.
 */
export function isSmallTask({ skills, details, urgency }: Pick<Question, "skills" | "details" | "urgency">): boolean {
  return skills.length < 2 && details.length <= SMALL_DETAILS && urgency !== "today";
}

/** Whether a person may still be suggested: the hard rules. */
export function canHelp(asking: Asking, person: Person): boolean {
  const { now, apart } = asking;
  return (
    offeredOf(asking.skills, person.offers).length > 0 &&
    person.consentedOn !== null &&
    !isAwayAt(person, now) &&
    hasRoom(person, loadOf(asking, person), now) &&
    asking.askers.every(asker => asker.id !== person.id && !apart(asker.id, person.id) && canTalk(asker, person))
  );
}

/** Of some skills those among others, in any spelling, as they stand in the first. */
function offeredOf(skills: readonly string[], offers: readonly string[]): string[] {
  const identity = skillIdentity();
  const offered = new Set(offers.map(identity));
  return skills.filter(skill => offered.has(identity(skill)));
}

function loadOf({ loads }: Asking, { id }: Person): HelperLoad {
  return loads.get(id) ?? { sessions: [], lately: 0 };
}

/** Where one of the two did not say which languages they speak, they may find out. */
function canTalk(one: Person, other: Person): boolean {
  if (one.languages.length === 0 || other.languages.length === 0) return true;
  return one.languages.some(language => other.languages.includes(language));
}

/** True while this week or the next has room for one more session. */
function hasRoom(person: Person, load: HelperLoad, now: Instant): boolean {
  const { sessionsAWeek, zone } = person;
  if (sessionsAWeek === null) return true;
  const weekOf = (at: Instant) => mondayOf(localDate(at, zone));
  const held = load.sessions.map(({ startsAt }) => weekOf(startsAt));
  const weeks = new WeeklyRoom(sessionsAWeek, held);
  return [now, now + 7 * DAY].some(at => weeks.hasRoom(weekOf(at)));
}

function freeTogether(asking: Asking, people: readonly Person[]): Instant | null {
  const { now } = asking;
  const window = { startsAt: now + NOTICE, endsAt: now + DAYS_AHEAD * DAY };
  let common: Interval[] = [window];
  for (const person of people) {
    const away = awayInterval(person, window);
    const taken = union([...loadOf(asking, person).sessions, ...(away === null ? [] : [away])]);
    common = intersection(common, difference(union(workingTime(person.hours, person.zone, window)), taken));
  }
  const step = 15 * MINUTE;
  for (const stretch of common) {
    const startsAt = Math.ceil(stretch.startsAt / step) * step;
    if (startsAt + asking.durationMinutes * MINUTE <= stretch.endsAt) return startsAt;
  }
  return null;
}

function drawn(asking: Asking, personId: string): number {
  return randomOf(`${asking.questionId}/${personId}`).next();
}

/** What a question's page is told beside what is wrong on it. */
export function helpProblems(snapshot: Snapshot, question: Question, now: Instant): Problem[] {
  const standing = standingOf(snapshot, question, now);
  switch (standing.kind) {
    case "unclear":
    case "taken":
      return standing.problems;
    case "needs_detail":
      return [{ code: "question_vague" }];
    case "answered":
      return question.takerIds.length === 0 ? [{ code: "answer_without_helper" }] : [];
    case "waiting":
      if (question.skills.length === 0) return [{ code: "question_without_skill" }];
      return nobodyOffers(snapshot, standing.of) ? [{ code: "nobody_offers", skills: question.skills }] : [];
    case "resolved":
      return [];
  }
}

/** True where nobody in the programme but those who ask offers any of the question's skills. */
export function nobodyOffers(snapshot: Snapshot, { question, programme, askers }: Case): boolean {
  const others = participants(snapshot, programme.id).filter(person => !askers.includes(person));
  return !others.some(person => offeredOf(question.skills, person.offers).length > 0);
}

/** Help given longer ago is not "lately". */
const LATELY_DAYS = 28;

/** What each person has to do with sessions and with the board, so that questions go round. */
export function loadsOf(snapshot: Snapshot, now: Instant): Map<string, HelperLoad & { sessions: Interval[] }> {
  const loads = new Map<string, HelperLoad & { sessions: Interval[] }>();
  const of = (id: string): HelperLoad & { sessions: Interval[] } =>
    keptIn(loads, id, () => ({ sessions: [], lately: 0 }));
  for (const session of snapshot.sessions.values()) {
    const group = snapshot.groups.get(session.groupId ?? "");
    if (group === undefined || session.startsAt === null || session.kind !== "session") continue;
    if (session.status === "cancelled" || session.status === "no_slot") continue;
    const { startsAt, endsAt } = session;
    for (const id of group.memberIds) of(id).sessions.push({ startsAt, endsAt: endsAt ?? startsAt + 30 * MINUTE });
  }
  for (const question of snapshot.questions) {
    for (const id of [...question.takerIds, ...answererIds(question)]) of(id).hasHelped = true;
    const since = question.waitsSince ?? question.createdAt;
    if (since + LATELY_DAYS * DAY > now) for (const id of question.takerIds) of(id).lately += 1;
    if (isAsking(question)) for (const id of question.askedIds) if (!question.takerIds.includes(id)) of(id).lately += 1;
  }
  return loads;
}

/** True while whoever was asked may still be thinking about it. */
function isAsking(question: Question): boolean {
  return question.state === "open" || question.state === "with_coordinator";
}

/** What people were told lately, beside invitations: letters, and questions they were asked to help with. */
export function toldOf(snapshot: Snapshot): Told[] {
  const letters = lettersOf(snapshot).map(({ kind, personId, sentAt }) => ({
    personId,
    at: sentAt,
    tellKind: LETTERS[kind].tellKind,
  }));
  return [...letters, ...asksOf(snapshot)];
}

/**
 * What people were asked or told on pages, as messages: helpers, coordinators, owners of goals. When that was is known as long as the database
 * lives; with it lost, an ask counts from when its question began to wait.
 */
function asksOf(snapshot: Snapshot): Told[] {
  const recorded = [...snapshot.actedOn.values()].flatMap(toldBy);
  const isKnown = (questionId: string, personId: string) => snapshot.actedOn.has(askOf(questionId, personId, 0).cause);
  const others = snapshot.questions.flatMap(({ id, askedIds, waitsSince, createdAt }) =>
    askedIds
      .filter(personId => !isKnown(id, personId))
      .map(personId => ({ personId, tellKind: "message" as const, at: waitsSince ?? createdAt })),
  );
  return [...recorded, ...others];
}

const ASK = "asked to help";

/** A record that a person was mentioned on a page: asked to help, or to find a helper, or told of a goal. */
export function askOf(pageId: string, personId: string, at: Instant): ActedOn {
  return { cause: `${ASK}/${pageId}/${personId}`, said: "asked", at };
}

function toldBy({ cause, at }: ActedOn): Told[] {
  const [kind, , personId] = cause.split("/");
  return kind === ASK && personId !== undefined ? [{ personId, tellKind: "message", at }] : [];
}

/** What people are told, beside invitations, once these commands are carried out. */
export function toldIn(commands: readonly Command[], now: Instant): Told[] {
  return commands.flatMap(command => {
    if (command.kind === "comment") return (command.acts ?? []).flatMap(toldBy);
    const letter = command.kind === "send_letter" ? parseLetterId(command.eventId) : null;
    return letter === null ? [] : [{ personId: letter.personId, tellKind: LETTERS[letter.kind].tellKind, at: now }];
  });
}
