import { expect, test } from "vitest";
import { openD1 } from "../world/d1.ts";
import { PAGE_WAKES, WORLD } from "./pageWakes.ts";

/** Which of the pages of `WORLD` live again after a statement, a trigger being left out. */
async function wokenBy(statement: string, leftOut = ""): Promise<string[]> {
  const database = openD1();
  for (const one of [...WORLD, leftOut].filter(one => one !== "")) await database.prepare(one).run();
  const living = "SELECT id FROM pages WHERE settled_in IS NULL ORDER BY id";
  const before = (await database.prepare(living).all<{ id: string }>()).results.map(({ id }) => id);
  await database.prepare(statement).run();
  const after = (await database.prepare(living).all<{ id: string }>()).results.map(({ id }) => id);
  const settled = await database.prepare("SELECT page_id AS id FROM page_keys WHERE settled_in IS NULL").all();
  expect(settled.results.length > 0).toBe(after.includes("figure"));
  database.close();
  const made = ["copy", "back"];
  return after.filter(id => !before.includes(id) && !made.includes(id));
}

test.each(Object.entries(PAGE_WAKES))("%s: what may change what a settled page says wakes it", async (name, of) => {
  expect(await wokenBy(of.by)).toContain(of.wakes);
  expect(await wokenBy(of.notBy)).not.toContain(of.wakes);
  expect(await wokenBy(of.by, `DROP TRIGGER ${name}`)).not.toContain(of.wakes);
});

test("an edit of a page that is settled by itself wakes it and no other, with its key", async () => {
  expect(await wokenBy("UPDATE pages SET edited_at = 1 WHERE id = 'figure'")).toEqual(["figure"]);
  expect(await wokenBy("UPDATE pages SET edited_at = 1 WHERE id = 'goal'")).toEqual(["goal"]);
});
