import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, atLocal } from "../../src/core/domain/values/time.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { LongLife } from "./life.ts";
import type { Asked } from "./onePersonMemory.ts";

const MONDAY = "2027-01-11";
/** In MB, of the old generation. What the code itself takes is part of it. */
const LIMIT = 60;
const FEW = 60;

const life = new LongLife(
  { seed: "one of many", weeks: 20, people: 8, programme: { format: "pair", matching: "random", roundWeeks: 1 } },
  true,
);
const folder = mkdtempSync(join(tmpdir(), "one-of-many-"));
const path = join(folder, "history.db");
let sql: LocalD1;
let copies = 0;

beforeAll(async () => {
  await life.begin();
  for (let day = -4; day <= 7 * 14; day += 1) {
    await life.act(atLocal(addDays(MONDAY, day), 4 * 60, "UTC"), false);
    if (day % 7 === 0 || day % 7 === 3 || day < -3) await life.run();
  }
  sql = openD1(path, { script: `PRAGMA synchronous = OFF; ${life.database.dump()}` });
  const triggers = await sql.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").all<{ name: string }>();
  for (const { name } of triggers.results) await sql.prepare(`DROP TRIGGER ${name}`).run();
});
afterAll(() => {
  life.close();
  sql.close();
  rmSync(folder, { recursive: true });
});

/** All that is settled once more, of other people. */
async function copySettled(until: number): Promise<number> {
  const { people } = life.hands;
  for (; copies < until; copies += 1) {
    const mark = copies.toString(16).padStart(6, "0");
    // Ids of pages end otherwise, and names and addresses go on.
    const renamed = (column: string) =>
      people.reduce(
        (text, { pageId, name }) =>
          `replace(replace(${text}, '${pageId}', '${pageId.slice(0, -6)}${mark}'), '${name}', '${name}${copies}')`,
        column,
      );
    const id = (column: string) => `substr(${column}, 1, length(${column}) - 6) || '${mark}'`;
    const of = "FROM pages WHERE settled_in IS NOT NULL AND rowid <= (SELECT last FROM firsts_of WHERE name = 'pages')";
    const events = `${of.replaceAll("pages", "events")} AND session_id IS NOT NULL`;
    const links = of.replaceAll("pages", "links");
    await sql.batch([
      sql.prepare(
        `INSERT INTO pages (id, source, url, edited_at, created_at, edited_by, created_by, content, settled_in)
         SELECT ${id("id")}, source, url, edited_at, created_at, edited_by, created_by,
           replace(json_set(${renamed("content")}, '$.key', content ->> '$.key' || '${mark}'), settled_in, ${id("settled_in")}),
           ${id("settled_in")} ${of} AND source IN ('groups', 'sessions')`,
      ),
      sql.prepare(
        `INSERT INTO events (id, session_id, content, settled_in)
         SELECT id || 'c${mark}', ${id("session_id")}, json_set(${renamed("content")}, '$.id', id || 'c${mark}', '$.sessionId', ${id("session_id")}), ${id("settled_in")} ${events}`,
      ),
      sql.prepare(
        `INSERT INTO links (session_id, event_id, generation, series_id, original_start, base_version, base, settled_in)
         SELECT ${id("session_id")}, event_id || 'c${mark}', generation, series_id, original_start, base_version, ${renamed("base")}, ${id("settled_in")} ${links}`,
      ),
    ]);
  }
  return (
    (await sql.prepare("SELECT count(*) AS n FROM pages WHERE settled_in IS NOT NULL").first<{ n: number }>())?.n ?? 0
  );
}

/** What is laid down, as text; null where memory ran out. */
function inThread(isWhole: boolean): Promise<string | null> {
  const thread = new Worker(join(import.meta.dirname, "onePersonMemory.ts"), {
    workerData: { path, email: life.hands.people[1]?.email ?? "", isWhole } satisfies Asked,
    resourceLimits: { maxOldGenerationSizeMb: LIMIT, maxYoungGenerationSizeMb: 8 },
  });
  return new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve(null) : reject(error),
    );
  });
}

test("what is one person's is laid down within the same memory however much is settled of others", async () => {
  await sql.prepare("CREATE TABLE firsts_of (name TEXT, last INTEGER)").run();
  for (const name of ["pages", "events", "links"])
    await sql.prepare(`INSERT INTO firsts_of SELECT '${name}', max(rowid) FROM ${name}`).run();
  const few = await copySettled(FEW);
  const before = await inThread(false);
  const many = await copySettled(4 * FEW);
  expect(many).toBeGreaterThan(3 * few);
  const after = await inThread(false);
  expect(before).not.toBeNull();
  expect(JSON.parse(after ?? "null")).toEqual(JSON.parse(before ?? ""));
  // With everything in memory it is not.
  expect(await inThread(true)).toBeNull();
});
