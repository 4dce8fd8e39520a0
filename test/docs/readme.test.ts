import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readWords } from "../pictures/kept.ts";

const ROOT = join(import.meta.dirname, "../..");
const README = join(ROOT, "README.md");

test("the first page can be read in a few minutes: 8 KB at most", () => {
  expect(statSync(README).size).toBeLessThanOrEqual(8 * 1024);
});

test("each picture on the first page is there, with words for who can't see it, and is held to what there is today", () => {
  const shown = [...readFileSync(README, "utf8").matchAll(/!\[([^\]]*)\]\(docs\/pictures\/(\w+)\.png\)/g)];
  expect(shown.length).toBeGreaterThan(3);
  for (const [, words = "", name = ""] of shown) {
    expect(words.length, name).toBeGreaterThan(20);
    expect(existsSync(join(ROOT, `docs/pictures/${name}.png`)), name).toBe(true);
    expect(Object.keys(readWords())).toContain(name);
  }
});
