import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SCHEMA } from "../../src/core/domain/schema.ts";
import type { SourceKey } from "../../src/core/domain/values/row.ts";
import { columnName, sourceName } from "../../src/text/phrases/names.ts";

const ROWS = readFileSync(join(import.meta.dirname, "../../docs/workspace.md"), "utf8")
  .split("\n")
  .filter(line => /^\| (?!table |-)/.test(line))
  .map(line => line.split("|").map(cell => cell.trim()));

test("docs/workspace.md lists each table, with the columns people edit and those Krug writes", () => {
  const listed = ROWS.map(([, table, , people, krug]) => [table, people, krug]);
  expect(listed).toEqual(
    Object.entries(SCHEMA).map(([table, columns]) => {
      const of = (owner: string) =>
        Object.entries(columns)
          .filter(([, column]) => column.owner === owner)
          .map(([key]) => columnName(table as SourceKey, key, "en"))
          .join(", ");
      return [sourceName(table as SourceKey, "en"), of("people") || "–", of("krug") || "–"];
    }),
  );
});
