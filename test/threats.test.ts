import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PAGE = readFileSync(join(ROOT, "docs/threats.md"), "utf8");

interface Line {
  who: string;
  cells: number;
  tests: { file: string; name: string }[];
}

/** The lines of every table of threats, with the tests they name. */
function linesOf(page: string): Line[] {
  return page
    .split("\n")
    .filter(line => /^\| (?!who |-)/.test(line))
    .map(line => {
      const cells = line.split(/(?<!\\)\|/).slice(1, -1);
      const named = [...(cells[3] ?? "").matchAll(/`(test\/[^`]+)`: “([^”]+)”/g)];
      return {
        who: (cells[0] ?? "").trim(),
        cells: cells.length,
        tests: named.map(([, file = "", name = ""]) => ({ file, name })),
      };
    });
}

/** Whether a file has a test of this name: the text right after `test(`, `it(`, or the table of one. */
function hasTest(source: string, name: string): boolean {
  const quoted = ['"', "`", "'"].map(mark => `${mark}${name.replaceAll("“", '"')}${mark}`);
  return quoted.some(title =>
    source
      .split(title)
      .slice(0, -1)
      .some(before => /\b(test|it)(\.\w+)?\($|\)\(\s*$|\b(test|it)\(\s*$/.test(before.trimEnd())),
  );
}

describe("each line of the threats", () => {
  const lines = linesOf(PAGE);

  test("says who, what they want, what stops them, and names a test", () => {
    expect(lines.length).toBeGreaterThanOrEqual(25);
    for (const { who, cells, tests } of lines) expect([who, cells, tests.length > 0]).toEqual([who, 4, true]);
  });

  test.each(lines.flatMap(({ who, tests }) => tests.map(one => [who, one.file, one.name] as const)))(
    "%s: %s has the test it names",
    (_, file, name) => {
      const path = join(ROOT, file);
      expect(existsSync(path)).toBe(true);
      expect(hasTest(readFileSync(path, "utf8"), name)).toBe(true);
    },
  );

  test("a test that was renamed or taken away is noticed", () => {
    const source = 'test("one", () => {});\ntest.each([1])(\n  "of %s",\n);\nconst two = "two";';
    expect(["one", "of %s", "two", "three"].map(name => hasTest(source, name))).toEqual([true, true, false, false]);
  });
});

test("what a stranger has to know of reporting, versions and data stands in SECURITY.md", () => {
  const page = readFileSync(join(ROOT, "SECURITY.md"), "utf8");
  for (const heading of ["Reporting a hole", "What is supported", "What Krug keeps where", "If something happened"])
    expect(page).toContain(`## ${heading}`);
  expect(page).toContain("docs/threats.md");
});
