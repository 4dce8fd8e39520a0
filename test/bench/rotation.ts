import { randomOf } from "../../src/core/domain/values/random.ts";
import { type Meetings, meetingsOf } from "../../src/core/rules/matching/meetings.ts";
import { planPairs } from "../../src/core/rules/matching/pairs.ts";
import { atMost, type Bench, type Check, equal } from "./report.ts";

const SEEDS = 200;
const ABSENT = 0.1;
/** The most repeats in a hundred meetings of two, by the number of people. */
const MOST_REPEATS: readonly [people: number, percent: number][] = [
  [10, 11],
  [20, 4.5],
  [30, 2.5],
];

/** Nobody; one more in ten; or one in ten of the people, so that before there are fewer to meet and repeats are forced. */
const JOINING = ["nobody", "more", "of them"] as const;
type Joining = (typeof JOINING)[number];

/** Repeated meetings of pairs drawn anew each round: with everybody there, and with people away and joining. */
export async function rotationBench({ isQuick }: { isQuick: boolean }): Promise<Bench> {
  const checks: Check[] = [];
  const figures: Bench["figures"] = {};
  const slowest = { people: 0, ms: 0 };
  for (let count = 4; count <= 64; count += count < 31 ? 1 : 2) {
    const forced = count % 2 === 0 ? 0 : (3 * (count - 1)) / 2;
    const started = performance.now();
    const { repeats } = play(count, "all", () => peopleOf(count));
    const ms = (performance.now() - started) / (count - 1);
    if (ms > slowest.ms) Object.assign(slowest, { people: count, ms: Math.round(ms) });
    checks.push(equal(`${count} people, all there, ${count - 1} rounds: repeated meetings`, repeats, forced, "floor"));
  }
  figures["slowest round, all there, in the mean of its rotation"] = slowest;
  const seeds = isQuick ? 20 : SEEDS;
  for (const [count, most] of MOST_REPEATS)
    for (const joining of JOINING) {
      const { inPairs, inAll } = repeatsWith(count, joining, joining === "of them" ? Math.ceil(seeds / 4) : seeds);
      const who = joining === "nobody" ? "nobody" : `${count / 10} ${joining}`;
      const name = `${count} people, a tenth absent, ${who} joining later`;
      figures[`${name}: repeats in percent, in groups of two and in all groups`] = [inPairs, inAll];
      if (joining === "of them") continue;
      checks.push(atMost(`${name}: repeats in percent of groups of two`, inPairs, most));
      checks.push(atMost(`${name}: repeats in percent of all meetings of two`, inAll, most));
    }
  return { checks, figures };
}

/** Repeats in percent over all seeds, n-1 rounds each; who joins later does so before a round drawn at random. */
function repeatsWith(count: number, joining: Joining, seeds: number): { inPairs: number; inAll: number } {
  const sums = { pairs: 0, repeatedPairs: 0, meetings: 0, repeats: 0 };
  const first = joining === "of them" ? 0.9 * count : count;
  for (let seed = 0; seed < seeds; seed += 1) {
    const world = randomOf(`absent ${count} ${joining} ${seed}`);
    const people = peopleOf(joining === "more" ? 1.1 * count : count);
    const from = people.map((_, place) => (place < first ? 0 : 1 + world.below(count - 2)));
    const present = (round: number) => people.filter((_, place) => from[place]! <= round && world.next() >= ABSENT);
    const played = play(count, `${seed}`, present);
    for (const key of Object.keys(sums) as (keyof typeof sums)[]) sums[key] += played[key];
  }
  const percent = (part: number, whole: number) => Math.round((10_000 * part) / whole) / 100;
  return { inPairs: percent(sums.repeatedPairs, sums.pairs), inAll: percent(sums.repeats, sums.meetings) };
}

function play(count: number, seed: string, present: (round: number) => string[]) {
  let met: Meetings = meetingsOf([]);
  const sums = { pairs: 0, repeatedPairs: 0, meetings: 0, repeats: 0 };
  for (let round = 0; round < count - 1; round += 1) {
    const groups = planPairs({ people: present(round), met, seed: `${seed} ${round}` });
    for (const group of groups)
      for (const [place, a] of group.entries())
        for (const b of group.slice(place + 1)) {
          const isRepeat = Number(met.count(a, b) > 0);
          sums.meetings += 1;
          sums.repeats += isRepeat;
          sums.pairs += Number(group.length === 2);
          sums.repeatedPairs += group.length === 2 ? isRepeat : 0;
        }
    met = met.with(groups);
  }
  return sums;
}

function peopleOf(count: number): string[] {
  return Array.from({ length: Math.round(count) }, (_, place) => `p${String(place).padStart(3, "0")}`);
}
