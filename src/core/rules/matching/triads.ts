// What it decides: who meets in groups of three, and which of them keeps the talk to its goals.
// Idea: as equal groups as can be; up to 14 people every division is tried, more are improved by exchanging two people
//   between groups until no exchange helps, from several drawn beginnings; the keeper's seat goes to the one who had it
//   least.
// Source: docs/how-matching-decides.md#triads. Cost: people^2 for a sweep of exchanges; 1,000 people take 1 to 2
//   Y (docs/what-is-tried.md#benches).

import type { FitWeights } from "../../domain/fitTerms.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { type Apart, NOBODY_APART } from "../../domain/values/apart.ts";
import type { LocalDate } from "../../domain/values/time.ts";
import { named } from "./bestFit.ts";
import { type Candidate, candidatesById } from "./candidate.ts";
import { type EdgeWeights, edgeWeightsOf } from "./edgeWeights.ts";
import { exchanged } from "./exchanges.ts";
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
