import type { FitWeights } from "../../domain/fitTerms.ts";
import { skillIdentity } from "../../domain/skill.ts";
import type { Apart } from "../../domain/values/apart.ts";
import type { LocalDate } from "../../domain/values/time.ts";
import type { Candidate } from "./candidate.ts";
import { fitScore, loadPoints } from "./fit.ts";
import { brokenRule } from "./hardRules.ts";
import type { Meetings } from "./meetings.ts";
import { placed } from "./places.ts";
import { profileOf } from "./profile.ts";
import { lotsOf } from "./worths.ts";

/** Mentees a mentor has at most who said no number. */
export const MENTEES = 3;

/** Points as whole steps, with lots below them that decide between equals. */
const POINT = 2 ** 20;
const LOT = 2 ** 10;
/** Above the points of all pairs together: a person in a pair. */
const PLACED = 2 ** 21 * POINT;

export interface HelpWorths {
  size: number;
  /** What it is worth that a helps b, at a * size + b, without the mentor's load; -1 where it must not be. */
  worth: Float64Array;
  /** Places each has for more mentees, and what the next ones are worth: rises by less each time. */
  places: readonly (readonly number[])[];
  /** True for those who have a mentee from before. */
  isPlaced: readonly boolean[];
}

/** On which side of a pair somebody is: the one who helps, or the one who is helped. */
export type Side = "helper" | "helped";

/** Who is on which side, and the pairs that result: [helper, helped] by number. */
export interface Helping {
  sides: readonly Side[];
  pairs: [helper: number, helped: number][];
  /** People in a pair. */
  placed: number;
  worth: number;
}

export interface HelpRequest {
  format: "mentor" | "reverse";
  people: readonly Candidate[];
  met: Meetings;
  seed: string;
  week: LocalDate;
  weights: FitWeights;
  apart: Apart;
  mentees?: ReadonlyMap<string, number>;
  sameSkills?: readonly (readonly string[])[];
}

/** How many somebody can help at once. A whole number, not negative. */
export function placesOf({ helps, capacity }: Candidate): number {
  return Math.max(0, Math.floor(helps ?? capacity ?? MENTEES));
}

/** What each could be worth to each other, among people in the order of their ids. */
export function helpWorths(request: HelpRequest): HelpWorths {
  const { format, people, met, seed, week, weights, apart, mentees = new Map(), sameSkills = [] } = request;
  const size = people.length;
  const skill = skillIdentity(sameSkills);
  const profiles = people.map(person => profileOf(person, week, skill));
  const worth = new Float64Array(size * size).fill(-1);
  const lot = lotsOf(
    people.map(({ id }) => id),
    seed,
    LOT,
  );
  const fit = { format, weights, met };
  for (const [a, helper] of people.entries())
    for (const [b, helped] of people.entries()) {
      if (brokenRule(helper, helped, format) !== null || apart(helper.id, helped.id)) continue;
      const points = fitScore(profiles[a]!, profiles[b]!, fit) - loadPoints(weights, 0);
      worth[a * size + b] = points * POINT + lot(a, b);
    }
  const held = people.map(({ id }) => mentees.get(id) ?? 0);
  const places = people.map((one, person) => {
    const free = Math.max(0, placesOf(one) - held[person]!);
    return Array.from({ length: Math.min(free, size) }, (_, next) => loadPoints(weights, held[person]! + next) * POINT);
  });
  return { size, worth, places, isPlaced: held.map(count => count > 0) };
}

/** The pairs for a choice of sides: as many people in one as can be, then the greatest worth. */
export function helpingOf(worths: HelpWorths, sides: readonly Side[]): Helping {
  const people = [...sides.keys()];
  const helped = people.filter(person => sides[person] === "helped");
  const helpers = people.filter(person => sides[person] === "helper");
  const isNew = (helper: number, mentees: number) => mentees === 0 && !worths.isPlaced[helper];
  const gain = new Float64Array(helped.length * helpers.length).fill(Number.NEGATIVE_INFINITY);
  for (const [row, person] of helped.entries())
    for (const [column, helper] of helpers.entries()) {
      const worth = worths.worth[helper * worths.size + person]!;
      if (worth >= 0) gain[row * helpers.length + column] = PLACED + worth;
    }
  const places = helpers.map(helper =>
    worths.places[helper]!.map((load, mentees) => load + (isNew(helper, mentees) ? PLACED : 0)),
  );
  const given = placed(helped.length, places, gain);
  const result: Helping = { sides, pairs: [], placed: 0, worth: 0 };
  const mentees = new Int32Array(helpers.length);
  for (const [row, person] of helped.entries()) {
    const column = given[row]!;
    if (column < 0) continue;
    const helper = helpers[column]!;
    result.pairs.push([helper, person]);
    result.placed += isNew(helper, mentees[column]!) ? 2 : 1;
    result.worth += worths.worth[helper * worths.size + person]! + worths.places[helper]![mentees[column]!]!;
    mentees[column]! += 1;
  }
  return result;
}
