// What it decides: the groups of a round of more people than are matched in one go, from what was computed of it before.
// Idea: a plan is computed in stages over several messages (../../rules/crowds) and kept until the round stands. What of it can still be
//   carried out is; who is left then is mended like anybody. Nothing is formed before the plan is whole.
// Source: docs/how-matching-decides.md#crowds.

import { rulesOf } from "../../domain/values/format.ts";
import { AskedAgain } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { crowdPairs } from "../../rules/crowds/crowdPairs.ts";
import { crowdCircles, crowdRotation, crowdTriads } from "../../rules/crowds/parts.ts";
import { CROWD, planKey, type Stages } from "../../rules/crowds/stages.ts";
import { type FormedGroup, type Forming, fitRequest, groupKey, isByFit, timesKept } from "./forming.ts";
import { roundsTogether } from "./roundHistory.ts";

/** A round that has to be computed before it is formed. */
export interface CrowdRound {
  programmeId: string;
  /** From 0. */
  round: number;
  mark: string;
  stages(): Stages<FormedGroup[]>;
}

/** A round of a crowd is to be formed and was not computed: once it was, the rule is asked again. */
export class NotFormed extends AskedAgain {
  readonly round: CrowdRound;

  constructor(round: CrowdRound) {
    super(`round ${round.round} of ${round.programmeId} was not computed`);
    this.round = round;
  }
}

/** True for more people than are matched in one go. */
export function isCrowd(people: readonly string[]): boolean {
  return people.length > CROWD;
}

/**
 * The groups of a crowd's round that are still to be made; null where its plan is carried out as far as it can be. `standing` are the
 * keys of the groups there are, `unassigned` the people who are there and in none. @throws NotFormed
 */
export function crowdGroups(
  forming: Forming,
  standing: ReadonlySet<string>,
  unassigned: readonly string[],
): FormedGroup[] | null {
  const { planning, programme, round } = forming;
  const waiting = new Set(unassigned);
  const known = planning.plans.get(planKey({ programmeId: programme.id, round: round.number }));
  const left = (known?.groups ?? []).filter(
    ({ members }) => members.every(id => waiting.has(id)) && !standing.has(groupKey(programme, round, members)),
  );
  if (standing.size > 0 && (left.length > 0 || !isCrowd(unassigned))) return left.length > 0 ? left : null;
  const open = { ...forming, isPresent: ({ id }: { id: string }) => waiting.has(id) };
  const mark = markOfRound(open, unassigned);
  if (known?.mark === mark) return left;
  throw new NotFormed({
    programmeId: programme.id,
    round: round.number,
    mark,
    stages: () => stagesOf(open, unassigned),
  });
}

/** All that a round is computed from. */
function markOfRound(forming: Forming, present: readonly string[]): string {
  const { programme, round, earlier, needs } = forming;
  const { people, weights, seed, week } = fitRequest(forming);
  const kept = timesKept(forming);
  const threes = earlier.timesInThree();
  const isThere = new Set(present);
  const there = people
    .filter(({ id }) => isThere.has(id))
    .map(person =>
      JSON.stringify([person, kept.get(person.id), threes.get(person.id), [...earlier.met.of(person.id)]]),
    );
  const { format, matching, groupSize } = programme;
  return markOf([seed, week, weights, format, matching, groupSize, round.number, needs.apart.mark, there.join("\n")]);
}

function* stagesOf(forming: Forming, present: readonly string[]): Stages<FormedGroup[]> {
  const { programme, round, earlier, seed, needs } = forming;
  const beside = needs.apart.mark ?? "";
  const { grouping } = rulesOf(programme.format);
  const alone = (members: string[]): FormedGroup => ({ members, keeper: null, helper: null });
  const request = fitRequest(forming);
  const cameToTriads = earlier.timesInThree();
  if (grouping === "circles") {
    const past = earlier.circles();
    const together = roundsTogether(programme, round);
    const wished = { people: present, size: programme.groupSize, past, ...together, seed: programme.id };
    return (yield* crowdCircles({ ...wished, forbidden: needs.apart }, beside)).map(alone);
  }
  if (grouping === "triads") {
    const matching = isByFit(programme) ? "best_fit" : "random";
    const triads = yield* crowdTriads({ ...request, matching, timesKept: timesKept(forming) }, beside);
    return triads.map(triad => ({ ...triad, helper: null }));
  }
  if (isByFit(programme)) return (yield* crowdPairs({ ...request, cameToTriads })).groups.map(alone);
  const rotation = { people: present, met: earlier.met, seed, cameToTriads, forbidden: needs.apart };
  return (yield* crowdRotation(rotation, beside)).map(alone);
}
