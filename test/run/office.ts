import { addDays } from "../../src/core/domain/values/time.ts";
import { run } from "../../src/run/run.ts";
import type { Asked } from "../../src/run/world/runContext.ts";
import type { Connection } from "../../src/run/world/world.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { withinLimits } from "../world/limits.ts";
import { allEvents, sessionIdOf } from "../world/people.ts";
import { openPlayground, type Playground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

type RunResult = Awaited<ReturnType<typeof run>>;

/** The Thursday before a programme of pairs begins, with four people in it, and the shell in this process. */
export const THURSDAY = Date.parse("2027-01-07T08:00:00Z");
const NAMES = ["Ana", "Boris", "Carla", "Dan"];

export interface Office {
  playground: Playground;
  database: LocalD1;
  /** Ids of what was entered, by name; goals as "goal of Ana". */
  ids: Map<string, string>;
  /** Lets wall time pass. */
  wait(milliseconds: number): void;
  /** One invocation, within the platform's limits; `through` may stand between it and the world. */
  invoke(
    now?: number,
    through?: (world: Outside) => Outside,
    connection?: Connection,
    asked?: Asked,
  ): Promise<RunResult>;
  /** Invocations until there is no rest, waiting as long as each asks for. */
  runToEnd(now?: number, connection?: Connection): Promise<RunResult[]>;
}

export interface Outside {
  fetch: typeof fetch;
  sql: Sql;
}

const INVOCATIONS = 60;

export async function openOffice(
  options: { surveys?: boolean; notion?: object; google?: object } = {},
): Promise<Office> {
  const people = NAMES.map(name => ({ name, email: `${name.toLowerCase()}@example.org`, zone: "Europe/Berlin" }));
  let waited = 0;
  const wallNow = () => Date.now() + waited;
  const playground = await openPlayground({
    startsAt: THURSDAY,
    people,
    notion: { wallClock: wallNow, ...options.notion },
    google: { wallClock: wallNow, ...options.google },
  });
  const ids = await enter(playground, people, options.surveys ?? false);
  const database = openD1();
  const invoke: Office["invoke"] = async (
    now = THURSDAY,
    through = world => world,
    connection = playground.connection,
    asked: Asked = "all",
  ) => {
    playground.clock.set(now);
    const world = { fetch: playground.fetch, sql: database as Sql, wallNow };
    const { result } = await withinLimits(world, inside =>
      run(connection, { ...inside, ...through(inside) }, { now, reason: "test", asked }),
    );
    return result;
  };
  return {
    playground,
    database,
    ids,
    wait: milliseconds => {
      waited += milliseconds;
    },
    invoke,
    runToEnd: async (now = THURSDAY, connection = playground.connection) => {
      const results: RunResult[] = [];
      for (let goes = 0; goes < INVOCATIONS; goes += 1) {
        const isRead = results.at(-1)?.report.isRead === true;
        const result = await invoke(now, undefined, connection, isRead ? "rest" : "all");
        results.push(result);
        if (result.continueAfterMs === null) return results;
        waited += result.continueAfterMs;
      }
      throw new Error("the run does not come to an end");
    },
  };
}

async function enter(
  playground: Playground,
  people: { name: string; email: string; zone: string }[],
  surveys: boolean,
) {
  const ids = new Map<string, string>();
  const programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    matching: "random",
    feedbackOnly: !surveys,
    zone: "Europe/Berlin",
    language: "en",
    start: { start: "2027-01-11", end: null },
    end: { start: "2027-02-07", end: null },
  });
  ids.set("programme", programme);
  for (const { name, email, zone } of people) {
    const id = await playground.add("people", {
      name,
      email,
      zone,
      status: "active",
      hours: "9-17",
      programmes: [programme],
      consent: { start: addDays("2027-01-11", -7), end: null },
    });
    ids.set(name, id);
  }
  ids.set(
    "goal of Ana",
    await playground.add("roadmap", {
      title: "Learn to test",
      owner: [ids.get("Ana") ?? ""],
      status: "doing",
      skill: ["testing"],
    }),
  );
  return ids;
}

/** Columns whose texts hold ids and codes the services drew: only whether they are there is compared. */
const DRAWN = new Set(["meet", "calendar", "feedback", "form", "formId", "key"]);

/**
 * What people can see of the world, with names instead of ids: pages, events, mails, published forms. Equal for two worlds in
 * which the same things happened, whatever ids the services drew.
 */
export async function sight(playground: Playground) {
  const sources = ["programmes", "people", "roadmap", "groups", "sessions", "surveys", "metrics", "resources"] as const;
  const rows = (await Promise.all(sources.map(source => readTable(playground, source)))).flat();
  const names = new Map<string, string>();
  for (const row of rows) names.set(row.id, String(row.values.name ?? row.values.title ?? ""));
  const named = (value: unknown): unknown =>
    typeof value === "string" ? (names.get(value) ?? value) : Array.isArray(value) ? value.map(named).sort() : value;
  const pages = rows.map(row => [
    row.source,
    Object.entries(row.values).map(([key, value]) => [key, DRAWN.has(key) ? Boolean(value) : named(value)]),
  ]);
  const events = (await allEvents(playground)).map(event => ({
    session: names.get(sessionIdOf(event)) ?? null,
    generation: /(?:g(\d+)$|[sc](\d+)_)/
      .exec(event.id ?? "")
      ?.slice(1)
      .join(""),
    status: event.status,
    title: event.summary,
    start: event.start?.dateTime,
    guests: (event.attendees ?? []).map(guest => `${guest.email} ${guest.responseStatus}`).sort(),
  }));
  const agendas = (await allEvents(playground)).map(event =>
    (event.description ?? "").replaceAll(/https?:\S+|\b[2-9A-Z]{6}\b/g, "…"),
  );
  const mails = playground.google.outbox.map(mail => `${mail.kind} to ${mail.to}: ${mail.summary} at ${mail.start}`);
  const forms = [...playground.google.state.forms.values()]
    .filter(form => form.items.length > 0)
    .map(form => form.info.title);
  const comments = [...playground.notion.state.comments.values()].length;
  const inOrder = (list: readonly unknown[]) => list.map(one => JSON.stringify(one)).sort();
  return {
    pages: inOrder(pages),
    events: inOrder(events),
    agendas: agendas.sort(),
    mails: mails.sort(),
    forms: forms.sort(),
    comments,
  };
}

/** Pages of a table that share their key: there must be none. */
export async function twins(playground: Playground): Promise<string[]> {
  const found: string[] = [];
  for (const source of ["groups", "sessions", "surveys", "metrics"] as const) {
    const keys = (await readTable(playground, source)).map(row => String(row.values.key));
    found.push(...keys.filter((key, index) => keys.indexOf(key) !== index));
  }
  return found;
}
