import { join } from "node:path";
import { expect, it } from "vitest";
import { plan } from "../../src/run/plan.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { worldStart } from "../demo/play.ts";
import { readScenario } from "../demo/scenario.ts";
import { enterCast } from "../world/cast.ts";
import { openD1 } from "../world/d1.ts";
import { allEvents } from "../world/people.ts";
import { openPlayground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

it("a plan tells who would be invited to what, does nothing, and the run then does just that", async () => {
  const scenario = readScenario(join(import.meta.dirname, "../demo/story.json"));
  const playground = await openPlayground({ startsAt: worldStart(scenario), people: scenario.people });
  await enterCast(playground, scenario);
  const sql = openD1();
  const now = worldStart(scenario) + 600_000;
  playground.clock.set(now);
  const world = { fetch: playground.fetch, sql, wallNow: Date.now };

  const planned = await plan(playground.connection, now, world);
  expect(playground.google.outbox).toEqual([]);
  expect(await allEvents(playground)).toEqual([]);
  expect(await readTable(playground, "groups")).toEqual([]);
  const invitations = planned.lines.filter(line => line.startsWith("Invite "));
  expect(invitations.length).toBeGreaterThan(2);
  expect(planned.lines.at(-1)).toMatch(/Nothing was done/);

  await inProcessRunner(playground, sql).run(now, "after the plan");
  const events = await allEvents(playground);
  // A series is one event and one invitation, however many meetings it holds.
  expect(new Set(events.map(event => event.recurringEventId ?? event.id)).size).toBe(invitations.length);
  expect(invitations.filter(line => line.includes("to the series"))).toHaveLength(2);
  for (const event of events) expect(invitations.join("\n")).toContain(`“${event.summary}”`);
  expect(playground.google.outbox).toHaveLength(planned.mails);

  await inProcessRunner(playground, sql).run(now, "takes over the links of the meetings");
  const quiet = await plan(playground.connection, null, world);
  expect(quiet.lines).toEqual(["There is nothing to do."]);
});
