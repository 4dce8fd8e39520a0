import { type Goal, goalHealth } from "../../domain/goal.ts";
import { isAway, type Person } from "../../domain/person.ts";
import { programmeSpan } from "../../domain/programme.ts";
import { skillOf } from "../../domain/skill.ts";
import type { Apart } from "../../domain/values/apart.ts";
import { addDays, DAY, localDate } from "../../domain/values/time.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { seatsOf } from "../../rules/metrics/heldSeats.ts";
import { needsOf } from "../../rules/surveys/needs.ts";
import { participants } from "../../state/snapshot.ts";
import { loadsOf } from "../board/load.ts";
import { lastDays, type Observed } from "./rule.ts";

const DAYS = 21;

/**
 * Goals off track whose people had no session in three weeks: for each, who offers what it is about. None in the first three
 * weeks; a confidential goal and who is away are left alone.
 *
 * Goals are open for all to read on the Roadmap, so one is told by itself. Whoever helped on the board and was suggested
 * least lately comes first; nobody without the skill, and nobody the owner is kept apart from. Ends when the goal is on track again or its owner was at a session.
 * Design, section 8.
 */
export function goalOffTrack(observed: Observed): Insight[] {
  const { programme, snapshot, facts, now } = observed;
  const today = localDate(now, programme.zone);
  const window = lastDays(now, DAYS);
  if (programmeSpan(programme).startsAt > now - DAYS * DAY) return [];
  const people = participants(snapshot, programme.id).filter(person => !isAway(person, today));
  const ids = new Set(people.map(person => person.id));
  const recent = facts.sessions.filter(session => session.endsAt >= window.from);
  const seen = new Set(seatsOf(recent).map(seat => seat.personId));
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
