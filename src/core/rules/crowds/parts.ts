// What it decides: the groups of a crowd where they are not chosen by fit pair by pair: least-met pairs, triads and circles.
// Idea: people are dealt to parts by lot, and each part is planned as a programme of its own; whom parts have over are planned together.
// Source: docs/how-matching-decides.md#crowds. Cost: that of the rules part by part.
import { fnv1a, markOf } from "../../domain/values/hash.ts";
import { planCircleRounds } from "../circles/circles.ts";
import type { Circles } from "../circles/seatable.ts";
import type { Candidate } from "../matching/candidate.ts";
import type { Meetings } from "../matching/meetings.ts";
import { planPairs } from "../matching/pairs.ts";
import { planTriads } from "../matching/triads.ts";
import { type Piece, type Stages, stage } from "./stages.ts";

/** Parts are smaller than this as a rule. */
const MOST_IN_PART = 800;
/** Rounds of circles are planned together, many at a time, which is dear for many people. */
const MOST_SEATED = 200;

/** What planning a part costs, by its people (`Piece.effort`). */
const EFFORT = { pairs: 0.1, triads: 0.2, circles: 2.5 };

/**
 * A crowd by parts, as equal as lots make them: who is in which hangs on the seed and the own id alone, as long as the number of parts,
 * a power of two, is the same. Sorted by id within each.
 */
export function partsOf<T extends { id: string }>(people: readonly T[], seed: string, most = MOST_IN_PART): T[][] {
  const count = 2 ** Math.max(0, Math.ceil(Math.log2(people.length / most)));
  const parts: T[][] = Array.from({ length: count }, () => []);
  for (const person of [...people].sort((a, b) => (a.id < b.id ? -1 : 1)))
    parts[(lotOf(person.id, seed) >>> 16) % count]!.push(person);
  return parts;
}

/** A whole number for a person, fixed by the seed and the own id. */
function lotOf(id: string, seed: string): number {
  // The lowest bits of FNV-1a hang on the lowest bits of the letters alone.
  return Math.imul(fnv1a(`${seed}\n${id}`) ^ 0x9e3779b9, 0x85ebca6b);
}

type PairsRequest = Parameters<typeof planPairs>[0];
type TriadsRequest = Parameters<typeof planTriads>[0];
type CirclesRequest = Parameters<typeof planCircleRounds>[0];

/** The same as `planPairs` for a crowd: nobody meets anybody again as long as their part has others. `beside` marks who is kept apart. */
export function* crowdRotation(request: PairsRequest, beside: string): Stages<string[][]> {
  const { met, seed, cameToTriads } = request;
  const people = [...new Set(request.people)].map(id => ({ id }));
  return yield* inParts(people, {
    seed,
    over: 2,
    effort: EFFORT.pairs,
    markOf: ({ id }) => markedMeetings(id, met) + (cameToTriads?.get(id) ?? met.timesInThree(id)),
    beside,
    plan: some => planPairs({ ...request, people: some.map(({ id }) => id), away: [] }),
    membersOf: group => group,
  });
}

type Triad = ReturnType<typeof planTriads>["groups"][number];

/** The groups of `planTriads` for a crowd. */
export function* crowdTriads(request: TriadsRequest, beside: string): Stages<Triad[]> {
  const { met, seed, timesKept } = request;
  return yield* inParts<Candidate, Triad>(request.people, {
    seed,
    over: 3,
    effort: EFFORT.triads,
    markOf: person => JSON.stringify(person) + markedMeetings(person.id, met) + (timesKept?.get(person.id) ?? 0),
    beside: markOf([beside, request.week, request.matching, request.weights]),
    plan: some => planTriads({ ...request, people: some }).groups,
    membersOf: ({ members }) => members,
  });
}

/** The first round of `planCircleRounds` for a crowd: each part has circles of its own, round after round. */
export function* crowdCircles(request: CirclesRequest, beside: string): Stages<string[][]> {
  const { seed, past = [], size, rounds, since } = request;
  const parts = partsOf(
    [...new Set(request.people)].map(id => ({ id })),
    seed,
    MOST_SEATED,
  ).map(part => part.map(({ id }) => id));
  const within = (people: ReadonlySet<string>): Circles[] =>
    past.map(round => round.map(circle => circle.filter(id => people.has(id))).filter(circle => circle.length > 0));
  const pieces = parts.map((people, part): Piece & { compute(): string[][] } => {
    const own = within(new Set(people));
    return {
      stage: "parts",
      part: String(part),
      mark: markOf([people, own, size, rounds, since, seed, beside]),
      effort: Math.ceil(EFFORT.circles * people.length),
      compute: () => planCircleRounds({ ...request, people, past: own })[0] ?? [],
    };
  });
  return (yield* stage(pieces)).flat();
}

interface InParts<T, G> {
  seed: string;
  /** So many of each part, and those that their number leaves over, are planned with those of other parts. */
  over: number;
  /** For each person of a part. */
  effort: number;
  markOf(person: T): string;
  /** Marks what is the same for everybody. */
  beside: string;
  plan(some: readonly T[]): G[];
  membersOf(group: G): readonly string[];
}

function* inParts<T extends { id: string }, G>(people: readonly T[], how: InParts<T, G>): Stages<G[]> {
  const parts = partsOf(people, how.seed).map(part => {
    const byLot = [...part].sort((a, b) => lotOf(a.id, `${how.seed} over`) - lotOf(b.id, `${how.seed} over`));
    return byLot.slice(how.over + (part.length % how.over));
  });
  const piece = (some: readonly T[], part: string): Piece & { compute(): G[] } => ({
    stage: "parts",
    part,
    mark: markOf([how.seed, how.beside, some.map(how.markOf).join("\n")]),
    effort: Math.ceil(how.effort * some.length),
    compute: () => how.plan(some),
  });
  const groups = (yield* stage(parts.map((part, number) => piece(part, String(number))))).flat();
  const placed = new Set(groups.flatMap(group => how.membersOf(group)));
  const rest = people.filter(({ id }) => !placed.has(id)).slice(0, MOST_IN_PART);
  return [...groups, ...(yield* stage([piece(rest, "over")])).flat()];
}

function markedMeetings(id: string, met: Meetings): string {
  return JSON.stringify([id, ...met.of(id)]);
}
