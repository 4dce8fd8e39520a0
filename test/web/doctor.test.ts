import { beforeEach, describe, expect, test } from "vitest";
import { deadLetterTable } from "../../src/store/incoming/deadLetters.ts";
import type { Check } from "../../src/text/operating/doctor.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { COORDINATOR, GOOGLE_HOST, NOTION_HOST } from "../world/playground.ts";
import { BEARER } from "../world/settings.ts";

let world: PairWorld;
beforeEach(async () => {
  world = await openPairWorld();
});

async function examined(): Promise<Check[]> {
  const worker = openWorker(world.playground, world.database);
  const answer = await worker.ask("/api/doctor", { headers: { authorization: `Bearer ${BEARER}` } });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { checks: Check[] }).checks;
}
const unwell = async () => (await examined()).filter(check => !check.isOk);

/** What the cron would have left: the world's runs were asked for by a test. */
const asByCron = () =>
  world.database.prepare("UPDATE runs SET report = json_set(report, '$.reason', 'cron */15')").run();

async function withCoordinator() {
  const { ids } = world;
  await world.edit("programmes", ids.programme ?? "", { coordinator: [ids.ana ?? ""] });
  world.playground.connection.coordinators = ["ana@example.org"];
  await world.runAt(THURSDAY + 600_000);
  await asByCron();
}

describe("the doctor", () => {
  test("finds nothing where all is well, in twenty-two requests that change nothing", async () => {
    await withCoordinator();
    const { playground, database } = world;
    const asked: string[] = [];
    const reach = playground.fetch;
    playground.fetch = (input, init) => {
      const request = new Request(input instanceof Request ? input : String(input), init);
      asked.push(request.method);
      return reach(request);
    };
    const changes = async () =>
      JSON.stringify((await database.prepare("SELECT * FROM state ORDER BY key").all()).results);
    const before = await changes();
    const checks = await examined();
    playground.fetch = reach;
    expect(checks.filter(check => !check.isOk)).toEqual([]);
    expect(checks.length).toBeGreaterThanOrEqual(15);
    expect([new Set(asked), asked.length <= 22]).toEqual([new Set(["GET"]), true]);
    expect(await changes()).toBe(before);
  });

  test("names a column that is gone, and says how to bring it back", async () => {
    await withCoordinator();
    const { playground } = world;
    const { dataSourceId, properties } = playground.workspace.people;
    const change = { [properties.consent?.id ?? ""]: null };
    await playground.notionOf(COORDINATOR).dataSources.update({ data_source_id: dataSourceId, properties: change });
    expect(await unwell()).toEqual([
      {
        what: "Notion's columns",
        isOk: false,
        says: expect.stringContaining("People: Consent"),
        todo: expect.stringMatching(/^Run `npm run setup -- --tables --page [0-9a-f-]+ --language en`/),
      },
    ]);
  });

  test("names what only people can mend: no coordinator, no consent, a dead letter, no cron", async () => {
    await world.playground.add("people", {
      name: "Zoe",
      email: "zoe@example.org",
      zone: "Europe/Berlin",
      hours: "9-17",
      programmes: [world.ids.programme ?? ""],
    });
    await world.runAt(THURSDAY + 600_000);
    await deadLetterTable.saving(world.database, "1", 0, {}).run();
    const found = await unwell();
    expect(found.map(check => check.what)).toEqual(["The cron", "The queue", "Coordinators", "Consent"]);
    expect(found[3]?.says).toContain("1 person has no day of consent, and nobody meets them: Zoe");
    for (const check of found) expect(check.todo).not.toBeNull();
  });

  test("says that migrations were not applied, and no more", async () => {
    await world.database.prepare("DROP TABLE erased_answers").run();
    expect(await examined()).toEqual([
      {
        what: "The database",
        isOk: false,
        says: "It lacks erased_answers.",
        todo: "Run `npx wrangler d1 migrations apply krug --remote --config krug.wrangler.json`.",
      },
    ]);
  });

  test.each([
    ["Notion does not take the token", NOTION_HOST, 401, ["Notion"]],
    ["Google does not take the token", GOOGLE_HOST, 401, ["The calendar", "Google Forms"]],
  ])("says so where %s, and looks at the rest all the same", async (_, host, status, whats) => {
    await withCoordinator();
    const { playground } = world;
    const reach = playground.fetch;
    playground.fetch = (input, init) => {
      const request = new Request(input instanceof Request ? input : String(input), init);
      const body =
        host === NOTION_HOST ? { object: "error", status, code: "unauthorized", message: "no" } : { error: {} };
      return new URL(request.url).origin === host ? Promise.resolve(Response.json(body, { status })) : reach(request);
    };
    const found = await unwell();
    playground.fetch = reach;
    expect(found.map(check => check.what)).toEqual(whats);
    for (const check of found) expect(check.says).toContain("refuses");
  });
});
