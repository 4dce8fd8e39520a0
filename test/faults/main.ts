import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { InvalidArgumentError } from "commander";
import { front, readable, whole } from "../../src/cli/front.ts";
import { atLeast, type Check, equal } from "../bench/report.ts";
import { checkedCommand, ended } from "../checked.ts";
import { historyOf, seedOf } from "./draw.ts";
import type { History } from "./history.ts";
import type { Harm } from "./ledger.ts";
import { lived } from "./lived.ts";
import { type Finding, search } from "./search.ts";
import { livedTwice, type Twice } from "./twice.ts";
import { endedAlikeInWorkerd } from "./workerd.ts";

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

/** Lives histories twice, and says where they were not alike. */
async function alike(seeds: readonly number[], cores: number): Promise<Check[]> {
  const lived = await shared<Twice>(seeds, cores, "twice", ({ difference }, seed) => {
    if (difference !== null) console.log(`\nseed ${seed}, ${difference}`);
  });
  const sum = (what: "runs" | "near") => lived.reduce((all, one) => all + one[what], 0);
  console.log(`${sum("runs")} runs compared, ${sum("near")} of which read what lay near a small change`);
  const count = lived.filter(({ difference }) => difference === null).length;
  return [equal("alike after every run", count, seeds.length)];
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

/** The how-manieth of how many parts of a search. */
type Part = readonly [which: number, parts: number];

function partOf(seeds: readonly number[], [which, parts]: Part): number[] {
  return seeds.filter((_, index) => index % parts === which - 1);
}

/** "2/5". @throws InvalidArgumentError where it is no part. */
function partGiven(given: string): Part {
  const [, which = 0, parts = 0] = (/^(\d+)\/(\d+)$/.exec(given) ?? []).map(Number);
  if (which < 1 || which > parts) throw new InvalidArgumentError("it is written as 2/5: the second of five parts.");
  return [which, parts];
}

interface Asked {
  histories: number;
  seed: number[];
  seeds?: number;
  part: Part;
  only?: number;
  replay?: string;
  cores: number;
  workerd?: number;
  twice: boolean;
  shrink: number;
  json?: string;
}

const SEED = whole(0, 2 ** 32 - 1);

const COMMAND = checkedCommand("faults", "Lives histories of small programmes in which everything goes wrong.")
  .option("--histories <n>", "so many", whole(1, 1_000_000), 100)
  .option("--seed <n,…>", "from which they are drawn; as many of each", given => given.split(",").map(SEED), [1])
  .option("--seeds <n>", "instead of --seed: so many drawn by chance, which are printed", whole(1, 1000))
  .option("--part <i/p>", "one of p parts of the same search, for a machine or a time of its own", partGiven, [1, 1])
  .option("--only <seed>", "lives one of them again, and makes it smaller if it fails", SEED)
  .option("--replay <file>", "lives a history kept as JSON", readable)
  .option("--workerd <n>", "so many of them in workerd too: 50 of 500 or more, else none", whole(0, 1_000_000))
  .option(
    "--twice",
    "lives each twice, the second time with everything read in every run, and compares what people find after each run",
    false,
  )
  .option("--shrink <seconds>", "how long a failing one is made smaller", whole(0, 86_400), 90)
  .option("--cores <n>", "so many at a time", whole(1, 256), availableParallelism());

async function look(asked: Asked): Promise<number> {
  const { histories, part, only, cores, json } = asked;
  if (asked.replay !== undefined) {
    const { violations } = await lived(JSON.parse(readFileSync(asked.replay, "utf8")) as History);
    for (const { harm, what } of violations) console.log(`${harm}: ${what}`);
    return violations.length > 0 ? 1 : 0;
  }
  const searches =
    asked.seeds === undefined ? asked.seed : Array.from({ length: asked.seeds }, () => randomInt(2 ** 31));
  if (only === undefined) console.log(`--histories ${histories} --seed ${searches.join(",")}`);
  const seeds = only !== undefined ? [only] : partOf(seedsOf(searches, histories), part);
  if (asked.twice) return ended({ checks: await alike(seeds, cores), seeds: searches, part: part.join("/") }, json);
  const startedAt = Date.now();
  const work = { shrinkMs: 1000 * asked.shrink };
  const totals = totalsOf(await shared<Finding>(seeds, cores, work, tell));
  const sample = sampleOf(seeds, asked.workerd ?? (seeds.length < 500 ? 0 : 50));
  const checks = [
    equal("histories", totals.histories, seeds.length),
    ...HARMS.map(harm => equal(harm, totals.harms[harm], 0)),
    ...(sample.length === 0 ? [] : [equal("ended alike in workerd", endedAlikeInWorkerd(sample), sample.length)]),
    ...(seeds.length < 20
      ? []
      : (["faults", "kills"] as const).map(name => atLeast(name, totals.counts[name] ?? 0, 1))),
  ];
  const exitCode = ended({ checks, seeds: searches, part: part.join("/"), ...totals }, json);
  console.log(`${Math.round((Date.now() - startedAt) / 1000)} s; ${JSON.stringify(totals.counts)}`);
  console.log(`faults by kind: ${JSON.stringify(totals.struck)}`);
  if (totals.failing.length > 0) console.log(`failing seeds: ${totals.failing.join(" ")}`);
  return exitCode;
}

if (isMainThread) {
  await front<Asked>(COMMAND, look);
  process.exit();
} else
  parentPort?.on("message", async (seed: number) => {
    const work = workerData as Work;
    parentPort?.postMessage(await (work === "twice" ? livedTwice(historyOf(seed)) : search(seed, work.shrinkMs)));
  });
