import { execFileSync } from "node:child_process";
import { skillIdentity } from "../../src/core/domain/skill.ts";
import { randomOf } from "../../src/core/domain/values/random.ts";
import { divided, type planBestFit } from "../../src/core/rules/matching/bestFit.ts";
import { edgeWeightsOf } from "../../src/core/rules/matching/edgeWeights.ts";
import { fitScore, profileOf } from "../../src/core/rules/matching/fit.ts";
import { brokenRule } from "../../src/core/rules/matching/hardRules.ts";
import { meetingsOf } from "../../src/core/rules/matching/meetings.ts";
import { type Choice, exactTotal, halfAssignment } from "./exact.ts";
import { BENCH_WEIGHTS, peopleOf, SHAPES, WEEK } from "./matchingWorlds.ts";
import { atLeast, atMost, type Bench, type Check, equal, rounded } from "./report.ts";
import { atMostInY } from "./yardstick.ts";

type BestFit = ReturnType<typeof planBestFit>;

const HEAP_MEGABYTES = 80;
/** What a machine busy with other work frees late counts as held, though nobody needs it: the least of so many times counts. */
const TIMES_HELD = 3;
/** Rounds of 1,000 and of 999 people took 1.4 to 2.6 Y on a machine busy with other work; half as much again is let pass. */
const MOST_IN_Y = 4;

/** Pairs by fit beside the exact optimum, and beside a bound where the optimum is out of reach. */
export async function matchingBench({ isQuick }: { isQuick: boolean }): Promise<Bench> {
  const checks: Check[] = [];
  const figures: Bench["figures"] = {};
  for (const [kind, counts] of [
    ["pairs", isQuick ? [16, 60] : [16, 60, 120, 200]],
    ["pairs and a triad", isQuick ? [15] : [15, 19, 23]],
  ] as const)
    for (const count of counts)
      for (const shape of ["lots", ...Object.keys(SHAPES)]) checks.push(await besideExact(kind, shape, count, figures));
  for (const count of isQuick ? [1000] : [1000, 999])
    for (const shape of Object.keys(SHAPES))
      for (const seed of isQuick ? ["a"] : ["a", "b"]) checks.push(...large(shape, count, seed, figures));
  return { checks, figures };
}

/** The points of each two: as the fits of a shape's people have it, or drawn by lot. Everybody may meet everybody. */
function scoresOf(shape: string, count: number): (a: number, b: number) => number {
  if (shape === "lots") {
    const random = randomOf(`lots ${count}`);
    const drawn = Array.from({ length: count * count }, () => random.below(1000));
    return (a, b) => drawn[Math.min(a, b) * count + Math.max(a, b)]!;
  }
  const skill = skillIdentity();
  const profiles = peopleOf(shape, count, "exact").map(person => profileOf(person, WEEK, skill));
  const fit = { format: "pair", weights: BENCH_WEIGHTS, met: meetingsOf([]) } as const;
  return (a, b) => fitScore(profiles[Math.min(a, b)]!, profiles[Math.max(a, b)]!, fit);
}

/** Points are counted double, since a triad's are half the sum of its three meetings. */
async function besideExact(kind: string, shape: string, count: number, figures: Bench["figures"]): Promise<Check> {
  const score = scoresOf(shape, count);
  const twice = (members: readonly number[]) =>
    (2 *
      members
        .flatMap((a, place) => members.slice(place + 1).map(b => score(a, b)))
        .reduce((sum, one) => sum + one, 0)) /
    (members.length - 1);
  const ids = Array.from({ length: count }, (_, place) => `p${String(place).padStart(3, "0")}`);
  const started = performance.now();
  const { groups, quality } = divided(edgeWeightsOf(ids, shape, score), new Array(count).fill(0));
  const planned = performance.now();
  const choices: Choice[] = [];
  for (let a = 0; a < count; a += 1)
    for (let b = a + 1; b < count; b += 1) {
      choices.push({ members: [a, b], worth: twice([a, b]) });
      if (count % 2 === 1)
        for (let c = b + 1; c < count; c += 1) choices.push({ members: [a, b, c], worth: twice([a, b, c]) });
    }
  const exact = await exactTotal(count, choices);
  const total = groups.reduce((sum, group) => sum + twice(group), 0);
  figures[`${kind}, ${count} people, ${shape}`] = {
    isProven: quality.isOptimal,
    ms: Math.round(planned - started),
    exactMs: Math.round(performance.now() - planned),
  };
  const name = `${kind}, ${count} people, ${shape}: twice the points, beside HiGHS`;
  return equal(name, total, exact ?? -1, "optimum, HiGHS");
}

/** A round planned in a process of its own: what came out and what it held, or how long it computed. */
export type Planned = Pick<BestFit, "groups" | "quality"> & { leftOut: number; megabytes: number };
export type Timed = { seconds: number; y: number };

function large(shape: string, count: number, seed: string, figures: Bench["figures"]): Check[] {
  const file = new URL("./matchingWorker.ts", import.meta.url).pathname;
  const settings = [`--max-old-space-size=${HEAP_MEGABYTES}`, "--max-semi-space-size=4", "--no-warnings"];
  const asked = [...settings, file, shape, String(count), seed];
  const printed = (what: string) => JSON.parse(execFileSync(process.execPath, [...asked, what], { encoding: "utf8" }));
  const held = Array.from({ length: TIMES_HELD }, (): Planned => printed("memory"));
  const megabytes = Math.min(...held.map(one => one.megabytes));
  const { groups, quality, leftOut } = held[0]!;
  const time: Timed = printed("time");
  const people = peopleOf(shape, count, seed);
  const place = new Map(people.map(({ id }, index) => [id, index]));
  const profiles = people.map(person => profileOf(person, WEEK, skillIdentity()));
  const fit = { format: "pair", weights: BENCH_WEIGHTS, met: meetingsOf([]) } as const;
  const score = (a: number, b: number) => fitScore(profiles[a]!, profiles[b]!, fit);
  const pairs = groups.flatMap(group =>
    group.flatMap((a, next) =>
      group.slice(next + 1).map(b => ({ points: score(place.get(a)!, place.get(b)!), size: group.length })),
    ),
  );
  const total = pairs.reduce((sum, { points, size }) => sum + points / (size - 1), 0);
  const bound = halfAssignment(count, (a, b) =>
    brokenRule(people[a]!, people[b]!, "pair") === null ? score(a, b) : null,
  );
  const lowest = pairs
    .map(({ points }) => points)
    .sort((a, b) => a - b)
    .slice(0, Math.ceil(pairs.length / 10));
  const name = `${count} people, ${shape}, seed ${seed}`;
  figures[name] = {
    points: total,
    bound,
    isProven: quality.isOptimal,
    cpuSeconds: rounded(time.seconds, 2),
    y: rounded(time.y, 2),
    meanFit: rounded(total / (count / 2), 1),
    lowestTenth: { mean: rounded(lowest.reduce((sum, one) => sum + one, 0) / lowest.length, 1), most: lowest.at(-1) },
    triads: groups.filter(group => group.length === 3).length,
  };
  return [
    equal(`${name}: left out`, leftOut, 0, "floor"),
    atLeast(`${name}: share of half the best assignment`, Math.floor((100_000 * total) / bound) / 100_000, 0.995, {
      what: "bound, points",
      value: bound,
      isUnit: true,
    }),
    atMostInY(`${name}: processor time in Y`, time, MOST_IN_Y),
    atMost(`${name}: megabytes`, Math.round(megabytes), 100),
  ];
}
