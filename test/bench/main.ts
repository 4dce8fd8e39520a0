import { EXIT, front, Trouble, whole } from "../../src/cli/front.ts";
import { checkedCommand, ended, written } from "../checked.ts";
import { type AllBenches, allBenches, tableOf } from "./all.ts";
import type { Bench } from "./report.ts";

const SAYS = `Measures beside a floor, a peer or a yardstick. Computing time is told in Y, that of sorting a million numbers just before.

sync        requests, database use and pace of keeping the services in step
circles     repeated meetings of circles over rounds
matching    pairs, mentors and triads by fit, beside the exact optimum and bounds
rounds      rounds of a crowd in messages: pairs by fit beside a bound, time and memory
rotation    repeated meetings of pairs drawn anew each round
scheduling  groups that get a slot against the exact optimum
metrics     time, memory and rows of working figures out, anew and for one day more
dashboard   size and time of the first page for a thousand people in twelve programmes
history     what runs cost after weeks of history, which are lived once and kept
intervals   how often 95 % intervals hold the truth, and false alarms
all         every one of these, as one table: each measure, its floor, peer or target, the ratio; lives weeks anew`;

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
  dashboard: async options => (await import("./dashboard.ts")).dashboardBench(options),
  intervals: async options => (await import("./intervals.ts")).intervalsBench(options),
};

interface Asked {
  quick: boolean;
  seed?: string;
  people?: number;
  weeks?: number[];
  years?: number;
  copies?: number;
  heap: boolean;
  lost: boolean;
  anew: boolean;
  record: boolean;
  json?: string;
}

const WEEK = whole(0, 520);

const COMMAND = checkedCommand("bench", SAYS)
  .argument("<name>", "one of the above")
  .option("--quick", "leaves out the largest worlds", false)
  .option("--seed <seed>", "intervals: takes the place of the drawn seed")
  .option("--record", "rounds, scheduling: works the bounds and optima out again", false)
  .option("--people <n>", "rounds, history: of so many", whole(2, 100_000))
  .option("--weeks <n,…>", "history: after so many weeks each", given => given.split(",").map(WEEK))
  .option("--anew", "history: lives the weeks again", false)
  .option("--heap", "history: only whether the isolate's heap in workerd stays as it is over 300 messages", false)
  .option("--copies <n>", "history: only small changes, beside so many renamed copies of all who lived", whole(1, 100))
  .option(
    "--lost",
    "history: only what it takes to find all again once the database is lost, or the calendar's token",
    false,
  )
  .option("--years <n>", "history: only what years cost, and what is kept of them", whole(2, 100));

async function measure(asked: Asked, name = ""): Promise<number> {
  const bench = BENCHES[name];
  if (bench === undefined && name !== "all")
    throw new Trouble(`${name}: it is one of ${Object.keys(BENCHES).join(", ")}, all.`, EXIT.misused);
  if (bench === undefined) return written({ ...every(asked) }, asked.json);
  const { checks, figures } = await bench({
    isQuick: asked.quick,
    isRecording: asked.record,
    seed: asked.seed ?? null,
    people: asked.people ?? null,
    weeks: asked.weeks ?? null,
    years: asked.years ?? null,
    copies: asked.copies ?? null,
    isHeapAsked: asked.heap,
    isLossAsked: asked.lost,
    isAnew: asked.anew,
  });
  const exitCode = ended({ checks, figures }, asked.json);
  for (const [what, figure] of Object.entries(figures)) console.log(`${what}: ${JSON.stringify(figure)}`);
  return exitCode;
}

/** Weeks that were lived by code of before say nothing of today's, so they are lived anew. */
function every({ seed: given, quick }: Asked): AllBenches {
  const seed = given === undefined ? [] : ["--seed", given];
  const all = allBenches(Object.keys(BENCHES), ["--anew", ...(quick ? ["--quick"] : []), ...seed]);
  console.log(tableOf(all.checks));
  const missed = all.checks.filter(check => !check.ok).length;
  console.log(`${all.checks.length} measures, ${missed} not ok`);
  return all;
}

await front<Asked>(COMMAND, measure);
process.exit();
