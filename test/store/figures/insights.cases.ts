import { beforeEach, describe, expect, test } from "vitest";
import { ABOUT_NOTHING } from "../../../src/core/rules/insights/insight.ts";
import type { KeptInsight } from "../../../src/core/rules/insights/settling.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { insightTable } from "../../../src/store/figures/insights.ts";

/** What the figures showed. */
export function insightsCases(open: () => Promise<Sql>): void {
  let sql: Sql;
  beforeEach(async () => {
    sql = await open();
  });
  const insight = (key: string, more: Partial<KeptInsight> = {}): KeptInsight => ({
    id: "over_time",
    key,
    programmeId: "p",
    evidence: { figures: [], n: 9, count: 4, from: 1, to: 2 },
    about: ABOUT_NOTHING,
    action: null,
    state: "open",
    since: 100,
    goneAt: null,
    toldAt: null,
    ...more,
  });

  describe("insights", () => {
    test("are one a cause; kept again it takes the place of the old", async () => {
      await sql.batch(insightTable.saving(sql, [insight("b"), insight("a")]));
      await sql.batch(insightTable.saving(sql, [insight("a", { state: "gone", goneAt: 300 })]));
      expect(await insightTable.list(sql)).toEqual([insight("a", { state: "gone", goneAt: 300 }), insight("b")]);
    });

    test("that were told are marked, the others stay untold", async () => {
      await sql.batch(insightTable.saving(sql, [insight("a"), insight("b")]));
      await insightTable.savingTold(sql, ["a"], 500).run();
      expect((await insightTable.list(sql)).map(one => one.toldAt)).toEqual([500, null]);
    });
  });
}
