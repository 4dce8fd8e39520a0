import { expect, it } from "vitest";
import { inProcessRunner } from "../demo/inProcess.ts";
import { openD1 } from "../world/d1.ts";
import { COORDINATOR, openPlayground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const PEOPLE = ["ana", "boris"].map(name => ({ name, email: `${name}@example.org`, zone: "Europe/Berlin" }));

it("a month's end is told on one page, once, also when the answer to its making was lost", async () => {
  const playground = await openPlayground({ startsAt: Date.parse("2027-01-07T08:00:00Z"), people: PEOPLE });
  const runner = inProcessRunner(playground, openD1());
  const runAt = (at: string) => {
    playground.clock.set(Date.parse(at));
    return runner.run(Date.parse(at), "test");
  };
  const programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    zone: "Europe/Berlin",
    language: "bg",
    start: { start: "2027-01-11", end: null },
    feedbackOnly: true,
  });
  for (const { name, email, zone } of PEOPLE)
    await playground.add("people", {
      name,
      email,
      zone,
      hours: "9-17",
      offers: name === "ana" ? ["тестване"] : [],
      programmes: [programme],
      consent: { start: "2027-01-01", end: null },
    });
  await runAt("2027-01-29T06:00:00Z");
  expect(await readTable(playground, "digests")).toEqual([]);
  playground.notion.faults.order({ method: "POST", path: "/v1/pages$", times: 100, fault: { kind: "resetAfter" } });
  await runAt("2027-02-01T06:00:00Z");
  playground.notion.faults.clear();
  await runAt("2027-02-01T06:15:00Z");
  await runAt("2027-02-02T06:00:00Z");
  const digests = await readTable(playground, "digests");
  expect(digests.map(row => row.values.title)).toEqual(["Януари 2027 · Pairs"]);
  const body = await playground.notionOf(COORDINATOR).blocks.children.list({ block_id: digests[0]?.id ?? "" });
  const texts = body.results.map(block => JSON.stringify(block));
  expect(texts.some(text => text.includes("тестване: ana"))).toBe(true);
  expect(texts).toHaveLength(new Set(texts).size);
});
