import { randomInt } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { historyOf, seedOf } from "./draw.ts";
import type { History } from "./history.ts";
import type { Harm } from "./ledger.ts";
import { lived } from "./lived.ts";
import { type Finding, search } from "./search.ts";
import { livedTwice, type Twice } from "./twice.ts";
import { endedAlikeInWorkerd } from "./workerd.ts";

const HELP = `npm run faults -- --histories N --seed S [--json FILE]   lives N histories of small programmes in which everything goes wrong,
                                                         and some of them in workerd too: 50, or as --workerd says
npm run faults -- --histories N --seeds K                the same over K seeds drawn by chance, which are printed: as many of each
npm run faults -- --histories N --seed S,T,… --part I/P  one of P parts of the same search, for a machine or a time of its own
                                                         --shrink SECONDS is how long a failing one is made smaller: 90
npm run faults -- --histories N --seed S --twice         lives each twice, the second time with everything read in every run,
                                                         and compares what people find after each run (twice.ts)
npm run faults -- --only SEED                            lives one of them again, and makes it smaller if it fails
npm run faults -- --replay FILE                          lives a history kept as JSON`;

const HARMS: Harm[] = ["duplicate", "lost", "diverged", "stray_mail", "foreign", "unsettled", "crash"];

interface Totals {
  histories: number;
  failing: number[];
  harms: Record<Harm, number>;
  struck: Record<string, number>;
  counts: Record<string, number>;
  faultsByKind?: Record<string, number>;
}

/** Adds up what the histories came to. */
function totalsOf(findings: readonly Finding[]): Totals {
  const harms = Object.fromEntries(HARMS.map(harm => [harm, 0])) as Record<Harm, number>;
  const struck: Record<string, number> = {};
  const counts: Record<string, number> = {};
  for (const { outcome } of findings) {
    for (const { harm } of outcome.violations) harms[harm] += 1;
    for (const [kind, times] of Object.entries(outcome.struck)) struck[kind] = (struck[kind] ?? 0) + times;
    for (const key of [
      "faults",
      "kills",
      "runs",
      "edits",
      "mails",
      "requests",
      "writes",
      "gaps",
      "late",
      "skipped",
    ] as const)
      counts[key] = (counts[key] ?? 0) + outcome[key];
  }
  const failing = findings.filter(one => one.outcome.violations.length > 0).map(one => one.seed);
  return { histories: findings.length, failing, harms, struck, counts };
}

function tell(finding: Finding): void {
  if (finding.smallest === null) return;
  console.log(`\nseed ${finding.seed} ends badly; the smallest history found that does:`);
  console.log(JSON.stringify(finding.smallest.history));
  for (const { harm, what } of finding.smallest.violations) console.log(`  ${harm}: ${what}`);
  console.log(`again: npm run faults -- --only ${finding.seed}`);
}

/** What a worker does with each seed it is sent: looks for a history that ends badly, or lives it twice. */
type Work = { shrinkMs: number } | "twice";

/** Shares the seeds among the cores and gathers what they came to. */
async function shared<Found>(
  seeds: readonly number[],
  cores: number,
  work: Work,
  tellOf: (found: Found, seed: number) => void,
): Promise<Found[]> {
  const findings: Found[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(cores, seeds.length) }, async () => {
      const worker = new Worker(import.meta.filename, { workerData: work });
      while (next < seeds.length) {
        const seed = seeds[next] as number;
        next += 1;
        const finding = await new Promise<Found>((resolve, reject) => {
          worker.once("message", resolve);
          worker.once("error", reject);
          worker.postMessage(seed);
        });
        worker.removeAllListeners("error");
        findings.push(finding);
        tellOf(finding, seed);
        if (findings.length % 100 === 0) console.log(`${findings.length} of ${seeds.length} histories`);
      }
      await worker.terminate();
    }),
  );
  return findings;
}

/** Lives histories twice and says where they were not alike; true where all were. */
async function allAlike(seeds: readonly number[], cores: number): Promise<boolean> {
  const lived = await shared<Twice>(seeds, cores, "twice", ({ difference }, seed) => {
    if (difference !== null) console.log(`\nseed ${seed}, ${difference}`);
  });
  const sum = (what: "runs" | "near") => lived.reduce((all, one) => all + one[what], 0);
  const alike = lived.filter(({ difference }) => difference === null).length;
  console.log(`${alike === seeds.length ? "ok  " : "NOT "} alike after every run: ${alike} (= ${seeds.length})`);
  console.log(`${sum("runs")} runs compared, ${sum("near")} of which read what lay near a small change`);
  return alike === seeds.length;
}

/** So many of the seeds, spread over all of them. */
function sampleOf(seeds: readonly number[], size: number): number[] {
  const step = seeds.length / Math.max(1, Math.min(size, seeds.length));
  return seeds.filter((_, index) => size > 0 && Math.floor(index / step) !== Math.floor((index - 1) / step));
}

/** The seeds of so many histories, shared among searches: the first history of each, then the second. */
function seedsOf(searches: readonly number[], histories: number): number[] {
  return Array.from({ length: histories }, (_, index) =>
    seedOf(searches[index % searches.length] ?? 1, Math.floor(index / searches.length)),
  );
}

/** The i-th of p parts, "i/p". */
function partOf(seeds: readonly number[], part: string): number[] {
  const [which = 1, parts = 1] = part.split("/").map(Number);
  return seeds.filter((_, index) => index % parts === which - 1);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      histories: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      seeds: { type: "string" },
      part: { type: "string", default: "1/1" },
      only: { type: "string" },
      replay: { type: "string" },
      json: { type: "string" },
      cores: { type: "string", default: String(availableParallelism()) },
      workerd: { type: "string" },
      twice: { type: "boolean", default: false },
      shrink: { type: "string", default: "90" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  if (values.replay !== undefined) {
    const { violations } = await lived(JSON.parse(readFileSync(values.replay, "utf8")) as History);
    for (const { harm, what } of violations) console.log(`${harm}: ${what}`);
    process.exit(violations.length > 0 ? 1 : 0);
  }
  const searches =
    values.seeds === undefined
      ? values.seed.split(",").map(Number)
      : Array.from({ length: Number(values.seeds) }, () => randomInt(2 ** 31));
  if (values.only === undefined) console.log(`--histories ${values.histories} --seed ${searches.join(",")}`);
  const seeds =
    values.only !== undefined
      ? [Number(values.only)]
      : partOf(seedsOf(searches, Number(values.histories)), values.part);
  if (values.twice) process.exit((await allAlike(seeds, Number(values.cores))) ? 0 : 1);
  const startedAt = Date.now();
  const work = { shrinkMs: 1000 * Number(values.shrink) };
  const totals = totalsOf(await shared<Finding>(seeds, Number(values.cores), work, tell));
  const sample = sampleOf(seeds, Number(values.workerd ?? (seeds.length < 500 ? 0 : 50)));
  const alike = sample.length === 0 ? 0 : endedAlikeInWorkerd(sample);
  const checks = [
    { name: "histories", value: totals.histories, target: `= ${seeds.length}`, ok: totals.histories === seeds.length },
    ...HARMS.map(harm => ({ name: harm, value: totals.harms[harm], target: "= 0", ok: totals.harms[harm] === 0 })),
    ...(sample.length === 0
      ? []
      : [
          {
            name: "ended alike in workerd",
            value: alike,
            target: `= ${sample.length}`,
            ok: alike === sample.length,
          },
        ]),
    ...(seeds.length < 20
      ? []
      : (["faults", "kills"] as const).map(name => ({
          name,
          value: totals.counts[name] ?? 0,
          target: "> 0",
          ok: (totals.counts[name] ?? 0) > 0,
        }))),
  ];
  for (const check of checks)
    console.log(`${check.ok ? "ok  " : "NOT "} ${check.name}: ${check.value} (${check.target})`);
  console.log(`${Math.round((Date.now() - startedAt) / 1000)} s; ${JSON.stringify(totals.counts)}`);
  console.log(`faults by kind: ${JSON.stringify(totals.struck)}`);
  if (totals.failing.length > 0) console.log(`failing seeds: ${totals.failing.join(" ")}`);
  if (values.json !== undefined)
    writeFileSync(
      values.json,
      `${JSON.stringify({ checks, seeds: searches, part: values.part, ...totals }, null, 2)}\n`,
    );
  process.exit(checks.every(check => check.ok) ? 0 : 1);
}

if (isMainThread) await main();
else
  parentPort?.on("message", async (seed: number) => {
    const work = workerData as Work;
    parentPort?.postMessage(await (work === "twice" ? livedTwice(historyOf(seed)) : search(seed, work.shrinkMs)));
  });
