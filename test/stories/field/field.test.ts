import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const TESTS = join(import.meta.dirname, "../..");
const FIELD = join(TESTS, "../docs/failures-elsewhere.md");
/** Its failures of keeping services in step. Those between are of matching (F20 to F24). */
const OF_SYNC = [...Array.from({ length: 19 }, (_, index) => index + 1), 25, 26, 27, 28].map(number => `F${number}`);

/** The numbers that names of tests begin with. */
function told(): Set<string> {
  const files = readdirSync(TESTS, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".test.ts"));
  const texts = files.map(name => readFileSync(join(TESTS, name), "utf8"));
  return new Set(texts.flatMap(text => [...text.matchAll(/["`](F\d+): /g)].map(([, number]) => number ?? "")));
}

test("each failure others had in keeping services in step has a story here that begins with its number", () => {
  const stories = told();
  expect(OF_SYNC.filter(number => !stories.has(number))).toEqual([]);
});

test("the list of those failures has not grown without a story", () => {
  const listed = [...readFileSync(FIELD, "utf8").matchAll(/^\| <a id="f\d+"><\/a>(F\d+) /gm)].map(([, number]) =>
    Number(number?.slice(1)),
  );
  const ofMatching = [20, 21, 22, 23, 24];
  expect(listed.filter(number => !ofMatching.includes(number)).map(number => `F${number}`)).toEqual(OF_SYNC);
});
