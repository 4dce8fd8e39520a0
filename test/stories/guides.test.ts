import { expect, test } from "vitest";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import { guideKey } from "../../src/core/plan/parts/guides.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { bodyOf, printed } from "../world/bodies.ts";
import { openCircle, THURSDAY } from "../world/circle.ts";
import { COORDINATOR } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

test("guides are pages in the words of their language, made once; a coordinator's words stand on the page of the next meeting", async () => {
  const world = await openCircle({ bodies: true });
  const { playground } = world;
  await world.runUntilQuiet(THURSDAY + HOUR);
  const guides = await readTable(playground, "guides");
  expect(guides).toHaveLength(13);
  expect(guides.every(({ values }) => String(values.text).length > 300 && values.language === "en")).toBe(true);
  const first = guides.find(({ values }) => values.key === guideKey("good-questions", "en"));
  expect(first?.values.title).toBe("Asking good questions");
  await playground.edit(COORDINATOR, "guides", first?.id ?? "", { title: "How we ask", text: "Short.\n\nOpen." });
  await world.runUntilQuiet(THURSDAY + HOUR + 7 * DAY);
  const [, second] = await world.pages();
  const body = printed(await bodyOf(playground, second?.id ?? ""));
  expect(body).toContain("### Two minutes to read before you meet: How we ask\n  Short.\n  Open.\n");
  expect(await readTable(playground, "guides")).toHaveLength(13);
});

test("a workspace that is older than the table has the guides that came with Krug on its pages", async () => {
  const world = await openCircle({ bodies: true });
  const { playground, database } = world;
  const { databaseId } = playground.workspace.guides;
  await playground.notionOf(COORDINATOR).databases.update({ database_id: databaseId, in_trash: true });
  playground.clock.set(THURSDAY + HOUR);
  const { failed } = await inProcessRunner(playground, database).run(THURSDAY + HOUR, "test");
  expect(failed).toHaveLength(1);
  expect(failed.join()).toContain("guides");
  const [first] = await world.pages();
  expect(printed(await bodyOf(playground, first?.id ?? ""))).toContain(
    "before you meet: The first meeting\n  You don’t need",
  );
});
