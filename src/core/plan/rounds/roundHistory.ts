// What it answers: who met in a programme's earlier rounds, and who held which seat.
// Idea: the groups' pages are the only memory, and what is kept of those that are settled; a group whose people never met in it does
//   not count.

import type { Group } from "../../domain/group.ts";
import { type Programme, type Round, roundNumber, roundOn } from "../../domain/programme.ts";
import { timesOf } from "../../domain/values/maps.ts";
import { type Instant, localDate } from "../../domain/values/time.ts";
import type { Circles } from "../../rules/circles/seatable.ts";
import { type Meetings, meetingsOf, meetingsOnceAsked } from "../../rules/matching/meetings.ts";
import { type PastGroup, pastGroupsOf } from "../../state/past.ts";
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

/** What the earlier rounds of a programme came to; looked at once somebody asks, so that a round that stands costs nothing. */
export interface EarlierRounds {
  /** How often two people were in one group. */
  met: Meetings;
  /** How often each person was one of three. */
  timesInThree(): ReadonlyMap<string, number>;
  /** How often each held a group's seat. */
  timesKept(): ReadonlyMap<string, number>;
  /** The circles of each round, the first round first; empty where there were none. */
  circles(): Circles[];
}

/** What the rounds before this one came to. Whoever asks of settled groups that were not read: @throws NotRead. */
export function earlierRounds(snapshot: Snapshot, programme: Programme, round: Round): EarlierRounds {
  const groups = () => groupsBefore(snapshot, programme, round);
  const thatMet = () => groups().filter(({ hasMet }) => hasMet);
  return {
    met: meetingsOnceAsked(() => meetingsOf(thatMet().map(({ memberIds }) => memberIds))),
    timesInThree: () => timesOf(groups().flatMap(({ memberIds }) => (memberIds.length === 3 ? memberIds : []))),
    timesKept: () => timesOf(groups().flatMap(({ facilitatorId }) => facilitatorId ?? [])),
    circles: () => circlesBefore(thatMet(), round),
  };
}

/** The groups of earlier rounds, the settled ones too. */
function groupsBefore(
  snapshot: Snapshot,
  programme: Programme,
  round: Round,
): Pick<PastGroup, "round" | "memberIds" | "facilitatorId" | "hasMet">[] {
  const living = groupsOf(snapshot, programme).flatMap(group =>
    group.round === null || group.round >= round.number
      ? []
      : { ...group, round: group.round, hasMet: !isDissolved(snapshot, group) },
  );
  return [...pastGroupsOf(snapshot.past, programme.id).filter(group => group.round < round.number), ...living];
}

/** A group that ended without a session that was not cancelled: its people did not meet in it. */
function isDissolved(snapshot: Snapshot, group: Group): boolean {
  if (group.status !== "ended") return false;
  return (snapshot.sessionsByGroup.get(group.id) ?? []).every(session => session.status === "cancelled");
}

/** True when a session of the group has already begun: its members are history. */
export function hasBegun(snapshot: Snapshot, group: Group, now: Instant): boolean {
  return (snapshot.sessionsByGroup.get(group.id) ?? []).some(
    session => session.status !== "cancelled" && session.startsAt !== null && session.startsAt <= now,
  );
}

/** The circles of each round before this one, the first round first; empty where there were none. */
export function circlesBefore(
  groups: readonly { round: number | null; memberIds: readonly string[] }[],
  round: Round,
): Circles[] {
  return Array.from({ length: round.number }, (_, number) =>
    groups.filter(group => group.round === number).map(group => group.memberIds),
  );
}

/** Rounds planned together where the programme's end is known. */
const ROUNDS_TOGETHER = 12;

/** Rounds planned together where it runs on: few enough that new faces come early. */
const ROUNDS_ASSUMED = 6;

/**
 * Which rounds are planned together with this one: the number of the first, and how many are to come, this one included.
 *
 * A programme without an end is planned six rounds at a time, one with an end twelve at a time and not beyond the end. A
 * programme of fifteen rounds is in its fourteenth (number 13): `{ since: 12, rounds: 2 }`.
 */
export function roundsTogether(programme: Programme, round: Round): { since: number; rounds: number } {
  const planned = programme.endsOn === null ? ROUNDS_ASSUMED : ROUNDS_TOGETHER;
  const since = round.number - (round.number % planned);
  const last = programme.endsOn === null ? null : (roundOn(programme, programme.endsOn)?.number ?? round.number);
  return { since, rounds: Math.min(since + planned - 1, last ?? Number.POSITIVE_INFINITY) - round.number + 1 };
}
