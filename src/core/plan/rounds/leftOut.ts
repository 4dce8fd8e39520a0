// What it tells: who is in no group of the newest round, and why.
// Idea: the reasons follow from what the pages say, so no round is planned again for them, and nothing private is looked at.
// Source: docs/how-matching-decides.md#left-out. Cost: everybody in no group compared with everybody there.

import type { Person } from "../../domain/person.ts";
import type { LeftOutReason } from "../../domain/problem.ts";
import { helpFormat, type Programme, type Round } from "../../domain/programme.ts";
import { type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";
import type { Candidate } from "../../rules/matching/candidate.ts";
import { type LeftOut, leftOutReason, outBefore } from "../../rules/matching/leftOut.ts";
import { whyInNoPair } from "../../rules/matching/mentors.ts";
import { canBePlaced } from "../../rules/scheduling/attending.ts";
import { mayStart, participants, type Snapshot } from "../../state/snapshot.ts";
import { WeekRooms } from "../pass/weekRooms.ts";
import { candidateIn, fitFormat, isByFit } from "./forming.ts";
import { canBePaired } from "./mentorRound.ts";
import { groupsOf } from "./roundHistory.ts";
import { isMatched, roundsToForm } from "./rounds.ts";

/**
 * Everybody who takes part in a programme and is in no group of its newest round, and why, by id; nobody before the first
 * round is formed, and where groups are made by hand.
 *
 * True once the round stands: while its groups are still to be made, who waits for theirs is among them. No reason differs
 * because of a "not with", which is not looked at here. For the coordinator alone.
 */
export function leftOutOf(snapshot: Snapshot, programme: Programme, now: Instant): LeftOut[] {
  if (programme.status !== "active" || !isMatched(programme) || !mayStart(snapshot, programme.id)) return [];
  const today = localDate(now, programme.zone);
  const round = roundsToForm(programme, today).at(-1);
  if (round === undefined) return [];
  const groups = groupsOf(snapshot, programme).filter(
    group => group.round === round.number && group.status !== "ended",
  );
  const placed = new Set(groups.flatMap(group => group.memberIds));
  const people = participants(snapshot, programme.id).filter(({ id }) => mayStart(snapshot, id));
  const waiting = people.filter(({ id }) => !placed.has(id));
  if (waiting.length === 0) return [];
  const rooms = new WeekRooms(snapshot, now);
  const candidates = people.map(person =>
    placed.has(person.id)
      ? candidateIn(person, false)
      : candidateIn(person, !isThere(programme, person, round, today), rooms.roomFor(person, programme, round)),
  );
  const present = candidates.filter(person => outBefore(person, fitFormat(programme) ?? "pair") === null);
  return candidates
    .filter(({ id }) => !placed.has(id))
    .map(person => ({ id: person.id, why: reasonFor(programme, person, present) }));
}

function isThere(programme: Programme, person: Person, round: Round, today: LocalDate): boolean {
  return helpFormat(programme) === null ? canBePlaced(person, round) : canBePaired(person, round, today);
}

function reasonFor(programme: Programme, person: Candidate, present: readonly Candidate[]): LeftOutReason {
  const help = helpFormat(programme);
  if (help !== null) return whyInNoPair(person, present, help);
  const format = fitFormat(programme) ?? "pair";
  const why = outBefore(person, format);
  if (why !== null) return why;
  if (isByFit(programme)) return leftOutReason(person, present, format);
  return present.some(other => other.id !== person.id) ? "no_partner" : "nobody_else";
}
