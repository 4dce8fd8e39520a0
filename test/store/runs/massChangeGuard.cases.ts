import { beforeEach, describe, expect, test } from "vitest";
import { NO_REACH } from "../../../src/core/domain/reach.ts";
import { DAY } from "../../../src/core/domain/values/time.ts";
import { dayOf } from "../../../src/core/plan/massChangeGuard.ts";
import { lettingGo } from "../../../src/store/database/retention.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { type HeldRun, heldRunTable } from "../../../src/store/runs/heldRun.ts";
import { type Lease, leaseTable } from "../../../src/store/runs/lease.ts";
import { outboxTable } from "../../../src/store/runs/outbox.ts";
import { reachTable } from "../../../src/store/runs/reach.ts";

const NOW = Date.parse("2027-01-14T08:00:00Z");

export function massChangeGuardCases(open: () => Promise<Sql>): void {
  describe("what people were told", () => {
    let sql: Sql;
    let lease: Lease;
    beforeEach(async () => {
      sql = await open();
      lease = (await leaseTable.take(sql, "main", "a", 0))!;
    });
    const told = async (key: string, world: number, invitations: number, isApproved = false) => {
      const reach = { ...NO_REACH, invitations, isApproved };
      const entry = { key, entity: key, kind: "create_event", command: {}, reach };
      await outboxTable.claim(sql, entry, lease, { world, wall: world });
    };
    const done = async (...args: Parameters<typeof told>) => {
      await told(...args);
      await outboxTable.settlingDone(sql, args[0]).run();
    };
    const day = (before: number) => dayOf(NOW) - before;

    test("is summed up by day in UTC, what a coordinator approved of apart", async () => {
      await done("a", NOW - 2 * DAY, 4);
      await done("b", NOW, 2);
      await done("c", NOW + 1, 3);
      await done("d", NOW, 300, true);
      expect(await reachTable.read(sql, NOW)).toEqual([
        { day: day(2), counted: { ...NO_REACH, invitations: 4 }, approved: NO_REACH },
        { day: day(0), counted: { ...NO_REACH, invitations: 5 }, approved: { ...NO_REACH, invitations: 300 } },
      ]);
    });

    test("counts once what was tried twice, and not yet what is in doubt or waits", async () => {
      await done("a", NOW, 2);
      await done("a", NOW, 2);
      await told("b", NOW, 2);
      await told("c", NOW, 2);
      await outboxTable.settlingPutOff(sql, "c").run();
      expect((await reachTable.read(sql, NOW))[0]?.counted.invitations).toBe(2);
    });

    test("in doubt is counted on its own day once it is known to have happened", async () => {
      await told("a", NOW - DAY, 2);
      expect(await reachTable.read(sql, NOW)).toEqual([]);
      await outboxTable.settlingDone(sql, "a").run();
      expect(await reachTable.read(sql, NOW)).toMatchObject([{ day: day(1), counted: { invitations: 2 } }]);
    });

    test("is remembered when the outbox no longer keeps the commands", async () => {
      await done("a", NOW - 29 * DAY, 80);
      await reachTable.read(sql, NOW);
      const later = NOW + 90 * DAY;
      await sql.batch(lettingGo(sql, { programmes: [], answers: [] }, { world: later, wall: later }));
      expect(await reachTable.read(sql, later)).toMatchObject([{ day: day(29), counted: { invitations: 80 } }]);
      expect(await reachTable.read(sql, NOW + 200 * DAY)).toEqual([]);
    });
  });

  describe("the held run", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });
    const held = (mark: string): HeldRun => ({
      mark,
      since: NOW,
      reach: { ...NO_REACH, invitations: 300 },
      limit: { ...NO_REACH, invitations: 100 },
      over: ["invitations"],
      lines: [`Invite «Ана» (${mark}).`],
      subjects: ["x"],
      programmeIds: ["p"],
      goAt: null,
    });

    test("comes back as it was saved, and is gone when it is dropped", async () => {
      expect(await heldRunTable.read(sql)).toBeNull();
      await (await heldRunTable.saving(sql, held("one"), null)).run();
      expect(await heldRunTable.read(sql)).toEqual(held("one"));
      await heldRunTable.dropping(sql, "another").run();
      expect(await heldRunTable.read(sql)).toEqual(held("one"));
      await heldRunTable.dropping(sql, "one").run();
      expect(await heldRunTable.read(sql)).toBeNull();
    });

    test("takes one go, for what is shown", async () => {
      expect(await heldRunTable.giveGo(sql, "one", 5)).toBe(false);
      await (await heldRunTable.saving(sql, held("one"), null)).run();
      expect(await heldRunTable.giveGo(sql, "two", 5)).toBe(false);
      expect(await heldRunTable.giveGo(sql, "one", 5)).toBe(true);
      expect(await heldRunTable.giveGo(sql, "one", 6)).toBe(false);
      expect((await heldRunTable.read(sql))?.goAt).toBe(5);
    });

    test("is replaced by a later one, and the go that was meant for it with it", async () => {
      await (await heldRunTable.saving(sql, held("one"), null)).run();
      await heldRunTable.giveGo(sql, "one", 5);
      await (await heldRunTable.saving(sql, held("two"), { ...held("one"), goAt: 5 })).run();
      expect(await heldRunTable.read(sql)).toEqual(held("two"));
    });

    test("keeps a go that came after the run had looked", async () => {
      await (await heldRunTable.saving(sql, held("one"), null)).run();
      await heldRunTable.giveGo(sql, "one", 5);
      await (await heldRunTable.saving(sql, held("two"), held("one"))).run();
      expect(await heldRunTable.read(sql)).toEqual({ ...held("one"), goAt: 5 });
    });
  });
}
