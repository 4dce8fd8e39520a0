// What it decides: which groups that came to an end go on, because whoever was missing is back within the round, or because their
//   programme was set to ended, or its end to a day gone by, and that was set right.
// Idea: a group that Krug ended is known by what it noted then; one that people ended stays ended. It goes on as it was, its people,
//   page and times, and the meetings that were called off with it are planned again (../slots/endedGroups.ts).
// Source: docs/how-matching-decides.md#newcomers-and-people-left-alone. Cost: linear in groups and sessions.

import type { Command } from "../../domain/command.ts";
import type { Group } from "../../domain/group.ts";
import { type Programme, roundNumber } from "../../domain/programme.ts";
import { markOf } from "../../domain/values/hash.ts";
import { type Instant, localDate } from "../../domain/values/time.ts";
import { mayStart, programmeOf, type Snapshot } from "../../state/snapshot.ts";
import { groupsOf, hasBegun } from "./roundHistory.ts";

/** No group of pairs and triads has more. */
const MOST = 3;

/** The command that ends a group because too few of its people are there. */
function dissolve(group: Group, now: Instant): Command {
  const { id } = group;
  const acts = [{ cause: causeOf(id), said: membersMark(group), at: now }];
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
    if (status !== "ended" || snapshot.actedOn.get(causeOf(id))?.said !== membersMark(group)) continue;
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

/** What is written on the page of a group so that it goes on; one whose people were invited to nothing waits for approval, where groups do. */
function reopen(snapshot: Snapshot, group: Group, now: Instant): Command {
  const { id } = group;
  const wasInvited = (snapshot.sessionsByGroup.get(id) ?? []).some(session => snapshot.links.has(session.id));
  const isDraft = programmeOf(snapshot, group)?.approveFirst === true && !wasInvited;
  return goingOn(snapshot, id, { cause: causeOf(id), status: isDraft ? "draft" : "active" }, now);
}

function goingOn(
  snapshot: Snapshot,
  pageId: string,
  { cause, status }: { cause: string; status: string },
  now: Instant,
): Command {
  const acts = [{ cause, said: "", at: now }];
  const key = `reopen:${pageId}:${snapshot.actedOn.get(cause)?.at}`;
  return { kind: "update_page", key, source: "groups", pageId, values: { status }, acts };
}

/** The command that ends a group with its round; of one that its programme cuts short it is noted how it stood. */
function endWithRound(programme: Programme, group: Group, now: Instant): Command {
  const { id, status } = group;
  const whole = roundNumber({ ...programme, endsOn: null }, group.round ?? 0);
  const isCutShort = whole.endsOn > localDate(now, programme.zone);
  const acts = [{ cause: cutCauseOf(id), said: `${status} ${whole.startsOn} ${membersMark(group)}`, at: now }];
  const ending = { kind: "update_page", key: `end:${id}`, source: "groups", pageId: id } as const;
  return { ...ending, values: { status: "ended" }, ...(isCutShort ? { acts } : {}) };
}

/**
 * Groups of a round under way or to come that ended because their programme did, and that goes on after all: as they stood, unless
 * their members were changed meanwhile or meet in other groups of the round.
 */
function goOnWithProgramme(snapshot: Snapshot, programme: Programme, now: Instant): Command[] {
  const today = localDate(now, programme.zone);
  const groups = groupsOf(snapshot, programme);
  return groups.flatMap((group): Command[] => {
    const { id, round, memberIds, facilitatorId } = group;
    if (round === null || group.status !== "ended" || !mayStart(snapshot, id, ...memberIds)) return [];
    const { startsOn, endsOn } = roundNumber(programme, round);
    const [status = "", ...said] = snapshot.actedOn.get(cutCauseOf(id))?.said.split(" ") ?? [];
    if (endsOn <= today || said.join(" ") !== `${startsOn} ${membersMark(group)}`) return [];
    const others = groups.filter(other => other.round === round && other.status !== "ended");
    const hasCompany = others.some(other =>
      memberIds.some(one => one !== facilitatorId && other.memberIds.includes(one)),
    );
    return hasCompany ? [] : [goingOn(snapshot, id, { cause: cutCauseOf(id), status }, now)];
  });
}

function membersMark({ memberIds }: Group): string {
  return markOf([...memberIds].sort());
}

function cutCauseOf(groupId: string): string {
  return `group ended with programme:${groupId}`;
}

function causeOf(groupId: string): string {
  return `group dissolved:${groupId}`;
}

/** Groups that came to an end for want of people, or with their programme, and go on once that is set right. */
export const reopening = { dissolve, groups: reopenedGroups, canComeBack, reopen, endWithRound, goOnWithProgramme };
