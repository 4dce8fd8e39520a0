import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../src/config.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { runTable } from "../../src/store/runs/runs.ts";
import type { RunMessage } from "../../src/web/settings.ts";
import worker from "../../src/worker.ts";
import { ASSETS } from "../world/assets.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { settingsOf } from "../world/settings.ts";

let world: PairWorld;
let said: string[];
beforeEach(async () => {
  world = await openPairWorld();
  world.newMails();
  said = [];
  vi.spyOn(console, "error").mockImplementation((...words) => void said.push(words.join(" ")));
});
afterEach(() => vi.restoreAllMocks());

describe("a full database", () => {
  test("ends the run with a word in the log; nobody is told anything twice, and with room again all is made up for", async () => {
    const { database, playground } = world;
    database.limitPages(database.pages());
    const [session] = await world.sessions();
    for (let index = 0; index < 40; index += 1)
      await playground.add("roadmap", { title: `Goal ${index} ${"x".repeat(1500)}`, owner: [world.ids.ana ?? ""] });
    await world.edit("sessions", session?.id ?? "", {
      when: { start: "2027-01-13T14:00:00+01:00", end: "2027-01-13T15:00:00+01:00" },
    });
    const open = openWorker(playground, database);
    await open.ring(THURSDAY + HOUR);
    await expect(open.drain()).rejects.toThrow(/full/);
    expect(said.join("\n")).toContain("The database is full");
    const whenFull = world.newMails();

    database.limitPages(1_000_000);
    await open.ring(THURSDAY + 2 * HOUR);
    await open.drain();
    expect((await runTable.last(database))?.report.failed).toEqual([]);
    expect([...whenFull, ...world.newMails()].sort()).toEqual(["update ana@example.org", "update boris@example.org"]);
    await open.ring(THURSDAY + 3 * HOUR);
    await open.drain();
    expect([(await runTable.last(database))?.report.done, world.newMails()]).toEqual([{}, []]);
  });

  test("still has room to say how the last run fared: an old one makes way", async () => {
    const { database } = world;
    const fill = database.prepare(
      "INSERT INTO runs (world_now, started_at, ended_at, ended_well, report) VALUES (0, 0, 0, 1, ?)",
    );
    const report = JSON.stringify({ ...(await runTable.last(database))?.report, reason: "x".repeat(3000) });
    for (let index = 0; index < 520; index += 1) await fill.bind(report).run();
    await world.runAt(THURSDAY + HOUR);
    database.limitPages(database.pages());
    const before = await runTable.last(database);
    await world.runAt(THURSDAY + 2 * HOUR);
    expect((await runTable.last(database))?.id).toBeGreaterThan(before?.id ?? 0);
  });
});

describe("a queue a day behind", () => {
  test("delivers ticks of yesterday as of now: nobody is invited to what is over, and one run stands for all of them", async () => {
    const { database, playground } = world;
    const sent: RunMessage[] = [];
    const env = {
      ...settingsOf(playground),
      DB: database,
      JOBS: { send: async (body: RunMessage) => void sent.push(body) },
      ASSETS,
    } as unknown as Env;
    playground.clock.set(THURSDAY + 5 * DAY);
    const begun = async () =>
      (await world.live()).filter(({ start }) => Date.parse(start?.dateTime ?? "") < THURSDAY + 5 * DAY).length;
    const begunBefore = await begun();
    const before = await runTable.last(database);
    vi.spyOn(globalThis, "fetch").mockImplementation(playground.fetch);
    const ticks = Array.from({ length: 96 }, (_, index) => ({
      body: { connection: "main", now: THURSDAY + 4 * DAY + index * 15 * MINUTE, reason: "cron */15 * * * *" },
      timestamp: new Date(Date.now() - DAY + index * 15 * MINUTE),
    }));
    const deliver = (from: number) =>
      worker.queue({ queue: "krug-jobs", messages: ticks.slice(from, from + 20) } as never, env);
    await deliver(0);
    world.newMails();
    for (let at = 20; at < ticks.length; at += 20) await deliver(at);
    expect(world.newMails()).toEqual([]);
    expect(await begun()).toBe(begunBefore);
    const { results } = await database
      .prepare("SELECT world_now FROM runs WHERE id > ? ORDER BY id")
      .bind(before?.id ?? 0)
      .all<{ world_now: number }>();
    expect(results.length).toBeGreaterThan(0);
    for (const { world_now } of results) expect(world_now).toBeGreaterThanOrEqual(THURSDAY + 5 * DAY);
    expect((await runTable.last(database))?.report.failed).toEqual([]);
  });

  test("leaves a tick that comes in time at its own time", async () => {
    const { database, playground } = world;
    vi.spyOn(globalThis, "fetch").mockImplementation(playground.fetch);
    const env = { ...settingsOf(playground), DB: database, JOBS: { send: async () => {} }, ASSETS } as unknown as Env;
    const message = {
      body: { connection: "main", now: THURSDAY + HOUR, reason: "cron */15 * * * *" },
      timestamp: new Date(Date.now() - MINUTE),
    };
    await worker.queue({ queue: "krug-jobs", messages: [message] } as never, env);
    expect((await runTable.last(database))?.worldNow).toBe(THURSDAY + HOUR);
  });
});
