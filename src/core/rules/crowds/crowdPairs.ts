// What it decides: the pairs of a crowd chosen by fit, with one triad when the number is odd.
// Idea: whom each fits best is looked for part by part (`nearest.ts`); among those the pairs are found block by block (`pairing.ts`).
// Source: docs/how-matching-decides.md#crowds. Cost: 25 Y (docs/what-is-tried.md#benches) for 10,000 people, over all pieces.

import { skillIdentity } from "../../domain/skill.ts";
import { type Apart, NOBODY_APART } from "../../domain/values/apart.ts";
import { fnv1a, markOf } from "../../domain/values/hash.ts";
import { type BestFit, type BestFitRequest, divided, scoresOf } from "../matching/bestFit.ts";
import { type Candidate, candidatesById } from "../matching/candidate.ts";
import { edgeWeightsOf } from "../matching/edgeWeights.ts";
import { profileOf } from "../matching/fit.ts";
import { FIT_WEIGHTS } from "../matching/fitWeights.ts";
import { leftOutReason, outBefore } from "../matching/leftOut.ts";
import { Best, type Known, lotOf, type Near, nearestIn, worthOf } from "./nearest.ts";
import { Pairing } from "./pairing.ts";
import { partsOf } from "./parts.ts";
import { type Piece, type Stages, stage } from "./stages.ts";

/** How many others each person's partner is chosen from. */
const CHOICES = 12;
/** Over all parts so many are found for each person; of a part this many at least. */
const FOUND = 32;
const FOUND_IN_PART = 3;
/** Pairs of people compared for a unit of effort: a hundredth of Y. */
const COMPARED = 36_000;
/** How often a crowd is cut into other blocks once it has pairs. */
const EXCHANGES = 2;
/** People whom nobody they fit best is left for are divided among themselves, so many at once. */
const MOST_ALONE = 500;

/** The same as `planBestFit` for a crowd, within a percent of the best there is. */
export function* crowdPairs(request: BestFitRequest): Stages<Pick<BestFit, "groups" | "leftOut">> {
  const everybody = candidatesById(request.people);
  const present = everybody.filter(person => outBefore(person, "pair") === null);
  const place = new Map(present.map(({ id }, index) => [id, index]));
  const third = present.length % 2 === 1 ? seldomInThree(present, request) : -1;
  const pairing = new Pairing(present.length);
  const lots = present.map(({ id }) => fnv1a(`${request.seed}\n${id}`));
  const isApart = apartOf(request);
  const parts = partsOf(present, request.seed).map(part => part.map(({ id }) => place.get(id)!));
  const best = yield* nearestOf(present, parts, { request, lots });
  for (let a = 0; a < present.length; a += 1)
    for (const [b, worth] of best.of(a))
      if (a !== third && b !== third && !isApart(present[a]!.id, present[b]!.id)) pairing.allow(a, b, worth);
  const score = scoresOf(present, request);
  const alone = () => pairing.alone().filter(person => person !== third);
  pairing.pairBestFirst();
  for (let time = 0; time <= EXCHANGES; time += 1) {
    const blocks = pairing.blocks(`${request.seed} ${time}`);
    const known = (part: number) => ({ stage: time === 0 ? "blocks" : "exchange", part: `${time} ${part}` }) as const;
    const found = yield* stage(blocks.map((block, part) => pairing.piece(block, known(part))));
    for (const [part, block] of blocks.entries()) pairing.settle(block, found[part]!);
    for (const [a, b] of pairsAmong(present, alone().slice(0, MOST_ALONE), { request, score })) {
      pairing.allow(a, b, worthOf(score(a, b) ?? 0, lotOf(lots[a]!, lots[b]!)));
      pairing.pair(a, b);
    }
  }
  const groups = joined(pairing, [...(third < 0 ? [] : [third]), ...alone()], {
    score,
    seats: present.map(({ id }) => timesInThree(id, request)),
  });
  const placed = new Set(groups.flat());
  const isPlaced = ({ id }: Candidate) => placed.has(place.get(id) ?? -1);
  return {
    groups: groups.map(group => group.sort((a, b) => a - b).map(person => present[person]!.id)),
    leftOut: everybody
      .filter(person => !isPlaced(person))
      .map(person => ({ id: person.id, why: outBefore(person, "pair") ?? leftOutReason(person, present, "pair") })),
  };
}

function apartOf({ apart = NOBODY_APART }: BestFitRequest): Apart {
  return (a, b) => apart(a, b) || apart(b, a);
}

function timesInThree(id: string, { met, cameToTriads }: BestFitRequest): number {
  return cameToTriads === undefined ? met.timesInThree(id) : (cameToTriads.get(id) ?? 0);
}

/** The one of an odd number who joins a pair: whoever least was one of three. */
function seldomInThree(people: readonly Candidate[], request: BestFitRequest): number {
  const order = [...people.keys()].map(person => {
    const { id } = people[person]!;
    return { person, times: timesInThree(id, request), lot: fnv1a(`${id}\n${request.seed}`) };
  });
  return order.sort((a, b) => a.times - b.times || a.lot - b.lot || a.person - b.person)[0]!.person;
}

interface Looking {
  request: BestFitRequest;
  lots: readonly number[];
}

/** Whom each fits best, of all parts. */
function* nearestOf(
  people: readonly Candidate[],
  parts: readonly (readonly number[])[],
  { request, lots }: Looking,
): Stages<Best> {
  const { met, week, weights = FIT_WEIGHTS.pair, sameSkills = [] } = request;
  const fit = { format: "pair", weights, met } as const;
  const most = Math.max(FOUND_IN_PART, Math.ceil(FOUND / parts.length));
  const skill = skillIdentity(sameSkills);
  const known: Known[] = [];
  const knownAt = (person: number): Known =>
    (known[person] ??= {
      candidate: people[person]!,
      profile: profileOf(people[person]!, week, skill),
      lot: lots[person]!,
    });
  const beside = markOf([week, weights, sameSkills, request.seed, most]);
  const marks = parts.map(part => markOf(part.map(person => markedPerson(people[person]!, request)).join()));
  const twos = parts.flatMap((_, first) =>
    parts.slice(first).map((_, more): [number, number] => [first, first + more]),
  );
  const pieces = twos.map(([first, second]): Piece & { compute(): [Near, Near] } => {
    const [one, other] = [parts[first]!, parts[second]!];
    return {
      stage: "candidates",
      part: `${first} ${second}`,
      mark: markOf([beside, marks[first], marks[second]]),
      effort: Math.ceil((one.length * other.length) / (first === second ? 2 : 1) / COMPARED),
      compute: () => {
        const some = one.map(knownAt);
        return nearestIn(some, first === second ? some : other.map(knownAt), most, fit);
      },
    };
  });
  const found: [Near, Near][] = yield* stage(pieces);
  const best = new Best(people.length, CHOICES);
  const take = (mine: readonly number[], theirs: readonly number[], { who, points }: Near) => {
    for (const [index, person] of mine.entries())
      for (let next = index * most; next < (index + 1) * most && who[next]! >= 0; next += 1) {
        const other = theirs[who[next]!]!;
        best.add(person, other, worthOf(points[next]!, lotOf(lots[person]!, lots[other]!)));
      }
  };
  for (const [index, [first, second]] of twos.entries()) {
    const [one, other] = [parts[first]!, parts[second]!];
    take(one, other, found[index]![0]);
    if (first !== second) take(other, one, found[index]![1]);
  }
  return best;
}

/** All that a person's fits are drawn from, as a mark. */
function markedPerson(person: Candidate, { met }: BestFitRequest): string {
  return markOf(JSON.stringify([person, [...met.of(person.id)]]));
}

/** The pairs of a few people among themselves. */
function pairsAmong(
  people: readonly Candidate[],
  some: readonly number[],
  { request, score }: { request: BestFitRequest; score: (a: number, b: number) => number | null },
): [number, number][] {
  if (some.length < 2) return [];
  const ids = some.map(person => people[person]!.id);
  const weights = edgeWeightsOf(ids, request.seed, (a, b) => score(some[a]!, some[b]!));
  const { groups } = divided(weights, new Array(some.length).fill(0));
  return groups.map(([a = 0, b = 0]) => [some[a]!, some[b]!]);
}

/** The pairs as groups; each of those alone joins one whose people least were in three, and of those the one that fits best. */
function joined(
  { mates }: Pairing,
  alone: readonly number[],
  { score, seats }: { score: (a: number, b: number) => number | null; seats: readonly number[] },
): number[][] {
  const groups = [...mates.keys()].flatMap(person => (mates[person]! > person ? [[person, mates[person]!]] : []));
  for (const person of alone) {
    let home: { group: number[]; seats: number; points: number } | null = null;
    for (const group of groups) {
      const [a = 0, b = 0] = group;
      const sum = seats[a]! + seats[b]!;
      if (group.length > 2 || (home !== null && sum > home.seats)) continue;
      const [first, second] = [score(person, a), score(person, b)];
      if (first === null || second === null) continue;
      if (home === null || sum < home.seats || first + second > home.points)
        home = { group, seats: sum, points: first + second };
    }
    home?.group.push(person);
  }
  return groups;
}
