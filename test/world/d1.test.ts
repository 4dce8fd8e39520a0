import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { leaseTable } from "../../src/store/runs/lease.ts";
import { d1Cases } from "./d1.cases.ts";
import { openD1 } from "./d1.ts";

d1Cases(async () => openD1());

describe("the database in Node", () => {
  test("keeps what it holds in the file it was given", async () => {
    const folder = mkdtempSync(join(tmpdir(), "krug-"));
    try {
      const first = openD1(join(folder, "krug.sqlite"));
      expect((await leaseTable.take(first, "main", "a", 0))?.fence).toBe(1);
      first.close();
      const second = openD1(join(folder, "krug.sqlite"));
      expect((await leaseTable.take(second, "main", "b", 10 ** 12))?.fence).toBe(2);
      second.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("counts statements, each of a batch too, and no migration", async () => {
    const sql = openD1();
    expect(sql.statements).toBe(0);
    const one = sql.prepare("SELECT 1 AS one");
    await one.first();
    await sql.batch([one, one, one]);
    await one.all();
    expect(sql.statements).toBe(5);
  });

  test("has no values over two million bytes", async () => {
    const long = openD1().prepare("SELECT length(?) AS length");
    expect(await long.bind("x".repeat(1_999_000)).first()).toEqual({ length: 1_999_000 });
    await expect(long.bind("x".repeat(2_000_001)).first()).rejects.toThrow(/too big/);
  });

  test("refuses two statements in one, which Node would cut off without a word", async () => {
    await expect(openD1().prepare("SELECT 1; SELECT 2").all()).rejects.toThrow(/one statement/);
    expect(await openD1().prepare("SELECT ';' AS text;").first()).toEqual({ text: ";" });
  });

  test("is fast enough to play half a year with: ten thousand small writes in two seconds", async () => {
    const sql = openD1();
    const before = process.threadCpuUsage().user;
    for (let index = 0; index < 10_000; index += 1)
      await sql
        .prepare("INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
        .bind(`key ${index % 100}`, String(index))
        .run();
    expect((process.threadCpuUsage().user - before) / 1000).toBeLessThan(2000);
  });
});
