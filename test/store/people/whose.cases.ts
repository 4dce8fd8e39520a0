import { beforeEach, describe, expect, test } from "vitest";
import type { AddressClaim } from "../../../src/core/domain/addresses.ts";
import { NO_REACH } from "../../../src/core/domain/reach.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { pageChangeTable } from "../../../src/store/mirror/pageChanges.ts";
import { addressTable } from "../../../src/store/people/addresses.ts";
import { coordinatorTable } from "../../../src/store/people/coordinators.ts";
import { leaseTable } from "../../../src/store/runs/lease.ts";
import { outboxTable } from "../../../src/store/runs/outbox.ts";
import { reachTable, rosterTable } from "../../../src/store/runs/reach.ts";

const NOW = Date.parse("2027-01-14T08:00:00Z");

export function whoseCases(open: () => Promise<Sql>): void {
  describe("who is who", () => {
    let sql: Sql;
    beforeEach(async () => {
      sql = await open();
    });
    const had = (email: string, pageId: string, since = 0, more: Partial<AddressClaim> = {}): AddressClaim => ({
      address: email.toLowerCase(),
      email,
      pageId,
      as: "email",
      since,
      isFirst: true,
      ...more,
    });

    test("whose addresses are is kept as it is, and only what is other is written", async () => {
      const first = [had("Ana@example.org", "a"), had("boris@example.org", "b", 0, { as: "other", isFirst: false })];
      await sql.batch(addressTable.saving(sql, [], first));
      expect(await addressTable.list(sql)).toEqual(first);
      const [ana, boris] = first as [AddressClaim, AddressClaim];
      const after = [{ ...boris, since: 5 }, had("carla@example.org", "c", 5)];
      await sql.batch(addressTable.saving(sql, first, after));
      expect(await addressTable.list(sql)).toEqual(after);
      expect(addressTable.saving(sql, after, after)).toEqual([]);
      await sql.batch(addressTable.saving(sql, after, [...after, ana, had("ana@example.org", "m", 9)]));
      await sql.batch(addressTable.giving(sql, "ana@example.org", "m"));
      const given = (await addressTable.list(sql)).filter(one => one.address === "ana@example.org");
      expect(given).toEqual([had("ana@example.org", "m", 0)]);
    });

    test("whoever is signed in is a coordinator until another is, and nobody's word changes that", async () => {
      await sql.batch(coordinatorTable.savingSignedIn(sql, "maria@example.org"));
      await coordinatorTable.confirming(sql, "maria@example.org", "m").run();
      await coordinatorTable.dismissing(sql, "maria@example.org").run();
      expect(await coordinatorTable.list(sql)).toEqual([
        { email: "maria@example.org", pageId: null, state: "signed_in" },
      ]);
      await coordinatorTable.confirming(sql, "vera@example.org", "v").run();
      await sql.batch(coordinatorTable.savingSignedIn(sql, "zoya@example.org"));
      expect((await coordinatorTable.list(sql)).map(one => `${one.email} ${one.state}`)).toEqual([
        "vera@example.org confirmed",
        "zoya@example.org signed_in",
      ]);
      await coordinatorTable.dismissing(sql, "vera@example.org").run();
      expect(await coordinatorTable.list(sql)).toHaveLength(1);
    });

    test("a change of a page is kept once", async () => {
      const change = { pageId: "a", what: "email", was: "ana@example.org", at: NOW } as const;
      await sql.batch(pageChangeTable.saving(sql, [change, change]));
      expect(await pageChangeTable.list(sql)).toEqual([change]);
    });

    test("whom a programme was let begin with grows with each go", async () => {
      await sql.batch(rosterTable.saving(sql, { p: ["Ana@example.org"], q: [] }));
      await sql.batch(rosterTable.saving(sql, { p: ["ana@example.org", "boris@example.org"] }));
      expect(await rosterTable.list(sql)).toEqual(new Map([["p", new Set(["ana@example.org", "boris@example.org"])]]));
      expect(rosterTable.saving(sql, {})).toEqual([]);
    });

    test("new people of a day, and groups read as drafts, are summed up apart", async () => {
      const lease = (await leaseTable.take(sql, "main", "a", 0))!;
      const told = async (key: string, told: object) => {
        const reach = { ...NO_REACH, isApproved: false, ...told };
        const entry = { key, entity: key, kind: "create_event", command: {}, reach };
        await outboxTable.claim(sql, entry, lease, { world: NOW, wall: NOW });
        await outboxTable.settlingDone(sql, key).run();
      };
      await told("a", { invitations: 4, outsiders: 3 });
      await told("b", { invitations: 2, isDraft: true });
      expect(await reachTable.read(sql, NOW)).toMatchObject([
        { counted: { invitations: 4, outsiders: 3 }, approved: NO_REACH, drafts: { invitations: 2 } },
      ]);
    });
  });
}
