import { beforeEach, describe, expect, test } from "vitest";
import type { Sql } from "../../../src/store/database/sql.ts";
import { hearing, missing, readHearings } from "../../../src/store/incoming/hookHealth.ts";
import { forgettingNamed, listNamed, type Naming, naming } from "../../../src/store/incoming/named.ts";

export function namedCases(open: () => Promise<Sql>): void {
  describe("what hooks named", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });
    const page = (id: string, parent: string | null = null): Naming => ({ kind: "page", id, parent });

    test("is kept once, however often it is named, with the table it is in once that was said", async () => {
      await sql.batch([naming(sql, page("a")), naming(sql, page("a", "goals")), naming(sql, page("a"))]);
      expect(await listNamed(sql)).toEqual([{ kind: "page", id: "a", parent: "goals", times: 3 }]);
    });

    test("is forgotten once it was read; what was named again meanwhile stays", async () => {
      await sql.batch([naming(sql, page("a")), naming(sql, page("b")), naming(sql, { ...page(""), kind: "calendar" })]);
      const read = await listNamed(sql);
      await naming(sql, page("b")).run();
      await forgettingNamed(sql, read).run();
      expect(await listNamed(sql)).toEqual([{ kind: "page", id: "b", parent: null, times: 2 }]);
    });

    test("in thousands is forgotten in one statement", async () => {
      const many = Array.from({ length: 3000 }, (_, index) => page(`page ${index}`));
      for (let start = 0; start < many.length; start += 500)
        await sql.batch(many.slice(start, start + 500).map(one => naming(sql, one)));
      await forgettingNamed(sql, await listNamed(sql)).run();
      expect(await listNamed(sql)).toEqual([]);
    });
  });

  describe("whether hooks are heard", () => {
    test("nothing is known of one that never spoke", async () => {
      expect(await readHearings(await open())).toEqual({
        notion: { heardAt: null, missedAt: null },
        calendar: { heardAt: null, missedAt: null },
        forms: { heardAt: null, missedAt: null },
      });
    });

    test("one message in a quarter of an hour is written down, and the first after something was missed", async () => {
      const sql = await open();
      const heardAt = async () => (await readHearings(sql)).notion.heardAt;
      await hearing(sql, "notion", 1_000_000).run();
      await hearing(sql, "notion", 1_000_500).run();
      expect(await heardAt()).toBe(1_000_000);
      await missing(sql, "notion", 1_000_600).run();
      await hearing(sql, "notion", 1_000_700).run();
      expect((await readHearings(sql)).notion).toEqual({ heardAt: 1_000_700, missedAt: 1_000_600 });
      await hearing(sql, "notion", 1_000_700 + 20 * 60_000).run();
      expect(await heardAt()).toBe(1_000_700 + 20 * 60_000);
      expect((await readHearings(sql)).calendar.heardAt).toBeNull();
    });
  });
}
