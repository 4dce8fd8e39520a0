import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type AllBenches, allBenches, tableOf } from "./all.ts";
import type { Bench } from "./report.ts";

const HELP = `npm run bench -- NAME [--json FILE] [--quick] [--seed N] [--record]
sync        requests, database use and pace of keeping the services in step
circles     repeated meetings of circles over rounds
matching    pairs, mentors and triads by fit, beside the exact optimum and bounds
rounds      rounds of a crowd in messages: pairs by fit beside a bound, time and memory; --people N; --record works the bounds out again
rotation    repeated meetings of pairs drawn anew each round
scheduling  groups that get a slot against the exact optimum; --record works the optima out again
metrics     time, memory and rows of working figures out, anew and for one day more
history     what runs cost after weeks of history: --people 200 --weeks 0,4,13; lived once and kept, --anew lives them again
            --heap     only whether the isolate's heap in workerd stays as it is over 300 messages
            --copies 10 only small changes, beside so many renamed copies of all who lived: --people 1000 --weeks 4
            --lost     only what it takes to find all again once the database is lost, or the calendar's token: --people 60 --weeks 4,26
            --years 10 only what years cost, and what is kept of them: --people 50
intervals   how often 95 % intervals hold the truth, and false alarms; --seed takes the place of the drawn seed
all         every one of these, as one table: each measure, its floor, peer or target, the ratio; lives weeks --anew
A check that is not ok ends it with 1. Computing time is told in Y, that of sorting a million numbers just before.
--quick leaves out the largest worlds`;

interface Options {
  isQuick: boolean;
  isRecording: boolean;
  seed: string | null;
  people: number | null;
  weeks: number[] | null;
  years: number | null;
  copies: number | null;
  isHeapAsked: boolean;
  isLossAsked: boolean;
  isAnew: boolean;
}

const BENCHES: Record<string, (options: Options) => Promise<Bench>> = {
  scheduling: async options => (await import("./scheduling.ts")).schedulingBench(options),
  sync: async options => (await import("./sync.ts")).syncBench(options),
  circles: async options => (await import("./circles.ts")).circlesBench(options),
  matching: async options => (await import("./matching.ts")).matchingBench(options),
  rounds: async options => (await import("./rounds.ts")).roundsBench(options),
  rotation: async options => (await import("./rotation.ts")).rotationBench(options),
  metrics: async options => (await import("./metrics.ts")).metricsBench(options),
  history: async options => {
    if (options.isHeapAsked) return (await import("./history/isolate.ts")).isolateBench(options.isQuick);
    const { copies } = options;
    if (copies !== null) return (await import("./history/crowd.ts")).crowdBench({ ...options, copies });
    if (options.isLossAsked) return (await import("./history/loss.ts")).lossBench(options);
    const { historyBench, yearsBench } = await import("./history/bench.ts");
    return options.years === null ? historyBench(options) : yearsBench(options);
  },
  intervals: async options => (await import("./intervals.ts")).intervalsBench(options),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "string" },
    quick: { type: "boolean", default: false },
    seed: { type: "string" },
    people: { type: "string" },
    weeks: { type: "string" },
    years: { type: "string" },
    copies: { type: "string" },
    heap: { type: "boolean", default: false },
    lost: { type: "boolean", default: false },
    anew: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const [name = ""] = positionals;
const bench = BENCHES[name];
if (values.help || (bench === undefined && name !== "all")) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const measured = bench === undefined ? every() : await one(bench);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);
process.exit(measured.checks.every(check => check.ok) ? 0 : 1);

async function one(run: (options: Options) => Promise<Bench>): Promise<Bench> {
  const { checks, figures } = await run({
    isQuick: values.quick,
    isRecording: values.record,
    seed: values.seed ?? null,
    people: values.people === undefined ? null : Number(values.people),
    weeks: values.weeks === undefined ? null : values.weeks.split(",").map(Number),
    years: values.years === undefined ? null : Number(values.years),
    copies: values.copies === undefined ? null : Number(values.copies),
    isHeapAsked: values.heap,
    isLossAsked: values.lost,
    isAnew: values.anew,
  });
  for (const check of checks)
    console.log(`${check.ok ? "ok  " : "NOT "} ${check.name}: ${check.value} (${check.target})`);
  for (const [what, figure] of Object.entries(figures)) console.log(`${what}: ${JSON.stringify(figure)}`);
  return { checks, figures };
}

/** Weeks that were lived by code of before say nothing of today's, so they are lived anew. */
function every(): AllBenches {
  const seed = values.seed === undefined ? [] : ["--seed", values.seed];
  const all = allBenches(Object.keys(BENCHES), ["--anew", ...(values.quick ? ["--quick"] : []), ...seed]);
  console.log(tableOf(all.checks));
  const missed = all.checks.filter(check => !check.ok).length;
  console.log(`${all.checks.length} measures, ${missed} not ok`);
  return all;
}
