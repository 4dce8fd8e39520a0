import { expect, test } from "vitest";
import { livedTwice } from "./life.ts";

/** Each of another format. */
const SEEDS = ["2", "11"];

test.each(SEEDS)(
  "twelve weeks in which people act on what is long over go alike whether runs load what lives or everything: life %s",
  async seed => {
    const lived = await livedTwice({ seed, weeks: 12 });
    expect(lived.difference).toBeNull();
    expect(lived.strayWakes).toEqual([]);
    expect(lived.settled).toBeGreaterThan(5);
    expect(lived.late).toBeGreaterThan(3);
  },
);
