// What it decides: what Krug does because of insights, where a programme lets it: seats handed on, words on pages.
// Idea: each is done once for its cause and noted (`actedOn`), so that what people change afterwards stays as they made it.
// Source: docs/insights.md. Letters are in ./letters, check-ins among the spans, resources in insights/lowSatisfaction.ts.

import { type ActedOn, isActedOn } from "../domain/actedOn.ts";
import type { Command } from "../domain/command.ts";
import { isAwayAt } from "../domain/person.ts";
import { helpFormat, type Programme } from "../domain/programme.ts";
import type { Session } from "../domain/session.ts";
import { DAY, type Instant } from "../domain/values/time.ts";
import { type Told, withinLimit } from "../rules/guards/limit.ts";
import { type ActionComment, actionsOf, restingIn } from "../rules/insights/acting.ts";
import { nextSeat, weightedSeats } from "../rules/matching/seats.ts";
import { declinedIds, mayStart, membersOf, namesOf, type Snapshot } from "../state/snapshot.ts";
import { askOf, toldIn, toldOf } from "./board/suggest.ts";
import { withoutQuestion } from "./insights/fromPages.ts";
import { decidedBy, type Planning } from "./pass/planning.ts";

/** How far ahead seats are handed on: by then help may be in balance again. */
const SEATS_AHEAD = 28 * DAY;

/**
 * What is to be done now because of a programme's insights. It matters least of what people are told: it takes the room their
 * weeks have left beside letters, the help board and the programmes before; who was told enough this week is told later.
 */
export function decideActions(planning: Planning, programme: Programme): Command[] {
  if (programme.insights !== "act" || programme.status !== "active") return [];
  const { snapshot, now } = planning;
  if (!mayStart(snapshot, programme.id)) return [];
  return [...seatsHandedOn(snapshot, programme, now), ...comments(planning, programme)];
}

/** Coming sessions that a resting person was to lead go to whoever has led, or is to lead, the group least. */
function seatsHandedOn(snapshot: Snapshot, programme: Programme, now: Instant): Command[] {
  const resting = restingIn(snapshot, programme);
  if (resting.size === 0 || helpFormat(programme) !== null) return [];
  const coming = [...snapshot.sessions.values()]
    .filter(session => {
      const { startsAt, facilitatorId, groupId, status } = session;
      const isOurs = snapshot.groups.get(groupId ?? "")?.programmeId === programme.id && status === "planned";
      const isNear = startsAt !== null && startsAt > now && startsAt <= now + SEATS_AHEAD;
      return isOurs && isNear && facilitatorId !== null && resting.has(facilitatorId);
    })
    .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0) || (a.id < b.id ? -1 : 1));
  const held = seatsHeld(snapshot);
  return coming.flatMap((session): Command[] => {
    const act = { cause: `seat:${session.id}`, said: "handed on", at: now };
    const seats = held.get(session.groupId ?? "") ?? new Map<string, number>();
    const next = nextSeat(presentIn(snapshot, session), weightedSeats(seats, resting), session.id);
    if (next === "" || resting.has(next) || isActedOn(snapshot.actedOn, act)) return [];
    seats.set(next, (seats.get(next) ?? 0) + 1);
    const values = { facilitator: [next] };
    const key = `seat:${session.id}:${next}`;
    return [{ kind: "update_page", key, source: "sessions", pageId: session.id, values, acts: [act] }];
  });
}

/** How often each led, or is to lead, by group. */
function seatsHeld(snapshot: Snapshot): Map<string, Map<string, number>> {
  const held = new Map<string, Map<string, number>>();
  for (const { groupId, facilitatorId, status } of snapshot.sessions.values()) {
    if (groupId === null || facilitatorId === null || status === "cancelled" || status === "no_slot") continue;
    const own = held.get(groupId) ?? new Map<string, number>();
    held.set(groupId, own.set(facilitatorId, (own.get(facilitatorId) ?? 0) + 1));
  }
  return held;
}

function presentIn(snapshot: Snapshot, session: Session): string[] {
  const group = snapshot.groups.get(session.groupId ?? "");
  if (group === undefined || session.startsAt === null) return [];
  const declined = declinedIds(snapshot, session);
  const at = session.startsAt;
  return membersOf(snapshot, group)
    .filter(person => !isAwayAt(person, at) && !declined.includes(person.id))
    .map(person => person.id);
}

/** Questions asked for, helpers named and goals congratulated on, each once, on the page it is about. */
function comments(planning: Planning, programme: Programme): Command[] {
  const { snapshot, now, words } = planning;
  const before = ["help board", "letters", "actions"].flatMap(part => decidedBy(planning, part));
  const told = [...toldOf(snapshot), ...toldIn(before, now)];
  const once = (pageId: string, comment: ActionComment, personIds: readonly string[] = []): Command[] => {
    const act: ActedOn = { cause: `${comment.kind}:${pageId}`, said: "told", at: now };
    if (!snapshot.rows.has(pageId) || isActedOn(snapshot.actedOn, act)) return [];
    if (!hasRoom(snapshot, personIds, now, told)) return [];
    told.push(...personIds.map(personId => ({ personId, tellKind: "message" as const, at: now })));
    const text = words.actionComment(comment, programme.language);
    return [
      { kind: "comment", key: act.cause, pageId, text, acts: [act, ...personIds.map(id => askOf(pageId, id, now))] },
    ];
  };
  const goal = (id: string) =>
    snapshot.goals.find(goal => goal.id === id && !goal.confidential && mayStart(snapshot, id));
  return [
    ...withoutQuestion(snapshot, programme, now).flatMap(({ id }) => once(id, { kind: "ask_question" })),
    ...actionsOf(snapshot, programme, "offer_helper").flatMap(({ insight, action: { goalId, helperId } }) => {
      const helper = snapshot.people.get(helperId);
      const skills = insight.about.skills.map(({ skill }) => skill);
      if (helper === undefined || goal(goalId) === undefined) return [];
      return once(goalId, { kind: "offer_helper", helper: helper.name, skills }, [helperId]);
    }),
    ...actionsOf(snapshot, programme, "congratulate").flatMap(({ action: { goalId } }) => {
      const ownerIds = goal(goalId)?.ownerIds ?? [];
      const names = namesOf(snapshot, ownerIds);
      return names.length === 0 ? [] : once(goalId, { kind: "congratulate", names }, ownerIds);
    }),
  ];
}

/** True when each of these people can be told one more thing this week, and a letter besides. */
function hasRoom(snapshot: Snapshot, personIds: readonly string[], now: Instant, told: readonly Told[]): boolean {
  const tells = personIds.flatMap(personId =>
    ["now", "letter"].map(id => ({ id: `${id} ${personId}`, personId, tellKind: "message" as const, importance: 0 })),
  );
  return withinLimit(tells, told, now, id => snapshot.people.get(id)?.zone ?? "UTC").later.length === 0;
}
