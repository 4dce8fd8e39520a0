import { expect, test } from "vitest";
import { HOUR } from "../../src/core/domain/values/time.ts";
import { run } from "../../src/run/run.ts";
import { openD1 } from "./d1.ts";
import { INVOCATION_LIMITS, type Usage, withinLimits } from "./limits.ts";
import { allEvents } from "./people.ts";
import { openPlayground } from "./playground.ts";

const MONDAY = Date.parse("2027-01-11T06:00:00Z");

/** A programme of pairs with so many people, entered and not yet run. */
async function pairsOf(count: number) {
  const people = Array.from({ length: count }, (_, index) => ({
    name: `Person ${index}`,
    email: `person${index}@example.org`,
    zone: "Europe/Berlin",
  }));
  const playground = await openPlayground({ startsAt: MONDAY, people });
  const programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    matching: "random",
    everyWeeks: 1,
    minutes: 30,
    roundWeeks: 1,
    groupSize: 2,
    zone: "Europe/Berlin",
    language: "en",
    start: { start: "2027-01-11", end: null },
    end: { start: "2027-02-07", end: null },
  });
  for (const person of people)
    await playground.add("people", {
      name: person.name,
      email: person.email,
      status: "active",
      zone: person.zone,
      hours: "Mon-Fri 9-17",
      programmes: [programme],
      consent: { start: "2027-01-04", end: null },
    });
  return playground;
}

test("a hundred people are invited in invocations that each stay within the limits, and then it is quiet", async () => {
  const playground = await pairsOf(100);
  const database = openD1();
  const world = { fetch: playground.fetch, sql: database, wallNow: Date.now };
  const invocations: Usage[] = [];
  const until = async (now: number) => {
    playground.clock.set(now);
    for (let goes = 0; goes < 30; goes += 1) {
      const { result, used } = await withinLimits(world, inside =>
        run(playground.connection, inside, { now, reason: "test" }),
      );
      expect(result.report.failed).toEqual([]);
      invocations.push(used);
      if (result.continueAfterMs === null) return result.report;
    }
    throw new Error("the run does not come to an end");
  };
  await until(MONDAY);
  expect(invocations.length).toBeGreaterThan(1);
  const coming = (await allEvents(playground)).filter(event => event.status !== "cancelled");
  expect(coming.length).toBe(50);
  expect(new Set(coming.flatMap(event => (event.attendees ?? []).map(guest => guest.email))).size).toBe(100);
  expect(database.statements).toBe(invocations.reduce((sum, used) => sum + used.statements, 0));
  for (const used of invocations) expect(used.statements).toBeLessThanOrEqual(INVOCATION_LIMITS.statements);
  await until(MONDAY + HOUR);
  const quiet = await until(MONDAY + 2 * HOUR);
  expect(quiet).toMatchObject({ done: {}, mails: 0 });
  expect(invocations.at(-1)?.fetches).toBeLessThan(20);
});
