import { expect, test } from "vitest";
import { livedTwice } from "./life.ts";
import { PAGE_ACTS } from "./pageActs.ts";

/** Others, of all formats, are lived in manyLives.test.ts. */
test("twelve weeks in which people act on what is long over go alike whether runs load what lives or everything", async () => {
  const lived = await livedTwice({ seed: "11", weeks: 12, pageActs: PAGE_ACTS });
  expect(lived.difference).toBeNull();
  expect(lived.strayWakes).toEqual([]);
  expect(lived.settled).toBeGreaterThan(5);
  expect(lived.pages).toBeGreaterThan(20);
  expect(lived.late).toBeGreaterThan(3);
});
