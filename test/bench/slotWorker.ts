import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { planSlots } from "../../src/core/rules/scheduling/slots.ts";
import { type SlotShape, slotInstance } from "./slotInstances.ts";

/** What planning one week took, in an isolate of its own. */
export interface SlotRun {
  placed: number;
  /** Of processor time, which is what a Worker's limit counts; like seconds on the clock while nothing else runs. */
  cpuSeconds: number;
  seconds: number;
  /** What the isolate had reserved at its largest, the week itself included. */
  megabytes: number;
}

const { shape, seed } = workerData as { shape: SlotShape; seed: number };
const { requests, people, step } = slotInstance(shape, seed);
const startedAt = performance.now();
const before = process.threadCpuUsage();
const outcomes = planSlots(requests, people, { seed: "bench", stepMinutes: step });
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.threadCpuUsage(before);
const heap = getHeapStatistics();
const placed = [...outcomes.values()].filter(outcome => outcome.kind === "slot").length;
const megabytes = (heap.total_heap_size + heap.external_memory) / 2 ** 20;
parentPort?.postMessage({ placed, cpuSeconds: (user + system) / 1e6, seconds, megabytes } satisfies SlotRun);
