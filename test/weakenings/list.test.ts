import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { WEAKENINGS } from "./list.ts";

const ROOT = join(import.meta.dirname, "../..");

test.each(WEAKENINGS.map(one => [one.what, one] as const))("it can still be tried that %s", (_, one) => {
  expect(readFileSync(join(ROOT, one.file), "utf8").split(one.from)).toHaveLength(2);
  expect(existsSync(join(ROOT, one.caughtBy))).toBe(true);
});

test("ten safeguards at least are tried, each once", () => {
  expect(new Set(WEAKENINGS.map(({ what }) => what)).size).toBe(WEAKENINGS.length);
  expect(WEAKENINGS.length).toBeGreaterThanOrEqual(10);
});
