import { randomOf } from "../../src/core/domain/values/random.ts";
import { atMost, type Beside, type Check, rounded } from "./report.ts";

/** Sorts whose times stand side by side; the one in the middle counts. */
const TIMES = 5;

/**
 * Y, by which computing time is measured, so that a check holds on slow and fast machines alike: the seconds this thread computes
 * for sorting a million drawn numbers with a comparator, here and now. Of five times the one in the middle, after one that warms up.
 *
 * Ask just before what is measured. Asked again, it sorts once more and drops the oldest time. On machines seen it is 0.3 to 1.4 s.
 * It leaves some 100 MB of garbage, so what a process holds at most is to be measured in another one.
 */
export function yardstick(): () => number {
  const times: number[] = [];
  const sortOnce = () => {
    const random = randomOf("sorted");
    const measured = timed(() => Array.from({ length: 1e6 }, () => random.next()).sort((a, b) => a - b));
    times.push(measured.seconds);
  };
  sortOnce();
  times.length = 0;
  return () => {
    do sortOnce();
    while (times.length < TIMES);
    return times.slice(-TIMES).sort((a, b) => a - b)[(TIMES - 1) / 2] ?? 0;
  };
}

/** What some work gives, and the seconds this thread computed for it. */
export function timed<T>(work: () => T): { result: T; seconds: number } {
  const before = process.threadCpuUsage();
  const result = work();
  return { result, seconds: secondsSince(before) };
}

export function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}

/** A value told in Y, and what Y was, in seconds. */
export function besideY(y: number): Beside {
  return { what: "Y, s", value: rounded(y, 2), isUnit: true };
}

/** What some work took in Y, and at most may. */
export function atMostInY(name: string, { seconds, y }: { seconds: number; y: number }, most: number): Check {
  return atMost(name, rounded(seconds / y, 2), most, besideY(y));
}
