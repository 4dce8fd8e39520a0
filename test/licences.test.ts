import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isAllowed, licencesOf } from "./licences.ts";

const ROOT = join(import.meta.dirname, "..");
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;

test("every package that is deployed, and what it brings along, has a licence that allows it", () => {
  const all = licencesOf(ROOT);
  expect(all.length).toBeGreaterThan(Object.keys(dependencies).length);
  expect(all.filter(one => !one.isAllowed)).toEqual([]);
});

test.each([
  ["MIT", true],
  ["(MIT OR GPL-3.0)", true],
  ["MIT AND Zlib", false],
  ["GPL-3.0-only", false],
  ["SEE LICENSE IN LICENSE.txt", false],
  ["none", false],
])("of %s it is known whether it is allowed", (licence, is) => {
  expect(isAllowed(licence)).toBe(is);
});

test("each dependency is named in docs/dependencies.md with why it is there, who keeps it and what would replace it", () => {
  const rows = readFileSync(join(ROOT, "docs/dependencies.md"), "utf8")
    .split("\n")
    .flatMap(line => {
      const cells = line.split("|").map(cell => cell.trim());
      return /^`[^`]+`$/.test(cells[1] ?? "") ? [cells.slice(1, -1)] : [];
    });
  expect(rows.map(([name = ""]) => name.slice(1, -1)).sort()).toEqual(
    [...Object.keys(dependencies), ...Object.keys(devDependencies)].sort(),
  );
  for (const cells of rows)
    for (const cell of cells) expect([cells[0], cell]).toEqual([cells[0], expect.stringMatching(/./)]);
});
