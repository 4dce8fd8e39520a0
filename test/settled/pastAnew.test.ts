import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, atLocal } from "../../src/core/domain/values/time.ts";
import { lookAtPast } from "../../src/run/operate/pastAnew.ts";
import { counted } from "../../src/store/database/sql.ts";
import { pastTable } from "../../src/store/mirror/past.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { LongLife } from "./life.ts";

const MONDAY = "2027-01-11";
const LIVES = [
  { seed: "past anew", weeks: 20, people: 8, programme: { format: "pair", matching: "random", roundWeeks: 1 } },
  { seed: "5", weeks: 20 },
].map(plan => new LongLife(plan, true));
/** What is kept beside the groups themselves, which number names whom left aside. */
const KEPT = [
  "SELECT programme_id, reports FROM past_programmes ORDER BY 1",
  "SELECT code, group_id FROM past_codes LEFT JOIN past_groups ON number = group_number ORDER BY 1, 2",
  "SELECT page_id FROM past_ids ORDER BY 1",
  "SELECT id, settled_in FROM pages ORDER BY id",
];

beforeAll(async () => {
  for (const life of LIVES) {
    await life.begin();
    for (let day = -4; day <= 7 * 12; day += 1) {
      await life.act(atLocal(addDays(MONDAY, day), 4 * 60, "UTC"), day > 20 && day % 7 === 0);
      if (day % 7 === 0 || day % 7 === 3 || day < -3) await life.run();
    }
  }
});
afterAll(() => {
  for (const life of LIVES) life.close();
});

/** What is kept of the past, and what lives, in a database. */
async function kept(database: LocalD1): Promise<unknown[]> {
  const past = await pastTable.read(database);
  for (const id of past.programmes.keys()) await pastTable.readGroups(database, past, id);
  const rows: unknown[] = [past];
  for (const query of KEPT) rows.push((await database.prepare(query).all()).results);
  return rows;
}

const look = (life: LongLife, sql: LocalD1) => {
  const { playground } = life.hands;
  return lookAtPast(playground.connection, { fetch: playground.fetch, sql, wallNow: () => Date.now() }, "");
};

test("in a sound database all that is kept of settled groups is the same when it is worked out anew", async () => {
  for (const life of LIVES) {
    const before = await kept(life.database);
    const looked = await look(life, life.database);
    expect(looked).toMatchObject({ after: null, differed: 0, left: 0 });
    expect(looked.groups).toBeGreaterThan(3);
    expect(await kept(life.database)).toEqual(before);
  }
});

/** All addresses but those somebody no longer has, of which only Krug knows whose they were. */
const LOSE_ADDRESSES =
  "DELETE FROM past_addresses WHERE address NOT IN (SELECT address FROM addresses WHERE is_first = 0)";

const HARM: Record<string, string> = {
  "rows of groups are lost": "DELETE FROM past_groups WHERE number % 2 = 0",
  "all of it is lost": `DELETE FROM past_groups; DELETE FROM past_codes; ${LOSE_ADDRESSES}; DELETE FROM past_programmes;
    DELETE FROM past_ids`,
  "rows say something else":
    "UPDATE past_groups SET reports = 9, has_met = 1 - has_met, facilitator = programme, round = round + 1",
  "rows can't be read": "UPDATE past_groups SET members = 'spoilt', reports = 'spoilt'",
  "numbers are lost": "DELETE FROM past_ids",
  "numbers are others'": "UPDATE past_groups SET members = ' ' || programme || ' ', programme = programme + 1",
  "codes are of other groups": "UPDATE past_codes SET code = code || 'X'",
  "rows are of groups that are not settled": `INSERT INTO past_groups SELECT 99999, 'nothing', programme, 3, 'spoilt', NULL, 1, 2
     FROM past_groups LIMIT 1; INSERT INTO past_codes VALUES ('ABC', 99999), ('ABC', 99998)`,
  "sums are wrong": "UPDATE past_programmes SET reports = reports + 5",
};

test.each(Object.keys(HARM))("where %s it is put right to the digit, whenever it is killed", async what => {
  for (const life of LIVES) {
    const sql = openD1(":memory:", { script: life.database.dump() });
    // Addresses of groups that have come back to life since stay, and can't be told again.
    await sql.prepare(LOSE_ADDRESSES).run();
    await look(life, sql);
    const before = await kept(sql);
    for (const statement of (HARM[what] ?? "").split(";")) await sql.prepare(statement).run();
    expect(await kept(sql)).not.toEqual(before);
    for (let most = 1, isDone = false; !isDone; most += 2) {
      await sql.prepare("DELETE FROM leases").run();
      const dying = counted(sql, () => {
        most -= 0;
      });
      let used = 0;
      const killed = counted(dying, count => {
        used += count;
        if (used > most) throw new Error("killed");
      });
      isDone = await look(life, killed as LocalD1).then(
        () => true,
        () => false,
      );
    }
    expect(await kept(sql)).toEqual(before);
    await sql.prepare("DELETE FROM leases").run();
    expect((await look(life, sql)).differed).toBe(0);
    sql.close();
  }
});
