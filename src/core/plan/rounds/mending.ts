// What it decides: how the groups of a round that stands change when people leave, pause, return or join.
// Idea: the rule of the format says who goes where; here that becomes what is written on the groups' and sessions' pages.
// Source: docs/how-matching-decides.md#newcomers-and-people-left-alone; the rules are in ../../rules/matching.

import type { Command } from "../../domain/command.ts";
import type { Group } from "../../domain/group.ts";
import type { Person } from "../../domain/person.ts";
import { isSameTitle } from "../../domain/values/content.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { markOf } from "../../domain/values/hash.ts";
import { addDays, daysBetween } from "../../domain/values/time.ts";
import { repairCircles } from "../../rules/circles/circleRepair.ts";
import { type Repair, type RoundGroup, repairRound } from "../../rules/matching/repair.ts";
import { isAwayFor } from "../../rules/scheduling/attending.ts";
import { spansOf } from "../../rules/scheduling/spans.ts";
import { isFormedOf } from "../../state/byHand.ts";
import { namesOf } from "../../state/snapshot.ts";
import { createGroup, type Forming, fitWithin, keeperWithin, nameOf, whyOf } from "./forming.ts";
import { partnersToChange } from "./partners.ts";
import { reopening } from "./reopening.ts";
import { hasBegun } from "./roundHistory.ts";

/** What the groups of a round become so that everybody in `present` has company again; nothing when they have. */
export function mendRound(forming: Forming, groups: Group[], present: string[]): Command[] {
  const { planning, programme, round, seed, today, byHand } = forming;
  const mend =
    rulesOf(programme.format).grouping === "circles"
      ? repairCircles({
          circles: groups.map(group => ({
            id: group.id,
            memberIds: group.memberIds,
            isHome: homeOf(group),
            isTheirs: byHand.theirs.has(group.id),
          })),
          claims: byHand.claims,
          people: present,
          size: programme.groupSize,
          past: forming.earlier.circles(),
          seed,
          forbidden: forming.needs.apart,
        })
      : repairOf(forming, groups, present);
  const byId = new Map(groups.map(group => [group.id, group]));
  const hasStarted = today >= round.startsOn;
  return [
    ...mend.changed.map(({ id, memberIds }): Command => {
      const hasNewcomer = hasStarted && memberIds.some(member => !byId.get(id)?.memberIds.includes(member));
      const keeper = keeperWithin(forming, memberIds, byId.get(id)?.facilitatorId ?? null);
      const values = {
        members: memberIds,
        name: nameOf(forming, memberIds),
        ...(rulesOf(programme.format).grouping === "triads" ? { facilitator: keeper === null ? [] : [keeper] } : {}),
        why: whyOf(forming, { members: memberIds, keeper, helper: null }, hasNewcomer ? "joined_late" : "none"),
      };
      return { kind: "update_page", key: `members:${id}:${markOf(values)}`, source: "groups", pageId: id, values };
    }),
    ...mend.changed.flatMap(({ id, memberIds }) => follow(forming, byId.get(id), memberIds)),
    ...mend.dissolved.flatMap(id => byId.get(id) ?? []).map(group => reopening.dissolve(group, planning.now)),
    ...mend.created.map(memberIds =>
      createGroup(
        forming,
        { members: memberIds, keeper: keeperWithin(forming, memberIds, null), helper: null },
        hasStarted ? "left_alone" : "none",
      ),
    ),
  ];
}

/**
 * Coming sessions are called after the people in them, as long as nobody gave them another name, and are led by a triad's
 * keeper where whoever was to lead them is no member any more.
 */
function follow(forming: Forming, group: Group | undefined, memberIds: string[]): Command[] {
  const { snapshot, now, words } = forming.planning;
  if (group === undefined) return [];
  const keeper = keeperWithin(forming, memberIds, group.facilitatorId);
  return (snapshot.sessionsByGroup.get(group.id) ?? []).flatMap((session): Command[] => {
    if (session.status !== "planned" || (session.startsAt ?? 0) <= now) return [];
    const titleFor = (ids: readonly string[]) =>
      words.sessionTitle({ names: namesOf(snapshot, ids), kind: session.kind }, forming.programme.language);
    const hasLeft = session.facilitatorId !== null && !memberIds.includes(session.facilitatorId);
    const values = {
      ...(isSameTitle(session.title, titleFor(group.memberIds)) ? { title: titleFor(memberIds) } : {}),
      ...(rulesOf(forming.programme.format).grouping === "triads" && hasLeft
        ? { facilitator: keeper === null ? [] : [keeper] }
        : {}),
    };
    if (Object.keys(values).length === 0) return [];
    const key = `title:${session.id}:${markOf(values)}`;
    return [{ kind: "update_page", key, source: "sessions", pageId: session.id, values }];
  });
}

/** The command that ends a group. */
export function endGroup(id: string): Command {
  return { kind: "update_page", key: `end:${id}`, source: "groups", pageId: id, values: { status: "ended" } };
}

/** How the groups of two and three of a round change, so that as many as can be have company. */
function repairOf(forming: Forming, groups: readonly Group[], present: readonly string[]): Repair {
  const { planning, programme, round, earlier, seed, needs, today, byHand } = forming;
  const { snapshot, now } = planning;
  const rules = { met: earlier.met, seed, forbidden: needs.apart, fit: fitWithin(forming), claims: byHand.claims };
  const gone = goneFor(forming, present);
  const isStanding = (group: Group) => hasBegun(snapshot, group, now);
  const meetsAgain = (group: Group) =>
    spansOf(programme, group).some(span => span.kind === "session" && span.startsOn > today);
  const state = (isOpen: (group: Group) => boolean): RoundGroup[] =>
    groups.map(group => {
      const there = meetsAgain(group) ? group.memberIds.filter(id => !gone(id)) : group.memberIds;
      const hasLost = there.length < group.memberIds.length;
      const fixed = isStanding(group) && !hasLost && !isOpen(group);
      const isTheirs = byHand.theirs.has(group.id);
      return { id: group.id, memberIds: group.memberIds, fixed, isHome: homeOf(group), isTheirs };
    });
  const here = present.filter(id => !gone(id) || isHeld(groups, id, meetsAgain));
  const first = repairRound({ groups: state(() => false), present: here, ...rules });
  const alone = leftAlone(groups, first, new Set(here));
  if (alone.length > 0) {
    const second = repairRound({ groups: state(meetsAgain), present: here, ...rules });
    return leftAlone(groups, second, new Set(here)).length < alone.length ? second : first;
  }
  if (first.changed.length + first.created.length + first.dissolved.length > 0) return first;
  return changedPartners() ?? first;

  /** For people who ask for another partner: only where everyone who has company keeps some. */
  function changedPartners(): Repair | null {
    for (const [asker] of partnersToChange(snapshot, programme, round, now)) {
      const before = state(() => false);
      const own = before.find(group => group.memberIds.includes(asker) && !group.fixed);
      if (own === undefined || !own.memberIds.some(other => rules.forbidden(asker, other))) continue;
      const without = before.map(group =>
        group === own ? { ...group, memberIds: group.memberIds.filter(id => id !== asker) } : group,
      );
      const repair = repairRound({ groups: without, present: here, ...rules });
      if (leftAlone(groups, repair, new Set(here)).length === 0 && isMoved(asker, own, repair)) return repair;
    }
    return null;
  }
}

/** Whether some people are those whom a group was formed with: whoever comes back to the others is at home there. */
function homeOf({ key }: Group): (memberIds: readonly string[]) => boolean {
  return memberIds => isFormedOf(key, memberIds);
}

/** People not there for the rest of a round: out of the programme, or away until it ends. `present` are taken to stay otherwise. */
function goneFor({ people, round, today }: Forming, present: readonly string[]): (id: string) => boolean {
  const byId = new Map<string, Person>(people.map(person => [person.id, person]));
  const tomorrow = addDays(today, 1);
  const [, from = tomorrow] = [tomorrow, round.startsOn].sort();
  const days = daysBetween(from, round.endsOn);
  return id => {
    const person = byId.get(id);
    return person === undefined ? !present.includes(id) : days > 0 && isAwayFor(person, from, days);
  };
}

/** True for a member of a group that meets no more in this round: it stays whole. */
function isHeld(groups: readonly Group[], id: string, meetsAgain: (group: Group) => boolean): boolean {
  return groups.some(group => group.memberIds.includes(id) && !meetsAgain(group));
}

/** People who were in a group, are there, and would be in none or alone in one. */
function leftAlone(groups: readonly Group[], repair: Repair, here: ReadonlySet<string>): string[] {
  const dissolved = new Set(repair.dissolved);
  const changed = new Map(repair.changed.map(({ id, memberIds }) => [id, memberIds]));
  const after = [
    ...groups.filter(group => !dissolved.has(group.id)).map(group => changed.get(group.id) ?? group.memberIds),
    ...repair.created,
  ];
  const placed = new Set(after.filter(members => members.filter(id => here.has(id)).length > 1).flat());
  return groups.flatMap(group => group.memberIds).filter(id => here.has(id) && !placed.has(id));
}

function isMoved(asker: string, own: RoundGroup, repair: Repair): boolean {
  const stays =
    repair.changed.find(({ id }) => id === own.id)?.memberIds ??
    (repair.dissolved.includes(own.id) ? [] : own.memberIds);
  const groupsAfter = [...repair.changed.map(({ memberIds }) => memberIds), ...repair.created];
  return (
    groupsAfter.some(members => members.includes(asker) && members.length > 1) &&
    !(stays.includes(asker) && stays.join() === own.memberIds.join())
  );
}
