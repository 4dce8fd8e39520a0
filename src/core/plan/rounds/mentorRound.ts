// What it decides: the pairs of a round in which one helps the other, formed and mended.
// Idea: a pair that stands goes on as long as both are there; people in none get a partner who has room, by the rule
//   that forms a round. A pair that falls apart ends and keeps its past; nobody is moved out of one that goes on.
// Source: docs/how-matching-decides.md#mentors. Cost: a plan where a pair can be formed, else a look at everybody by
//   two.

import type { Command } from "../../domain/command.ts";
import type { Group } from "../../domain/group.ts";
import type { Person } from "../../domain/person.ts";
import { helpFormat, type Round } from "../../domain/programme.ts";
import { type Apart, NOBODY_APART } from "../../domain/values/apart.ts";
import { markOf } from "../../domain/values/hash.ts";
import { addDays, type LocalDate } from "../../domain/values/time.ts";
import { brokenRule } from "../../rules/matching/hardRules.ts";
import { couldPair, MENTEES, type MentorsRequest, planMentors } from "../../rules/matching/mentors.ts";
import { attends, canStillJoin, isAwayFor, LONG_LEAVE_DAYS } from "../../rules/scheduling/attending.ts";
import { isUnsure, mayStart } from "../../state/snapshot.ts";
import {
  candidateIn,
  createGroup,
  type FormedGroup,
  type Forming,
  groupKey,
  helpRequest,
  isAsPlanned,
  nameOf,
  whyOf,
} from "./forming.ts";
import { reopening } from "./reopening.ts";
import { hasBegun } from "./roundHistory.ts";

/** People in no pair get one if they are back within this many days. */
const SOON_DAYS = 7;

/** A pair of the round as it goes on; its helper is null where nobody can tell who helps. */
interface Standing {
  group: Group;
  helper: string | null;
  /** Empty where it does not go on. */
  memberIds: readonly string[];
}

/**
 * What the pairs of a `mentor` or `reverse` round should become: formed where there are none; ended where one left, is
 * away for four weeks, became the other's manager or asked not to be with them; new ones for people in none. `all` are
 * the round's groups, ended ones too.
 *
 * A pair that has met stays together when a level changes, and so does one whose members people chose themselves: the next
 * round goes by the new level. Two whose pair ended do not get each other again in the round.
 */
export function decideMentorRound(forming: Forming, all: readonly Group[]): Command[] {
  const { planning, programme, round, today } = forming;
  const format = helpFormat(programme);
  if (format === null) return [];
  const there = new Set([...whoIsThere(forming), ...planning.snapshot.held]);
  const reopened = backTogether(forming, format, all, there);
  const standing = all
    .filter(group => group.status !== "ended" || reopened.includes(group))
    .map(group => standingOf(forming, format, group, there));
  const mended = [
    ...reopened.map(group => reopening.reopen(planning.snapshot, group, planning.now)),
    ...standing.flatMap(pair => mendedPair(forming, pair)),
  ];
  const ended = [
    ...all.filter(group => group.status === "ended" && !reopened.includes(group)),
    ...standing.filter(pair => pair.memberIds.length === 0).map(pair => pair.group),
  ];
  const request = openRequest(forming, format, standing, ended);
  if (!couldPair(request)) return mended;
  const wasInOne = new Set(ended.flatMap(group => group.memberIds));
  const changeFor = ({ members }: FormedGroup) => {
    if (today < round.startsOn) return "none";
    return members.some(id => wasInOne.has(id)) ? "left_alone" : "joined_late";
  };
  const rest = mended.length === 0 ? restOfPlan(forming, format, all) : null;
  const held = (some: readonly FormedGroup[]) => withRoom(forming, standing, some);
  const asPlanned = rest === null ? [] : held(rest);
  // What is left of the plan and finds no room in people's weeks is planned anew among those who have some.
  const isSettled = rest !== null && (rest.length === 0 || asPlanned.length > 0);
  const pairs = isSettled ? asPlanned : held(planMentors(request).pairs.map(formedPair));
  return [...mended, ...pairs.map(pair => createGroup(forming, pair, changeFor(pair)))];
}

/** Whether a person in no pair can be given one now: there for the rest of the round, and back within a week. */
export function canBePaired(person: Person, round: Round, today: LocalDate): boolean {
  return (
    canStillJoin(person, round, today) && !isAwayFor(person, laterOf(addDays(today, 1), round.startsOn), SOON_DAYS)
  );
}

/**
 * What is left to form of a round's plan: all of it at first, the rest of it where a run was cut off. Null as soon as anything
 * else happened to the round's pairs.
 */
function restOfPlan(forming: Forming, format: "mentor" | "reverse", all: readonly Group[]): FormedGroup[] | null {
  const { programme, round } = forming;
  const isAsFormed = (group: Group) => group.key === groupKey(programme, round, group.memberIds);
  if (!all.every(group => group.status !== "ended" && isAsFormed(group))) return null;
  const pairs = planMentors(helpRequest(forming, format)).pairs.map(formedPair);
  const planned = new Map(pairs.map(pair => [groupKey(programme, round, pair.members), pair]));
  if (!all.every(group => isAsPlanned(group, planned.get(group.key)?.members))) return null;
  for (const group of all) planned.delete(group.key);
  return [...planned.values()];
}

function standingOf(
  forming: Forming,
  format: "mentor" | "reverse",
  group: Group,
  there: ReadonlySet<string>,
): Standing {
  const { snapshot } = forming.planning;
  const helper = helperOf(forming, format, group);
  const isKept =
    !mayStart(snapshot, group.id, ...group.memberIds) || group.memberIds.some(id => isUnsure(snapshot, id));
  const isLeftByHand =
    forming.byHand.theirs.has(group.id) && group.memberIds.length === 1 && there.has(group.memberIds[0] ?? "");
  if (group.key === "" || isKept || isLeftByHand) return { group, helper, memberIds: group.memberIds };
  const memberIds = group.memberIds.filter(id => there.has(id));
  const isComplete = memberIds.length > 1 && (helper === null || there.has(helper));
  const goesOn = isComplete && (helper === null || isAllowed(forming, format, { group, helper }));
  return { group, helper, memberIds: goesOn ? memberIds : [] };
}

/** Pairs that ended because somebody was missing who is back, with a place for whoever helps and none elsewhere for the other. */
function backTogether(
  forming: Forming,
  format: "mentor" | "reverse",
  all: readonly Group[],
  there: ReadonlySet<string>,
): Group[] {
  const { planning, people, needs, round, today, roomOf } = forming;
  const byId = new Map(people.map(person => [person.id, person]));
  return reopening.groups(planning.snapshot, {
    all,
    isApart: needs.apart,
    isThere: id => {
      const person = byId.get(id);
      return person !== undefined && there.has(id) && canBePaired(person, round, today) && roomOf(person) > 0;
    },
    hasPlace: (id, group, others) => {
      const person = byId.get(id);
      const helper = helperOf(forming, format, group);
      if (person === undefined || helper === null) return false;
      if (id !== helper) return others.length === 0 && ruleOf(forming, format, helper, id) === null;
      return others.length < Math.min(person.mentees ?? MENTEES, roomOf(person));
    },
  });
}

/** Those whose partner is not left alone by them. */
function whoIsThere({ round, people, today }: Forming): Set<string> {
  const from = laterOf(today, round.startsOn);
  const isThere = (person: Person) => attends(person, round) && !isAwayFor(person, from, LONG_LEAVE_DAYS);
  return new Set(people.filter(isThere).map(({ id }) => id));
}

/** Whether the rules, and what its two asked for, let a pair that Krug formed go on. */
function isAllowed(
  forming: Forming,
  format: "mentor" | "reverse",
  { group, helper }: { group: Group; helper: string },
): boolean {
  const { snapshot, now } = forming.planning;
  if (group.key !== groupKey(forming.programme, forming.round, group.memberIds)) return true;
  if (group.memberIds.some(id => snapshot.held.has(id))) return true;
  const helped = group.memberIds.filter(id => id !== helper);
  if (helped.some(id => forming.needs.apart(helper, id))) return false;
  const rules = helped.map(id => ruleOf(forming, format, helper, id));
  return rules.every(rule => rule === null || (rule === "level" && hasBegun(snapshot, group, now)));
}

/** The helper of a group: the one in the seat, else the only one whose level allows it. */
function helperOf(forming: Forming, format: "mentor" | "reverse", group: Group): string | null {
  const { facilitatorId, memberIds } = group;
  if (facilitatorId !== null && memberIds.includes(facilitatorId)) return facilitatorId;
  const mayHelp = (helper: string, other: string) => ruleOf(forming, format, helper, other) === null;
  const able = memberIds.filter(helper => memberIds.every(other => other === helper || mayHelp(helper, other)));
  return able.length === 1 ? (able[0] ?? null) : null;
}

function ruleOf({ people }: Forming, format: "mentor" | "reverse", helper: string, helped: string) {
  const [first, second] = [helper, helped].map(id => people.find(person => person.id === id));
  if (first === undefined || second === undefined) return "self";
  return brokenRule(candidateIn(first, false), candidateIn(second, false), format);
}

/** What is written on the page of a pair that ends, or of a larger group that a member left. */
function mendedPair(forming: Forming, standing: Standing): Command[] {
  const { group, helper, memberIds } = standing;
  if (memberIds.length === 0) return [reopening.dissolve(group, forming.planning.now)];
  if (memberIds.length === group.memberIds.length) return [];
  const members = [...memberIds];
  const values = {
    members,
    name: nameOf(forming, members),
    why: whyOf(forming, { members, keeper: null, helper }, "none"),
  };
  const key = `members:${group.id}:${markOf(values)}`;
  return [{ kind: "update_page", key, source: "groups", pageId: group.id, values }];
}

/** People who can be matched now, beside the pairs that go on. */
function openRequest(
  forming: Forming,
  format: "mentor" | "reverse",
  standing: readonly Standing[],
  ended: readonly Group[],
): MentorsRequest {
  const { planning, round, today, roomOf, byHand } = forming;
  const mentees = new Map<string, number>();
  const helped = new Set<string>();
  for (const { helper, memberIds } of standing)
    for (const id of memberIds)
      if (id === helper) mentees.set(id, (mentees.get(id) ?? 0) + memberIds.length - 1);
      else helped.add(id);
  const isPresent = (person: Person) =>
    helped.has(person.id) ||
    (mayStart(planning.snapshot, person.id) &&
      !byHand.sitsOut(person.id) &&
      canBePaired(person, round, today) &&
      roomOf(person) > 0);
  const request = helpRequest({ ...forming, isPresent }, format);
  const parted = partedIn(ended);
  const { apart = NOBODY_APART } = request;
  return { ...request, mentees, helped, apart: (a, b) => parted(a, b) || apart(a, b) };
}

/** The pairs that the weeks of both hold, those who help and are helped counted once for each. */
function withRoom(
  { people, roomOf }: Forming,
  standing: readonly Standing[],
  pairs: readonly FormedGroup[],
): FormedGroup[] {
  const left = new Map(people.map(person => [person.id, roomOf(person)]));
  const take = (id: string) => left.set(id, (left.get(id) ?? 0) - 1);
  for (const { memberIds } of standing) for (const id of memberIds) take(id);
  return pairs.filter(({ members }) => {
    if (members.some(id => (left.get(id) ?? 0) < 1)) return false;
    for (const id of members) take(id);
    return true;
  });
}

/** True for two who were in one group that ended. */
function partedIn(ended: readonly Group[]): Apart {
  const pairs = new Set(ended.flatMap(({ memberIds }) => memberIds.flatMap(a => memberIds.map(b => `${a} ${b}`))));
  return (a, b) => pairs.has(`${a} ${b}`);
}

function formedPair({ helper, helped }: { helper: string; helped: string }): FormedGroup {
  return { members: [helper, helped].sort(), keeper: null, helper };
}

function laterOf(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}
