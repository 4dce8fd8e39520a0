// What it decides: the pairs of a round chosen by fit, with one triad when the number is odd.
// Idea: nobody left out first, the triad's seats in turn second, the sum of fits third. Few people: every division; more:
//   maximum-weight matching among those near their prices, whose sum bounds what any division could reach.
// Source: docs/how-matching-decides.md#best-fit; smallDivision, bestPairs and oddTriad beside this file. Cost: 2 to
//   3 Y (docs/what-is-tried.md#benches) for 1,000 people.

import type { FitWeights } from "../../domain/fitTerms.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { type Apart, NOBODY_APART } from "../../domain/values/apart.ts";
import { type Random, randomOf, shuffled } from "../../domain/values/random.ts";
import type { LocalDate } from "../../domain/values/time.ts";
import { assign } from "./assignment.ts";
import { bestPairs } from "./bestPairs.ts";
import { type Candidate, candidatesById } from "./candidate.ts";
import { among, type EdgeWeights, edgeWeightsOf, groupWeight, mayMeet, pointsOf } from "./edgeWeights.ts";
import { fitScore, profileOf } from "./fit.ts";
import { FIT_WEIGHTS } from "./fitWeights.ts";
import { brokenRule } from "./hardRules.ts";
import { type LeftOut, leftOutReason, outBefore } from "./leftOut.ts";
import type { Meetings } from "./meetings.ts";
import { withTriad } from "./oddTriad.ts";
import { pricesOf, weightBound } from "./prices.ts";
import { FEW, smallDivision } from "./smallDivision.ts";

export interface BestFitRequest {
  /** Everybody in the programme, those away too; order and repetitions are irrelevant. */
  people: readonly Candidate[];
  met: Meetings;
  /** Programme and round: the same seed gives the same groups. */
  seed: string;
  /** A day of the week whose working hours are compared. */
  week: LocalDate;
  weights?: FitWeights;
  /** People who must not be in one group, privately. */
  apart?: Apart;
  /** How often each was in a triad; without it `met` says. */
  cameToTriads?: ReadonlyMap<string, number>;
  /** The programme's own lines of names for one skill. */
  sameSkills?: readonly (readonly string[])[];
}

export interface BestFit {
  /** Sorted by id, within groups and among them. */
  groups: string[][];
  /** Everybody else, and why, by id. */
  leftOut: LeftOut[];
  quality: FitQuality;
}

/** How good the division is: in points of fit, a triad's counting as one and a half pairs. */
interface FitQuality {
  points: number;
  /** No division that leaves nobody out has more points. */
  bound: number;
  /** True when no other division that takes triad seats in turn has more points: proven, not hoped. */
  isOptimal: boolean;
}

/**
 * The round's pairs by fit, one triad when the number is odd, and everybody else with the reason.
 *
 * As few as can be are left out; where the rules leave several over, each joins a pair, so that there can be more triads.
 * Peers are at most one level apart. Source: docs/how-matching-decides.md#best-fit.
 */
export function planBestFit(request: BestFitRequest): BestFit {
  const { met, cameToTriads } = request;
  const everybody = candidatesById(request.people);
  const present = everybody.filter(person => outBefore(person, "pair") === null);
  const edgeWeights = edgeWeightsOf(
    present.map(({ id }) => id),
    request.seed,
    scoresOf(present, request),
  );
  const seats = present.map(({ id }) =>
    cameToTriads === undefined ? met.timesInThree(id) : (cameToTriads.get(id) ?? 0),
  );
  const { groups, quality } = divided(edgeWeights, seats);
  const placed = new Set(groups.flat().map(person => edgeWeights.ids[person]!));
  return {
    groups: named(edgeWeights.ids, groups),
    leftOut: everybody
      .filter(({ id }) => !placed.has(id))
      .map(person => ({ id: person.id, why: outBefore(person, "pair") ?? leftOutReason(person, present, "pair") })),
    quality,
  };
}

/**
 * The points of two people by id, null where they must not meet: for people who join a round that stands (`repairRound`).
 * Ids nobody knows must not meet anybody.
 */
export function fitsById(request: BestFitRequest): (a: string, b: string) => number | null {
  const people = candidatesById(request.people);
  const place = new Map(people.map(({ id }, index) => [id, index]));
  const score = scoresOf(people, request);
  return (a, b) => {
    const [first, second] = [place.get(a), place.get(b)];
    return first === undefined || second === undefined ? null : score(first, second);
  };
}

/** The points of two of the people by their places; null where they must not meet. */
export function scoresOf(
  people: readonly Candidate[],
  request: BestFitRequest,
): (a: number, b: number) => number | null {
  const { met, week, weights = FIT_WEIGHTS.pair, apart = NOBODY_APART, sameSkills = [] } = request;
  const skill = skillIdentity(sameSkills);
  // As they are asked for: a round that stands is looked at in each pass, and seldom anybody joins.
  const profiles: ReturnType<typeof profileOf>[] = [];
  const profileAt = (place: number) => (profiles[place] ??= profileOf(people[place]!, week, skill));
  const fit = { format: "pair", weights, met } as const;
  return (a, b) => {
    if (brokenRule(people[a]!, people[b]!, "pair") !== null || apart(people[a]!.id, people[b]!.id)) return null;
    return fitScore(profileAt(a), profileAt(b), fit);
  };
}

/** The division by number, and how good it is; for people known only by the worth of each meeting. */
export function divided(
  edgeWeights: EdgeWeights,
  seats: readonly number[],
): { groups: number[][]; quality: FitQuality } {
  const people = edgeWeights.ids.map((_, person) => person);
  if (people.length < 2) return { groups: [], quality: { points: 0, bound: 0, isOptimal: true } };
  const prices = pricesOf(edgeWeights);
  let isOptimal = true;
  let groups: number[][];
  if (people.length <= FEW) groups = smallDivision(edgeWeights, 3, members => triadCost(members, seats));
  else {
    const found = people.length % 2 === 1 ? withTriad(edgeWeights, prices, seats) : null;
    const { alone, ...rest } = found ?? paired(bestPairs(edgeWeights, prices, people));
    isOptimal = rest.isOptimal && alone.length === 0;
    groups = withJoined(edgeWeights, seats, { groups: rest.groups, alone });
  }
  const points = groups.reduce((sum, group) => sum + groupWeight(edgeWeights, group)!, 0);
  return { groups, quality: { points: pointsOf(points), bound: pointsOf(weightBound(prices, people)), isOptimal } };
}

/** As few triads as can be, and then those whose people least were in one. */
function triadCost(members: readonly number[], seats: readonly number[]): number {
  return members.length < 3 ? 0 : 1e6 + members.reduce((sum, member) => sum + seats[member]!, 0);
}

function paired({ pairs, alone, isOptimal }: ReturnType<typeof bestPairs>) {
  return { groups: pairs as number[][], alone, isOptimal };
}

/** Groups of ids, each sorted, and sorted among themselves. */
export function named(ids: readonly string[], groups: readonly (readonly number[])[]): string[][] {
  return groups
    .map(group => [...group].sort((a, b) => a - b))
    .sort((left, right) => left[0]! - right[0]!)
    .map(group => group.map(person => ids[person]!));
}

/** Above every difference in worth and seats, so that as many as can be are placed. */
const PLACED = 1e9;

/** What having been in a triad before weighs against points of fit. */
const SEAT = 1e5;

/** People divided anew around one who is alone. */
const AROUND = 12;

/** How often it is tried for one person, and how many people it is tried for. */
const TRIES = 24;

const TRIED = 12;

/** The groups with the lone people taken in where the rules let them; sizes stay two and three. */
function withJoined(
  edgeWeights: EdgeWeights,
  seats: readonly number[],
  { groups, alone }: { groups: readonly (readonly number[])[]; alone: readonly number[] },
): number[][] {
  let placed = groups.map(group => [...group]);
  let waiting = joinPairs(edgeWeights, seats, placed, alone);
  const random = randomOf(`${edgeWeights.ids.join()} alone`);
  for (const person of waiting.slice(0, TRIED)) {
    for (let next = 0; next < TRIES && waiting.includes(person); next += 1) {
      const [apart, others] = around(edgeWeights, placed, person, random);
      const people = [person, ...apart.flat()].sort((a, b) => a - b);
      const anew = smallDivision(among(edgeWeights, people), 3, members =>
        members.length < 3 ? 0 : members.reduce((sum, member) => sum + seats[people[member]!]!, 1e6),
      ).map(group => group.map(member => people[member]!));
      if (anew.flat().length < people.length) continue;
      placed = [...others, ...anew];
      waiting = waiting.filter(other => other !== person);
    }
  }
  return placed.filter(group => group.length > 1);
}

/** Groups to be taken apart for a person: first those of one they could be with, then any; and the groups that stay. */
function around(
  edgeWeights: EdgeWeights,
  groups: readonly number[][],
  person: number,
  random: Random,
): [number[][], number[][]] {
  const drawn = shuffled(groups, random);
  const canJoin = (group: number[]) => group.some(member => mayMeet(edgeWeights, person, member));
  const first = drawn.filter(canJoin).slice(0, 1);
  const rest = drawn.filter(group => !first.includes(group));
  const apart: number[][] = [];
  let count = 1;
  for (const group of [...first, ...rest]) {
    if (count + group.length > AROUND) break;
    apart.push(group);
    count += group.length;
  }
  return [apart, groups.filter(group => !apart.includes(group))];
}

/** Each person left alone joins another pair; those who find none are returned. */
function joinPairs(
  edgeWeights: EdgeWeights,
  seats: readonly number[],
  groups: number[][],
  alone: readonly number[],
): number[] {
  const pairs = groups.filter(group => group.length === 2);
  if (alone.length === 0 || pairs.length === 0) return [...alone];
  const columns = pairs.length + alone.length;
  const gain = new Float64Array(alone.length * columns);
  for (const [row, person] of alone.entries())
    for (const [column, pair] of pairs.entries()) {
      const worth = groupWeight(edgeWeights, [...pair, person]);
      if (worth === null) continue;
      const came = pair.reduce((sum, member) => sum + seats[member]!, 0);
      gain[row * columns + column] = PLACED + pointsOf(worth - groupWeight(edgeWeights, pair)!) - SEAT * came;
    }
  const { columns: given } = assign(alone.length, columns, gain);
  const waiting: number[] = [];
  for (const [row, person] of alone.entries()) {
    const column = given[row]!;
    if (gain[row * columns + column]! > 0) pairs[column]!.push(person);
    else waiting.push(person);
  }
  return waiting;
}
