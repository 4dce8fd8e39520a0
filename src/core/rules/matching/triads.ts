// What it decides: who meets in groups of three, and which of them keeps the talk to its goals.
// Idea: as equal groups as can be; up to 14 people every division is tried, more are improved by exchanging two people
//   between groups until no exchange helps, from several drawn beginnings; the keeper's seat goes to the one who had it
//   least.
// Source: docs/how-matching-decides.md#triads. Cost: people^2 for a sweep of exchanges; 1,000 people take some seconds.

import type { FitWeights } from "../../domain/fitTerms.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { type Apart, NOBODY_APART } from "../../domain/values/apart.ts";
import { randomOf, shuffled } from "../../domain/values/random.ts";
import type { LocalDate } from "../../domain/values/time.ts";
import { named } from "./bestFit.ts";
import { type Candidate, candidatesById } from "./candidate.ts";
import { type EdgeWeights, edgeWeightOf, edgeWeightsOf, mayMeet } from "./edgeWeights.ts";
import { fitScore, profileOf } from "./fit.ts";
import { FIT_WEIGHTS, fitWeights } from "./fitWeights.ts";
import { brokenRule } from "./hardRules.ts";
import { type LeftOut, leftOutReason, outBefore } from "./leftOut.ts";
import type { Meetings } from "./meetings.ts";
import { nextSeat } from "./seats.ts";
import { FEW, smallDivision } from "./smallDivision.ts";

interface TriadsRequest {
  /** Everybody in the programme, those away too; order and repetitions are irrelevant. */
  people: readonly Candidate[];
  met: Meetings;
  /** Programme and round: the same seed gives the same groups. */
  seed: string;
  /** A day of the week whose working hours are compared. */
  week: LocalDate;
  /** `random` looks only at who has met, levels ignored. */
  matching: "random" | "best_fit";
  weights?: FitWeights;
  /** People who must not be in one group, privately. */
  apart?: Apart;
  /** How often each kept the talk. */
  timesKept?: ReadonlyMap<string, number>;
  /** The programme's own lines of names for one skill. */
  sameSkills?: readonly (readonly string[])[];
}

interface Triad {
  /** Sorted. Three; four where the number leaves one over, two where there are two or five people. */
  members: string[];
  /** Null in a group of two. */
  keeper: string | null;
}

interface Triads {
  /** Sorted by their first member. */
  groups: Triad[];
  /** Everybody else, and why, by id. */
  leftOut: LeftOut[];
}

/**
 * The round's groups of three, each with its keeper, and everybody else with the reason.
 *
 * As few as can be are left out; numbers that three does not divide make groups of four. The keeper is who least was one; of
 * equals the one whose seat leaves the two others who fit best.
 */
export function planTriads(request: TriadsRequest): Triads {
  const { seed, timesKept = new Map() } = request;
  const everybody = candidatesById(request.people);
  const present = everybody.filter(person => outBefore(person, "triad") === null);
  const edgeWeights = triadWorths(present, request);
  const groups = named(edgeWeights.ids, dividedInThrees(edgeWeights, seed));
  const placed = new Set(groups.flat());
  return {
    groups: groups.map(members => ({ members, keeper: keeperOf(edgeWeights, members, timesKept, seed) })),
    leftOut: everybody
      .filter(({ id }) => !placed.has(id))
      .map(person => ({ id: person.id, why: outBefore(person, "triad") ?? leftOutReason(person, present, "triad") })),
  };
}

function triadWorths(people: readonly Candidate[], request: TriadsRequest): EdgeWeights {
  const { met, seed, week, matching, apart = NOBODY_APART, sameSkills = [] } = request;
  const isRandom = matching === "random";
  const weights = isRandom ? ONLY_MEETINGS : (request.weights ?? FIT_WEIGHTS.triad);
  const skill = skillIdentity(sameSkills);
  const profiles = people.map(person => profileOf(person, week, skill));
  return edgeWeightsOf(
    people.map(({ id }) => id),
    seed,
    (a, b) => {
      if (apart(people[a]!.id, people[b]!.id)) return null;
      if (!isRandom && brokenRule(people[a]!, people[b]!, "triad") !== null) return null;
      return fitScore(profiles[a]!, profiles[b]!, { format: "triad", weights, met });
    },
  );
}

const ONLY_MEETINGS = fitWeights("triad", {
  offer: 0,
  level: 0,
  language: 0,
  hours: 0,
  style: 0,
  wish: 0,
  team: 0,
}).weights;

function dividedInThrees(edgeWeights: EdgeWeights, seed: string): number[][] {
  if (edgeWeights.size <= FEW)
    return smallDivision(edgeWeights, 4, ({ length }) => (length === 3 ? 0 : length === 4 ? 1 : 1000));
  return exchanged(edgeWeights, seed);
}

function keeperOf(
  edgeWeights: EdgeWeights,
  members: readonly string[],
  timesKept: ReadonlyMap<string, number>,
  seed: string,
): string | null {
  if (members.length < 3) return null;
  const least = Math.min(...members.map(member => timesKept.get(member) ?? 0));
  const equals = members.filter(member => (timesKept.get(member) ?? 0) === least);
  const place = new Map(edgeWeights.ids.map((id, index) => [id, index]));
  const withoutSeat = (keeper: string) => {
    const others = members.filter(member => member !== keeper).map(member => place.get(member)!);
    let best = 0;
    for (const a of others)
      for (const b of others) if (a < b) best = Math.max(best, edgeWeights.weight[a * edgeWeights.size + b]!);
    return best;
  };
  const best = Math.max(...equals.map(withoutSeat));
  return nextSeat(
    equals.filter(member => withoutSeat(member) === best),
    timesKept,
    seed,
  );
}

/** Beginnings that are drawn: more for few people. */
const BEGINNINGS: readonly [most: number, count: number][] = [
  [30, 24],
  [60, 8],
  [150, 3],
];

const MOST_SWEEPS = 20;

/** The groups that exchanges lead to; those who may be with nobody are in none. */
export function exchanged(edgeWeights: EdgeWeights, seed: string): number[][] {
  const random = randomOf(seed);
  const beginnings = BEGINNINGS.find(([most]) => edgeWeights.size <= most)?.[1] ?? 1;
  const value = valueTable(edgeWeights);
  let best: { groups: number[][]; worth: number } | null = null;
  for (let beginning = 0; beginning < beginnings; beginning += 1) {
    const groups = improved(value, dealt(shuffled([...edgeWeights.ids.keys()], random)));
    const worth = groups.reduce((sum, group) => sum + groupValue(value, group), 0);
    if (best === null || worth > best.worth) best = { groups, worth };
  }
  return takenApart(edgeWeights, best?.groups ?? []);
}

interface Values {
  size: number;
  /** The worth of each two; far below zero where they must not meet. */
  value: Float64Array;
}

function valueTable({ size, weight: worth }: EdgeWeights): Values {
  const most = worth.reduce((greatest, one) => Math.max(greatest, one), 1);
  return { size, value: worth.map(one => (one < 0 ? -4 * size * most : one)) };
}

/** As equal groups as can be of three and four; five people make three and two. */
function dealt(people: readonly number[]): number[][] {
  const count = Math.max(1, people.length === 5 ? 2 : Math.floor(people.length / 3));
  const groups: number[][] = Array.from({ length: count }, () => []);
  for (const [place, person] of people.entries()) groups[place % count]!.push(person);
  return groups;
}

function improved(values: Values, groups: number[][]): number[][] {
  const homeOf = new Int32Array(values.size);
  for (const [home, group] of groups.entries()) for (const person of group) homeOf[person] = home;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let hasChanged = false;
    for (let a = 0; a < values.size; a += 1)
      for (let b = a + 1; b < values.size; b += 1) {
        const [homeA, homeB] = [homeOf[a]!, homeOf[b]!];
        if (homeA === homeB) continue;
        const [groupA, groupB] = [groups[homeA]!, groups[homeB]!];
        const sharesA = groupA.length - 1;
        const sharesB = groupB.length - 1;
        const before = sumWith(values, groupA, a, a) / sharesA + sumWith(values, groupB, b, b) / sharesB;
        const after = sumWith(values, groupA, a, b) / sharesA + sumWith(values, groupB, b, a) / sharesB;
        if (after <= before) continue;
        groupA[groupA.indexOf(a)] = b;
        groupB[groupB.indexOf(b)] = a;
        homeOf[a] = homeB;
        homeOf[b] = homeA;
        hasChanged = true;
      }
    if (!hasChanged) break;
  }
  return groups;
}

/** The worth of a person's meetings with a group without one of its members. */
function sumWith({ size, value }: Values, group: readonly number[], without: number, person: number): number {
  let sum = 0;
  for (const member of group) if (member !== without) sum += value[person * size + member]!;
  return sum;
}

function groupValue(values: Values, group: readonly number[]): number {
  let sum = 0;
  for (const person of group) sum += sumWith(values, group, person, person);
  return group.length < 2 ? 0 : sum / 2 / (group.length - 1);
}

/** Where exchanges could not keep two apart, one of them leaves and joins a group of two or three that may take them. */
function takenApart(edgeWeights: EdgeWeights, groups: readonly (readonly number[])[]): number[][] {
  const result = groups.map(group => [...group]);
  const homeless: number[] = [];
  for (const group of result)
    for (;;) {
      const broken = (person: number) =>
        group.filter(other => other !== person && !mayMeet(edgeWeights, person, other)).length;
      const worst = [...group].sort((a, b) => broken(b) - broken(a) || a - b)[0];
      if (worst === undefined || broken(worst) === 0) break;
      group.splice(group.indexOf(worst), 1);
      homeless.push(worst);
    }
  for (const group of result) if (group.length === 1) homeless.push(...group.splice(0, 1));
  const alone: number[] = [];
  for (const person of homeless.sort((a, b) => a - b)) {
    const homes = result.filter(group => isHome(edgeWeights, group, person));
    const best = homes.sort(
      (a, b) => a.length - b.length || meanWith(edgeWeights, b, person) - meanWith(edgeWeights, a, person),
    )[0];
    if (best === undefined) alone.push(person);
    else best.push(person);
  }
  return [...result.filter(group => group.length > 1), ...companyOf(edgeWeights, alone)];
}

function isHome(edgeWeights: EdgeWeights, group: readonly number[], person: number): boolean {
  return group.length > 1 && group.length < 4 && group.every(other => mayMeet(edgeWeights, person, other));
}

function meanWith(edgeWeights: EdgeWeights, group: readonly number[], person: number): number {
  return group.reduce((sum, other) => sum + edgeWeightOf(edgeWeights, person, other), 0) / group.length;
}

/** Those no group takes are with one another where they may. */
function companyOf(edgeWeights: EdgeWeights, alone: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const person of alone) {
    const home = groups.find(group => group.length < 3 && group.every(other => mayMeet(edgeWeights, person, other)));
    if (home === undefined) groups.push([person]);
    else home.push(person);
  }
  return groups.filter(group => group.length > 1);
}
