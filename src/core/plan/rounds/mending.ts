// What it decides: how the groups of a round that stands change when people leave, pause, return or join.
// Idea: the rule of the format says who goes where; here that becomes what is written on the groups' and sessions' pages.
// Source: design, section 2; the rules are in ../../rules/matching.

import type { Command } from "../../domain/command.ts";
import type { Group } from "../../domain/group.ts";
import { isSameTitle } from "../../domain/values/content.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { markOf } from "../../domain/values/hash.ts";
import { type Instant, localDate } from "../../domain/values/time.ts";
import { repairCircles } from "../../rules/circles/circleRepair.ts";
import { namesOf, type Snapshot } from "../../state/snapshot.ts";
import type { Words } from "../../words/words.ts";
import { circlesBefore } from "./circleRounds.ts";
import { type Forming, keeperWithin } from "./forming.ts";
import { createGroup, nameOf, whyOf } from "./newGroup.ts";
import { groupsThatMet } from "./roundHistory.ts";
import { repairOf } from "./roundState.ts";

/** What the groups of a round become so that everybody in `present` has company again; nothing when they have. */
export function mendRound(
  snapshot: Snapshot,
  forming: Forming,
  groups: Group[],
  present: string[],
  now: Instant,
  words: Words,
): Command[] {
  const { programme, round, seed } = forming;
  const mend =
    rulesOf(programme.format).grouping === "circles"
      ? repairCircles({
          circles: groups.map(({ id, memberIds }) => ({ id, memberIds, fixed: false })),
          people: present,
          size: programme.groupSize,
          past: circlesBefore(groupsThatMet(snapshot, programme, round), round),
          seed,
          forbidden: forming.needs.apart,
        })
      : repairOf(snapshot, forming, groups, present, now);
  const byId = new Map(groups.map(group => [group.id, group]));
  const hasStarted = localDate(now, programme.zone) >= round.startsOn;
  return [
    ...mend.changed.map(({ id, memberIds }): Command => {
      const joined = hasStarted && memberIds.some(member => !byId.get(id)?.memberIds.includes(member));
      const keeper = keeperWithin(forming, memberIds, byId.get(id)?.facilitatorId ?? null);
      const values = {
        members: memberIds,
        name: nameOf(snapshot, programme, round, memberIds, words),
        ...(rulesOf(programme.format).grouping === "triads" ? { facilitator: keeper === null ? [] : [keeper] } : {}),
        why: whyOf(
          snapshot,
          forming,
          { members: memberIds, keeper, helper: null },
          joined ? "joined_late" : "none",
          words,
        ),
      };
      return { kind: "update_page", key: `members:${id}:${markOf(values)}`, source: "groups", pageId: id, values };
    }),
    ...mend.changed.flatMap(({ id, memberIds }) => follow(snapshot, forming, byId.get(id), memberIds, now, words)),
    ...mend.dissolved.map((id): Command => endGroup(id)),
    ...mend.created.map(memberIds =>
      createGroup(
        snapshot,
        forming,
        { members: memberIds, keeper: keeperWithin(forming, memberIds, null), helper: null },
        hasStarted ? "left_alone" : "none",
        words,
      ),
    ),
  ];
}

/**
 * Coming sessions are called after the people in them, as long as nobody gave them another name, and are led by a triad's
 * keeper where whoever was to lead them is no member any more.
 */
function follow(
  snapshot: Snapshot,
  forming: Forming,
  group: Group | undefined,
  memberIds: string[],
  now: Instant,
  words: Words,
): Command[] {
  if (group === undefined) return [];
  const keeper = keeperWithin(forming, memberIds, group.facilitatorId);
  return [...snapshot.sessions.values()].flatMap((session): Command[] => {
    if (session.groupId !== group.id || session.status !== "planned" || (session.startsAt ?? 0) <= now) return [];
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
