import { expect, test } from "vitest";
import { ERASED_FROM } from "../../src/store/erasing.ts";
import { openD1 } from "../world/d1.ts";

test("of every table it is decided whether a person is erased from it, or why nothing of theirs is there", async () => {
  const { results } = await openD1()
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'd1_migrations'",
    )
    .all<{ name: string }>();
  expect(Object.keys(ERASED_FROM).sort()).toEqual(results.map(({ name }) => name).sort());
  for (const decision of Object.values(ERASED_FROM)) expect(decision).toMatch(/^(erased|kept: .{8,})$/);
});
