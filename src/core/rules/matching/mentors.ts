// What it decides: the pairs where one is more experienced: mentors with their mentees, and juniors with seniors.
// Idea: as many people as can be in a pair first, the sum of fits second, both by an assignment of those who are helped to the
//   places of those who help; people who could be on either side are tried on both.
// Source: docs/how-matching-decides.md#mentors; `assignment.ts`. Cost: a few assignments; 1,000 people take 4 Y
//   (docs/what-is-tried.md#benches) at most.

import type { FitWeights } from "../../domain/fitTerms.ts";
import type { LeftOutReason } from "../../domain/problem.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { type Apart, NOBODY_APART } from "../../domain/values/apart.ts";
import { FIT_RULES } from "../../domain/values/format.ts";
import type { LocalDate } from "../../domain/values/time.ts";
import { assignPlaces } from "./assignment.ts";
import { type Candidate, candidatesById } from "./candidate.ts";
import { lotsOf } from "./edgeWeights.ts";
import { couldHelp, fitScore, loadPoints, profileOf } from "./fit.ts";
import { FIT_WEIGHTS } from "./fitWeights.ts";
import { brokenRule } from "./hardRules.ts";
import { type LeftOut, leftOutReason, outBefore } from "./leftOut.ts";
import type { Meetings } from "./meetings.ts";

export interface MentorsRequest {
  format: "mentor" | "reverse";
  /** Everybody in the programme, those away too; order and repetitions are irrelevant. */
  people: readonly Candidate[];
  met: Meetings;
  /** Programme and round: the same seed gives the same pairs. */
  seed: string;
  /** A day of the week whose working hours are compared. */
  week: LocalDate;
  weights?: FitWeights;
  /** People who must not be in one group, privately. */
  apart?: Apart;
  /** Mentees people have already from pairs that go on: they count against the capacity, and who has some goes on helping. */
  mentees?: ReadonlyMap<string, number>;
  /** People already helped in a pair that goes on: in no new pair. */
  helped?: ReadonlySet<string>;
  /** The programme's own lines of names for one skill. */
  sameSkills?: readonly (readonly string[])[];
}

/** In `mentor` the helper is the more experienced one, in `reverse` the less. */
interface HelpPair {
  helper: string;
  helped: string;
}

interface Mentors {
  /** Sorted by helper, then by helped. Nobody is helped by two. */
  pairs: HelpPair[];
  /** Everybody in no pair, and why, by id. */
  leftOut: LeftOut[];
}

/**
 * The pairs of a round, one for each mentee; a mentor is in as many as their capacity allows, three when none is said.
 *
 * Never one's own manager, never against the format's levels or a "not with". As many people as can be are in a pair, then
 * mentees are spread and fits are best. People who offer and seek nothing, or both, are on the side
 * where more get a pair; those who chose a side are on it wherever another's level fits.
 */
export function planMentors(request: MentorsRequest): Mentors {
  const { format, met, seed, week, weights = FIT_WEIGHTS[format], apart = NOBODY_APART, mentees, sameSkills } = request;
  const everybody = candidatesById(request.people);
  const present = everybody.filter(person => outBefore(person, format) === null);
  const { people, stated } = poolOf(present, request);
  const edgeWeights = helpWeights({ format, people, met, seed, week, weights, apart, mentees, sameSkills });
  let best: Helping | null = null;
  for (const sides of sidesToTry(people, stated, format)) best = better(best, helpingOf(edgeWeights, sides));
  for (const sides of best === null ? [] : sidesSwapped(stated, best))
    best = better(best, helpingOf(edgeWeights, sides));
  const pairs = (best?.pairs ?? [])
    .map(([helper, helped]) => ({ helper: people[helper]!.id, helped: people[helped]!.id }))
    .sort((a, b) => (a.helper === b.helper ? (a.helped < b.helped ? -1 : 1) : a.helper < b.helper ? -1 : 1));
  const placed = new Set(pairs.flatMap(({ helper, helped }) => [helper, helped]));
  const isOut = ({ id }: Candidate) =>
    !placed.has(id) && !request.helped?.has(id) && (request.mentees?.get(id) ?? 0) === 0;
  return {
    pairs,
    leftOut: everybody.filter(isOut).map(person => ({ id: person.id, why: whyInNoPair(person, present, format) })),
  };
}

/**
 * Whether two people could make one pair more, as far as rules, sides and places say: without one there is nothing to plan.
 *
 * A quick look at the same request; a plan leaves nothing for it, as a rule.
 */
export function couldPair(request: MentorsRequest): boolean {
  const { format, apart = NOBODY_APART, mentees = new Map<string, number>() } = request;
  const present = candidatesById(request.people).filter(person => outBefore(person, format) === null);
  const { people, stated } = poolOf(present, request);
  const helpers = people.filter(
    (person, place) => stated[place] !== "helped" && placesOf(person) > (mentees.get(person.id) ?? 0),
  );
  const helped = people.filter((_, place) => stated[place] !== "helper");
  const mayMeet = (helper: Candidate, other: Candidate) =>
    brokenRule(helper, other, format) === null && !apart(helper.id, other.id);
  return helpers.some(helper => helped.some(other => mayMeet(helper, other)));
}

/** Those who are there and not helped yet, each with the side they are on in any case; all who are there tell that. */
function poolOf(present: readonly Candidate[], { format, mentees, helped }: MentorsRequest) {
  const people = present.filter(({ id }) => !helped?.has(id));
  return { people, stated: people.map((person): Side | null => statedSide(person, present, format, mentees)) };
}

/**
 * Why a person is in no pair: as in other formats; those there to help, or with nobody above to help them, read that no
 * mentee is left. `present` are all who take part.
 */
export function whyInNoPair(
  person: Candidate,
  present: readonly Candidate[],
  format: MentorsRequest["format"],
): LeftOutReason {
  const why = outBefore(person, format) ?? leftOutReason(person, present, format);
  if (why !== "no_partner") return why;
  const canBeHelped = present.some(other => brokenRule(other, person, format) === null);
  if (placesOf(person) < 1) return canBeHelped ? why : "helps_nobody";
  const side = statedSide(person, present, format) ?? (canBeHelped ? "helped" : "helper");
  return side === "helper" ? "no_mentee_left" : why;
}

function better(known: Helping | null, found: Helping): Helping {
  if (known === null || found.placed > known.placed) return found;
  return found.placed === known.placed && found.worth > known.worth ? found : known;
}

/** With so few people who could be on either side every choice of sides is tried. */
const FEW_OPEN = 8;

/** Levels are 1 to 5: below, between and above them a line can be drawn. */
const LINES = [1, 2, 3, 4, 5, 6];

/** People left over whose other side is tried. */
const SWAPS = 8;

/**
 * The choices of sides that are worth trying, each in the order of the people.
 *
 * `stated` is the side each is on in any case (`statedSide`), null for those who can be on either: few of them are tried in
 * every combination, many divided by a level. In `reverse` the lower levels help.
 */
function sidesToTry(
  people: readonly Candidate[],
  stated: readonly (Side | null)[],
  format: "mentor" | "reverse",
): Side[][] {
  const open = [...stated.keys()].filter(place => stated[place] === null);
  if (open.length <= FEW_OPEN)
    return Array.from({ length: 2 ** open.length }, (_, choice) =>
      stated.map((side, place) => side ?? (choice & (1 << open.indexOf(place)) ? "helper" : "helped")),
    );
  return LINES.map(line =>
    stated.map((side, place) => {
      const isAbove = (people[place]!.level ?? 0) >= line;
      return side ?? (isAbove === (FIT_RULES[format].helper?.is === "above") ? "helper" : "helped");
    }),
  );
}

/** The best choice again, with one of those left over on the other side each time. */
function sidesSwapped(stated: readonly (Side | null)[], best: Helping): Side[][] {
  const placed = new Set(best.pairs.flat());
  const open = [...stated.keys()].filter(place => !placed.has(place) && stated[place] === null);
  return open
    .slice(0, SWAPS)
    .map(place => best.sides.map((side, other) => (other !== place ? side : side === "helper" ? "helped" : "helper")));
}

/**
 * The side a person is on in any case: those who already help help, those who can help nobody are helped, and those who
 * only offer, or only seek, are on the side they said, where another's level fits. Null for people who could be on
 * either.
 */
function statedSide(
  person: Candidate,
  people: readonly Candidate[],
  format: "mentor" | "reverse",
  mentees: ReadonlyMap<string, number> = new Map(),
): Side | null {
  if ((mentees.get(person.id) ?? 0) > 0) return "helper";
  if (placesOf(person) < 1) return "helped";
  const isHelper = person.offers.length > 0;
  if (isHelper === person.seeks.length > 0) return null;
  const fits = (other: Candidate) =>
    (isHelper ? brokenRule(person, other, format) : brokenRule(other, person, format)) === null;
  return people.some(fits) ? (isHelper ? "helper" : "helped") : null;
}

/** Mentees a mentor has at most who said no number. */
export const MENTEES = 3;

/**
 * Who would like to help is chosen first among those who can help with what is sought: more than all other reasons together can give
 * with their usual weights, but less than that people get a pair at all.
 */
const WILLING_POINTS = 700;

/** Points as whole steps, with lots below them that decide between equals. */
const POINT = 2 ** 20;

const LOT = 2 ** 10;

/** Above the points of all pairs together: a person in a pair. */
const PLACED = 2 ** 21 * POINT;

interface HelpWorths {
  size: number;
  /** What it is worth that a helps b, at a * size + b, without the mentor's load; -1 where it must not be. */
  worth: Float64Array;
  /** Places each has for more mentees, and what the next ones are worth: rises by less each time. */
  places: readonly (readonly number[])[];
  /** True for those who have a mentee from before. */
  isPlaced: readonly boolean[];
}

/** A person's side of a pair: the one who helps, or the one who is helped. */
type Side = "helper" | "helped";

/** Each person's side, and the pairs that result: [helper, helped] by number. */
interface Helping {
  sides: readonly Side[];
  pairs: [helper: number, helped: number][];
  /** People in a pair. */
  placed: number;
  worth: number;
}

interface HelpRequest {
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

/** How many people one can help at once. A whole number, not negative. */
function placesOf({ helps, capacity }: Candidate): number {
  return Math.max(0, Math.floor(helps ?? capacity ?? MENTEES));
}

/** What each could be worth to each other, among people in the order of their ids. */
function helpWeights(request: HelpRequest): HelpWorths {
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
      const isChosen = helper.wantsToMentor === true && couldHelp(profiles[a]!, profiles[b]!);
      const points =
        fitScore(profiles[a]!, profiles[b]!, fit) - loadPoints(weights, 0) + (isChosen ? WILLING_POINTS : 0);
      worth[a * size + b] = points * POINT + lot(a, b);
    }
  const held = people.map(({ id }) => mentees.get(id) ?? 0);
  const places = people.map((candidate, person) => {
    const free = Math.max(0, placesOf(candidate) - held[person]!);
    return Array.from({ length: Math.min(free, size) }, (_, next) => loadPoints(weights, held[person]! + next) * POINT);
  });
  return { size, worth, places, isPlaced: held.map(count => count > 0) };
}

/** The pairs for a choice of sides: as many people in one as can be, then the greatest worth. */
function helpingOf(edgeWeights: HelpWorths, sides: readonly Side[]): Helping {
  const people = [...sides.keys()];
  const helped = people.filter(person => sides[person] === "helped");
  const helpers = people.filter(person => sides[person] === "helper");
  const isNew = (helper: number, mentees: number) => mentees === 0 && !edgeWeights.isPlaced[helper];
  const gain = new Float64Array(helped.length * helpers.length).fill(Number.NEGATIVE_INFINITY);
  for (const [row, person] of helped.entries())
    for (const [column, helper] of helpers.entries()) {
      const worth = edgeWeights.worth[helper * edgeWeights.size + person]!;
      if (worth >= 0) gain[row * helpers.length + column] = PLACED + worth;
    }
  const places = helpers.map(helper =>
    edgeWeights.places[helper]!.map((load, mentees) => load + (isNew(helper, mentees) ? PLACED : 0)),
  );
  const given = assignPlaces(helped.length, places, gain);
  const result: Helping = { sides, pairs: [], placed: 0, worth: 0 };
  const mentees = new Int32Array(helpers.length);
  for (const [row, person] of helped.entries()) {
    const column = given[row]!;
    if (column < 0) continue;
    const helper = helpers[column]!;
    result.pairs.push([helper, person]);
    result.placed += isNew(helper, mentees[column]!) ? 2 : 1;
    result.worth +=
      edgeWeights.worth[helper * edgeWeights.size + person]! + edgeWeights.places[helper]![mentees[column]!]!;
    mentees[column]! += 1;
  }
  return result;
}
