import { describe, expect, test } from "vitest";
import { openD1 } from "./d1.ts";
import { INVOCATION_LIMITS, LimitExceeded, limited, withinLimits } from "./limits.ts";

const answering: typeof globalThis.fetch = async () => new Response("yes");

describe("the limits of one invocation", () => {
  test("are those of the paid plan", () => {
    expect(INVOCATION_LIMITS).toEqual({ statements: 1000, fetches: 10_000 });
  });

  test("a thousand statements may run, and the next is refused before it does anything", async () => {
    const database = openD1();
    const insert = (sql: typeof database, value: number) =>
      sql
        .prepare("INSERT INTO state (key, value) VALUES ('a', ?) ON CONFLICT DO UPDATE SET value = excluded.value")
        .bind(value);
    const { sql, used } = limited({ sql: database, fetch: answering });
    for (let index = 1; index <= 1000; index += 1) await insert(sql, index).run();
    expect(used).toEqual({ statements: 1000, fetches: 0 });
    expect(() => insert(sql, 1001).run()).toThrow(
      new LimitExceeded({ statements: 1001, fetches: 0 }, INVOCATION_LIMITS),
    );
    expect(await database.prepare("SELECT value FROM state").first()).toEqual({ value: "1000.0" });
    expect(database.statements).toBe(1001);
  });

  test("each statement of a batch counts, and a batch over the limit does nothing", async () => {
    const database = openD1();
    const { sql, used } = limited({ sql: database, fetch: answering }, { statements: 5, fetches: 5 });
    const one = sql.prepare("SELECT 1");
    await sql.batch([one, one, one]);
    await one.first();
    await one.all();
    expect(used.statements).toBe(5);
    expect(() => sql.batch([one, one])).toThrow("one invocation used 7 statements (limit 5)");
    expect(database.statements).toBe(5);
  });

  test("ten thousand requests may be made, and the next never leaves", async () => {
    let answered = 0;
    const counting: typeof globalThis.fetch = async () => {
      answered += 1;
      return new Response("yes");
    };
    const { fetch } = limited({ sql: openD1(), fetch: counting });
    for (let index = 0; index < 10_000; index += 1) await fetch("https://service.test/");
    await expect(fetch("https://service.test/")).rejects.toThrow("10001 fetches (limit 10000)");
    expect(answered).toBe(10_000);
  });

  test("an invocation that stays within them gives its result, and what it used", async () => {
    const world = { sql: openD1(), fetch: answering, name: "kept" };
    const { result, used } = await withinLimits(world, async ({ sql, fetch, name }) => {
      await sql.prepare("SELECT 1").first();
      return `${name}: ${await (await fetch("https://service.test/")).text()}`;
    });
    expect(result).toBe("kept: yes");
    expect(used).toEqual({ statements: 1, fetches: 1 });
  });

  test("an invocation that swallows the refusal fails all the same", async () => {
    const swallowing = withinLimits(
      { sql: openD1(), fetch: answering },
      async ({ fetch }) => {
        for (let index = 0; index < 4; index += 1) await fetch("https://service.test/").catch(() => null);
        return "all is well";
      },
      { statements: 3, fetches: 3 },
    );
    await expect(swallowing).rejects.toThrow(LimitExceeded);
  });

  test("an invocation that fails for another reason says its own", async () => {
    const failing = withinLimits({ sql: openD1(), fetch: answering }, async () => {
      throw new Error("the calendar is closed");
    });
    await expect(failing).rejects.toThrow("the calendar is closed");
  });

  test("each invocation starts anew", async () => {
    const world = { sql: openD1(), fetch: answering };
    const two = async ({ sql }: typeof world) => {
      await sql.prepare("SELECT 1").first();
      await sql.prepare("SELECT 1").first();
    };
    for (let times = 0; times < 3; times += 1) await withinLimits(world, two, { statements: 2, fetches: 0 });
  });
});
