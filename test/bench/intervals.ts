import type { MetricValue } from "../../src/core/rules/metrics/metric.ts";
import { shareInterval } from "../../src/core/rules/statistics/clusteredMean.ts";
import { meanInterval, meanOf } from "../../src/core/rules/statistics/studentT.ts";
import { coverage, truthOf } from "./coverage.ts";
import { INTERVAL_CASES, type IntervalCase } from "./intervalCases.ts";
import type { Answers } from "./populations.ts";
import { type Bench, type Check, within } from "./report.ts";

/**
 * Chance alone moves the coverage of so many worlds by a quarter of a point. Of 2,000 it would be half a point, and an interval
 * that is right would miss the limits for one metric in some runs of seeds nobody chose.
 */
const WORLDS = 8000;
/** What the coverage of a 95 % interval may be, by people. */
export const ALLOWED: Readonly<Record<number, readonly [number, number]>> = {
  10: [0.92, 0.98],
  30: [0.934, 0.966],
  300: [0.934, 0.966],
};
/** What an interval promises. */
const NOMINAL = { what: "promised", value: 0.95 };
const FIXED_SEED = "20270104";

/**
 * How often 95 % intervals hold the truth, by metric and number of people, and how often a metric of a change says that
 * something changed where nothing did; with a fixed seed, and with one nobody chose.
 */
export async function intervalsBench({ isQuick, seed }: { isQuick: boolean; seed: string | null }): Promise<Bench> {
  const drawn = seed ?? String(crypto.getRandomValues(new Uint32Array(1))[0]);
  const sizes = isQuick ? [10, 30] : [10, 30, 300];
  const checks: Check[] = [];
  const figures: Bench["figures"] = { seeds: [FIXED_SEED, drawn], worlds: WORLDS };
  for (const one of INTERVAL_CASES) {
    const truth = truthOf(one, "truth");
    figures[`truth of ${one.metric}`] = truth;
    for (const given of [FIXED_SEED, drawn]) checks.push(...checksOf(one, truth, sizes, given));
  }
  for (const given of [FIXED_SEED, drawn]) checks.push(...mistakes(given));
  return { checks, figures };
}

function checksOf(one: IntervalCase, truth: number, sizes: readonly number[], seed: string): Check[] {
  const { metric, measure, population, unchanged } = one;
  return sizes.flatMap(n => {
    const [low, high] = ALLOWED[n] ?? [0, 1];
    const of = (what: string) => ({ n, worlds: WORLDS, seed: `${seed} ${metric} ${n} ${what}` });
    const held = coverage(measure, population, truth, of("holds"));
    const checks = [
      within(`${metric}, n = ${n}, seed ${seed}: intervals that hold the truth`, held, low, high, NOMINAL),
    ];
    if (unchanged !== undefined) {
      const alarms = rounded(1 - coverage(measure, unchanged, 0, of("alarms")));
      const most = [rounded(1 - high), rounded(1 - low)] as const;
      checks.push(
        within(`${metric}, n = ${n}, seed ${seed}: false alarms`, alarms, ...most, {
          what: "promised",
          value: rounded(1 - NOMINAL.value),
        }),
      );
    }
    return checks;
  });
}

/** What the limits are there to find: the same figures with the intervals of a common mistake must not keep them. */
function mistakes(seed: string): Check[] {
  return [30, 300].flatMap(n =>
    MISTAKES.map(({ name, metric, measure }) => {
      const right = INTERVAL_CASES.find(one => one.metric === metric);
      if (right === undefined) throw new Error(`no case of ${metric}`);
      const truth = truthOf(right, "truth");
      const held = coverage(measure, right.population, truth, { n, worlds: WORLDS, seed: `${seed} ${name} ${n}` });
      const [low, high] = ALLOWED[n] ?? [0, 1];
      const isFound = held < low || held > high;
      return {
        name: `${name}, n = ${n}, seed ${seed}: intervals that hold the truth`,
        value: held,
        target: `outside ${low} to ${high}, since it is wrong on purpose`,
        ok: isFound,
        beside: NOMINAL,
      };
    }),
  );
}

/** Intervals that are wrong on purpose. */
export const MISTAKES: readonly { name: string; metric: string; measure(people: readonly Answers[]): MetricValue }[] = [
  { name: "independent groups instead of pairs", metric: "growth_points", measure: asIndependentGroups },
  { name: "ratings not clustered by person", metric: "usefulness", measure: asIndependentRatings },
  { name: "yes and no not clustered by person", metric: "advice_share", measure: asIndependentYeses },
];

function asIndependentGroups(people: readonly Answers[]): MetricValue {
  const before = people.map(person => meanOf(person.before));
  const after = people.map(person => meanOf(person.values));
  const half = (values: readonly number[]) => {
    const [low, high] = meanInterval(values) ?? [0, 0];
    return (high - low) / 2;
  };
  const value = meanOf(after) - meanOf(before);
  const width = Math.hypot(half(before), half(after));
  return { value, n: people.length, interval: [value - width, value + width] };
}

function asIndependentRatings(people: readonly Answers[]): MetricValue {
  const all = people.flatMap(person => person.values);
  const interval = meanInterval(all);
  return { value: meanOf(all), n: all.length, ...(interval === null ? {} : { interval }) };
}

function asIndependentYeses(people: readonly Answers[]): MetricValue {
  const all = people.flatMap(person => person.values);
  const count = all.filter(value => value === 1).length;
  const interval = shareInterval(count, all.length);
  return { value: count / all.length, n: all.length, ...(interval === null ? {} : { interval }) };
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
