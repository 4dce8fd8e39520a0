import { describe, expect, test } from "vitest";
import { livedTwice } from "./life.ts";

const SEEDS = (process.env.SEEDS ?? "1,2").split(",");

describe("a long life in which people act on things of any age", () => {
  test.each(SEEDS)("ends alike whether runs load what lives or everything: life %s", async seed => {
    const lived = await livedTwice({ seed, weeks: 12 });
    if (process.env.TELL) console.log(seed, JSON.stringify(lived, null, 1));
    expect(lived.difference).toBeNull();
    expect(lived.strayWakes).toEqual([]);
    expect(lived.settled).toBeGreaterThan(0);
  });
});
