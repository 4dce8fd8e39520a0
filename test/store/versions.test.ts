import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { tableCheck } from "../../src/store/database/tables.ts";
import { pastTable } from "../../src/store/mirror/past.ts";
import { runTable } from "../../src/store/runs/runs.ts";
import { type LocalD1, migrationNames, openD1 } from "../world/d1.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, THURSDAY } from "../world/pairWorld.ts";
import { BEARER } from "../world/settings.ts";

const NAMES = migrationNames();
/** What 0.3.0 came with. */
const OF_0_3_0 = NAMES.filter(name => name < "0015");
const STATEMENTS_0_3_0 = JSON.parse(
  readFileSync(join(import.meta.dirname, "statements-0.3.0.json"), "utf8"),
) as string[];

/** Every table with its columns, as one text each. */
async function columnsOf(sql: LocalD1): Promise<Map<string, { name: string; isNeeded: boolean }[]>> {
  const { results } = await sql
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
    .all<{ name: string }>();
  const columns = new Map<string, { name: string; isNeeded: boolean }[]>();
  for (const { name } of results) {
    const { results: found } = await sql
      .prepare(`SELECT name, "notnull" AS needed, dflt_value FROM pragma_table_info('${name}')`)
      .all<{ name: string; needed: number; dflt_value: string | null }>();
    columns.set(
      name,
      found.map(column => ({ name: column.name, isNeeded: column.needed === 1 && column.dflt_value === null })),
    );
  }
  return columns;
}

describe("the version before, on the database of this one", () => {
  test("each statement of 0.3.0 can be run on it: going back needs no step but unsealing", async () => {
    const sql = openD1();
    const refused: string[] = [];
    for (const statement of STATEMENTS_0_3_0)
      await sql
        .prepare(`EXPLAIN ${statement}`)
        .bind(...Array.from({ length: parametersOf(statement) }, () => null))
        .all()
        .catch((error: Error) => refused.push(`${error.message}: ${statement}`));
    expect(refused).toEqual([]);
    expect(STATEMENTS_0_3_0.length).toBeGreaterThan(200);
  });

  test("no table 0.3.0 writes to wants a value that it does not know of", async () => {
    const before = await columnsOf(openD1(":memory:", { migrations: OF_0_3_0 }));
    const now = await columnsOf(openD1());
    for (const [table, columns] of before) {
      const known = columns.map(column => column.name);
      expect(now.get(table)?.map(column => column.name)).toEqual(expect.arrayContaining(known));
      expect(now.get(table)?.filter(({ name, isNeeded }) => isNeeded && !known.includes(name))).toEqual([]);
    }
  });
});

/** How many values a statement takes. */
function parametersOf(statement: string): number {
  const plain = statement.replace(/'[^']*'/g, "");
  const numbered = [...plain.matchAll(/\?(\d+)/g)].map(([, number]) => Number(number));
  return numbered.length > 0 ? Math.max(...numbered) : [...plain.matchAll(/\?/g)].length;
}

describe("this version, on the database of before", () => {
  test("what was kept of settled groups is known as it was, and wakes as it did", async () => {
    const before = openD1(":memory:", { migrations: NAMES.filter(name => name < "0040") });
    const kept = (id: string, round: number, content: object) =>
      before.prepare("INSERT INTO past_groups VALUES (?, 'pairs', ?, ?)").bind(id, round, JSON.stringify(content));
    const first = { memberIds: ["zoe", "ana"], facilitatorId: "zoe", reports: 3, hasMet: true };
    const second = { memberIds: ["vera", "boris", "ana"], facilitatorId: null, reports: 1, hasMet: false };
    await before.batch([
      ...[kept("b", 1, first), kept("a", 2, second)],
      before.prepare("INSERT INTO past_codes VALUES ('ABC', 'b'), ('DEF', 'a'), ('GHI', 'a')"),
      before.prepare("INSERT INTO past_addresses VALUES ('ana@example.org', 'Ana@example.org', 'ana', 1)"),
    ]);
    const now = openD1(":memory:", { script: before.dump() });
    const read = async () => {
      const past = await pastTable.read(now);
      for (const id of past.programmes.keys()) await pastTable.readGroups(now, past, id);
      return past;
    };
    const past = await read();
    expect(past.programmes).toEqual(new Map([["pairs", { reports: 4, firstRound: 1 }]]));
    expect(past.groups.get("pairs")).toEqual([
      { id: "b", programmeId: "pairs", round: 1, ...first },
      { id: "a", programmeId: "pairs", round: 2, ...second },
    ]);
    expect(past.addresses).toEqual([{ email: "Ana@example.org", personId: "ana", isGuest: true }]);
    await pastTable.wakingByCodes(now, ["GHI"]).run();
    expect((await read()).groups.get("pairs")?.map(({ id }) => id)).toEqual(["b"]);
    expect((await now.prepare("SELECT code FROM past_codes").all()).results).toEqual([{ code: "ABC" }]);
  });
});

describe("this version, on a database that was not migrated", () => {
  /** Each state a database can be left in: with some of the migrations, from the first on. */
  const partly = NAMES.map((_, index) => NAMES.slice(0, index)).filter(names => names.length > 0);
  let said: string[];
  beforeEach(() => {
    said = [];
    vi.spyOn(console, "error").mockImplementation((...words) => void said.push(words.join(" ")));
  });
  afterEach(() => vi.restoreAllMocks());

  test("what is lacking is known of every migration that adds something", async () => {
    const now = await columnsOf(openD1());
    expect(await tableCheck.listLacking(openD1())).toEqual([]);
    const text = (columns: typeof now) =>
      JSON.stringify([...columns].map(([name, own]) => [name, own.map(column => column.name).sort()]));
    for (const migrations of partly) {
      const database = openD1(":memory:", { migrations });
      const isSame = text(await columnsOf(database)) === text(now);
      expect([migrations.at(-1), (await tableCheck.listLacking(database)).length === 0]).toEqual([
        migrations.at(-1),
        isSame,
      ]);
    }
  });

  test("each column that a migration added to a table of before is looked for by itself", async () => {
    const folder = join(import.meta.dirname, "../../src/store/migrations");
    const added = NAMES.flatMap(name => [
      ...readFileSync(join(folder, name), "utf8").matchAll(/ALTER TABLE (\w+) ADD COLUMN (\w+)/g),
    ]);
    const { results } = await openD1()
      .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
      .all<{ name: string; sql: string }>();
    const tables = new Map(results.map(table => [table.name, table.sql]));
    const unnoticed = added
      .filter(([, table = "", column = ""]) => {
        const without = (tables.get(table) ?? "").replace(new RegExp(`\\b${column}\\b`, "g"), "other");
        return !tableCheck.lackingIn(new Map([...tables, [table, without]])).includes(`${table}.${column}`);
      })
      .map(([statement]) => statement);
    expect([added.length > 15, unnoticed]).toEqual([true, []]);
  });

  test("a run asks nothing of any service and says what to do: in its report, in the log, at health, on the dashboard", async () => {
    const { playground } = await openPairWorld();
    for (const migrations of partly.filter(names => names.length >= OF_0_3_0.length || names.length % 3 === 1)) {
      const database = openD1(":memory:", { migrations });
      if ((await tableCheck.listLacking(database)).length === 0) continue;
      const worker = openWorker(playground, database);
      const asked: string[] = [];
      const reach = playground.fetch;
      playground.fetch = (input, init) => {
        asked.push(String(input));
        return reach(input, init);
      };
      said = [];
      await worker.ring(THURSDAY);
      expect(await worker.drain()).toBe(1);
      playground.fetch = reach;
      const last = migrations.at(-1);
      const run = await runTable.last(database);
      expect([last, asked, run?.endedWell]).toEqual([last, [], false]);
      expect(JSON.stringify(run?.report)).toContain("d1 migrations apply");
      expect(said.join("\n")).toContain("d1 migrations apply");
      const health = await worker.ask("/health");
      expect([last, health.status, await health.json()]).toEqual([
        last,
        200,
        expect.objectContaining({ isWell: false, database: expect.stringContaining("d1 migrations apply") }),
      ]);
      const page = await worker.ask("/", { headers: { authorization: `Bearer ${BEARER}` } });
      const html = await page.text();
      expect([last, page.status, html.includes("d1 migrations apply")]).toEqual([last, 503, true]);
    }
  });

  test("goes on where it stopped, once the migrations are applied", async () => {
    const world = await openPairWorld();
    const events = (await world.live()).length;
    world.newMails();
    const isOfSignIn = (line: string) => /sign_ins|wrong_tries|0025_sign_in|made_as/.test(line);
    const dumped = world.database.dump().split(/\n(?=CREATE|INSERT|DELETE)/);
    const script = dumped.filter(line => !isOfSignIn(line)).join("\n");
    const database = openD1(":memory:", { script, migrations: [] });
    const early = openWorker(world.playground, database);
    await early.ring(THURSDAY + 3_600_000);
    await early.drain();
    expect((await runTable.last(database))?.report.failed).toEqual([
      { what: "store: not migrated", why: expect.stringContaining("It lacks sign_ins, wrong_tries.") },
    ]);
    const migrated = openD1(":memory:", { script: database.dump() });
    const worker = openWorker(world.playground, migrated);
    await worker.ring(THURSDAY + 7_200_000);
    expect(await worker.drain()).toBe(1);
    expect((await runTable.last(migrated))?.report).toMatchObject({ failed: [], done: {} });
    expect([(await world.live()).length, world.newMails()]).toEqual([events, []]);
  });
});
