import { describe, expect, test } from "vitest";
import type { Sql } from "../../src/store/sql.ts";
import { historyOf } from "../faults/draw.ts";
import { livedOn } from "../faults/play.ts";
import { migratedD1 } from "./migrated.ts";
import { wish } from "./world.ts";

const seeds = await wish("faultSeeds", null);

describe("histories in which everything goes wrong end in workerd, on D1, as they do in Node", () => {
  test.each(seeds)("the history of seed %i", { timeout: 600_000 }, async seed => {
    const outside = await wish("lived", { seed });
    const inside = await livedOn((await migratedD1()) as unknown as Sql, historyOf(seed));
    expect(inside).toEqual(outside);
  });
});
