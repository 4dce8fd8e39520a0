import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { planSlots } from "../../src/core/rules/scheduling/slots.ts";
import { rarestFirst } from "./rarestFirst.ts";
import { atLeast, atMost, type Bench, type Check, equal, rounded } from "./report.ts";
import { slotInstance } from "./slotInstances.ts";
import { nicenessChecks } from "./slotNiceness.ts";
import { type Optimum, slotOptimum, startsOf } from "./slotOptimum.ts";
import { SLOT_CASES, SMALL_CASES } from "./slotShapes.ts";
import type { SlotJob, SlotRun } from "./slotWorker.ts";
import { atMostInY } from "./yardstick.ts";

const OPTIMA = join(import.meta.dirname, "slotOptima.json");
const SOLVER_SECONDS = 120;
/** What a Worker may use. */
const ISOLATE_MB = 128;
/** Weeks took 0.2 to 2.1 Y on a machine busy with other work, the thousand pairs most; twice as much is let pass. */
const MOST_IN_Y = 4;

interface Recorded extends Optimum {
  name: string;
  seed: number;
  seconds: number;
}

/** Groups that get a slot against the most that could, then how nice the slots are, then time and memory. */
export async function schedulingBench(options: { isQuick: boolean; isRecording: boolean }): Promise<Bench> {
  if (options.isRecording) return record();
  const optima = new Map(recorded().map(one => [`${one.name} ${one.seed}`, one]));
  const quality: Check[] = [];
  const cost: Check[] = [];
  const figures: Bench["figures"] = {};
  for (const { name, shape, seeds, isLarge = false } of SLOT_CASES)
    for (const seed of options.isQuick ? seeds.slice(0, 1) : seeds) {
      const optimum = optima.get(`${name} ${seed}`);
      if (optimum === undefined) throw new Error(`no optimum is recorded for ${name}, seed ${seed}`);
      const run = await planned({ shape, seed, isTimed: false });
      const { seconds, y } = await planned({ shape, seed, isTimed: true });
      const label = `${name}, seed ${seed}`;
      quality.push(
        atLeast(`${label}: share of the optimum's bound (${optimum.bound})`, share(run.placed, optimum.bound), 0.995, {
          what: "bound, groups",
          value: optimum.bound,
          isUnit: true,
        }),
      );
      cost.push(
        atMostInY(`${label}: processor time in Y`, { seconds, y }, MOST_IN_Y),
        atMost(`${label}: MB`, rounded(run.megabytes, 0), ISOLATE_MB),
      );
      const simple = isLarge ? { rarestFirst: share(rarestFirst(slotInstance(shape, seed)), optimum.bound) } : {};
      const { found, bound } = optimum;
      figures[label] = { placed: run.placed, found, bound, cpuSeconds: rounded(seconds, 2), ...simple };
    }
  const small = await smallCases();
  return { checks: [...quality, ...small, ...nicenessChecks(), ...cost], figures };
}

async function smallCases(): Promise<Check[]> {
  let cases = 0;
  let same = 0;
  let contested = 0;
  for (const { shape, seeds } of SMALL_CASES)
    for (const seed of seeds) {
      const instance = slotInstance(shape, seed);
      const { found } = await slotOptimum(instance, SOLVER_SECONDS);
      cases += 1;
      if (placedOf(instance) === found) same += 1;
      if (startsOf(instance).filter(starts => starts.length > 0).length > found) contested += 1;
    }
  return [
    equal(`${cases} small cases: as many groups placed as the integer program places`, same, cases, "optimum, HiGHS"),
    atLeast("of which some group could meet and gets no time", contested, cases / 2),
  ];
}

function placedOf({ requests, people, step }: ReturnType<typeof slotInstance>): number {
  const outcomes = planSlots(requests, people, { seed: "bench", stepMinutes: step });
  return [...outcomes.values()].filter(outcome => outcome.kind === "slot").length;
}

/** A week planned in an isolate that has a Worker's memory. */
function planned(job: SlotJob): Promise<SlotRun> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, "slotWorker.ts"), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: ISOLATE_MB },
    });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

function recorded(): Recorded[] {
  return (JSON.parse(readFileSync(OPTIMA, "utf8")) as { optima: Recorded[] }).optima;
}

async function record(): Promise<Bench> {
  const optima: Recorded[] = [];
  for (const { name, shape, seeds } of SLOT_CASES)
    for (const seed of seeds) {
      const startedAt = performance.now();
      const optimum = await slotOptimum(slotInstance(shape, seed), SOLVER_SECONDS);
      optima.push({ name, seed, ...optimum, seconds: rounded((performance.now() - startedAt) / 1000, 1) });
      console.log(JSON.stringify(optima.at(-1)));
    }
  const how = `npm run bench -- scheduling --record: the integer program of slotOptimum.ts, solved by HiGHS (npm package highs) in at most ${SOLVER_SECONDS} s each; found is its best plan, bound what it proved no plan exceeds`;
  writeFileSync(OPTIMA, `${JSON.stringify({ how, optima }, null, 2)}\n`);
  return {
    checks: [equal("optima proven", optima.filter(one => one.found === one.bound).length, optima.length)],
    figures: {},
  };
}

function share(part: number, whole: number): number {
  return rounded(part / whole, 4);
}
