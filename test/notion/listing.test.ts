import { describe, expect, test } from "vitest";
import { MINUTE } from "../../src/core/domain/values/time.ts";
import { propertiesFor } from "../../src/notion/page.ts";
import { type NotionWorld, openNotion } from "./world.ts";

/** People in a table; the world's clock stands still but for what `between` does before each. */
async function entered(world: NotionWorld, names: readonly string[], between: (index: number) => void = () => {}) {
  const map = world.workspace.people;
  const ids: string[] = [];
  for (const [index, name] of names.entries()) {
    between(index);
    const body = {
      parent: { type: "data_source_id", data_source_id: map.dataSourceId },
      properties: propertiesFor("people", map, { name }),
    };
    ids.push(String((await world.byHand("POST", "pages", body)).id));
  }
  return ids.sort();
}
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `Person ${index}`);
const listed = async (world: NotionWorld, since: number | null = null) =>
  (await world.api.table("people", world.workspace.people).list({ editedSince: since })).map(row => row.id).sort();
const queries = (world: NotionWorld) => world.notion.log.entries.filter(one => one.path.endsWith("/query")).length;

describe("a table of more rows than Notion shows in one query", () => {
  test("10,050 made over some hours: none is lost, none comes twice, and each is asked for once", async () => {
    const world = await openNotion();
    const ids = await entered(world, numbered(10_050), index => {
      if (index % 50 === 0) world.notion.clock.advance(MINUTE);
    });
    const before = queries(world);
    expect(await listed(world)).toEqual(ids);
    expect(queries(world) - before).toBe(101);
  });

  test("10,050 made within one minute: read from both ends of the alphabet, none is lost", async () => {
    const world = await openNotion();
    const ids = await entered(world, numbered(10_050));
    expect(await listed(world)).toEqual(ids);
  });

  test("some made before and some after a crowded minute: all are there", async () => {
    const world = await openNotion({ queryResultLimit: 6, pageSizeLimit: 4 });
    const ids = await entered(world, numbered(30), index => {
      if (index < 10 || index >= 18) world.notion.clock.advance(MINUTE);
    });
    expect(await listed(world)).toEqual(ids);
  });

  test("edits of a time window in such a table: all that were made then, and no others", async () => {
    const world = await openNotion({ queryResultLimit: 4 });
    await entered(world, numbered(3));
    world.notion.clock.advance(10 * MINUTE);
    const since = world.notion.clock.now();
    const ids = await entered(world, numbered(9), () => world.notion.clock.advance(MINUTE));
    expect(await listed(world, since)).toEqual(ids);
  });

  test.each<[string, string[]]>([
    ["more than twice as many in one minute", numbered(13)],
    ["all of one name in one minute", Array.from({ length: 8 }, () => "Ana")],
  ])("%s: the listing fails, for what it lacks must not be taken for gone", async (_, names) => {
    const world = await openNotion({ queryResultLimit: 6 });
    await entered(world, names);
    await expect(listed(world)).rejects.toThrow(/within one minute/);
  });
});
