import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { expect } from "vitest";
import { isLetter } from "../../src/core/domain/letter.ts";
import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { linkTable } from "../../src/store/mirror/links.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { Runner, RunOutcome } from "../demo/play.ts";
import { type LocalD1, openD1 } from "./d1.ts";
import { allEvents, sessionIdOf } from "./people.ts";
import { COORDINATOR, openPlayground, type Playground } from "./playground.ts";
import { readTable } from "./tables.ts";

/** The Thursday before a circle's round of eight weeks begins; clocks change on 14 March in New York, on 28 March in Berlin. */
export const THURSDAY = Date.parse("2027-02-25T08:00:00Z");

interface Meeting {
  sessionId: string;
  event: calendar_v3.Schema$Event;
  startsAt: number;
  guests: string[];
}

/** A circle that meets every week, and what people see of it. */
export interface CircleWorld {
  playground: Playground;
  database: LocalD1;
  ids: Map<string, string>;
  /** A run at a time, and what it did. */
  run(at: number): Promise<RunOutcome>;
  /** A run, and then two more, minutes later, that must have nothing to do and mail nobody. */
  runUntilQuiet(at: number): Promise<RunOutcome>;
  /** The meetings that stand in the calendar, in order. */
  meetings(kind?: "session" | "check_in"): Promise<Meeting[]>;
  /** Mails since this was last asked, as "kind to name". */
  mails(): string[];
  /** The pages of its sessions in the order of their time. */
  pages(): Promise<{ id: string; values: Readonly<Record<string, PlainValue>> }[]>;
  edit(id: string, values: Record<string, PlainValue>, source?: "sessions" | "groups" | "people"): Promise<void>;
  /** Lets wall time pass. */
  wait(milliseconds: number): void;
  /** A run that may be disturbed: `through` stands between it and the world. True when it came to its end. */
  disturbed(
    at: number,
    through: (world: { fetch: typeof fetch; sql: Sql }) => { fetch: typeof fetch; sql: Sql },
  ): Promise<boolean>;
}

export async function openCircle(
  options: {
    programme?: Record<string, PlainValue>;
    names?: string[];
    zones?: Record<string, string>;
    hours?: Record<string, string>;
    /** What else stands on people's pages, by name. */
    pages?: Record<string, Record<string, PlainValue>>;
    /** True where Krug writes bodies of pages. */
    bodies?: boolean;
  } = {},
): Promise<CircleWorld> {
  const { names = ["Ana", "Boris", "Carla", "Dan"], zones = {}, hours = {}, pages = {} } = options;
  const people = names.map(name => ({
    name,
    email: `${name.toLowerCase()}@example.org`,
    zone: zones[name] ?? "Europe/Berlin",
  }));
  const playground = await openPlayground({ startsAt: THURSDAY, people, bodies: options.bodies === true });
  const ids = new Map<string, string>();
  const programme = await playground.add("programmes", {
    name: "Circle",
    status: "active",
    format: "circle",
    matching: "random",
    everyWeeks: 1,
    roundWeeks: 8,
    minutes: 60,
    groupSize: 5,
    feedbackOnly: true,
    zone: "Europe/Berlin",
    language: "en",
    start: { start: "2027-03-01", end: null },
    end: { start: "2027-04-25", end: null },
    ...options.programme,
  });
  ids.set("programme", programme);
  for (const { name, email, zone } of people) {
    const id = await playground.add("people", {
      name,
      email,
      zone,
      status: "active",
      hours: hours[name] ?? "Mon-Fri 9-17",
      programmes: [programme],
      consent: { start: "2027-02-20", end: null },
      ...pages[name],
    });
    ids.set(name, id);
    const goal = { title: `Goal of ${name}`, owner: [id], status: "doing" };
    ids.set(`goal of ${name}`, await playground.add("roadmap", goal));
  }
  const database = openD1();
  return worldOf(playground, database, ids);
}

/** The same world with the database lost. */
export function withLostDatabase(world: CircleWorld): CircleWorld {
  return worldOf(world.playground, openD1(), world.ids, world.playground.google.outbox.length);
}

function worldOf(playground: Playground, database: LocalD1, ids: Map<string, string>, read = 0): CircleWorld {
  let waited = 0;
  const wallNow = () => Date.now() + waited;
  const runner: Runner = inProcessRunner(playground, database, wallNow);
  let mailsRead = read;
  const run = async (at: number) => {
    playground.clock.set(at);
    const outcome = await runner.run(at, "test");
    expect(outcome.failed).toEqual([]);
    return outcome;
  };
  return {
    playground,
    database,
    ids,
    run,
    runUntilQuiet: async at => {
      const outcome = await run(at);
      await run(at + 5 * MINUTE);
      const mails = playground.google.outbox.length;
      expect((await run(at + 10 * MINUTE)).done).toEqual({});
      expect(playground.google.outbox.length).toBe(mails);
      await expectInStep(playground, database);
      return outcome;
    },
    meetings: async kind => {
      const sessions = new Map((await readTable(playground, "sessions")).map(row => [row.id, row]));
      return (await allEvents(playground))
        .filter(event => event.status !== "cancelled" && !isLetter(event.id ?? ""))
        .map(event => ({
          sessionId: sessionIdOf(event),
          event,
          startsAt: Date.parse(event.start?.dateTime ?? ""),
          guests: (event.attendees ?? []).map(guest => (guest.email ?? "").split("@")[0] ?? "").sort(),
        }))
        .filter(({ sessionId }) => kind === undefined || sessions.get(sessionId)?.values.kind === kind)
        .sort((a, b) => a.startsAt - b.startsAt);
    },
    mails: () => {
      const mails = playground.google.outbox.slice(mailsRead);
      mailsRead = playground.google.outbox.length;
      return mails
        .filter(mail => mail.kind !== "reply" && mail.kind !== "sharing")
        .map(mail => `${mail.kind} to ${mail.to.split("@")[0]}`)
        .sort();
    },
    pages: async () => {
      const rows = (await readTable(playground, "sessions")).filter(row => row.values.when !== null);
      const startOf = (row: (typeof rows)[number]) => Date.parse((row.values.when as { start: string }).start);
      return rows.sort((a, b) => startOf(a) - startOf(b));
    },
    wait: milliseconds => {
      waited += milliseconds;
    },
    disturbed: async (at, through) => {
      playground.clock.set(at);
      const { fetch, sql } = through({ fetch: playground.fetch, sql: database });
      return inProcessRunner({ ...playground, fetch }, sql, wallNow)
        .run(at, "test")
        .then(
          () => true,
          () => false,
        );
    },
    edit: (id, values, source = "sessions") => playground.edit(COORDINATOR, source, id, values),
  };
}

/** Page, event and link of every planned session to come say one thing; no session has two events. */
async function expectInStep(playground: Playground, database: LocalD1): Promise<void> {
  const live = (await allEvents(playground)).filter(event => event.status !== "cancelled");
  const links = new Map((await linkTable.list(database)).map(link => [link.sessionId, link]));
  const now = playground.clock.now();
  for (const row of await readTable(playground, "sessions")) {
    const events = live.filter(event => sessionIdOf(event) === row.id);
    const start = Date.parse((row.values.when as { start: string } | null)?.start ?? "");
    if (!(start > now)) continue;
    expect(events.length, `${row.values.title} at ${new Date(start).toISOString()}`).toBe(
      row.values.status === "planned" ? 1 : 0,
    );
    const [event] = events;
    if (event === undefined) continue;
    expect(Date.parse(event.start?.dateTime ?? "")).toBe(start);
    expect(event.summary).toBe(row.values.title);
    expect(links.get(row.id)).toMatchObject({ eventId: event.id, base: { startsAt: start, isCancelled: false } });
  }
}

/** Local clock time of an instant in a zone, as "Tue 10:00". */
export function clockIn(at: number, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  })
    .format(at)
    .replace(",", "");
}

/** The first run: groups, pages and series stand. */
export async function started(options?: Parameters<typeof openCircle>[0]): Promise<CircleWorld> {
  const world = await openCircle(options);
  await world.runUntilQuiet(THURSDAY + HOUR);
  world.mails();
  return world;
}
