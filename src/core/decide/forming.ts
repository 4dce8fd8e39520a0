// What it decides: the groups of a round as they are to be formed, for each format, and what mends the small ones.
// Idea: what the programme's pages say is handed to the rule of its format; nothing is remembered here.
// Source: design, sections 2 and 6; the rules are in ../matching.

import { fitsById, planBestFit } from "../matching/bestFit.ts";
import { type Candidate, candidateOf } from "../matching/candidate.ts";
import type { FitFormat } from "../matching/fit.ts";
import { FIT_WEIGHTS, type FitWeights, fitWeights } from "../matching/fitWeights.ts";
import type { Meetings } from "../matching/meetings.ts";
import { planPairs } from "../matching/pairs.ts";
import { type GroupReasons, groupReasons } from "../matching/reasons.ts";
import { nextSeat } from "../matching/seats.ts";
import { planTriads } from "../matching/triads.ts";
import { weightsText } from "../matching/writtenWeights.ts";
import type { Person } from "../person.ts";
import type { Programme, Round } from "../programme.ts";
import type { Snapshot } from "../snapshot.ts";
import type { ProgrammeNeeds } from "../surveys/needs.ts";
import { type LocalDate, mondayOf } from "../time.ts";

/** What there is to form a round of small groups from. */
export interface Forming {
  programme: Programme;
  round: Round;
  /** Everybody in the programme who may be matched, by id. */
  people: readonly Person[];
  /** True for who takes part in this round. */
  isPresent: (person: Person) => boolean;
  met: Meetings;
  seed: string;
  /** What people asked for privately, who is kept apart from whom among it. */
  needs: Pick<ProgrammeNeeds, "wishes" | "apart">;
  /** How often each was one of three in earlier rounds. */
  cameToTriads: ReadonlyMap<string, number>;
  /** How often each held a group's seat in earlier rounds. */
  timesKept: ReadonlyMap<string, number>;
}

/** A group as it is to be formed. */
export interface FormedGroup {
  members: string[];
  /** Who keeps a triad's talk to its goals; null where nobody does. */
  keeper: string | null;
}

/** True where people are put together by what they offer and seek; circles are not. */
export function isByFit(programme: Programme): boolean {
  return programme.matching === "best_fit" && (programme.format === "pair" || programme.format === "triad");
}

/** The round's groups of two and three. Sorted by id, within groups and among them; in a programme of triads with keepers. */
export function formSmallGroups(forming: Forming): FormedGroup[] {
  if (forming.programme.format === "triad") {
    const matching = isByFit(forming.programme) ? "best_fit" : "random";
    return planTriads({ ...fitRequest(forming), matching, timesKept: forming.timesKept }).groups;
  }
  return formPairs(forming).map(members => ({ members, keeper: null }));
}

function formPairs(forming: Forming): string[][] {
  const { programme, people, isPresent, met, seed, cameToTriads, needs } = forming;
  if (isByFit(programme)) return planBestFit({ ...fitRequest(forming), cameToTriads }).groups;
  const idsOf = (some: readonly Person[]) => some.map(({ id }) => id);
  return planPairs({
    people: idsOf(people.filter(isPresent)),
    away: idsOf(people.filter(person => !isPresent(person))),
    met,
    seed,
    cameToTriads,
    forbidden: needs.apart,
  });
}

/**
 * Who keeps the talk of a group that changed: its keeper, as long as they are in it, else who least was one. Null in a group
 * of two, and where the format has no keeper.
 */
export function keeperWithin(forming: Forming, memberIds: readonly string[], current: string | null): string | null {
  const { programme, timesKept, seed } = forming;
  if (programme.format !== "triad" || memberIds.length < 3) return null;
  return current !== null && memberIds.includes(current) ? current : nextSeat(memberIds, timesKept, seed);
}

/** The points of two people where the programme goes by fit, for who joins a round that stands; undefined where it does not. */
export function fitWithin(forming: Forming): ((a: string, b: string) => number | null) | undefined {
  return isByFit(forming.programme) ? fitsById(fitRequest(forming)) : undefined;
}

/** Why these people fit, as all of them may read it; undefined where the programme does not go by fit. */
export function reasonsFor(
  snapshot: Snapshot,
  programme: Programme,
  round: Round,
  memberIds: readonly string[],
): GroupReasons | undefined {
  if (!isByFit(programme)) return undefined;
  return groupReasons({
    format: programme.format === "triad" ? "triad" : "pair",
    weights: weightsOf(programme),
    members: memberIds.flatMap(id => snapshot.people.get(id) ?? []).map(person => candidateOf(person)),
    week: weekOf(round),
    zone: programme.zone,
    nameOf: id => snapshot.people.get(id)?.name ?? "",
  });
}

function fitRequest({ programme, people, isPresent, round, met, seed, needs }: Forming) {
  const candidates = people.map(
    (person): Candidate =>
      candidateOf(person, { isAway: !isPresent(person), wishes: needs.wishes.get(person.id) ?? [] }),
  );
  return { people: candidates, met, seed, week: weekOf(round), weights: weightsOf(programme), apart: needs.apart };
}

/** What each reason counts in a programme: as usual for its format, but for what its coordinator changed. */
export function weightsOf(programme: Programme): FitWeights {
  return fitWeights(fitFormat(programme), programme.weights).weights;
}

function fitFormat({ format }: Programme): FitFormat {
  return format in FIT_WEIGHTS ? (format as FitFormat) : "pair";
}

/** The weights a programme's groups are formed by, as a coordinator could write them; empty where fit does not count. */
export function weightsInUse(programme: Programme): string {
  return isByFit(programme) ? weightsText(fitFormat(programme), weightsOf(programme), programme.language) : "";
}

/** The week whose working hours are compared. */
function weekOf(round: Round): LocalDate {
  return mondayOf(round.startsOn);
}
