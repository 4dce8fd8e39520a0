import { execFileSync } from "node:child_process";
import { planCircleRounds } from "../../src/core/rules/circles/circles.ts";
import type { Circles } from "../../src/core/rules/circles/seatable.ts";
import { atMost, type Bench, type Beside, type Check, equal, rounded } from "./report.ts";
import { atMostInY, timed, yardstick } from "./yardstick.ts";

/** People, wished size, rounds, and the most repeated meetings there may be: the best scores that are published or known. */
type Case = readonly [people: number, size: number, rounds: number, most: number];

const CASES: readonly Case[] = [
  [15, 3, 7, 0],
  [32, 4, 9, 0],
  [8, 4, 6, 60],
  [9, 4, 6, 90],
  [10, 5, 6, 120],
  [11, 5, 6, 150],
  [12, 4, 6, 45],
  [13, 4, 6, 60],
  [14, 5, 6, 75],
  [16, 4, 6, 24],
  [17, 5, 6, 120],
  [18, 6, 6, 135],
  [20, 4, 6, 6],
  [20, 4, 5, 0],
  [21, 5, 6, 75],
  [24, 6, 6, 120],
  [25, 5, 6, 0],
  [27, 5, 6, 30],
  [30, 5, 6, 7],
  [33, 5, 6, 1],
  [36, 6, 6, 28],
  [40, 5, 6, 0],
  [50, 5, 6, 0],
  [23, 5, 12, 274],
];
/** Larger than any figure asks for, to see that the time stays bounded. */
const LARGE: readonly Case[] = [
  [60, 5, 12, Number.POSITIVE_INFINITY],
  [200, 6, 12, Number.POSITIVE_INFINITY],
];
/** People, size, rounds, and after how many rounds two people are replaced. */
const CHANGES: readonly Case[] = [
  [15, 3, 7, 3],
  [32, 4, 9, 4],
  [20, 4, 6, 3],
  [30, 5, 6, 3],
  [36, 6, 6, 3],
  [23, 5, 12, 6],
];
const FOLLOWED: readonly Case[] = [
  [15, 3, 7, 0],
  [20, 4, 6, 6],
  [30, 5, 6, 7],
];
const OTHER_SEEDS = 3;
/** The 23 people of whom some leave or join took 11 Y on a machine busy with other work; half as much again is let pass. */
const MOST_IN_Y = 17;
const MOST_MEGABYTES = 128;
/** The most seats and circles, which are what a plan holds. */
const WIDEST = CASES.filter(([people, , rounds]) => people * rounds > 270);

/** Repeated meetings of circles over rounds, alone, after people changed, and formed one round at a time; then time and memory. */
export async function circlesBench({ isQuick }: { isQuick: boolean }): Promise<Bench> {
  const checks: Check[] = [];
  const times: Check[] = [];
  const figures: Bench["figures"] = {};
  const y = yardstick();
  for (const one of isQuick ? CASES : [...CASES, ...LARGE]) {
    const [people, size, rounds, most] = one;
    const name = `${people} people in ${size}s over ${rounds} rounds`;
    const sort = y();
    const { result, seconds } = timed(() =>
      planCircleRounds({ people: peopleOf(people), size, rounds, seed: "bench" }),
    );
    const score = repeatsOf(result);
    if (Number.isFinite(most))
      checks.push(atMost(`${name}: repeated meetings`, score, most, bestKnown(most)), ofOthers(one, isQuick));
    times.push(atMostInY(`${name}: processor time in Y`, { seconds, y: sort }, MOST_IN_Y));
    figures[name] = { score, cpuSeconds: rounded(seconds, 2), y: rounded(sort, 2) };
  }
  for (const one of isQuick ? CHANGES.slice(0, 2) : CHANGES)
    for (const [leave, join] of [
      [2, 2],
      [2, 0],
      [0, 2],
    ] as const)
      checks.push(changed(one, { leave, join, y }, figures, times));
  for (const one of isQuick ? FOLLOWED.slice(0, 1) : FOLLOWED) checks.push(followed(one, figures));
  const megabytes = peakOf(isQuick ? WIDEST : [...WIDEST, ...LARGE]);
  times.push(atMost("peak memory of the whole process, MB", megabytes, MOST_MEGABYTES));
  return { checks: [...checks, ...times], figures };
}

/** The worst of plans with other seeds and ids, drawn anew each time. */
function ofOthers([people, size, rounds, most]: Case, isQuick: boolean): Check {
  const scores = Array.from({ length: isQuick ? 1 : OTHER_SEEDS }, () => {
    const ids = Array.from({ length: people }, () => crypto.randomUUID());
    return repeatsOf(planCircleRounds({ people: ids, size, rounds, seed: crypto.randomUUID() }));
  });
  const name = `${people} people in ${size}s over ${rounds} rounds, seeds and ids nobody chose, the worst of ${scores.length}`;
  return atMost(`${name}: repeated meetings`, Math.max(...scores), most, bestKnown(most));
}

function bestKnown(value: number): Beside {
  return { what: "best known", value };
}

/** The plan mended after some leave and some join, against one that starts anew from the rounds there were. */
function changed(
  [people, size, rounds, after]: Case,
  { leave, join, y }: { leave: number; join: number; y: () => number },
  figures: Bench["figures"],
  times: Check[],
): Check {
  const seed = "bench";
  const past = planCircleRounds({ people: peopleOf(people), size, rounds, seed }).slice(0, after);
  const now = peopleOf(people + join).filter((_, place) => place >= people || place % 7 !== 3 || place / 7 >= leave);
  const toCome = rounds - after;
  const sort = y();
  const { result, seconds } = timed(() => planCircleRounds({ people: now, size, past, rounds: toCome, seed }));
  const anew = planCircleRounds({ people: now, size, past, since: after, rounds: toCome, seed });
  const [mended, fresh] = [repeatsOf([...past, ...result]), repeatsOf([...past, ...anew])];
  const name = `${people} people in ${size}s, ${leave} leave and ${join} join after ${after} of ${rounds} rounds`;
  figures[name] = { mended, anew: fresh, cpuSeconds: rounded(seconds, 2), y: rounded(sort, 2) };
  times.push(atMostInY(`${name}: processor time in Y`, { seconds, y: sort }, MOST_IN_Y));
  const what = `${name}: repeated meetings, against a plan made anew`;
  return atMost(what, mended, fresh, { what: "made anew", value: fresh });
}

/** The rounds formed one at a time, each knowing only those before it, against the plan made at the start. */
function followed([people, size, rounds]: Case, figures: Bench["figures"]): Check {
  const request = { people: peopleOf(people), size, seed: "bench" };
  const past: Circles[] = [];
  for (let left = rounds; left > 0; left -= 1) past.push(planCircleRounds({ ...request, past, rounds: left })[0]!);
  const name = `${people} people in ${size}s over ${rounds} rounds, formed one at a time: repeated meetings`;
  figures[name] = repeatsOf(past);
  return equal(name, repeatsOf(past), repeatsOf(planCircleRounds({ ...request, rounds })), "planned at once");
}

/** The sum over pairs of people of C(times met, 2). */
function repeatsOf(rounds: readonly Circles[]): number {
  const met = new Map<string, number>();
  let repeats = 0;
  for (const circle of rounds.flat())
    for (const a of circle)
      for (const b of circle) {
        if (a >= b) continue;
        const times = met.get(`${a} ${b}`) ?? 0;
        repeats += times;
        met.set(`${a} ${b}`, times + 1);
      }
  return repeats;
}

function peopleOf(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `p${String(place).padStart(3, "0")}`);
}

/** MB a process held at most that only planned these. */
function peakOf(cases: readonly Case[]): number {
  const file = new URL("./circlesMemory.ts", import.meta.url).pathname;
  const shapes = cases.map(([people, size, rounds]) => ({ people: peopleOf(people), size, rounds, seed: "bench" }));
  return Number(execFileSync(process.execPath, ["--no-warnings", file, JSON.stringify(shapes)], { encoding: "utf8" }));
}
