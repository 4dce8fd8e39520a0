import { expect, test } from "vitest";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import { guideKey } from "../../src/core/plan/parts/guides.ts";
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
