import { beforeEach, describe, expect, test } from "vitest";
import type { Sql } from "../../src/store/database/sql.ts";

/** What Krug relies on in D1, whichever gives it. `open` gives an empty, migrated database. */
export function d1Cases(open: () => Promise<Sql>): void {
  describe("a database as D1 gives it", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
      await sql.prepare("CREATE TABLE things (name TEXT PRIMARY KEY, size INTEGER, weight REAL)").run();
    });
    const add = (name: string | null, size: number | null) =>
      sql.prepare("INSERT INTO things (name, size) VALUES (?, ?)").bind(name, size);
    const names = async () =>
      (await sql.prepare("SELECT name FROM things ORDER BY name").all<{ name: string }>()).results.map(row => row.name);
    const failing = (promise: () => Promise<unknown>) => expect(Promise.resolve().then(promise)).rejects;

    test("strings, numbers and null come back as they went in", async () => {
      await sql.prepare("INSERT INTO things VALUES (?, ?, ?)").bind("Обзор 🎯 'x'", 1_767_225_600_000, 0.25).run();
      await add("nothing", null).run();
      const { results } = await sql.prepare("SELECT * FROM things ORDER BY size").all();
      expect(results).toStrictEqual([
        { name: "nothing", size: null, weight: null },
        { name: "Обзор 🎯 'x'", size: 1_767_225_600_000, weight: 0.25 },
      ]);
    });

    test("a bound number is a real one until a column makes it whole", async () => {
      expect(await sql.prepare("SELECT typeof(?1) AS type, ?1 AS value").bind(5).first()).toEqual({
        type: "real",
        value: 5,
      });
    });

    test("the first row, or null when there is none", async () => {
      await add("a", 1).run();
      await add("b", 2).run();
      expect(await sql.prepare("SELECT name FROM things ORDER BY size").first()).toEqual({ name: "a" });
      expect(await sql.prepare("SELECT name FROM things WHERE size > 9").first()).toBeNull();
    });

    test("changes are the rows that were really changed", async () => {
      expect((await add("a", 1).run()).meta.changes).toBe(1);
      const keepFirst = "INSERT INTO things (name, size) VALUES (?, 2) ON CONFLICT (name) DO NOTHING";
      expect((await sql.prepare(keepFirst).bind("a").run()).meta.changes).toBe(0);
      expect((await sql.prepare(keepFirst).bind("b").run()).meta.changes).toBe(1);
      expect((await sql.prepare("UPDATE things SET size = 3").run()).meta.changes).toBe(2);
      expect((await sql.prepare("SELECT * FROM things").run()).meta.changes).toBe(0);
      expect((await sql.prepare("DELETE FROM things WHERE name = 'nobody'").run()).meta.changes).toBe(0);
    });

    test("a bound statement can be used again, with the same values and with others", async () => {
      const insert = sql.prepare("INSERT INTO things (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET size = 1");
      const bound = insert.bind("a");
      await bound.run();
      await bound.run();
      await insert.bind("b").run();
      expect(await names()).toEqual(["a", "b"]);
    });

    test("values are bound by number too", async () => {
      const row = await sql.prepare("SELECT ?2 AS second, ?1 AS first, ?2 AS again").bind("x", "y").first();
      expect(row).toEqual({ second: "y", first: "x", again: "y" });
    });

    test("a question mark in a text or a comment takes no value", async () => {
      const row = await sql.prepare("SELECT '? and ?' AS text, ? AS value -- really?").bind("x").first();
      expect(row).toEqual({ text: "? and ?", value: "x" });
    });

    test("100 values may be bound, not 101", async () => {
      const among = (count: number) =>
        sql
          .prepare(`SELECT 1 IN (${Array.from({ length: count }, () => "?").join(", ")}) AS found`)
          .bind(...Array.from({ length: count }, () => 1));
      expect(await among(100).first()).toEqual({ found: 1 });
      await failing(() => among(101).first()).toThrow(/too many SQL variables/);
    });

    test("a query may be so deep, so wide and so often joined, and no more", async () => {
      const times = (count: number, text: string, between: string) =>
        Array.from({ length: count }, () => text).join(between);
      const select = (query: string) => sql.prepare(query).all();
      await select(`SELECT ${times(90, "1", " + ")}`);
      await failing(() => select(`SELECT ${times(110, "1", " + ")}`)).toThrow(/Expression tree is too large/);
      await select(times(5, "SELECT name FROM things", " UNION ALL "));
      await failing(() => select(times(6, "SELECT name FROM things", " UNION ALL "))).toThrow(/too many terms/);
      await select(`SELECT max(${times(100, "1", ", ")})`);
      await failing(() => select(`SELECT max(${times(128, "1", ", ")})`)).toThrow(/too many arguments/);
      await select(`SELECT ${times(100, "1", ", ")}`);
      await failing(() => select(`SELECT ${times(101, "1", ", ")}`)).toThrow(/too many columns/);
      await select(`SELECT 'a' LIKE '${"a".repeat(50)}'`);
      await failing(() => select(`SELECT 'a' LIKE '${"a".repeat(51)}'`)).toThrow(/pattern too complex/);
      await failing(() => select(`SELECT '${"a".repeat(100_000)}'`)).toThrow(/too (big|long|large)/);
    });

    test("binding undefined throws", async () => {
      await failing(() => add("a", undefined as never).run()).toThrow(/'undefined' not supported/);
    });

    test("too few values and too many are refused", async () => {
      const two = sql.prepare("INSERT INTO things (name, size) VALUES (?, ?)");
      await failing(() => two.bind("a").run()).toThrow(/Wrong number of parameter bindings/);
      await failing(() => two.bind("a", 1, 2).run()).toThrow(/Wrong number of parameter bindings/);
      await failing(() => two.run()).toThrow(/Wrong number of parameter bindings/);
      expect(await names()).toEqual([]);
    });

    test("a batch is all or nothing", async () => {
      await add("there", 1).run();
      await failing(() => sql.batch([add("new", 1), add("there", 2), add("never", 3)])).toThrow(
        /D1_ERROR.*UNIQUE constraint failed: things\.name/,
      );
      expect(await names()).toEqual(["there"]);
      await sql.batch([add("new", 1), add("newer", 2)]);
      expect(await names()).toEqual(["new", "newer", "there"]);
    });

    test("a batch may read what it wrote, and answers for each statement", async () => {
      const answers = await sql.batch([add("a", 1), sql.prepare("SELECT name FROM things")]);
      expect(answers).toMatchObject([{ meta: { changes: 1 } }, { results: [{ name: "a" }], meta: { changes: 0 } }]);
    });

    test("an empty batch is refused", async () => {
      await failing(() => sql.batch([])).toThrow(/No SQL statements detected/);
    });

    test("an unknown table, and a broken rule of one, are told as D1's errors", async () => {
      await failing(() => sql.prepare("SELECT * FROM nowhere").all()).toThrow(/D1_ERROR: no such table: nowhere/);
      await failing(() =>
        add("a", 1)
          .run()
          .then(() => add("a", 2).run()),
      ).toThrow(/D1_ERROR: UNIQUE constraint/);
    });

    test("there are no transactions by hand", async () => {
      await failing(() => sql.prepare("BEGIN TRANSACTION").run()).toThrow();
      await failing(() => sql.prepare("SAVEPOINT here").run()).toThrow();
    });

    test("RETURNING gives the rows that were changed", async () => {
      await add("a", 1).run();
      const change = sql.prepare("UPDATE things SET size = size + 1 WHERE name = ? RETURNING size");
      expect(await change.bind("a").first()).toEqual({ size: 2 });
      expect(await change.bind("b").first()).toBeNull();
      expect(await sql.prepare("SELECT size FROM things").first()).toEqual({ size: 2 });
    });

    test("thousands of rows travel as one value", async () => {
      const rows = Array.from({ length: 5000 }, (_, index) => ({ name: `row ${index}`, size: index }));
      const { meta } = await sql
        .prepare("INSERT INTO things (name, size) SELECT value ->> 'name', value ->> 'size' FROM json_each(?)")
        .bind(JSON.stringify(rows))
        .run();
      expect(meta.changes).toBe(5000);
      const type = "SELECT sum(size) AS sum, min(typeof(size)) AS type FROM things";
      expect(await sql.prepare(type).first()).toEqual({ sum: (4999 * 5000) / 2, type: "integer" });
    });
  });
}
