import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Bench } from "./report.ts";

const HELP = `npm run bench -- NAME [--json FILE] [--quick] [--seed N] [--record]
sync        requests, database use and pace of keeping the services in step
circles     repeated meetings of circles over rounds
matching    pairs, mentors and triads by fit, beside the exact optimum and bounds
rotation    repeated meetings of pairs drawn anew each round
scheduling  groups that get a slot against the exact optimum; --record works the optima out again
metrics     time, memory and rows of working figures out, anew and for one day more
history     what runs cost after weeks of history: --people 200 --weeks 0,4,13; lived once and kept, --anew lives them again
intervals   how often 95 % intervals hold the truth, and false alarms; --seed takes the place of the drawn seed
--quick leaves out the largest worlds`;

interface Options {
  isQuick: boolean;
  isRecording: boolean;
  seed: string | null;
  people: number | null;
  weeks: number[] | null;
  isAnew: boolean;
}

const BENCHES: Record<string, (options: Options) => Promise<Bench>> = {
  scheduling: async options => (await import("./scheduling.ts")).schedulingBench(options),
  sync: async options => (await import("./sync.ts")).syncBench(options),
  circles: async options => (await import("./circles.ts")).circlesBench(options),
  matching: async options => (await import("./matching.ts")).matchingBench(options),
  rotation: async options => (await import("./rotation.ts")).rotationBench(options),
  metrics: async options => (await import("./metrics.ts")).metricsBench(options),
  history: async options => (await import("./history/bench.ts")).historyBench(options),
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
    anew: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const bench = BENCHES[positionals[0] ?? ""];
if (values.help || bench === undefined) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const { checks, figures } = await bench({
  isQuick: values.quick,
  isRecording: values.record,
  seed: values.seed ?? null,
  people: values.people === undefined ? null : Number(values.people),
  weeks: values.weeks === undefined ? null : values.weeks.split(",").map(Number),
  isAnew: values.anew,
});
for (const check of checks)
  console.log(`${check.ok ? "ok  " : "NOT "} ${check.name}: ${check.value} (${check.target})`);
for (const [name, figure] of Object.entries(figures)) console.log(`${name}: ${JSON.stringify(figure)}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ checks, figures }, null, 2)}\n`);
process.exit(checks.every(check => check.ok) ? 0 : 1);
