import { expect, it } from "vitest";
import { inProcessRunner } from "../demo/inProcess.ts";
import { openD1 } from "../world/d1.ts";
import { COORDINATOR, openPlayground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const PEOPLE = ["ana", "boris"].map(name => ({ name, email: `${name}@example.org`, zone: "Europe/Berlin" }));
const SETUP = Date.parse("2027-01-07T08:00:00Z");
const NEXT_DAY = Date.parse("2027-01-08T05:00:00Z");

it("a column somebody removes is told the next day, and only what needs it stops", async () => {
  const playground = await openPlayground({ startsAt: SETUP, people: PEOPLE });
  const runner = inProcessRunner(playground, openD1());
  const runAt = (at: number) => {
    playground.clock.set(at);
    return runner.run(at, "test");
  };
  const programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    zone: "Europe/Berlin",
    language: "en",
    start: { start: "2027-01-11", end: null },
  });
  for (const person of PEOPLE)
    await playground.add("people", {
      name: person.name,
      email: person.email,
      zone: person.zone,
      hours: "9-17",
      programmes: [programme],
      consent: { start: "2027-01-01", end: null },
    });
  await runAt(SETUP + 60_000);
  const { people, sessions } = playground.workspace;
  const columns = playground.notionOf(COORDINATOR).dataSources;
  await columns.update({
    data_source_id: people.dataSourceId,
    properties: { [people.properties.nextSession?.id ?? ""]: null },
  });
  await columns.update({
    data_source_id: sessions.dataSourceId,
    properties: { [sessions.properties.replies?.id ?? ""]: { name: "Who comes" } },
  });
  const told = await runAt(NEXT_DAY);
  expect(told.failed).toEqual([expect.stringContaining("people.nextSession")]);
  await runAt(NEXT_DAY + 600_000);
  const [session] = await readTable(playground, "sessions");
  expect(session?.values.replies).toContain("ana");
  const quiet = await runAt(NEXT_DAY + 1_200_000);
  expect(quiet).toMatchObject({ done: {}, failed: [] });
});
