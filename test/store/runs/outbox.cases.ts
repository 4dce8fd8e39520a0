import { beforeEach, describe, expect, test } from "vitest";
import { lettingGo } from "../../../src/store/database/retention.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { type Lease, leaseTable } from "../../../src/store/runs/lease.ts";
import { outboxTable, TRIES } from "../../../src/store/runs/outbox.ts";

const DAY = 86_400_000;

/** Long after a lease that was taken at 0 ran out. */
const AN_HOUR = 3_600_000;

export function outboxCases(open: () => Promise<Sql>): void {
  describe("the outbox", () => {
    let sql: Sql;
    let lease: Lease;
    beforeEach(async () => {
      sql = await open();
      lease = (await leaseTable.take(sql, "main", "a", 0))!;
    });
    const entry = (key: string, command: unknown = { kind: "comment", text: "hello" }) => ({
      key,
      entity: `page of ${key}`,
      kind: "comment",
      command,
    });
    const claiming = (key: string, wall = 5, by: Lease = lease) =>
      outboxTable.claim(sql, entry(key), by, { world: 1, wall });
    const states = async () =>
      (await outboxTable.list(sql, ["waiting", "in_doubt", "done", "given_up"])).map(one => [
        one.key,
        one.state,
        one.tries,
      ]);

    test("what was given up is tried once more, and what nobody decides any more is dropped", async () => {
      for (let tries = 0; tries < TRIES; tries += 1) {
        await claiming("refused");
        await (await outboxTable.settlingFailed(sql, "refused", "no")).run();
      }
      await outboxTable.retryingGivenUp(sql).run();
      expect(await states()).toEqual([["refused", "waiting", TRIES - 1]]);
      await claiming("refused");
      await (await outboxTable.settlingFailed(sql, "refused", "no")).run();
      expect(await states()).toEqual([["refused", "given_up", TRIES]]);
      await claiming("waits");
      await outboxTable.settlingPutOff(sql, "waits").run();
      await outboxTable.droppingUnwanted(sql, lease.fence).run();
      expect((await states()).map(([key]) => key)).toEqual(["refused", "waits"]);
      await outboxTable.droppingUnwanted(sql, lease.fence + 1).run();
      expect((await states()).map(([key]) => key)).toEqual(["refused"]);
    });

    test("a command that was claimed is in doubt until its answer is kept", async () => {
      expect(await claiming("c1", 77)).toBe(true);
      expect(await outboxTable.list(sql, ["in_doubt"])).toEqual([
        { ...entry("c1"), state: "in_doubt", tries: 1, why: null, wallAt: 77 },
      ]);
      await outboxTable.settlingDone(sql, "c1").run();
      expect(await states()).toEqual([["c1", "done", 0]]);
    });

    test("nobody claims after the fence grew: the lease ran out and another took it", async () => {
      const next = (await leaseTable.take(sql, "main", "b", AN_HOUR))!;
      expect(await claiming("c1")).toBe(false);
      expect(await states()).toEqual([]);
      expect(await claiming("c1", 5, next)).toBe(true);
    });

    test("nor one that is there already", async () => {
      await claiming("c1");
      const next = (await leaseTable.take(sql, "main", "b", AN_HOUR))!;
      expect(await claiming("c1", 6)).toBe(false);
      expect(await states()).toEqual([["c1", "in_doubt", 1]]);
      expect(await claiming("c1", 7, next)).toBe(true);
      expect(await states()).toEqual([["c1", "in_doubt", 2]]);
    });

    test("nobody claims under a lease that does not exist", async () => {
      expect(await claiming("c1", 5, { ...lease, name: "other" })).toBe(false);
    });

    test("a refused command waits with its reason, and is given up after so many refusals", async () => {
      for (let tries = 1; tries < TRIES; tries += 1) {
        await claiming("c1");
        await (await outboxTable.settlingFailed(sql, "c1", `refusal ${tries}`)).run();
        expect(await states()).toEqual([["c1", "waiting", tries]]);
      }
      await claiming("c1");
      await (await outboxTable.settlingFailed(sql, "c1", "the last")).run();
      expect(await outboxTable.list(sql, ["given_up"])).toMatchObject([{ key: "c1", tries: TRIES, why: "the last" }]);
    });

    test("a command that was given up is not claimed any more", async () => {
      for (let tries = 0; tries < TRIES; tries += 1) {
        await claiming("c1");
        await (await outboxTable.settlingFailed(sql, "c1", "no")).run();
      }
      expect(await claiming("c1")).toBe(false);
      expect(await states()).toEqual([["c1", "given_up", TRIES]]);
    });

    test("a success forgets the refusals before it", async () => {
      await claiming("c1");
      await (await outboxTable.settlingFailed(sql, "c1", "no")).run();
      await claiming("c1");
      await outboxTable.settlingDone(sql, "c1").run();
      expect(await outboxTable.list(sql, ["done"])).toMatchObject([{ tries: 0, why: null }]);
      await claiming("c1");
      expect(await states()).toEqual([["c1", "in_doubt", 1]]);
    });

    test("a call that did not happen does not count as a try", async () => {
      for (let times = 0; times < 2 * TRIES; times += 1) {
        await claiming("c1");
        await outboxTable.settlingPutOff(sql, "c1").run();
      }
      expect(await states()).toEqual([["c1", "waiting", 0]]);
      await outboxTable.settlingPutOff(sql, "c1").run();
      expect(await states()).toEqual([["c1", "waiting", 0]]);
    });

    test("a claim after the lease was given back and taken again by the same run's successor is refused", async () => {
      await leaseTable.giveBack(sql, lease);
      await leaseTable.take(sql, "main", "a", 10);
      expect(await claiming("c1")).toBe(false);
    });

    test("entries come oldest first, by the states asked for", async () => {
      await claiming("late", 9);
      await claiming("early", 3);
      await claiming("between", 6);
      await outboxTable.settlingDone(sql, "between").run();
      expect((await outboxTable.list(sql, ["in_doubt"])).map(one => one.key)).toEqual(["early", "late"]);
      expect((await outboxTable.list(sql, ["in_doubt", "done"])).map(one => one.key)).toEqual([
        "early",
        "between",
        "late",
      ]);
      expect(await outboxTable.list(sql, [])).toEqual([]);
    });

    test("the command claimed last is the one that is kept", async () => {
      await outboxTable.claim(sql, entry("c1", { text: "old" }), lease, { world: 1, wall: 1 });
      await outboxTable.claim(sql, entry("c1", { text: "new" }), lease, { world: 2, wall: 2 });
      expect((await outboxTable.list(sql, ["in_doubt"])).map(one => one.command)).toEqual([{ text: "new" }]);
    });

    test("done ones go after a month; those in doubt and given up stay", async () => {
      await claiming("done long ago", 0);
      await claiming("in doubt", 0);
      await claiming("done yesterday", 39 * DAY);
      await outboxTable.settlingDone(sql, "done long ago").run();
      await outboxTable.settlingDone(sql, "done yesterday").run();
      await sql.batch(lettingGo(sql, { programmes: [], answers: [] }, { world: 0, wall: 40 * DAY }));
      expect((await states()).map(([key]) => key)).toEqual(["in doubt", "done yesterday"]);
    });
  });
}
