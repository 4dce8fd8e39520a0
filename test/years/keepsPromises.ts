import { describe, expect, it } from "vitest";
import { yearHeard } from "../recordings/episodes.ts";
import { otherwise } from "../recordings/files.ts";
import { checksOfYear, figuresOfYear } from "./figures.ts";
import { planOf, YEARS, type YearName } from "./plans.ts";

/** In which file of tests a year is lived: files are played beside one another. */
const PARTS = {
  "pair-random": "pairs",
  "pair-fit": "pairs",
  triad: "triadsAndCircles",
  circle: "triadsAndCircles",
  mentor: "mentoring",
  reverse: "mentoring",
  micro: "board",
  open: "board",
} as const satisfies Record<YearName, string>;

/** Sessions on questions are few. */
const LEAST_MET: Record<string, number> = { micro: 4, open: 4 };

/** The tests of the years of one part. */
export function keepPromises(part: (typeof PARTS)[YearName]): void {
  const names = (Object.keys(YEARS) as YearName[]).filter(name => PARTS[name] === part);
  describe("a year in which people come, go, decline, pause and change roles", () => {
    it.each(names)(
      "of %s keeps every promise, run after run, and what leaves Krug is what was recorded",
      async name => {
        const { lived, unit } = await yearHeard(name);
        const checks = checksOfYear(lived);
        expect(checks.filter(check => !check.ok)).toEqual([]);
        expect(checks.length).toBeGreaterThan(10);
        const figures = figuresOfYear(lived);
        expect(figures["sessions met"]).toBeGreaterThan(LEAST_MET[planOf(name).format] ?? 40);
        expect(figures["sessions without a time"]).toBeLessThan(8);
        expect(otherwise("episodes", unit)).toBeNull();
      },
    );
  });
}
