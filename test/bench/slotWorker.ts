import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import { planSlots } from "../../src/core/rules/scheduling/slots.ts";
import { type SlotShape, slotInstance } from "./slotInstances.ts";
import { timed, yardstick } from "./yardstick.ts";

/** A week to plan in an isolate of its own. */
export interface SlotJob {
  shape: SlotShape;
  seed: number;
  /** True where time is measured: finding out Y would count as memory. */
  isTimed: boolean;
}

/** What planning it took. */
export interface SlotRun {
  placed: number;
  /** Of processor time, which is what a Worker's limit counts; and Y here just before, 0 where time is not measured. */
  seconds: number;
  y: number;
  /** What the isolate had reserved at its largest, the week itself included. */
  megabytes: number;
}

const { shape, seed, isTimed } = workerData as SlotJob;
const { requests, people, step } = slotInstance(shape, seed);
const y = isTimed ? yardstick()() : 0;
const { result: outcomes, seconds } = timed(() => planSlots(requests, people, { seed: "bench", stepMinutes: step }));
const heap = getHeapStatistics();
const placed = [...outcomes.values()].filter(outcome => outcome.kind === "slot").length;
const megabytes = (heap.total_heap_size + heap.external_memory) / 2 ** 20;
parentPort?.postMessage({ placed, seconds, y, megabytes } satisfies SlotRun);
