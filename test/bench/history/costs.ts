import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepingOf } from "../../../src/secrets/seal.ts";
import { openD1 } from "../../world/d1.ts";
import { KEEPING_KEY } from "../../world/keepingKey.ts";
import { rounded } from "../report.ts";
import { openedInWorkerd } from "../workerd.ts";
import { inThread } from "./host.ts";
import type { LivedRun, LivedWeek } from "./lived.ts";
import type { Job } from "./shell.ts";

/** What one kind of run costs after so many weeks. */
export interface KindCost {
  requests: number;
  statements: number;
  /** What D1 says it read: every row it looked at. */
  rows: number;
  rowsWritten: number;
  kilobytes: number;
  /** Computing time of the thread in Y (yardstick.ts), in seconds of this machine, and what Y was. */
  cpuInY: number;
  cpuSeconds: number;
  y: number;
  /** The smallest heap with which it ends, less the loaded code; array buffers counted. */
  heapMb: number;
}

/** Some work in a folder of its own, which goes afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "krug-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Everything the runs of a week cost, each in a fresh thread and over the database as the one before left it. Memory is looked for
 * beyond what the loaded code takes; where that is null it is not, and told as 0.
 */
export async function costsOf(week: LivedWeek, loadedMb: number | null): Promise<Map<string, KindCost>> {
  const rows = await rowsOf(week, week.database, week.runs);
  const byKind = new Map<string, KindCost>();
  await inFolder(async folder => {
    const before = join(folder, "before.sqlite");
    copyFileSync(week.database, before);
    for (const [place, run] of week.runs.entries()) {
      const { name } = run;
      const cost = name === null ? null : await costOf(week, { run, before, loadedMb }, rows[place]);
      if (name !== null && cost !== null) byKind.set(name, cost);
      await takenOver(week, run, before);
    }
  });
  return byKind;
}

/** Takes a run over a database, which is as it leaves it afterwards. */
export async function takenOver(
  { connection }: LivedWeek,
  { now, exchange }: LivedRun,
  database: string,
): Promise<void> {
  const sql = openD1(database);
  await inThread({ connection, at: [now], isTimed: false }, { sql, exchange });
  sql.close();
}

/** What is over soon is taken so often, each time in a thread of its own, and the median told: other work on the machine makes it uneven. */
const TIMES = 5;
const SHORT_S = 1;

/** What one run costs over a database, which stays as it is. @throws Error where memory runs out although none was limited. */
export async function costOf(
  { connection }: Pick<LivedWeek, "connection">,
  { run, before, loadedMb }: { run: LivedRun; before: string; loadedMb: number | null },
  rows: RowsUsed | undefined,
): Promise<KindCost> {
  return inFolder(async folder => {
    const probe = join(folder, "probe.sqlite");
    const within = async (limitMb?: number) => {
      copyFileSync(before, probe);
      const sql = openD1(probe);
      const isTimed = limitMb === undefined;
      const job = { connection, at: [run.now], isTimed };
      const cost = await inThread(job, { sql, exchange: run.exchange, limitMb });
      sql.close();
      return cost;
    };
    const times: { cpu: number; y: number; share: number }[] = [];
    let cost: Awaited<ReturnType<typeof within>> = null;
    for (let time = 0; time < TIMES && !(time > 0 && (cost?.cpu ?? 0) > SHORT_S); time += 1) {
      cost = await within();
      if (cost === null || cost.y === null) throw new Error(`${run.name}: no limit was set, and memory ran out`);
      times.push({ cpu: cost.cpu, y: cost.y, share: cost.cpu / cost.y });
    }
    if (cost === null) throw new Error("nothing was taken");
    const median = times.sort((a, b) => a.share - b.share)[Math.floor(times.length / 2)] as (typeof times)[number];
    const endsWithin = async (limitMb: number) => (await within(limitMb)) !== null;
    const limitMb = loadedMb === null ? 0 : await smallestLimit(loadedMb, cost.most, endsWithin);
    const told: KindCost = {
      requests: cost.requests,
      statements: cost.statements,
      rows: rows?.read ?? 0,
      rowsWritten: rows?.written ?? 0,
      kilobytes: Math.round(cost.bytes / 1024),
      cpuInY: rounded(median.share, 4),
      cpuSeconds: rounded(median.cpu, 3),
      y: rounded(median.y, 2),
      heapMb: loadedMb === null ? 0 : rounded(Math.max(0, limitMb - loadedMb) + cost.buffers, 2),
    };
    console.error(`${run.name}: ${JSON.stringify(told)}`);
    return told;
  });
}

/** What a part of a look in slices takes: computing time in Y, kilobytes and megabytes of heap. */
export async function costOfLook(
  { connection }: Pick<LivedWeek, "connection">,
  database: string,
  { look, loadedMb }: { look: NonNullable<Job["look"]>; loadedMb: number },
): Promise<{ cpuInY: number; kilobytes: number; heapMb: number }> {
  const within = async (limitMb?: number) => {
    const sql = openD1(database);
    const job = { connection, at: [], look, isTimed: limitMb === undefined };
    const cost = await inThread(job, { sql, exchange: [], limitMb });
    sql.close();
    return cost;
  };
  const cost = await within();
  if (cost === null || cost.y === null) throw new Error("a look: no limit was set, and memory ran out");
  const limitMb = await smallestLimit(loadedMb, cost.most, async mb => (await within(mb)) !== null);
  const heapMb = rounded(Math.max(0, limitMb - loadedMb) + cost.buffers, 2);
  return { cpuInY: rounded(cost.cpu / cost.y, 2), kilobytes: Math.round(cost.bytes / 1024), heapMb };
}

interface RowsUsed {
  read: number;
  written: number;
}

/** The rows of D1 each of some runs reads and writes, one run right after the other: workerd hangs up on who is silent for long. */
export async function rowsOf(
  { connection }: LivedWeek,
  database: string,
  runs: readonly LivedRun[],
): Promise<RowsUsed[]> {
  const { sql, used, close } = await openedInWorkerd(database, keepingOf([KEEPING_KEY]));
  const rows: RowsUsed[] = [];
  try {
    for (const { now, exchange } of runs) {
      const before = { ...used };
      await inThread({ connection, at: [now], isTimed: false }, { sql, exchange });
      rows.push({ read: used.rowsRead - before.rowsRead, written: used.rowsWritten - before.rowsWritten });
    }
    return rows;
  } finally {
    await close();
  }
}

/** The megabytes in which the code alone is loaded, about. */
export function loadedIn({ connection }: Pick<LivedWeek, "connection">): Promise<number> {
  return smallestLimit(8, 160, async limitMb => {
    const sql = openD1();
    const taken = await inThread({ connection, at: [], isTimed: false }, { sql, exchange: [], limitMb });
    sql.close();
    return taken !== null;
  });
}

/** Nobody looks closer for a limit: megabytes, and a share of it. */
const STEP_MB = 2;
const STEP_SHARE = 0.06;

/** The smallest limit with which something ends, about; `high` is what it held when nothing was limited. */
async function smallestLimit(
  low: number,
  high: number,
  endsWithin: (limitMb: number) => Promise<boolean>,
): Promise<number> {
  let [fails, ends] = [low, Math.max(high, low + STEP_MB)];
  while (!(await endsWithin(Math.ceil(ends)))) [fails, ends] = [ends, ends * 1.3];
  while (ends - fails > Math.max(STEP_MB, ends * STEP_SHARE)) {
    const between = (fails + ends) / 2;
    if (await endsWithin(Math.round(between))) ends = between;
    else fails = between;
  }
  return ends;
}
