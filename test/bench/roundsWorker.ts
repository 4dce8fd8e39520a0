// Takes one message of a crowd's round in a thread of its own: what is computed of it until the budget is used or the plan is whole, and then
// what the mass-change guard foresees. The services are not in it.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import type { FreeBusyNeed } from "../../src/core/rules/scheduling/members.ts";
import type { Mirror } from "../../src/core/state/mirror.ts";
import { snapshotOf } from "../../src/core/state/snapshot.ts";
import { plansOfCrowds } from "../../src/run/decide/crowds.ts";
import { decided } from "../../src/run/decide/deciding.ts";
import { MassChangeGuard } from "../../src/run/decide/massChangeGuard.ts";
import { WORDS } from "../../src/run/words.ts";
import { Budget, BudgetSpent } from "../../src/run/world/budget.ts";
import { heldRunTable } from "../../src/store/runs/heldRun.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { crowdOf, FORMED_ON } from "./roundsWorld.ts";
import { secondsSince, yardstick } from "./yardstick.ts";

export interface RoundsJob {
  shape: string;
  people: number;
  /** The database, which outlives a message. */
  path: string;
  isTimed: boolean;
}

export interface RoundsTaken {
  seconds: number;
  y: number;
  /** In MB: what is in use before anything is decided, and the most that was in use when the database was asked. */
  loaded: number;
  most: number;
  /** True where the guard has foreseen the whole. */
  isForeseen: boolean;
}

const { shape, people, path, isTimed } = workerData as RoundsJob;
const y = isTimed ? yardstick()() : 0;
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
const MB = 2 ** 20;
const mirror = crowdOf(shape, people);
collect();
const loaded = process.memoryUsage().heapUsed / MB;
const before = process.threadCpuUsage();
const database = openD1(path);
const isForeseen = await taken(mirror, database);
const seconds = secondsSince(before);
parentPort?.postMessage({
  seconds,
  y,
  loaded,
  most: process.memoryUsage().heapUsed / MB,
  isForeseen,
} satisfies RoundsTaken);

async function taken(mirror: Mirror, sql: LocalD1): Promise<boolean> {
  const snapshot = snapshotOf(mirror);
  const limits = { requests: 1e9, statements: 1e9, mails: 1e9, wallMs: 1e15, computing: 900, living: 1e9, slice: 1e9 };
  const settings = { language: "en" as const, words: WORDS, plans: await plansOfCrowds(sql, people) };
  const ask = async ({ emails }: FreeBusyNeed) => new Map(emails.map(email => [email, []]));
  const outlook = { sql, now: FORMED_ON, settings, ask, budget: new Budget(limits, Date.now) };
  try {
    const { commands } = await decided(outlook, snapshot, null);
    await new MassChangeGuard(outlook, null).through(mirror, commands);
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error;
    return false;
  }
  return (await heldRunTable.read(sql)) !== null;
}
