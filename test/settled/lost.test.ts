import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, atLocal } from "../../src/core/domain/values/time.ts";
import { run } from "../../src/run/run.ts";
import { counted, type Sql } from "../../src/store/database/sql.ts";
import { Crash, LEASE_MS } from "../run/killed.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { keptRows } from "./keptRows.ts";
import { LongLife } from "./life.ts";
import { PAGE_ACTS } from "./pageActs.ts";

const MONDAY = "2027-01-11";
const WEEKS = 16;

/** Pairs by chance, a circle beside another programme, and one with pages of before. */
const PLANS = [
  { seed: "lost", weeks: 20, people: 8, programme: { format: "pair", matching: "random", roundWeeks: 1 } },
  { seed: "5", weeks: 20 },
  { seed: "17", weeks: 20, pageActs: PAGE_ACTS },
];

describe.each(PLANS)("life $seed", plan => {
  const life = new LongLife(plan, true);
  beforeAll(async () => {
    await life.begin();
    for (let day = -4; day <= 7 * WEEKS; day += 1) {
      await life.act(atLocal(addDays(MONDAY, day), 4 * 60, "UTC"), day > 20 && day % 7 === 0);
      if (day % 7 === 0 || day % 7 === 3 || day < -3) await life.run();
    }
    // What followed from the last of it is done.
    await life.run();
  });
  afterAll(() => life.close());

  /**
   * Takes a run over a database to its end. Until all that was lost is taken up it is killed after so many statements, and some more each
   * time; how often it was.
   */
  async function runsOver(sql: LocalD1, most: number): Promise<number> {
    const { connection, fetch, clock } = life.hands.playground;
    const now = clock.now();
    let killed = 0;
    for (let isDone = false; !isDone; ) {
      let used = 0;
      const known = await sql.prepare("SELECT value FROM state WHERE key = 'trash_known'").first<{ value: string }>();
      const limit = known === null ? most + 7 * killed : 1e9;
      const dying = counted(sql, count => {
        used += count;
        if (used > limit) throw new Crash("the invocation is gone");
      });
      isDone = await run(
        connection,
        { fetch, sql: dying as Sql, wallNow: () => clock.now() },
        { now, reason: "lost" },
      ).then(
        ({ continueAfterMs, report }) => {
          expect(report.failed).toEqual([]);
          return continueAfterMs === null && report.isRead === true;
        },
        error => (error instanceof Crash ? false : Promise.reject(error)),
      );
      if (!isDone) killed += 1;
      await sql.prepare("DELETE FROM leases").run();
      clock.advance(isDone ? 0 : LEASE_MS / 60);
    }
    return killed;
  }

  test("with the database lost, what is settled is settled before anything is decided, and nothing is made or mailed", async () => {
    const { google } = life.hands.playground;
    const mails = google.outbox.length;
    // As if it had been seen to: all that there is is loaded, and settled the night after.
    const loaded = openD1();
    await loaded.prepare(`INSERT INTO state (key, value) VALUES ('past_taken_to', '{"step":99,"after":""}')`).run();
    await runsOver(loaded, 1e9);
    const whole = openD1();
    await runsOver(whole, 1e9);
    const after = await keptRows(whole);
    expect(google.outbox.length).toBe(mails);
    expect(after.past_groups?.length).toBeGreaterThan(5);
    expect(after).toEqual(await keptRows(loaded));
    const dying = openD1();
    const killed = await runsOver(dying, 30);
    expect(killed).toBeGreaterThan(5);
    expect(google.outbox.length).toBe(mails);
    expect(await keptRows(dying)).toEqual(after);
    for (const sql of [loaded, whole, dying]) sql.close();
  });
});
