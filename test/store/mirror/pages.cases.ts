import { beforeEach, describe, expect, test } from "vitest";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { inChunks } from "../../../src/store/database/portions.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { discardedTable } from "../../../src/store/mirror/discarded.ts";
import { pageTable } from "../../../src/store/mirror/pages.ts";
import { relationTable } from "../../../src/store/mirror/relations.ts";

export function pagesCases(open: () => Promise<Sql>): void {
  describe("pages", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });
    const page = (id: string, more: Partial<Row> = {}): Row => ({
      id,
      source: "roadmap",
      url: `https://notion.test/${id}`,
      editedAt: 2000,
      createdAt: 1000,
      editedBy: "person",
      createdBy: "krug",
      values: { title: `Goal "${id}" 🎯`, done: false, members: ["p1", "p2"], progress: 0.5, due: null },
      ...more,
    });
    const save = (...rows: Row[]) => sql.batch(pageTable.saving(sql, rows));
    const byId = async () => (await pageTable.list(sql)).sort((a, b) => (a.id < b.id ? -1 : 1));

    test("come back as they were", async () => {
      const rows = [page("a"), page("b", { source: "people", values: { due: { start: "2026-01-05", end: null } } })];
      await save(...rows);
      expect(await byId()).toEqual(rows);
    });

    test("a later reading replaces what a page said, not when it was made or where it belongs", async () => {
      await save(page("a"));
      await save(page("a", { editedAt: 3000, createdAt: 9, values: { title: "New" } }));
      expect(await pageTable.list(sql)).toEqual([page("a", { editedAt: 3000, values: { title: "New" } })]);
    });

    test("where they lead is known as long as they live, by what they say now and what was last understood", async () => {
      const goal = (owner: string[], more: Partial<Row> = {}) => page("goal", { values: { owner }, ...more });
      const led = async () => (await relationTable.listFrom(sql, ["goal"])).map(({ toId }) => toId).sort();
      await save(goal(["ana", "ana", "boris"]));
      expect(await led()).toEqual(["ana", "boris"]);
      expect(await relationTable.listTo(sql, ["ana"], ["groups"])).toEqual([]);
      expect(await relationTable.listTo(sql, ["ana"], ["roadmap"])).toMatchObject([{ fromId: "goal" }]);
      await save(goal(["carla"], { understood: { owner: ["ana"] } }));
      expect(await led()).toEqual(["ana", "carla"]);
      await sql.prepare("UPDATE pages SET settled_in = 'goal' WHERE id = 'goal'").run();
      expect(await led()).toEqual([]);
      await save(goal(["dan"]));
      expect(await led()).toEqual(["dan"]);
      await sql.batch(discardedTable.discardingPage(sql, "goal"));
      expect(await led()).toEqual([]);
    });

    test("the order in which they are kept does not matter", async () => {
      const rows = ["a", "b", "c", "d"].map(id => page(id));
      await save(...rows);
      const forwards = await byId();
      await sql.batch(rows.flatMap(row => discardedTable.discardingPage(sql, row.id)));
      expect(await pageTable.list(sql)).toEqual([]);
      await save(...[...rows].reverse());
      expect(await byId()).toEqual(forwards);
    });

    test("those asked for, known or not, in any number: the ids travel as one value", async () => {
      const rows = Array.from({ length: 300 }, (_, index) => page(`page ${index}`));
      await save(...rows);
      const found = await pageTable.read(sql, [...rows.map(row => row.id), "nobody"]);
      expect(found.size).toBe(300);
      expect(found.get("page 7")).toEqual(rows[7]);
      expect(await pageTable.read(sql, [])).toEqual(new Map());
    });

    test("more rows than come in one answer come back whole, each once, and those of one source by themselves", async () => {
      const rows = Array.from({ length: 9001 }, (_, index) =>
        page(`page ${index}`, { source: index % 3000 === 0 ? "people" : "roadmap", values: {} }),
      );
      await save(...rows);
      const found = await pageTable.list(sql);
      expect(found).toHaveLength(9001);
      expect(new Set(found.map(row => row.id)).size).toBe(9001);
      const people = await pageTable.listOf(sql, "people");
      expect(people.map(row => row.id).sort()).toEqual(["page 0", "page 3000", "page 6000", "page 9000"]);
    });

    test("thousands travel in a few statements, each within two million bytes whatever the language", async () => {
      const long = "これは目標です。".repeat(1000);
      const rows = Array.from({ length: 300 }, (_, index) => page(`page ${index}`, { values: { title: long } }));
      const statements = pageTable.saving(sql, rows);
      expect(statements.length).toBeLessThan(10);
      await sql.batch(statements);
      expect((await pageTable.read(sql, ["page 299"])).get("page 299")?.values.title).toBe(long);
      expect((await pageTable.list(sql)).length).toBe(300);
    });

    test("no pages make no statement", () => {
      expect(pageTable.saving(sql, [])).toEqual([]);
    });
  });

  describe("chunks of texts", () => {
    const items = ["1", "22", "333", "4444"];

    test("hold everything in its order", () => {
      for (let limit = 1; limit < 20; limit += 1)
        expect(inChunks(items, limit).flatMap(chunk => JSON.parse(chunk))).toEqual([1, 22, 333, 4444]);
    });

    test("are as few as fit", () => {
      expect(inChunks(items, 100)).toEqual(["[1,22,333,4444]"]);
      expect(inChunks(items, 8)).toEqual(["[1,22,333]", "[4444]"]);
    });

    test("one that is too long for any chunk is alone in its own", () => {
      expect(inChunks(["1", "22222", "3"], 3)).toEqual(["[1]", "[22222]", "[3]"]);
    });

    test("of nothing there are none", () => {
      expect(inChunks([], 10)).toEqual([]);
    });
  });
}
