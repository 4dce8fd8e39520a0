import { beforeEach, describe, expect, test } from "vitest";
import type { Sql, Statement } from "../../../src/store/database/sql.ts";
import { leaseTable } from "../../../src/store/runs/lease.ts";

/** So long a lease lasts that is not renewed. */
const LEASE_MS = 4 * 60_000;

export function leaseCases(open: () => Promise<Sql>): void {
  describe("the lease", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });

    test("one holder at a time, and its fence is the first", async () => {
      expect(await leaseTable.take(sql, "main", "a", 1000)).toEqual({
        name: "main",
        fence: 1,
        killed: 0,
        diedIn: null,
      });
      expect(await leaseTable.take(sql, "main", "b", 1001)).toBeNull();
    });

    test("each connection has a lease of its own", async () => {
      await leaseTable.take(sql, "main", "a", 1000);
      expect(await leaseTable.take(sql, "other", "b", 1000)).toEqual({
        name: "other",
        fence: 1,
        killed: 0,
        diedIn: null,
      });
    });

    test("given back it can be taken at once, with a greater fence", async () => {
      const first = await leaseTable.take(sql, "main", "a", 1000);
      expect(await leaseTable.giveBack(sql, first!)).toBe(false);
      expect(await leaseTable.take(sql, "main", "b", 1001)).toEqual({
        name: "main",
        fence: 2,
        killed: 0,
        diedIn: null,
      });
    });

    test("whoever asked meanwhile gets another run after it, once", async () => {
      const first = await leaseTable.take(sql, "main", "a", 1000);
      await leaseTable.take(sql, "main", "b", 1001);
      await leaseTable.take(sql, "main", "c", 1002);
      expect(await leaseTable.giveBack(sql, first!)).toBe(true);
      const second = await leaseTable.take(sql, "main", "d", 1003);
      expect(await leaseTable.giveBack(sql, second!)).toBe(false);
    });

    test("a lease that ran out is taken over, not a millisecond before", async () => {
      await leaseTable.take(sql, "main", "a", 1000);
      expect(await leaseTable.take(sql, "main", "b", 1000 + LEASE_MS - 1)).toBeNull();
      expect(await leaseTable.take(sql, "main", "c", 1000 + LEASE_MS)).toEqual({
        name: "main",
        fence: 2,
        killed: 1,
        diedIn: null,
      });
    });

    test("one who lost it can't give back what another holds", async () => {
      const lost = await leaseTable.take(sql, "main", "a", 1000);
      await leaseTable.take(sql, "main", "b", 1000 + LEASE_MS);
      expect(await leaseTable.giveBack(sql, lost!)).toBe(false);
      expect(await leaseTable.take(sql, "main", "c", 1001 + LEASE_MS)).toBeNull();
    });

    test("holders that end without giving it back are counted, with what the last was in; one that gives it back ends the row", async () => {
      await leaseTable.take(sql, "main", "a", 0);
      const second = await leaseTable.take(sql, "main", "b", LEASE_MS);
      await leaseTable.notingInside(sql, second!, "a programme").run();
      const third = await leaseTable.take(sql, "main", "c", 2 * LEASE_MS);
      expect(third).toEqual({ name: "main", fence: 3, killed: 2, diedIn: "a programme" });
      await leaseTable.giveBack(sql, third!, third!.killed);
      expect(await leaseTable.take(sql, "main", "d", 2 * LEASE_MS)).toMatchObject({ killed: 2, diedIn: "a programme" });
      const fifth = await leaseTable.take(sql, "main", "e", 3 * LEASE_MS);
      expect(fifth?.killed).toBe(3);
      await leaseTable.giveBack(sql, fifth!);
      expect(await leaseTable.take(sql, "main", "f", 3 * LEASE_MS)).toMatchObject({ killed: 0, diedIn: null });
    });

    test("asked before a call it says whether the call may be made, and renews itself when a part has passed", async () => {
      let now = 0;
      const lease = (await leaseTable.take(sql, "main", "a", now))!;
      const isOurs = leaseTable.keeping(sql, lease, now, () => now);
      now = 60_000;
      expect(await isOurs()).toBe(true);
      expect(await leaseTable.take(sql, "main", "b", LEASE_MS - 1)).toBeNull();
      now += 1;
      expect(await Promise.all([isOurs(), isOurs()])).toEqual([true, true]);
      expect(await leaseTable.take(sql, "main", "b", now + LEASE_MS - 1)).toBeNull();
      expect(await leaseTable.take(sql, "main", "b", now + LEASE_MS)).not.toBeNull();
      now += LEASE_MS;
      expect(await isOurs()).toBe(false);
    });

    test("two that ask at the same moment: one gets it", async () => {
      const leases = await Promise.all(["a", "b", "c"].map(holder => leaseTable.take(sql, "main", holder, 1000)));
      expect(leases.filter(lease => lease !== null)).toEqual([{ name: "main", fence: 1, killed: 0, diedIn: null }]);
    });

    test("one that finds it taken and is free a moment later takes it: nobody else would run again", async () => {
      const first = await leaseTable.take(sql, "main", "a", 1000);
      const late = returningBefore(sql, /^UPDATE leases SET run_again/, () => leaseTable.giveBack(sql, first!));
      expect(await leaseTable.take(late, "main", "b", 1001)).toEqual({
        name: "main",
        fence: 2,
        killed: 0,
        diedIn: null,
      });
    });
  });
}

/** The database, where something happens just before the first statement that matches. */
function returningBefore(sql: Sql, query: RegExp, happening: () => Promise<unknown>): Sql {
  let isToHappen = true;
  const wrap = (statement: Statement): Statement => ({
    ...statement,
    bind: (...values) => wrap(statement.bind(...values)),
    run: async () => {
      if (isToHappen) await happening();
      isToHappen = false;
      return statement.run();
    },
  });
  return {
    prepare: text => (query.test(text) ? wrap(sql.prepare(text)) : sql.prepare(text)),
    batch: statements => sql.batch(statements),
    keeping: sql.keeping,
  };
}
