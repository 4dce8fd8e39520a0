import { type Goal, goalHealth } from "../../domain/goal.ts";
import { isAway, type Person } from "../../domain/person.ts";
import { type Programme, programmeSpan } from "../../domain/programme.ts";
import type { Question } from "../../domain/question.ts";
import type { Session } from "../../domain/session.ts";
import { skillOf } from "../../domain/skill.ts";
import type { Apart } from "../../domain/values/apart.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { addDays, DAY, HOUR, type Instant, localDate } from "../../domain/values/time.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { presentIds } from "../../rules/metrics/facts.ts";
import { heldSeats } from "../../rules/metrics/sessions.ts";
import { needsOf } from "../../rules/surveys/needs.ts";
import { participants, type Snapshot } from "../../state/snapshot.ts";
import { isHelpGroup } from "../board/board.ts";
import { loadsOf } from "../board/suggest.ts";
import { lastDays, type Observed, type Rule } from "./rule.ts";

const DAYS = 21;

/**
 * Goals off track whose people had no session in three weeks: for each, who offers what it is about. None in the first three
 * weeks, and where a meeting of theirs was reported by nobody; a confidential goal and who is away are left alone.
 *
 * Goals are open for all to read on the Roadmap, so one is told by itself. Whoever helped on the board and was suggested
 * least lately comes first; nobody without the skill, and nobody the owner is kept apart from. Ends when the goal is on track again or its owner was at a session.
 * See docs/insights.md.
 */
function goalOffTrack(observed: Observed): Insight[] {
  const { programme, snapshot, facts, now } = observed;
  const today = localDate(now, programme.zone);
  const window = lastDays(now, DAYS);
  if (programmeSpan(programme).startsAt > now - DAYS * DAY) return [];
  const people = participants(snapshot, programme.id).filter(person => !isAway(person, today));
  const ids = new Set(people.map(person => person.id));
  const recent = facts.sessions.filter(session => session.endsAt >= window.from);
  // Of a meeting nobody reported it is not known whether it was held.
  const unreported = recent.filter(({ status }) => status === "unreported").flatMap(presentIds);
  const seen = new Set([...heldSeats(recent).map(seat => seat.personId), ...unreported]);
  const goals = snapshot.goals
    .filter(goal => !goal.confidential && goalHealth(goal, today) !== null)
    .filter(goal => goal.ownerIds.some(id => ids.has(id)))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const left = goals.filter(
    goal =>
      goalHealth(goal, today) === "off_track" && (goal.startsOn === null || goal.startsOn <= addDays(today, -DAYS)),
  );
  const suggested = new Map<string, number>();
  const { apart } = needsOf(snapshot, programme);
  const loads = loadsOf(snapshot, now);
  const busyness = (id: string) => (suggested.get(id) ?? 0) + (loads.get(id)?.lately ?? 0);
  return left
    .filter(goal => goal.ownerIds.every(id => !seen.has(id)))
    .map(goal => {
      const helper = helperFor(goal, people, busyness, apart);
      if (helper !== null) suggested.set(helper, (suggested.get(helper) ?? 0) + 1);
      return {
        id: "goal_off_track",
        key: `${programme.id}/goal_off_track/${goal.id}`,
        programmeId: programme.id,
        evidence: { figures: [], n: goals.length, count: left.length, ...window },
        about: {
          ...ABOUT_NOTHING,
          goalIds: [goal.id],
          personIds: helper === null ? [] : [helper],
          skills: goal.skills.map(skill => ({ skill, mean: null, n: 1 })),
        },
        action: helper === null ? null : { kind: "offer_helper", goalId: goal.id, helperId: helper },
      };
    });
}

function helperFor(
  { skills, ownerIds }: Goal,
  people: readonly Person[],
  busyness: (personId: string) => number,
  apart: Apart,
): string | null {
  const wanted = new Set(skills.map(skillOf));
  const able = people.filter(
    ({ id, offers }) =>
      !ownerIds.includes(id) &&
      ownerIds.every(owner => !apart(owner, id)) &&
      offers.some(skill => wanted.has(skillOf(skill))),
  );
  return [...able].sort((a, b) => busyness(a.id) - busyness(b.id) || (a.id < b.id ? -1 : 1))[0]?.id ?? null;
}

const STARTS = 4;

const ENDS = 3;

/**
 * Skills that four people or more seek, in their column, by an open goal or a question that waits, and nobody of the programme offers: an expert is
 * to be found, or a class to be planned. Confidential goals do not count.
 *
 * People who are away offer nothing now. Ends under three seekers, or when the skill is offered. See docs/insights.md,
 * docs/practices.md#experts.
 */
function skillNotOffered({ programme, snapshot, now, isOpen }: Observed): Insight[] {
  const today = localDate(now, programme.zone);
  const people = participants(snapshot, programme.id);
  const offered = new Set(
    people.filter(person => !isAway(person, today)).flatMap(person => person.offers.map(skillOf)),
  );
  const wishes = people.flatMap(person => {
    const goals = (snapshot.goalsByOwner.get(person.id) ?? []).filter(
      goal => !goal.confidential && (goal.status === "todo" || goal.status === "doing"),
    );
    const asked = snapshot.questions.filter(
      question => question.askerIds.includes(person.id) && isWaiting(question, programme.id),
    );
    const names = [...person.seeks, ...[...goals, ...asked].flatMap(one => one.skills)];
    return names.map(name => ({ personId: person.id, name, skill: skillOf(name) }));
  });
  const sought = wishes.filter(({ skill }) => skill !== "" && !offered.has(skill));
  return [...Map.groupBy(sought, ({ skill }) => skill)]
    .map(([skill, alike]) => ({
      skill,
      name: alike.map(({ name }) => name).sort()[0] ?? skill,
      n: new Set(alike.map(({ personId }) => personId)).size,
    }))
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

const REACHED_DAYS = 14;

/**
 * Goals reached in the last two weeks, each to be celebrated: their owners say they are done, and it was seen when they did
 * not yet. A confidential goal is kept quiet.
 *
 * A goal that was done when first seen was reached before the programme knew of it. See docs/insights.md,
 * docs/practices.md#celebrating.
 */
function goalReached({ programme, snapshot, facts, now }: Observed): Insight[] {
  const window = lastDays(now, REACHED_DAYS);
  const ids = new Set(participants(snapshot, programme.id).map(person => person.id));
  return snapshot.goals
    .filter(goal => !goal.confidential && goal.status === "done" && goal.ownerIds.some(id => ids.has(id)))
    .filter(goal => {
      const looks = facts.goals.filter(look => look.id === goal.id).sort((a, b) => a.seenAt - b.seenAt);
      const first = looks.findIndex(look => look.health === "done");
      return first > 0 && (looks[first]?.seenAt ?? 0) > now - REACHED_DAYS * DAY;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(goal => ({
      id: "goal_reached",
      key: `${programme.id}/goal_reached/${goal.id}`,
      programmeId: programme.id,
      evidence: { figures: [], n: 1, count: 1, ...window },
      about: { ...ABOUT_NOTHING, goalIds: [goal.id], personIds: goal.ownerIds.filter(id => ids.has(id)).sort() },
      action: { kind: "congratulate", goalId: goal.id },
    }));
}

const AHEAD = 48 * HOUR;

/**
 * No question before a micro session: of those that begin within two days, the ones on whose page no question stands.
 *
 * Sessions that came from the help board have theirs there. Pages alone tell. Ends when each has one, or is over. See
 * See docs/insights.md, docs/practices.md#concrete-questions.
 */
function noQuestion({ programme, snapshot, now }: Observed): Insight[] {
  const ahead = microSessions(snapshot, programme, now);
  const without = withoutQuestion(snapshot, programme, now);
  if (without.length === 0) return [];
  return [
    {
      id: "no_question",
      key: `${programme.id}/no_question`,
      programmeId: programme.id,
      evidence: { figures: [], n: ahead.length, count: without.length, from: now, to: now + AHEAD },
      about: { ...ABOUT_NOTHING, sessionIds: without.map(session => session.id) },
      action: { kind: "ask_question" },
    },
  ];
}

/** The micro sessions that begin within two days and have no question yet, by id; one of the help board has it there. */
export function withoutQuestion(snapshot: Snapshot, programme: Programme, now: Instant): Session[] {
  return microSessions(snapshot, programme, now).filter(session => {
    const group = snapshot.groups.get(session.groupId ?? "");
    return session.questions.trim() === "" && (group === undefined || !isHelpGroup(group));
  });
}

function microSessions(snapshot: Snapshot, programme: Programme, now: Instant): Session[] {
  if (rulesOf(programme.format).board?.wantsQuestion !== true) return [];
  return [...snapshot.sessions.values()]
    .filter(session => {
      const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
      const { startsAt } = session;
      if (group === undefined || isHelpGroup(group)) return false;
      const isOurs = group.programmeId === programme.id && session.kind === "session" && session.status === "planned";
      return isOurs && startsAt !== null && startsAt > now && startsAt <= now + AHEAD;
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The rules that see something in pages, by what they see. */
export const PAGE_RULES = {
  no_question: noQuestion,
  goal_off_track: goalOffTrack,
  skill_not_offered: skillNotOffered,
  goal_reached: goalReached,
} as const satisfies Partial<Record<Insight["id"], Rule>>;
