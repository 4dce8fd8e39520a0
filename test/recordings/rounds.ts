import { apartOf } from "../../src/core/domain/values/apart.ts";
import { LANGUAGES } from "../../src/core/domain/values/language.ts";
import { OPTIONS } from "../../src/core/domain/values/options.ts";
import { type Random, randomOf, shuffled } from "../../src/core/domain/values/random.ts";
import { parseWorkingHours } from "../../src/core/domain/values/writtenHours.ts";
import { fitsById, planBestFit } from "../../src/core/rules/matching/bestFit.ts";
import type { Candidate } from "../../src/core/rules/matching/candidate.ts";
import { groupReasons } from "../../src/core/rules/matching/fit.ts";
import { meetingsOf } from "../../src/core/rules/matching/meetings.ts";
import { couldPair, planMentors } from "../../src/core/rules/matching/mentors.ts";
import { planPairs } from "../../src/core/rules/matching/pairs.ts";
import { repairRound } from "../../src/core/rules/matching/repair.ts";
import { planTriads } from "../../src/core/rules/matching/triads.ts";
import { canonical, type Unit } from "./heard.ts";

const SKILLS = ["Testing", "SQL", "Design", "Writing", "Kotlin", "sql"];
const WEEK = "2027-01-11";
const ROUNDS = 4;
/** Few, for whom every division is tried, an odd and an even number of more, and so many that not all choose among all. */
const SIZES = [3, 5, 6, 7, 9, 12, 15, 17, 22, 33, 40, 66];

/** Who meets whom in some rounds of a company drawn from a seed, in every way of matching, and whom people who come and go are put with. */
export async function roundsHeard(seed: string): Promise<Unit> {
  const random = randomOf(`company ${seed}`);
  const size = SIZES[Number(seed) % SIZES.length] ?? 8;
  const people = Array.from({ length: size }, (_, place) =>
    somebody(`p${String(place).padStart(3, "0")}`, size, random),
  );
  const apart = apartOf(notWithOf(people, Number(seed) % 3, random));
  const lines: string[] = [];
  const tell = (what: string, value: unknown) => void lines.push(`${what} ${canonical(value)}`);
  for (const matching of ["random", "best_fit"] as const) {
    let met = meetingsOf([]);
    for (let round = 0; round < ROUNDS; round += 1) {
      const present = people.map(person => ({ ...person, isAway: random.next() < 0.08 }));
      const request = { people: present, met, seed: `${seed} ${round}`, week: WEEK, apart };
      const groups = matching === "random" ? drawnPairs(request, tell) : bestPairs(request, tell);
      mended({ ...request, groups, isByFit: matching === "best_fit" }, random, tell);
      helped(request, random, tell);
      tell("triads", planTriads({ ...request, matching, timesKept: seatsOf(people, random) }));
      met = met.with(groups);
    }
  }
  return { name: seed, lines };
}

type Tell = (what: string, value: unknown) => void;
type Request = Parameters<typeof planBestFit>[0];

function drawnPairs({ people, met, seed, apart }: Request, tell: Tell): string[][] {
  const here = people.filter(({ isAway }) => !isAway).map(({ id }) => id);
  const away = people.filter(({ isAway }) => isAway).map(({ id }) => id);
  const groups = planPairs({ people: here, away, met, seed, forbidden: apart });
  tell("pairs", groups);
  tell("pairs, nobody apart", planPairs({ people: here, met, seed }));
  return groups;
}

function bestPairs(request: Request, tell: Tell): string[][] {
  const found = planBestFit(request);
  tell("best pairs", found);
  const profiles = new Map(request.people.map(person => [person.id, person]));
  for (const group of found.groups.slice(0, 6))
    tell(
      "why",
      reasonsFor(
        group.flatMap(id => profiles.get(id) ?? []),
        request,
      ),
    );
  return found.groups;
}

function reasonsFor(members: readonly Candidate[], { week }: Request) {
  return groupReasons({ members, week, format: "pair", zone: "Europe/Sofia", nameOf: id => id.toUpperCase() });
}

/** Some of the round leave, others come: who is put with whom. */
function mended(request: Request & { groups: string[][]; isByFit: boolean }, random: Random, tell: Tell): void {
  const { people, met, seed, apart, groups, isByFit } = request;
  const present = people.filter(() => random.next() < 0.85).map(({ id }) => id);
  const round = groups.slice(0, -1).map((memberIds, place) => ({
    id: `g${place}`,
    memberIds,
    fixed: random.next() < 0.2,
    isTheirs: random.next() < 0.2,
    isHome: (ids: readonly string[]) => ids.every(id => memberIds.includes(id)),
  }));
  const fit = isByFit ? fitsById(request) : undefined;
  tell(
    "mended",
    repairRound({ groups: round, present, met, seed, forbidden: apart, ...(fit === undefined ? {} : { fit }) }),
  );
}

/** Who helps whom, beside pairs that go on. */
function helped(request: Request, random: Random, tell: Tell): void {
  const ids = request.people.map(({ id }) => id);
  const going = shuffled(ids, random).slice(0, Math.floor(ids.length / 6));
  for (const format of ["mentor", "reverse"] as const) {
    const alone = { ...request, format };
    const beside = { ...alone, mentees: new Map(going.map(id => [id, 1])), helped: new Set(going.slice(1)) };
    tell(format, [planMentors(alone), planMentors(beside), couldPair(alone), couldPair(beside)]);
  }
}

function somebody(id: string, size: number, random: Random): Candidate {
  const others = (share: number) => (random.next() < share ? [`p${String(random.below(size)).padStart(3, "0")}`] : []);
  return {
    id,
    team: oneOf(["", "A", "B"], random),
    managerId: others(0.3)[0] ?? null,
    level: oneOf([null, 1, 2, 3, 3, 4, 5], random),
    offers: SKILLS.filter(() => random.next() < 0.35),
    seeks: SKILLS.filter(() => random.next() < 0.35),
    languages: LANGUAGES.filter(() => random.next() < 0.4),
    zone: oneOf(["Europe/Sofia", "Europe/Lisbon", "Asia/Almaty"], random),
    hours: parseWorkingHours(oneOf(["9-17", "Tue-Thu 12-20"], random))!,
    style: oneOf([null, ...OPTIONS.people.style], random),
    wishes: others(0.3),
    capacity: oneOf([null, null, null, 0, 1, 2, 3], random),
    helps: oneOf([null, null, 0, 1, 2], random),
    isAway: false,
    isFull: random.next() < 0.03,
  };
}

/** Whom people would rather not be with: few in every third company, and three of most people in another. */
function notWithOf(
  people: readonly Candidate[],
  share: number,
  random: Random,
): ReadonlyMap<string, readonly string[]> {
  const askers = people.filter(() => random.next() < 0.1 + share * 0.4);
  return new Map(askers.map(({ id }) => [id, [0, 1, 2].map(() => oneOf(people, random).id)]));
}

function seatsOf(people: readonly Candidate[], random: Random): ReadonlyMap<string, number> {
  return new Map(people.map(({ id }) => [id, random.below(3)]));
}

function oneOf<T>(items: readonly T[], random: Random): T {
  return items[random.below(items.length)]!;
}
