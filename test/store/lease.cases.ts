import { beforeEach, describe, expect, test } from "vitest";
import { LEASE_MS, returnLease, takeLease } from "../../src/store/lease.ts";
import type { Sql, Statement } from "../../src/store/sql.ts";

export function leaseCases(open: () => Promise<Sql>): void {
  describe("the lease", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });

    test("one holder at a time, and its fence is the first", async () => {
      expect(await takeLease(sql, "main", "a", 1000)).toEqual({ name: "main", fence: 1 });
      expect(await takeLease(sql, "main", "b", 1001)).toBeNull();
    });

    test("each connection has a lease of its own", async () => {
      await takeLease(sql, "main", "a", 1000);
      expect(await takeLease(sql, "other", "b", 1000)).toEqual({ name: "other", fence: 1 });
    });

    test("given back it can be taken at once, with a greater fence", async () => {
      const first = await takeLease(sql, "main", "a", 1000);
      expect(await returnLease(sql, first!)).toBe(false);
      expect(await takeLease(sql, "main", "b", 1001)).toEqual({ name: "main", fence: 2 });
    });

    test("whoever asked meanwhile gets another run after it, once", async () => {
      const first = await takeLease(sql, "main", "a", 1000);
      await takeLease(sql, "main", "b", 1001);
      await takeLease(sql, "main", "c", 1002);
      expect(await returnLease(sql, first!)).toBe(true);
      const second = await takeLease(sql, "main", "d", 1003);
      expect(await returnLease(sql, second!)).toBe(false);
    });

    test("a lease that ran out is taken over, not a millisecond before", async () => {
      await takeLease(sql, "main", "a", 1000);
      expect(await takeLease(sql, "main", "b", 1000 + LEASE_MS - 1)).toBeNull();
      expect(await takeLease(sql, "main", "c", 1000 + LEASE_MS)).toEqual({ name: "main", fence: 2 });
    });

    test("one who lost it can't give back what another holds", async () => {
      const lost = await takeLease(sql, "main", "a", 1000);
      await takeLease(sql, "main", "b", 1000 + LEASE_MS);
      expect(await returnLease(sql, lost!)).toBe(false);
      expect(await takeLease(sql, "main", "c", 1001 + LEASE_MS)).toBeNull();
    });

    test("two that ask at the same moment: one gets it", async () => {
      const leases = await Promise.all(["a", "b", "c"].map(holder => takeLease(sql, "main", holder, 1000)));
      expect(leases.filter(lease => lease !== null)).toEqual([{ name: "main", fence: 1 }]);
    });

    test("one that finds it taken and is free a moment later takes it: nobody else would run again", async () => {
      const first = await takeLease(sql, "main", "a", 1000);
      const late = returningBefore(sql, /^UPDATE leases SET run_again/, () => returnLease(sql, first!));
      expect(await takeLease(late, "main", "b", 1001)).toEqual({ name: "main", fence: 2 });
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
  };
}
