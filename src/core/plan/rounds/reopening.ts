// What it decides: which groups that came to an end go on, because whoever was missing is back within the round.
// Idea: a group that Krug ended is known by what it noted then; one that people ended stays ended. It goes on as it was, its people,
//   page and times, and the meetings that were called off with it are planned again.
// Source: docs/how-matching-decides.md#newcomers-and-people-left-alone. Cost: linear in groups and sessions.

import type { Command } from "../../domain/command.ts";
import type { Group } from "../../domain/group.ts";
import { markOf } from "../../domain/values/hash.ts";
import type { Instant } from "../../domain/values/time.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";
import { replanOfReopened } from "../slots/endedGroups.ts";
import { hasBegun } from "./roundHistory.ts";

/** No group of pairs and triads has more. */
const MOST = 3;

/** The command that ends a group because too few of its people are there. */
function dissolve({ id, memberIds }: Group, now: Instant): Command {
  const acts = [{ cause: causeOf(id), said: markOf([...memberIds].sort()), at: now }];
  return { kind: "update_page", key: `end:${id}`, source: "groups", pageId: id, values: { status: "ended" }, acts };
}

/** What groups of a round are looked at for. */
interface Returning {
  /** All groups of the round, ended ones too. */
  all: readonly Group[];
  /** True for people who could be put into a group of the round now. */
  isThere: (id: string) => boolean;
  isApart: (a: string, b: string) => boolean;
  /** Whether somebody who is in other groups has a place in this one as well. */
  hasPlace: (id: string, group: Group, others: readonly Group[]) => boolean;
}

/** The groups of two and three that go on: everybody in them is there again, and has no other group by now. */
function reopenedGroups(snapshot: Snapshot, { all, isThere, isApart, hasPlace }: Returning): Group[] {
  const standing = all.filter(group => group.status !== "ended");
  const reopened: Group[] = [];
  for (const group of [...all].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const { id, memberIds, status } = group;
    if (status !== "ended" || snapshot.actedOn.get(causeOf(id))?.said !== markOf([...memberIds].sort())) continue;
    if (memberIds.length < 2 || memberIds.length > MOST || !mayStart(snapshot, id, ...memberIds)) continue;
    const othersOf = (person: string) => [...standing, ...reopened].filter(one => one.memberIds.includes(person));
    if (!memberIds.every(person => isThere(person) && hasPlace(person, group, othersOf(person)))) continue;
    if (memberIds.some(a => memberIds.some(b => a !== b && isApart(a, b)))) continue;
    reopened.push(group);
  }
  return reopened;
}

/**
 * Whether a person may leave the groups they are in for the one they were in: they are in none, or are the third of one that has not
 * met, to which they came when they were left alone.
 */
function canComeBack(snapshot: Snapshot, now: Instant): Returning["hasPlace"] {
  return (person, group, others) =>
    others.every(
      other =>
        other.memberIds.length === MOST &&
        !hasBegun(snapshot, other, now) &&
        mayStart(snapshot, other.id, ...other.memberIds) &&
        other.memberIds.filter(id => id === person || group.memberIds.includes(id)).length === 1,
    );
}

/** What is written so that a group goes on: on its page, and on those of its meetings that were called off with it. */
function reopen(snapshot: Snapshot, { id }: Group, now: Instant): Command[] {
  return [
    {
      kind: "update_page",
      key: `reopen:${id}:${snapshot.actedOn.get(causeOf(id))?.at}`,
      source: "groups",
      pageId: id,
      values: { status: "active" },
      acts: [{ cause: causeOf(id), said: "", at: now }],
    },
    ...replanOfReopened(snapshot, id, now),
  ];
}

function causeOf(groupId: string): string {
  return `group dissolved:${groupId}`;
}

/** Groups that came to an end for want of people, and go on once these are back. */
export const reopening = { dissolve, groups: reopenedGroups, canComeBack, reopen };
