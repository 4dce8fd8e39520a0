import { beforeEach, describe, expect, test } from "vitest";
import type { Sql } from "../../../src/store/database/sql.ts";
import { hookHealthTable } from "../../../src/store/incoming/hookHealth.ts";
import { type Naming, namedTable } from "../../../src/store/incoming/named.ts";

export function namedCases(open: () => Promise<Sql>): void {
  describe("what hooks named", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });
    const page = (id: string, parent: string | null = null): Naming => ({ kind: "page", id, parent });

    test("is kept once, however often it is named, with the table it is in once that was said", async () => {
      await sql.batch([
        namedTable.naming(sql, page("a")),
        namedTable.naming(sql, page("a", "goals")),
        namedTable.naming(sql, page("a")),
      ]);
      expect(await namedTable.list(sql)).toEqual([{ kind: "page", id: "a", parent: "goals", times: 3 }]);
    });

    test("is forgotten once it was read; what was named again meanwhile stays", async () => {
      await sql.batch([
        namedTable.naming(sql, page("a")),
        namedTable.naming(sql, page("b")),
        namedTable.naming(sql, { ...page(""), kind: "calendar" }),
      ]);
      const read = await namedTable.list(sql);
      await namedTable.naming(sql, page("b")).run();
      await namedTable.forgetting(sql, read).run();
      expect(await namedTable.list(sql)).toEqual([{ kind: "page", id: "b", parent: null, times: 2 }]);
    });

    test("in thousands is forgotten in one statement", async () => {
      const many = Array.from({ length: 3000 }, (_, index) => page(`page ${index}`));
      for (let start = 0; start < many.length; start += 500)
        await sql.batch(many.slice(start, start + 500).map(one => namedTable.naming(sql, one)));
      await namedTable.forgetting(sql, await namedTable.list(sql)).run();
      expect(await namedTable.list(sql)).toEqual([]);
    });
  });

  describe("whether hooks are heard", () => {
    test("nothing is known of one that never spoke", async () => {
      expect(await hookHealthTable.read(await open())).toEqual({
        notion: { heardAt: null, missedAt: null },
        calendar: { heardAt: null, missedAt: null },
        forms: { heardAt: null, missedAt: null },
      });
    });

    test("one message in a quarter of an hour is written down, and the first after something was missed", async () => {
      const sql = await open();
      const heardAt = async () => (await hookHealthTable.read(sql)).notion.heardAt;
      await hookHealthTable.hearing(sql, "notion", 1_000_000).run();
      await hookHealthTable.hearing(sql, "notion", 1_000_500).run();
      expect(await heardAt()).toBe(1_000_000);
      await hookHealthTable.missing(sql, "notion", 1_000_600).run();
      await hookHealthTable.hearing(sql, "notion", 1_000_700).run();
      expect((await hookHealthTable.read(sql)).notion).toEqual({ heardAt: 1_000_700, missedAt: 1_000_600 });
      await hookHealthTable.hearing(sql, "notion", 1_000_700 + 20 * 60_000).run();
      expect(await heardAt()).toBe(1_000_700 + 20 * 60_000);
      expect((await hookHealthTable.read(sql)).calendar.heardAt).toBeNull();
    });
  });
}
