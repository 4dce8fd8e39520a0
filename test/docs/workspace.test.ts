import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { propertiesOf } from "../../src/core/domain/schema.ts";
import { SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import { columnName, sourceName } from "../../src/text/phrases/names.ts";

const ROWS = readFileSync(join(import.meta.dirname, "../../docs/workspace.md"), "utf8")
  .split("\n")
  .filter(line => /^\| (?!table |-)/.test(line))
  .map(line => line.split("|").map(cell => cell.trim()));

test("docs/workspace.md lists each table, with the columns people edit and those Krug writes", () => {
  const listed = ROWS.map(([, table, , people, krug]) => [table, people, krug]);
  expect(listed).toEqual(
    SOURCE_KEYS.map(table => {
      const of = (owner: string) =>
        Object.entries(propertiesOf(table))
          .filter(([, column]) => column.owner === owner)
          .map(([key]) => columnName(table, key, "en"))
          .join(", ");
      return [sourceName(table, "en"), of("people") || "–", of("krug") || "–"];
    }),
  );
});
