import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const PAGE = readFileSync(join(ROOT, "docs/glossary.md"), "utf8");
const COLUMNS = ["English", "Russian", "Ukrainian", "Bulgarian"];

/** All that people read, in small letters. */
const TEXTS = ["src/text", "src/core/rules/surveys"]
  .flatMap(folder =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map(name => join(ROOT, folder, name)),
  )
  .filter(path => /\.(?:ts|json)$/.test(path))
  .map(path => readFileSync(path, "utf8").toLowerCase())
  .join("\n");

const [, table = ""] = PAGE.split(/^\| English .*\n\|[- |]+\n/m);
const ROWS = (table.split(/\n(?!\|)/)[0] ?? "").split("\n").map(line =>
  line
    .split("|")
    .slice(1, -1)
    .map(cell => cell.trim()),
);

/** The words of a cell but for what stands in brackets, each without the end that bends with case and number. */
function stemsOf(cell: string): string[] {
  const words =
    cell
      .toLowerCase()
      .replace(/\(.*\)/, "")
      .match(/[\p{L}-]{3,}/gu) ?? [];
  return words.map(word => word.slice(0, Math.max(3, word.length - 2)));
}

describe.each(COLUMNS.slice(1).map((name, index) => [name, index + 1] as const))(
  "the glossary's words in %s",
  (_, column) => {
    const cells = ROWS.map(row => row[column] ?? "");

    test("are there for each thing, and no two things have one word", () => {
      expect(cells.length).toBeGreaterThan(30);
      expect(cells).not.toContain("");
      expect(new Set(cells).size).toBe(cells.length);
    });

    test("are those the texts use", () => {
      expect(cells.flatMap(stemsOf).filter(stem => !new RegExp(`(?<!\\p{L})${stem}`, "u").test(TEXTS))).toEqual([]);
    });
  },
);
