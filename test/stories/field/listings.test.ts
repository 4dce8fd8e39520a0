import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import type { FaultOrder } from "../../simulators/faults.ts";
import { failure } from "../../simulators/notion/index.ts";
import { openPairWorld } from "../../world/pairWorld.ts";
import { deleteForAll } from "../../world/people.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { amounts, LATER, NEXT_DAY, planByHand } from "./byHand.ts";
import { expectStill } from "./still.ts";

const FORBIDDEN: FaultOrder["fault"] = {
  kind: "answer",
  status: 403,
  body: { object: "error", status: 403, code: "restricted_resource", message: "Insufficient permissions" },
};

describe("F2: a listing that is cut short", () => {
  const small = { notion: { pageSizeLimit: 2 }, google: { listPageLimit: 2 } };

  test("F2: with two pages in each answer everything is read, and nothing is made twice", async () => {
    const world = await openPairWorld(small);
    await planByHand(world, 7);
    await world.runAt(LATER);
    const before = await amounts(world);
    expect(before.events).toBe(8);
    for (const at of [LATER + HOUR, NEXT_DAY]) await expectStill(world.playground, () => world.runAt(at));
    expect(await amounts(world)).toEqual(before);
  });

  test.each<[string, "notion" | "google", FaultOrder]>([
    [
      "Notion fails on the second page",
      "notion",
      { method: "POST", path: "/query$", skip: 7, fault: failure("internal_server_error") },
    ],
    [
      "Notion cuts the line on the second page",
      "notion",
      { method: "POST", path: "/query$", skip: 7, fault: { kind: "reset" } },
    ],
    [
      "Calendar fails on the second page",
      "google",
      { method: "GET", path: "/events$", skip: 1, fault: { kind: "answer", status: 503, body: {} } },
    ],
  ])("F2: %s, and nothing is taken for deleted", async (_, service, fault) => {
    const world = await openPairWorld(small);
    await planByHand(world, 7);
    await world.runAt(LATER);
    await world.runAt(LATER + 5 * MINUTE);
    const before = await amounts(world);
    if (service === "google") world.playground.google.expireSyncTokens();
    world.playground[service].faults.order(fault);
    // The first run of a day reads everything and compares.
    await world.runAt(NEXT_DAY).catch(() => null);
    expect(world.playground[service].faults.pending()).toBe(0);
    expect(await amounts(world)).toEqual(before);
    await world.runAt(NEXT_DAY + 5 * MINUTE);
    await expectStill(world.playground, () => world.runAt(NEXT_DAY + 20 * MINUTE));
    expect(await amounts(world)).toEqual(before);
  });
});

describe("F3: an answer with nothing in it", () => {
  const nothing = {
    object: "list",
    results: [],
    next_cursor: null,
    has_more: false,
    type: "page_or_data_source",
    page_or_data_source: {},
  };
  const noEvents = { kind: "calendar#events", items: [], nextSyncToken: null, summary: "Krug", etag: '"1"' };

  test.each<[string, "notion" | "google", FaultOrder]>([
    [
      "Notion lists no page at all",
      "notion",
      { path: "/query$", fault: { kind: "answer", status: 200, body: nothing } },
    ],
    ["Notion refuses every listing", "notion", { path: "/query$", fault: FORBIDDEN }],
    ["Notion fails on every listing", "notion", { path: "/query$", fault: failure("service_unavailable") }],
    [
      "Calendar lists no event",
      "google",
      { method: "GET", path: "/events$", fault: { kind: "answer", status: 200, body: noEvents } },
    ],
    [
      "Calendar refuses to be listed",
      "google",
      {
        method: "GET",
        path: "/events$",
        fault: {
          kind: "answer",
          status: 403,
          body: { error: { code: 403, message: "Forbidden", errors: [{ reason: "forbidden" }] } },
        },
      },
    ],
    ["Calendar fails", "google", { method: "GET", path: "/events$", fault: { kind: "answer", status: 500, body: {} } }],
  ])("F3: %s: nothing is made and nothing is deleted", async (_, service, order) => {
    const world = await openPairWorld();
    await planByHand(world, 6);
    await world.runAt(LATER);
    await world.runAt(LATER + 5 * MINUTE);
    const before = await amounts(world);
    if (service === "google") world.playground.google.expireSyncTokens();
    const skip = service === "google" ? 1 : 0;
    const { faults, log } = world.playground[service];
    faults.order({ ...order, skip, times: 1000 });
    log.clear();
    for (const minutes of [0, 15, 30]) await world.runAt(NEXT_DAY + minutes * MINUTE).catch(() => null);
    expect(log.entries.filter(one => new RegExp(order.path ?? "").test(one.path)).length).toBeGreaterThan(skip);
    faults.clear();
    expect(await amounts(world)).toEqual(before);
    await world.runAt(NEXT_DAY + 5 * HOUR);
    await expectStill(world.playground, () => world.runAt(NEXT_DAY + 6 * HOUR));
    expect(await amounts(world)).toEqual(before);
  });

  test("F3: a whole table gone from the listing is a mistake of the listing; the deletion guard says so", async () => {
    const world = await openPairWorld();
    await planByHand(world, 12);
    await world.runAt(LATER);
    const before = (await world.live()).length;
    const sessions = await world.sessions();
    for (const { id } of sessions)
      await world.playground.notionOf(COORDINATOR).pages.update({ page_id: id, in_trash: true });
    const { failed } = await world.runAt(NEXT_DAY);
    expect(failed.join()).toContain(`${sessions.length} of ${sessions.length} pages of sessions were not listed`);
    expect((await world.live()).length).toBe(before);
  });
});

describe("F4: the calendar's token is no longer taken (410)", () => {
  test("F4: the whole list is read, and what was deleted meanwhile is found by our own links", async () => {
    const world = await openPairWorld();
    await planByHand(world, 3);
    await world.runAt(LATER);
    const [, second] = await world.live();
    await deleteForAll(world.playground, second?.id ?? "");
    world.playground.google.expireSyncTokens();
    world.newMails();
    await world.runAt(LATER + HOUR);
    const gone = (await world.sessions()).find(row => row.id === second?.extendedProperties?.private?.krugSession);
    expect(gone?.values.status).toBe("cancelled");
    expect((await world.sessions()).filter(row => row.values.status === "planned")).toHaveLength(3);
    expect(world.newMails()).toEqual([]);
    await expectStill(world.playground, () => world.runAt(LATER + 2 * HOUR));
  });

  test("F4: a reading of the whole list that breaks off after every other page goes on where it was, and ends", async () => {
    const world = await openPairWorld({ google: { listPageLimit: 2 } });
    await planByHand(world, 9);
    await world.runAt(LATER);
    const [, second] = await world.live();
    await deleteForAll(world.playground, second?.id ?? "");
    const { google } = world.playground;
    google.expireSyncTokens();
    world.newMails();
    const busy = { kind: "answer", status: 503, body: {} } as const;
    const held = () =>
      world.database.prepare("SELECT value FROM state WHERE key = 'events_from'").first<{ value: string }>();
    let broken = 0;
    for (let isRead = false; !isRead; broken += 1) {
      google.faults.order({ method: "GET", path: "/events$", skip: 2, times: 1000, fault: busy });
      await world.runAt(LATER + (1 + broken) * HOUR).catch(() => null);
      isRead = ((await held())?.value ?? "null") === "null";
      google.faults.clear();
      expect(broken).toBeLessThan(9);
    }
    expect(broken).toBeGreaterThan(2);
    await world.runAt(LATER + (2 + broken) * HOUR);
    const gone = (await world.sessions()).find(row => row.id === second?.extendedProperties?.private?.krugSession);
    expect(gone?.values.status).toBe("cancelled");
    expect((await world.sessions()).filter(row => row.values.status === "planned")).toHaveLength(9);
    expect(world.newMails()).toEqual([]);
  });

  test("F5: a 410 in the middle of paging: read anew from the first page, nothing lost and nothing twice", async () => {
    const world = await openPairWorld({ google: { listPageLimit: 2 } });
    await planByHand(world, 5);
    await world.runAt(LATER);
    await world.runAt(LATER + 5 * MINUTE);
    const before = await amounts(world);
    const [first] = await world.live();
    await deleteForAll(world.playground, first?.id ?? "");
    const mails = world.playground.google.outbox.length;
    world.playground.google.expireSyncTokens();
    const gone = {
      error: { code: 410, message: "Sync token is no longer valid", errors: [{ reason: "fullSyncRequired" }] },
    };
    world.playground.google.faults.order({
      method: "GET",
      path: "/events$",
      skip: 2,
      fault: { kind: "answer", status: 410, body: gone },
    });
    for (const minutes of [0, 5, 10]) await world.runAt(LATER + HOUR + minutes * MINUTE);
    expect(world.playground.google.faults.pending()).toBe(0);
    expect(await amounts(world)).toEqual({ ...before, events: before.events - 1, mails });
    const cancelled = (await world.sessions()).filter(row => row.values.status === "cancelled");
    expect(cancelled.map(row => row.id)).toEqual([first?.extendedProperties?.private?.krugSession]);
    await expectStill(world.playground, () => world.runAt(LATER + 2 * HOUR));
  });
});
