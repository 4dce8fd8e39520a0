import { addDays, atLocal, MINUTE } from "../../src/core/domain/values/time.ts";
import { run } from "../../src/run/run.ts";
import type { Asked } from "../../src/run/world/runContext.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { heldRunTable } from "../../src/store/runs/heldRun.ts";
import type { WorldClock } from "../simulators/clock.ts";
import type { LoggedRequest } from "../simulators/requestLog.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { openPlayground, PACE, type Playground } from "../world/playground.ts";
import { PUBSUB } from "../world/settings.ts";

/** What one message cost: requests as the simulators counted them, and what the database was asked. */
export interface Cost {
  requests: LoggedRequest[];
  reads: number;
  writes: number;
  statements: number;
  invocations: number;
  worldMs: number;
}

/** A programme of pairs of some size, as a coordinator entered it, before Krug has seen it. */
export interface Office {
  playground: Playground;
  sql: LocalD1;
  people: { id: string; email: string; goalId: string }[];
  /** Takes one message to its end. */
  message(taking?: Taking): Promise<Cost>;
}

const STARTS = "2027-01-11";
const CONTINUATIONS = 2000;

/**
 * @param pace Notion's requests a minute for the connection; null where nothing is to be slow.
 * @param latencyMs World time each request takes.
 */
export async function openOffice(size: number, pace: number | null, latencyMs: number): Promise<Office> {
  const members = Array.from({ length: size }, (_, place) => ({
    name: `Person ${place + 1}`,
    email: `person${place + 1}@example.org`,
    zone: "Europe/Sofia",
  }));
  let clock: WorldClock | null = null;
  let minutes = 0;
  const wallClock = () => {
    minutes += 1;
    return clock?.now() ?? minutes * MINUTE;
  };
  const playground = await openPlayground({
    startsAt: atLocal(addDays(STARTS, -2), 8 * 60, "UTC"),
    people: members,
    notion: { requestsPerMinute: pace ?? PACE, wallClock },
    google: { wallClock, pubsub: PUBSUB },
  });
  clock = playground.clock;
  playground.connection.notion.requestsAMinute = pace ?? PACE;
  const programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    matching: "by_hand",
    everyWeeks: 1,
    minutes: 45,
    roundWeeks: 1,
    zone: "Europe/Sofia",
    language: "en",
    start: { start: STARTS, end: null },
    end: { start: addDays(STARTS, 27), end: null },
  });
  const people: Office["people"] = [];
  for (const { name, email, zone } of members) {
    const consent = { start: addDays(STARTS, -7), end: null };
    const values = { name, email, zone, status: "active", hours: "9-18", programmes: [programme], consent };
    const id = await playground.add("people", values);
    const dates = { starts: { start: STARTS, end: null }, due: { start: addDays(STARTS, 27), end: null } };
    const goalId = await playground.add("roadmap", {
      title: `Goal of ${name}`,
      owner: [id],
      status: "doing",
      ...dates,
    });
    people.push({ id, email, goalId });
  }
  for (let place = 0; place + 1 < people.length; place += 2) {
    const pair = [people[place]?.id ?? "", people[place + 1]?.id ?? ""];
    const name = `Pair ${place / 2 + 1}`;
    await playground.add("groups", { name, programme: [programme], members: pair, round: 1, status: "active" });
  }
  const sql = openD1();
  const office = { playground, sql, people };
  return { ...office, message: (taking = {}) => message(office, latencyMs, taking) };
}

/** How a message is taken to its end. */
interface Taking {
  /** Another database than the office's own. */
  sql?: Sql;
  asked?: Asked;
  /** What stands between the Worker and the services. */
  through?: (network: typeof fetch) => typeof fetch;
  /** Runs that fail are gone on with, as the cron would. */
  isTroubled?: boolean;
}

async function message(office: Omit<Office, "message">, latencyMs: number, taking: Taking): Promise<Cost> {
  const { playground, sql } = office;
  const { clock, notion, google } = playground;
  const [notionBefore, googleBefore] = [notion.log.entries.length, google.log.entries.length];
  const statementsBefore = sql.statements;
  const startedAt = clock.now();
  const network = taking.through?.(playground.fetch) ?? playground.fetch;
  const world = {
    fetch: ((input: RequestInfo | URL, init?: RequestInit) => {
      clock.advance(latencyMs);
      return network(input, init);
    }) as typeof fetch,
    sql: taking.sql ?? sql,
    wallNow: () => clock.now(),
  };
  let asked = taking.asked ?? "all";
  for (let invocations = 1; invocations < CONTINUATIONS; invocations += 1) {
    const { report, continueAfterMs } = await run(playground.connection, world, {
      now: startedAt,
      reason: "bench",
      asked,
    });
    if (report.failed.length > 0 && taking.isTroubled !== true)
      throw new Error(`the run failed: ${JSON.stringify(report.failed.slice(0, 3))}`);
    // As many invitations at once wait for a coordinator, who says go.
    if (report.isHeld && (await heldRunTable.giveGo(sql, (await heldRunTable.read(sql))?.mark ?? "", clock.now())))
      continue;
    if (continueAfterMs !== null) {
      asked = report.isRead === true ? "rest" : "all";
      clock.advance(continueAfterMs);
      continue;
    }
    const requests = [...notion.log.entries.slice(notionBefore), ...google.log.entries.slice(googleBefore)].filter(
      one => one.path !== "/token" && one.actor === "bot",
    );
    const writes = requests.filter(isWrite).length;
    return {
      requests,
      reads: requests.length - writes,
      writes,
      statements: sql.statements - statementsBefore,
      invocations,
      worldMs: clock.now() - startedAt,
    };
  }
  throw new Error("the message does not come to an end");
}

function isWrite({ method, path }: LoggedRequest): boolean {
  return method !== "GET" && !/\/query$|\/freeBusy$/.test(path);
}
