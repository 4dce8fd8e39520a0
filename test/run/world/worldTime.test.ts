import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/core/domain/values/failure.ts";
import { HOUR } from "../../../src/core/domain/values/time.ts";
import { run } from "../../../src/run/run.ts";
import { worldTime } from "../../../src/run/world/worldTime.ts";
import { runTable } from "../../../src/store/runs/runs.ts";
import { openOffice, THURSDAY } from "../office.ts";

const answering = (...dates: (string | null)[]) =>
  (async () => new Response(null, { headers: { date: dates.shift() ?? "" } })) as unknown as typeof fetch;
const NOON = "Thu, 07 Jan 2027 12:00:00 GMT";

describe("a run's world time", () => {
  test("is that of its message, whatever services say", async () => {
    const time = worldTime(1000, 0, answering(NOON));
    await time.fetch("https://service.test/");
    expect([time.known(), time.now()]).toEqual([1000, 1000]);
  });

  test("without one is that of the first answer that has a date, and stays", async () => {
    const time = worldTime(null, 0, answering(null, NOON, "Thu, 07 Jan 2027 13:00:00 GMT"));
    await time.fetch("https://service.test/");
    expect(time.known()).toBeNull();
    expect(() => time.now()).toThrow(Failure);
    await time.fetch("https://service.test/");
    await time.fetch("https://service.test/");
    expect(time.now()).toBe(Date.parse(NOON));
  });

  test("never goes back behind the last run", async () => {
    const time = worldTime(null, Date.parse(NOON) + 1, answering(NOON));
    await time.fetch("https://service.test/");
    expect(time.now()).toBe(Date.parse(NOON) + 1);
  });
});

describe("a run without a time", () => {
  test("reads the calendar once, first, and decides as a run with that time", async () => {
    const office = await openOffice();
    const { playground, database } = office;
    playground.clock.set(THURSDAY);
    playground.google.log.clear();
    const world = { fetch: playground.fetch, sql: database, wallNow: Date.now };
    await run(playground.connection, world, { now: null, reason: "hook" });
    const lists = playground.google.log.entries.filter(one => one.method === "GET" && one.path.endsWith("/events"));
    expect(lists).toHaveLength(1);
    expect((await runTable.last(database))?.worldNow).toBe(THURSDAY);
    expect(playground.google.outbox).toHaveLength(4);
  });

  test("that reaches no service is kept as failed at the time of the last, and the next one does the work", async () => {
    const office = await openOffice();
    const { playground, database } = office;
    await office.runToEnd(THURSDAY);
    const broken = (async () => {
      throw new TypeError("fetch failed");
    }) as unknown as typeof fetch;
    playground.clock.set(THURSDAY + HOUR);
    const { report } = await run(
      playground.connection,
      { fetch: broken, sql: database, wallNow: Date.now },
      { now: null, reason: "hook" },
    );
    expect(report.failed).toHaveLength(1);
    expect(await runTable.last(database)).toMatchObject({ worldNow: THURSDAY, endedWell: false });
    await run(
      playground.connection,
      { fetch: playground.fetch, sql: database, wallNow: Date.now },
      { now: null, reason: "hook" },
    );
    expect(await runTable.last(database)).toMatchObject({ worldNow: THURSDAY + HOUR, endedWell: true });
  });
});
