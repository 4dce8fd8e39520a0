// What it answers: who met in a programme's earlier rounds, and who held which seat.
// Idea: the groups' pages are the only memory; a group whose people never met in it does not count.

import type { Group } from "../../domain/group.ts";
import { type Programme, type Round, roundNumber } from "../../domain/programme.ts";
import { type Instant, localDate } from "../../domain/values/time.ts";
import { type Meetings, meetingsOf } from "../../rules/matching/meetings.ts";
import type { Snapshot } from "../../state/snapshot.ts";

/** The groups of a programme, of all its rounds and those formed by hand. */
export function groupsOf(snapshot: Snapshot, programme: Programme): Group[] {
  return [...snapshot.groups.values()].filter(group => group.programmeId === programme.id);
}

/** The programme's groups that wait to be read while their round is not over. */
export function draftsOf(snapshot: Snapshot, programme: Programme, now: Instant): Group[] {
  const today = localDate(now, programme.zone);
  return groupsOf(snapshot, programme).filter(
    group =>
      group.status === "draft" &&
      group.key !== "" &&
      (group.round === null || roundNumber(programme, group.round).endsOn > today),
  );
}

/** How often two people were in one group of this programme in earlier rounds. */
export function historyBefore(snapshot: Snapshot, programme: Programme, round: Round): Meetings {
  return meetingsOf(groupsThatMet(snapshot, programme, round).map(group => group.memberIds));
}

/** The groups of earlier rounds, those left out whose people did not meet in them. */
export function groupsThatMet(snapshot: Snapshot, programme: Programme, round: Round): Group[] {
  const earlier = groupsOf(snapshot, programme).filter(group => group.round !== null && group.round < round.number);
  return earlier.filter(group => !isDissolved(snapshot, group));
}

/** A group that ended without a session that was not cancelled: its people did not meet in it. */
function isDissolved(snapshot: Snapshot, group: Group): boolean {
  if (group.status !== "ended") return false;
  return [...snapshot.sessions.values()].every(
    session => session.groupId !== group.id || session.status === "cancelled",
  );
}

/** How often each person was one of three. */
export function triadSeats(snapshot: Snapshot, programme: Programme, round: Round): Map<string, number> {
  const seats = new Map<string, number>();
  for (const group of groupsOf(snapshot, programme))
    if (group.round !== null && group.round < round.number && group.memberIds.length === 3)
      for (const id of group.memberIds) seats.set(id, (seats.get(id) ?? 0) + 1);
  return seats;
}

/** How often each person held a group's seat. */
export function keeperSeats(snapshot: Snapshot, programme: Programme, round: Round): Map<string, number> {
  const seats = new Map<string, number>();
  for (const { round: number, facilitatorId: id } of groupsOf(snapshot, programme))
    if (number !== null && number < round.number && id !== null) seats.set(id, (seats.get(id) ?? 0) + 1);
  return seats;
}

/** True when a session of the group has already begun: its members are history. */
export function hasBegun(snapshot: Snapshot, group: Group, now: Instant): boolean {
  return [...snapshot.sessions.values()].some(
    session =>
      session.groupId === group.id &&
      session.status !== "cancelled" &&
      session.startsAt !== null &&
      session.startsAt <= now,
  );
}
