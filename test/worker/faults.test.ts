import { describe, expect, test } from "vitest";
import { historyOf } from "../faults/draw.ts";
import { livedOn } from "../faults/play.ts";
import { ownEmptyStore } from "./migrated.ts";
import { wish } from "./world.ts";

const seeds = await wish("faultSeeds", null);

describe("histories in which everything goes wrong end in workerd, on D1, as they do in Node", () => {
  test.each(seeds)("the history of seed %i", { timeout: 600_000 }, async seed => {
    const outside = await wish("lived", { seed });
    const inside = await livedOn(await ownEmptyStore(), historyOf(seed));
    expect(inside).toEqual(outside);
  });
});
