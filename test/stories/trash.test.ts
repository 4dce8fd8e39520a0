import { beforeEach, describe, expect, it } from "vitest";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { Runner } from "../demo/play.ts";
import { openD1 } from "../world/d1.ts";
import { allEvents } from "../world/people.ts";
import { COORDINATOR, openPlayground, type Playground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const PEOPLE = ["ana", "boris"].map(name => ({ name, email: `${name}@example.org`, zone: "Europe/Berlin" }));
const SETUP = Date.parse("2027-01-07T08:00:00Z");
const NEXT_DAY = Date.parse("2027-01-08T05:00:00Z");

describe("a page in the trash", () => {
  let playground: Playground;
  let runner: Runner;
  const runAt = (at: number) => {
    playground.clock.set(at);
    return runner.run(at, "test");
  };
  const trash = (id: string) => playground.notionOf(COORDINATOR).pages.update({ page_id: id, in_trash: true });
  const live = async () => (await allEvents(playground)).filter(event => event.status !== "cancelled");

  beforeEach(async () => {
    playground = await openPlayground({ startsAt: SETUP, people: PEOPLE });
    runner = inProcessRunner(playground, openD1());
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
  });

  it("cancels the session's event once, and the guests are told", async () => {
    expect(await live()).toHaveLength(1);
    const [session] = await readTable(playground, "sessions");
    await trash(session?.id ?? "");
    await runAt(NEXT_DAY);
    expect(await live()).toEqual([]);
    const told = playground.google.outbox.filter(mail => mail.kind === "cancellation").map(mail => mail.to);
    expect(told.sort()).toEqual(PEOPLE.map(person => person.email));
    const quiet = await runAt(NEXT_DAY + 600_000);
    expect(quiet.done).toEqual({});
    expect(await live()).toEqual([]);
  });

  it("that is only missing from a listing, or no longer shared, changes nothing", async () => {
    const [session] = await readTable(playground, "sessions");
    playground.notion.faults.order({
      method: "POST",
      path: `data_sources/${playground.workspace.sessions.dataSourceId}/query$`,
      times: 5,
      fault: {
        kind: "answer",
        status: 200,
        body: {
          object: "list",
          results: [],
          next_cursor: null,
          has_more: false,
          type: "page_or_data_source",
          page_or_data_source: {},
        },
      },
    });
    playground.notion.faults.order({
      method: "GET",
      path: `pages/${session?.id}$`,
      fault: {
        kind: "answer",
        status: 404,
        body: { object: "error", status: 404, code: "object_not_found", message: "Could not find page" },
      },
    });
    const mails = playground.google.outbox.length;
    await runAt(NEXT_DAY);
    expect(await live()).toHaveLength(1);
    expect(playground.google.outbox).toHaveLength(mails);
  });

  it("a listing that lacks most of a table is not believed: it is reported, and the rest of the run goes on", async () => {
    const [programme] = await readTable(playground, "programmes");
    for (let index = 0; index < 8; index += 1)
      await playground.add("resources", {
        title: `Course ${index}`,
        link: "https://courses.example.org/",
        skill: ["testing"],
      });
    await runAt(SETUP + 600_000);
    for (const row of await readTable(playground, "resources")) await trash(row.id);
    await playground.edit(COORDINATOR, "programmes", programme?.id ?? "", { minutes: 30 });
    const outcome = await runAt(NEXT_DAY);
    expect(outcome.failed.join()).toContain("8 of 8 pages of resources were not listed");
    expect(outcome.changed).toBeGreaterThan(0);
  });
});
