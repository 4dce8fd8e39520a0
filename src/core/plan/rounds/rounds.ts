import type { Command } from "../../domain/command.ts";
import type { Group } from "../../domain/group.ts";
import type { Person } from "../../domain/person.ts";
import type { LeftOutReason } from "../../domain/problem.ts";
import { helpFormat, type Programme, type Round, roundNumber, roundOn } from "../../domain/programme.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { markOf } from "../../domain/values/hash.ts";
import { addDays, DAY, type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";
import type { Wait, Why } from "../../domain/wait.ts";
import { planCircleRounds } from "../../rules/circles/circles.ts";
import { SMALLEST_CIRCLE } from "../../rules/circles/seatable.ts";
import type { Candidate } from "../../rules/matching/candidate.ts";
import { type LeftOut, leftOutReason, outBefore } from "../../rules/matching/leftOut.ts";
import { whyInNoPair } from "../../rules/matching/mentors.ts";
import { attends, canBePlaced, canStillJoin, isAwayFor, LONG_LEAVE_DAYS } from "../../rules/scheduling/attending.ts";
import { needsOf } from "../../rules/surveys/needs.ts";
import { byHandIn } from "../../state/byHand.ts";
import { changesAsked, withChanges } from "../../state/letters.ts";
import { invitedTo, isUnsure, mayStart, participants, type Snapshot } from "../../state/snapshot.ts";
import { isWanted, type Outcome } from "../pass/outcome.ts";
import type { Planning } from "../pass/planning.ts";
import { WeekRooms } from "../pass/roomForGroups.ts";
import { crowdGroups, isCrowd } from "./crowds.ts";
import {
  candidateIn,
  createGroup,
  type FormedGroup,
  type Forming,
  fitFormat,
  formSmallGroups,
  groupKey,
  isAsPlanned,
  isByFit,
} from "./forming.ts";
import { mendRound } from "./mending.ts";
import { canBePaired, decideMentorRound } from "./mentorRound.ts";
import { partnersApart } from "./partners.ts";
import { reopening } from "./reopening.ts";
import { draftsOf, earlierRounds, groupsOf, roundsTogether } from "./roundHistory.ts";

/** Days before a round begins on which its groups are formed, so that invitations come the week before. */
export const ROUND_LEAD_DAYS = 4;

/**
 * What the groups of a programme's present and coming round should become: formed where there are none, mended where people
 * left, paused, came back or joined, ended when the round is over. Whoever is put into a group has room for it in their weeks:
 * `planning.rooms` knows what the programmes before this one took of them.
 */
export function decideRounds(planning: Planning, programme: Programme): Outcome {
  const { snapshot, now, rooms } = planning;
  const today = localDate(now, programme.zone);
  const waits = whysOf(planning, programme, today).map((why): Wait => ({ programmeId: programme.id, ...why }));
  if (!mayStart(snapshot, programme.id)) return { commands: [], waits };
  const commands = endPastRounds(planning, programme, today);
  if (programme.status !== "active") return { commands, waits };
  const goingOn = reopening.goOnWithProgramme(snapshot, programme, now);
  // Whether anybody lacks company is known once these groups stand again.
  if (goingOn.length > 0) return { commands: [...commands, ...goingOn], waits };
  if (!isMatched(programme)) return { commands, waits };
  for (const round of roundsToForm(programme, today)) {
    const formed = decideRound(planning, programme, round).filter(command => isWanted(snapshot, command));
    commands.push(...formed);
    rooms.note(formed, programme);
    // Who met in this round is not known yet to the next one: it is formed once this one stands.
    if (formed.some(command => command.kind === "create_page")) break;
  }
  return { commands, waits };
}

/** Why no groups are formed now, or those that are do not meet yet; where the programme itself does not run, only that. */
function whysOf({ snapshot, now }: Planning, programme: Programme, today: LocalDate): Why[] {
  const { startsOn, endsOn, status } = programme;
  if (!mayStart(snapshot, programme.id)) return [{ why: "page_unclear" }];
  if (status === "draft" || status === "paused") return [{ why: status }];
  if (status === "ended" || (endsOn !== null && today > endsOn)) return [{ why: "over" }];
  const whys: Why[] = today < startsOn ? [{ why: "not_begun", on: startsOn }] : [];
  if (!isMatched(programme)) return programme.matching === "by_hand" ? [...whys, { why: "formed_by_hand" }] : whys;
  const count = participants(snapshot, programme.id).length;
  const drafts = draftsOf(snapshot, programme, now).length;
  const next = roundNumber(programme, (roundsToForm(programme, today).at(-1)?.number ?? -1) + 1);
  if (count < 2) whys.push({ why: "too_few_consented", count });
  if (drafts > 0) whys.push({ why: "groups_wait_for_approval", count: drafts });
  // Beyond the programme's end there is none.
  if (next.startsOn < next.endsOn) whys.push({ why: "round_forms_on", on: addDays(next.startsOn, -ROUND_LEAD_DAYS) });
  return whys;
}

/** True where Krug forms the groups: in formats that go by rounds, where nobody forms them by hand. */
function isMatched(programme: Programme): boolean {
  return programme.matching !== "by_hand" && rulesOf(programme.format).grouping !== "board";
}

/** The round under way, and the next one once it is near. */
export function roundsToForm(programme: Programme, today: LocalDate): Round[] {
  const horizon = addDays(today, ROUND_LEAD_DAYS);
  const rounds = [today, horizon].flatMap(day => roundOn(programme, day) ?? []);
  return rounds.filter((round, index) => index === 0 || round.number !== rounds[0]?.number);
}

function decideRound(planning: Planning, programme: Programme, round: Round): Command[] {
  const { snapshot, now, rooms } = planning;
  const today = localDate(now, programme.zone);
  const all = groupsOf(snapshot, programme).filter(group => group.round === round.number);
  const standing = all.filter(group => group.status !== "ended");
  const isHelp = helpFormat(programme) !== null;
  const kept = standing.filter(group => isKept(snapshot, group));
  const groups = isHelp ? standing : standing.filter(group => !kept.includes(group));
  const keptIds = new Set(kept.flatMap(group => group.memberIds));
  const people = participants(snapshot, programme.id).filter(({ id }) => isHelp || !keptIds.has(id));
  const seed = `${programme.id}/${round.number}`;
  const earlier = earlierRounds(snapshot, programme, round);
  const roomOf = (person: Person) => rooms.roomFor(person, programme, round);
  const byHand = byHandIn(snapshot, all);
  const isPresent = (person: Person) =>
    mayStart(snapshot, person.id) &&
    !byHand.sitsOut(person.id) &&
    canBePlaced(person, round) &&
    (!isHelp || !isAwayFor(person, round.startsOn, LONG_LEAVE_DAYS)) &&
    roomOf(person) > 0;
  const needs = withChanges(needsOf(snapshot, programme), [
    ...changesAsked(snapshot, programme, round.number),
    ...partnersApart(snapshot, programme, round),
  ]);
  const forming: Forming = {
    planning,
    programme,
    round,
    today,
    people,
    isPresent,
    roomOf,
    byHand,
    earlier,
    seed,
    needs,
  };
  if (isHelp) return decideMentorRound(forming, all);
  const present = people.filter(isPresent).map(person => person.id);
  const assigned = new Set(groups.flatMap(group => group.memberIds));
  const unassigned = present.filter(id => !assigned.has(id)).length;
  const isOfCircles = rulesOf(programme.format).grouping === "circles";
  const lacksSome = isOfCircles ? lacksACircle(unassigned, all) : unassigned > 0;
  if (isCrowd(present)) {
    const standing = new Set(all.map(({ key }) => key));
    const waiting = present.filter(id => !assigned.has(id));
    const planned = waiting.length > 0 ? crowdGroups(forming, standing, waiting) : null;
    if (planned !== null) return planned.map(group => createGroup(forming, group, "none"));
  } else if (all.length === 0 || (lacksSome && mayBeCutOff(snapshot, all, now))) {
    const circles = () =>
      planCircleRounds({
        people: present,
        size: programme.groupSize,
        past: earlier.circles(),
        ...roundsTogether(programme, round),
        seed: programme.id,
        forbidden: needs.apart,
      })[0] ?? [];
    const formed: FormedGroup[] = isOfCircles
      ? circles().map(members => ({ members, keeper: null, helper: null }))
      : formSmallGroups(forming);
    const planned = new Map(formed.map(group => [groupKey(programme, round, group.members), group]));
    // A run may end before it has formed the whole round: as long as nothing else happened, the rest follows as planned.
    if (all.every(group => group.status !== "ended" && isAsPlanned(group, planned.get(group.key)?.members))) {
      for (const group of all) planned.delete(group.key);
      return [...planned.values()].map(group => createGroup(forming, group, "none"));
    }
  }
  const mayJoin = (person: Person) =>
    mayStart(snapshot, person.id) &&
    !byHand.sitsOut(person.id) &&
    canStillJoin(person, round, today) &&
    roomOf(person) > 0;
  const staying = people
    .filter(person => attends(person, round) && (assigned.has(person.id) || mayJoin(person)))
    .map(person => person.id);
  const held = [...assigned].filter(
    id => snapshot.held.has(id) || (byHand.claims.has(id) && awaitsConsent(snapshot, programme, id)),
  );
  const joining = new Set(people.filter(mayJoin).map(person => person.id));
  const reopened = isOfCircles
    ? []
    : reopening.groups(snapshot, {
        all,
        isThere: id => joining.has(id),
        isApart: needs.apart,
        hasPlace: reopening.canComeBack(snapshot, now),
      });
  for (const { id, memberIds } of reopened) for (const member of memberIds) byHand.claims.set(member, id);
  return [
    ...reopened.map(group => reopening.reopen(snapshot, group, now)),
    ...mendRound(forming, [...groups, ...reopened], [...staying, ...held]),
  ];
}

/**
 * True for somebody of a programme who has not consented and is invited to nothing of a group: put into one by hand they stay in it,
 * uninvited, until they consent.
 */
function awaitsConsent(snapshot: Snapshot, programme: Programme, personId: string): boolean {
  const person = snapshot.people.get(personId);
  if (person === undefined || person.consentedOn !== null || person.status === "left") return false;
  const own = groupsOf(snapshot, programme).filter(
    ({ status, memberIds }) => status === "active" && memberIds.includes(personId),
  );
  const sessions = own.flatMap(group => snapshot.sessionsByGroup.get(group.id) ?? []);
  const isInvited = sessions.some(session => invitedTo(snapshot, session.id).has(person.email));
  return person.programmeIds.includes(programme.id) && !isInvited;
}

/**
 * True for a group that stays as it is: its page, or a member's, is not fully understood by Krug, so that nobody
 * can tell whether it goes on.
 */
function isKept(snapshot: Snapshot, group: Group): boolean {
  return !mayStart(snapshot, group.id, ...group.memberIds) || group.memberIds.some(id => isUnsure(snapshot, id));
}

/**
 * Whether a run may have ended while it formed these groups: they are new, and none has a session. Later, who lacks a group
 * came since, and what they are told must not hang on whether a plan made anew happens to be the one that was carried out.
 */
function mayBeCutOff(snapshot: Snapshot, groups: readonly Group[], now: Instant): boolean {
  const isNew = groups.every(({ id }) => (snapshot.rows.get(id)?.createdAt ?? now) > now - DAY);
  return isNew && groups.every(group => !snapshot.sessionsByGroup.has(group.id));
}

/** Whether circles may have been cut off while they were formed: a plan of circles is not made again for less. */
function lacksACircle(unassigned: number, groups: readonly Group[]): boolean {
  const isAsFormed = (group: Group) => group.key.endsWith(`:${markOf([...group.memberIds].sort())}`);
  return unassigned >= SMALLEST_CIRCLE && groups.every(isAsFormed);
}

function endPastRounds({ snapshot, now }: Planning, programme: Programme, today: LocalDate): Command[] {
  return groupsOf(snapshot, programme)
    .filter(
      group => group.round !== null && group.status !== "ended" && group.key !== "" && mayStart(snapshot, group.id),
    )
    .filter(group => programme.status === "ended" || roundNumber(programme, group.round ?? 0).endsOn <= today)
    .map(group => reopening.endWithRound(programme, group, now));
}

// What it tells: who is in no group of the newest round, and why.
// Idea: the reasons follow from what the pages say, so no round is planned again for them, and nothing private is looked at.
// Source: docs/how-matching-decides.md#left-out. Cost: everybody in no group compared with everybody there.

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
  const { sitsOut } = byHandIn(
    snapshot,
    groupsOf(snapshot, programme).filter(group => group.round === round.number),
  );
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
    .map(person => ({
      id: person.id,
      why: sitsOut(person.id) ? "taken_off" : reasonFor(programme, person, present),
    }));
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
