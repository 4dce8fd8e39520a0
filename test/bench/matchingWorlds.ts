import { type Random, randomOf } from "../../src/core/domain/values/random.ts";
import { parseWorkingHours } from "../../src/core/domain/values/writtenHours.ts";
import type { Candidate } from "../../src/core/rules/matching/candidate.ts";
import { fitWeights } from "../../src/core/rules/matching/fitWeights.ts";

/** How the people of a made-up programme are spread. */
interface Shape {
  /** The index of a skill. */
  skill(random: Random, cluster: number): number;
  level(random: Random): number;
  zone(random: Random, cluster: number): string;
  clusters: number;
}

const NEAR = ["Europe/Sofia", "Europe/Kyiv", "Europe/Warsaw", "Europe/Lisbon"];
const FAR = ["Europe/Sofia", "America/New_York", "America/Los_Angeles", "Asia/Tokyo", "Asia/Dubai", "Europe/London"];
const HOURS = ["Mon-Fri 9-17", "Mon-Fri 8-16", "Mon-Thu 9-18; Fri 9-13", "Mon-Wed 13-19", "Tue-Sat 10-16"].map(
  text => parseWorkingHours(text)!,
);
const any = <T>(items: readonly T[], random: Random) => items[random.below(items.length)]!;
const evenLevel = (random: Random) => 1 + random.below(5);
/** Many beginners, few experts. */
const pyramid = (random: Random) => Math.min(5, 1 + Math.floor(-Math.log(1 - random.next()) * 1.2));

/** Programmes of many kinds: what is hard in one is easy in another. */
export const SHAPES: Readonly<Record<string, Shape>> = {
  even: { clusters: 1, skill: random => random.below(40), level: evenLevel, zone: random => any(NEAR, random) },
  "few skills": { clusters: 1, skill: random => random.below(6), level: evenLevel, zone: random => any(NEAR, random) },
  specialists: { clusters: 1, skill: random => random.below(300), level: evenLevel, zone: random => any(FAR, random) },
  fashions: {
    clusters: 1,
    skill: random => Math.floor(60 * random.next() ** 4),
    level: pyramid,
    zone: random => any(FAR, random),
  },
  offices: {
    clusters: 12,
    skill: (random, cluster) => cluster * 5 + random.below(8),
    level: pyramid,
    zone: (_random, cluster) => FAR[cluster % FAR.length]!,
  },
  "one office": { clusters: 1, skill: random => random.below(25), level: evenLevel, zone: () => "Europe/Sofia" },
};

/** So many people of a shape; the same seed gives the same people. */
export function peopleOf(shape: string, count: number, seed: string): Candidate[] {
  const random = randomOf(`${shape} ${count} ${seed}`);
  const { skill, level, zone, clusters } = SHAPES[shape]!;
  return Array.from({ length: count }, (_, place): Candidate => {
    const cluster = random.below(clusters);
    const skills = (most: number) =>
      Array.from({ length: 1 + random.below(most) }, () => `skill ${skill(random, cluster)}`);
    return {
      id: `p${String(place).padStart(4, "0")}`,
      team: `team ${cluster * 10 + random.below(10)}`,
      managerId: null,
      level: level(random),
      offers: skills(4),
      seeks: skills(3),
      languages: random.next() < 0.9 ? ["en"] : ["bg"],
      zone: zone(random, cluster),
      hours: any(HOURS, random),
      style: any(["direct", "listening", null], random),
      wishes: [],
      capacity: null,
      isAway: false,
    };
  });
}

export const WEEK = "2027-01-11";
/** Skill, level and zone alone. */
export const BENCH_WEIGHTS = fitWeights("pair", { language: 0, style: 0, wish: 0, team: 0, met: 0 }).weights;
