import { plan } from "../../src/run/plan.ts";
import { run } from "../../src/run/run.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { type HeldRun, heldRunTable } from "../../src/store/runs/heldRun.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { withinLimits } from "../world/limits.ts";
import { allEvents } from "../world/people.ts";
import { openPlayground, type Playground } from "../world/playground.ts";
import type { Outside } from "./office.ts";

type RunResult = Awaited<ReturnType<typeof run>>;

/** The Thursday before the programme begins. */
export const THURSDAY = Date.parse("2027-01-07T08:00:00Z");

/** A programme of circles of twelve, large enough for the mass-change guard, and the shell in this process. */
export interface Hall {
  playground: Playground;
  database: LocalD1;
  programme: string;
  /** People who join on a day, entered like the others. */
  join(count: number): Promise<void>;
  wait(milliseconds: number): void;
  invoke(now?: number, through?: (world: Outside) => Outside): Promise<RunResult>;
  /** Invocations until there is no rest; what the last one reports. */
  runToEnd(now?: number): Promise<RunResult["report"]>;
  plan(now?: number): ReturnType<typeof plan>;
  held(): Promise<HeldRun | null>;
  /** A coordinator says go to what is shown; false when it does not count. */
  go(mark?: string): Promise<boolean>;
  /** Live events. */
  live(): ReturnType<typeof allEvents>;
  /** Mails by kind. */
  mails(): Record<string, number>;
}

const INVOCATIONS = 60;

export async function openHall(
  options: { people?: number; programme?: Record<string, string | boolean | number> } = {},
): Promise<Hall> {
  const size = options.people ?? 108;
  const person = (index: number) => ({
    name: `Person ${String(index + 1).padStart(3, "0")}`,
    email: `person${index + 1}@example.org`,
    zone: "Europe/Berlin",
  });
  let waited = 0;
  const wallNow = () => Date.now() + waited;
  const playground = await openPlayground({
    startsAt: THURSDAY,
    people: Array.from({ length: size + 120 }, (_, index) => person(index)),
    notion: { wallClock: wallNow },
    google: { wallClock: wallNow },
  });
  const programme = await playground.add("programmes", {
    name: "Circles",
    status: "active",
    format: "circle",
    matching: "random",
    groupSize: 12,
    feedbackOnly: true,
    zone: "Europe/Berlin",
    language: "en",
    start: { start: "2027-01-11", end: null },
    end: { start: "2027-02-07", end: null },
    ...options.programme,
  });
  let entered = 0;
  const join = async (count: number) => {
    for (const until = entered + count; entered < until; entered += 1)
      await playground.add("people", {
        ...person(entered),
        status: "active",
        hours: "9-17",
        programmes: [programme],
        consent: { start: "2027-01-04", end: null },
      });
  };
  await join(size);
  const database = openD1();
  const world = () => ({ fetch: playground.fetch, sql: database as Sql, wallNow });
  const invoke: Hall["invoke"] = async (now = THURSDAY, through = outside => outside) => {
    playground.clock.set(now);
    const { result } = await withinLimits(world(), inside =>
      run(playground.connection, { ...inside, ...through(inside) }, { now, reason: "test" }),
    );
    return result;
  };
  return {
    playground,
    database,
    programme,
    join,
    wait: milliseconds => {
      waited += milliseconds;
    },
    invoke,
    runToEnd: async now => {
      for (let goes = 0; goes < INVOCATIONS; goes += 1) {
        const { report, continueAfterMs } = await invoke(now);
        if (continueAfterMs === null) return report;
        waited += continueAfterMs;
      }
      throw new Error("the run does not come to an end");
    },
    plan: async (now = THURSDAY) => {
      playground.clock.set(now);
      return plan(playground.connection, now, world());
    },
    held: () => heldRunTable.read(database),
    go: async mark => heldRunTable.giveGo(database, mark ?? (await heldRunTable.read(database))?.mark ?? "", wallNow()),
    live: async () => (await allEvents(playground)).filter(event => event.status !== "cancelled"),
    mails: () => {
      const counts: Record<string, number> = {};
      for (const { kind } of playground.google.outbox) counts[kind] = (counts[kind] ?? 0) + 1;
      return counts;
    },
  };
}
