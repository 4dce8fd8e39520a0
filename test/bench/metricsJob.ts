import { parentPort, workerData } from "node:worker_threads";
import { recompute, refold } from "../../src/run/measure/refold.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { measuredTable } from "../../src/store/figures/measured.ts";
import { openD1 } from "../world/d1.ts";
import { counted, dayAt, happened, type MetricWorld, periodsUntil } from "./metricWorld.ts";
import { watched } from "./rows.ts";

/** One piece of the bench, done in a thread of its own whose memory is limited. */
export type Job =
  | { kind: "recompute"; path: string; world: MetricWorld; until: number }
  | { kind: "days"; path: string; world: MetricWorld; from: number; to: number };

export interface Done {
  ms: number;
  /** What of it the thread computed, SQLite's work included: the rest it waited for the disk and the machine. */
  cpuMs: number;
  heapMb: number;
  statements: number;
  read: number;
  written: number;
  sessions: number;
  answers: number;
}

async function perform(job: Job): Promise<Done> {
  let heap = 0;
  const local = openD1(job.path);
  const { sql, used } = watched(local, () => {
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  });
  const counts = { sessions: 0, answers: 0 };
  let ms = 0;
  let cpuMs = 0;
  const timed = async (work: () => Promise<void>) => {
    const [startedAt, cpu] = [performance.now(), process.threadCpuUsage()];
    await work();
    const used = process.threadCpuUsage(cpu);
    ms += performance.now() - startedAt;
    cpuMs += (used.user + used.system) / 1000;
  };
  for (let programme = 0; programme < job.world.programmes; programme += 1) {
    const id = `programme-${programme}`;
    if (job.kind === "recompute") {
      await timed(() => recompute(sql, id, periodsUntil(dayAt(job.until)), dayAt(job.until)));
      continue;
    }
    const put = happened(job.world, id, job.from, job.to);
    const { sessions, answers } = counted(put);
    counts.sessions += sessions;
    counts.answers += answers;
    await timed(() => oneMore(sql, id, put, job.to));
  }
  local.close();
  return { ms: Math.round(ms), cpuMs: Math.round(cpuMs), heapMb: Math.round(heap / 2 ** 20), ...used, ...counts };
}

async function oneMore(sql: Sql, programmeId: string, put: ReturnType<typeof happened>, to: number): Promise<void> {
  const measured = await measuredTable.read(sql, programmeId);
  if (measured === null) throw new Error(`${programmeId} was not measured`);
  const task = { sql, programmeId, periods: periodsUntil(dayAt(to)), asOf: dayAt(to) };
  for (const { period } of put) measured.marks[period] = `day ${to}`;
  await refold(task, measured, { put, drop: [] }, []);
}

parentPort?.postMessage(await perform(workerData as Job));
