import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const lines = readFileSync(join(ROOT, "docs/editors-limits.md"), "utf8")
  .split("\n")
  .filter(line => line.startsWith("|"))
  .map(line => line.split("|").map(cell => cell.trim()))
  .filter(cells => !/^-+$/.test(cells[1] ?? "") && cells.at(-2) !== "test");

test.each(lines.map(cells => [cells[1], cells.at(-2) ?? ""]))(
  "what an editor can cause by %s at most is held by a test",
  (_, named) => {
    const [, file = "", name = ""] = /^`([^`]+)`: (.+)$/.exec(named) ?? [];
    expect(existsSync(join(ROOT, file))).toBe(true);
    expect(readFileSync(join(ROOT, file), "utf8")).toContain(`"${name}"`);
  },
);

test("the list has its lines", () => {
  expect(lines.length).toBeGreaterThan(15);
});
