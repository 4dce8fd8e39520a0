import { beforeEach, describe, expect, test } from "vitest";
import { BASE_VERSION, type Link } from "../../../src/core/domain/link.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { linkTable } from "../../../src/store/mirror/links.ts";

export function linksCases(open: () => Promise<Sql>): void {
  describe("links", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });
    const link = (sessionId: string, more: Partial<Link> = {}): Link => ({
      sessionId,
      eventId: `event of ${sessionId}`,
      generation: 1,
      seriesId: null,
      originalStart: null,
      base: {
        title: "Anna & Boris",
        startsAt: 10_000,
        endsAt: 20_000,
        isCancelled: false,
        guestEmails: ["anna@example.org"],
        description: "",
      },
      tombstone: null,
      wasReoffered: false,
      ...more,
    });
    const kept = async () => (await linkTable.list(sql)).sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1));

    test("come back as they were, a single event or one of a series, alive or ended", async () => {
      const links = [
        link("a"),
        link("b", { seriesId: "series", originalStart: 10_000, wasReoffered: true }),
        link("c", { tombstone: { side: "calendar", at: 77 } }),
      ];
      await sql.batch(links.map(one => linkTable.saving(sql, one)));
      expect(await kept()).toEqual(links);
    });

    test("a session has one link: the next generation takes the place of the last", async () => {
      await linkTable.saving(sql, link("a", { tombstone: { side: "notion", at: 1 } })).run();
      const next = link("a", { eventId: "another event", generation: 2 });
      await linkTable.saving(sql, next).run();
      expect(await kept()).toEqual([next]);
    });

    test("no two sessions have one event", async () => {
      await linkTable.saving(sql, link("a", { eventId: "one" })).run();
      await expect(
        sql.batch([linkTable.saving(sql, link("c")), linkTable.saving(sql, link("b", { eventId: "one" }))]),
      ).rejects.toThrow(/UNIQUE constraint failed: links\.event_id/);
      expect((await kept()).map(one => one.sessionId)).toEqual(["a"]);
    });

    test("a base that a newer Krug wrote is refused, not misread", async () => {
      await linkTable.saving(sql, link("a")).run();
      await sql
        .prepare("UPDATE links SET base_version = ?")
        .bind(BASE_VERSION + 1)
        .run();
      await expect(linkTable.list(sql)).rejects.toThrow(`a link's base has version ${BASE_VERSION + 1}`);
    });

    test("the order in which they are kept does not matter", async () => {
      const links = ["a", "b", "c"].map(id => link(id));
      await sql.batch([...links].reverse().map(one => linkTable.saving(sql, one)));
      expect(await kept()).toEqual(links);
    });
  });
}
