import { join } from "node:path";
import { expect, it } from "vitest";
import type { Wait } from "../../src/core/domain/wait.ts";
import { plan } from "../../src/run/plan.ts";
import { stateTable } from "../../src/store/database/state.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { worldStart } from "../demo/play.ts";
import { readScenario } from "../demo/scenario.ts";
import { enterCast } from "../world/cast.ts";
import { openD1 } from "../world/d1.ts";
import { allEvents } from "../world/people.ts";
import { COORDINATOR, openPlayground } from "../world/playground.ts";
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
  const waits = [
    "Random pairs begins on 11 January 2027.",
    "Random pairs: the next groups are formed on 14 January 2027.",
    "Mobile app circle begins on 11 January 2027.",
  ];
  expect(planned.lines.slice(-4)).toEqual([expect.stringMatching(/Nothing was done/), ...waits]);

  await inProcessRunner(playground, sql).run(now, "after the plan");
  const events = await allEvents(playground);
  // A series is one event and one invitation, however many meetings it holds.
  expect(new Set(events.map(event => event.recurringEventId ?? event.id)).size).toBe(invitations.length);
  expect(invitations.filter(line => line.includes("to the series"))).toHaveLength(2);
  for (const event of events) expect(invitations.join("\n")).toContain(`“${event.summary}”`);
  expect(playground.google.outbox).toHaveLength(planned.mails);

  await inProcessRunner(playground, sql).run(now, "takes over the links of the meetings");
  const quiet = await plan(playground.connection, null, world);
  expect(quiet.lines).toEqual(["There is nothing to do.", ...waits]);
});

it("a plan says of each programme why nothing happens, and what to do about it", async () => {
  const scenario = readScenario(join(import.meta.dirname, "../demo/story.json"));
  const playground = await openPlayground({ startsAt: worldStart(scenario), people: scenario.people });
  await enterCast(playground, scenario);
  const now = worldStart(scenario) + 600_000;
  playground.clock.set(now);
  const first = (await readTable(playground, "programmes"))[0]?.id ?? "";
  await playground.edit(COORDINATOR, "programmes", first, { name: "Circle", approveFirst: true });
  const add = (name: string, values: object) =>
    playground.add("programmes", { name, format: "pair", zone: "UTC", language: "en", status: "active", ...values });
  await add("Sketch", { status: "draft", start: { start: "2027-01-04", end: null } });
  await add("Nobody's", { start: { start: "2027-01-04", end: null } });
  const sql = openD1();
  const { run } = inProcessRunner(playground, sql);
  for (const again of [0, 1, 2]) await run(now + again * 60_000, "forms the groups");
  const { lines } = await plan(playground.connection, null, { fetch: playground.fetch, sql, wallNow: Date.now });
  const said = lines.join("\n");
  expect(said).toMatch(
    /^Circle: (one group waits|\d+ groups wait) for your approval\. Look at them in “Groups” and set/m,
  );
  expect(said).toContain("Sketch: nothing happens yet, since “Status” on its page is “Draft”.");
  expect(said).toContain("Nobody's: nobody takes part yet, and it takes two.");
  const kept = (await stateTable.read<readonly Wait[]>(sql, "waits")) ?? [];
  expect(kept.map(({ why }) => why)).toEqual(expect.arrayContaining(["draft", "groups_wait_for_approval"]));
});
