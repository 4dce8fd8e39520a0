import { expect, test } from "vitest";
import { settleDoubts } from "../../../src/run/push/settle.ts";
import { leaseTable } from "../../../src/store/runs/lease.ts";
import { outboxTable } from "../../../src/store/runs/outbox.ts";
import { openD1 } from "../../world/d1.ts";

/** No service is asked, and no table. */
const none = {} as never;

async function inDoubt(kind: string) {
  const sql = openD1();
  const lease = (await leaseTable.take(sql, "main", "a", 0))!;
  await outboxTable.claim(sql, { key: "k", entity: "e", kind, command: { kind, key: "k" } }, lease, {
    world: 1,
    wall: 5,
  });
  const { found, tooFresh } = await settleDoubts({ services: none, sql, wallNow: () => 6 }, none);
  const states = (await outboxTable.list(sql, ["waiting", "in_doubt", "done"])).map(one => one.state);
  return { found, tooFresh: [...tooFresh], states };
}

test("what a later version left in doubt, before it was taken back, waits to be decided anew: no run fails because of it", async () => {
  expect(await inDoubt("of_a_later_version")).toEqual({ found: 0, tooFresh: [], states: ["waiting"] });
});

test("a comment that may have been written is not written again until it would be seen, and a change may be made again at once", async () => {
  expect(await inDoubt("comment")).toEqual({ found: 0, tooFresh: ["k"], states: ["in_doubt"] });
  expect(await inDoubt("update_page")).toEqual({ found: 0, tooFresh: [], states: ["waiting"] });
});
