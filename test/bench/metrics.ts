import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { factTable } from "../../src/store/figures/facts.ts";
import { openD1 } from "../world/d1.ts";
import type { Done, Job } from "./metricsJob.ts";
import { counted, happened, type MetricWorld } from "./metricWorld.ts";
import { atLeast, atMost, type Bench, type Check } from "./report.ts";

/** A Worker has 128 MB for all it does; the figures must do with less. */
const WORKER_MB = 96;
const FULL: MetricWorld = { programmes: 20, people: 404, weeks: 100 };
const QUICK: MetricWorld = { programmes: 2, people: 100, weeks: 24 };

/**
 * Working all figures out anew, and one day more on top, over a history and over half of it: time, memory, rows.
 *
 * Facts lie in the store, where a run keeps them. A database is a file of node:sqlite behind D1's interface.
 */
export async function metricsBench({ isQuick }: { isQuick: boolean }): Promise<Bench> {
  const world = isQuick ? QUICK : FULL;
  const half = { ...world, weeks: Math.round(world.weeks / 8) * 4 };
  const folder = mkdtempSync(join(tmpdir(), "krug-bench-"));
  try {
    const long = await measured(world, join(folder, "long.sqlite"));
    const short = await measured(half, join(folder, "short.sqlite"));
    return {
      checks: [...sizeChecks(world === FULL, long), ...growthChecks(long, short)],
      figures: { "history of all weeks": long, "history of half as many weeks": short },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface History {
  weeks: number;
  sessions: number;
  answers: number;
  full: Done;
  day: Done;
  twoDays: Done;
}

/** A history up to the Wednesday of its last week, then Thursday alone, then Friday with the Monday after it. */
async function measured(world: MetricWorld, path: string): Promise<History> {
  const until = world.weeks * 7 - 5;
  const { sessions, answers } = await fill(world, path, until);
  const full = await inThread({ kind: "recompute", path, world, until });
  const twoDays = await inThread({ kind: "days", path, world, from: until, to: until + 2 });
  const day = await inThread({ kind: "days", path, world, from: until + 2, to: until + 3 });
  return { weeks: world.weeks, sessions, answers, full, day, twoDays };
}

async function fill(world: MetricWorld, path: string, until: number): Promise<{ sessions: number; answers: number }> {
  const sql = openD1(path);
  await sql.prepare("PRAGMA synchronous = OFF").run();
  const counts = { sessions: 0, answers: 0 };
  for (let programme = 0; programme < world.programmes; programme += 1)
    for (let day = 0; day < until; day += 28) {
      const id = `programme-${programme}`;
      const facts = happened(world, id, day, Math.min(until, day + 28));
      const { sessions, answers } = counted(facts);
      counts.sessions += sessions;
      counts.answers += answers;
      await sql.batch(factTable.saving(sql, id, facts));
    }
  sql.close();
  return counts;
}

/** The job in a thread that has no more memory than a Worker; it ends with an error where that is not enough. */
function inThread(job: Job): Promise<Done> {
  return new Promise((resolve, reject) => {
    const resourceLimits = { maxOldGenerationSizeMb: WORKER_MB, maxYoungGenerationSizeMb: 16 };
    const thread = new Worker(join(import.meta.dirname, "metricsJob.ts"), { workerData: job, resourceLimits });
    thread.once("message", resolve);
    thread.once("error", reject);
  });
}

function sizeChecks(isFull: boolean, { sessions, answers, full, day }: History): Check[] {
  return [
    atLeast("answers worked out anew", answers, isFull ? 1_000_000 : 1),
    atLeast("sessions worked out anew", sessions, isFull ? 200_000 : 1),
    atMost("all anew, one programme after another: MB of heap", full.heapMb, WORKER_MB + 16),
    atMost("one day more: MB of heap", day.heapMb, WORKER_MB + 16),
  ];
}

/** The same day costs the same on twice the history; it is two days that cost more than one. */
function growthChecks(long: History, short: History): Check[] {
  const share = (a: number, b: number) => Math.round((100 * a) / b) / 100;
  const grown = (name: string, what: "read" | "written" | "statements" | "cpuMs", most: number) =>
    atMost(`one day more, on twice the history: ${name}, times`, share(long.day[what], short.day[what]), most, {
      what: "half the history",
      value: short.day[what],
      isUnit: true,
    });
  return [
    grown("rows read", "read", 1.1),
    grown("rows written", "written", 1.1),
    grown("statements", "statements", 1.1),
    grown("computing time", "cpuMs", 1.5),
    atMost("one day more against all anew: rows read, share", share(long.day.read, long.full.read), 0.05, {
      what: "all anew",
      value: long.full.read,
      isUnit: true,
    }),
    atLeast("two days against one: rows written, times", share(long.twoDays.written, long.day.written), 1.3, {
      what: "one day",
      value: long.day.written,
      isUnit: true,
    }),
  ];
}
