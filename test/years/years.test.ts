import { describe, expect, it } from "vitest";
import { checksOfYear, figuresOfYear } from "./figures.ts";
import { liveYear } from "./live.ts";
import { planOf, YEARS, type YearName } from "./plans.ts";

/** Sessions on questions are few. */
const LEAST_MET: Record<string, number> = { micro: 4, open: 4 };

describe("a year in which people come, go, decline, pause and change roles", () => {
  it.each(Object.keys(YEARS) as YearName[])(
    "of %s keeps every promise, run after run",
    async name => {
      const lived = await liveYear(planOf(name), "once a week");
      const checks = checksOfYear(lived);
      expect(checks.filter(check => !check.ok)).toEqual([]);
      expect(checks.length).toBeGreaterThan(10);
      const figures = figuresOfYear(lived);
      expect(figures["sessions met"]).toBeGreaterThan(LEAST_MET[planOf(name).format] ?? 40);
      expect(figures["sessions without a time"]).toBeLessThan(8);
    },
    600_000,
  );
});
