import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { deadLetterTable } from "../../src/store/incoming/deadLetters.ts";
import { hookHealthTable } from "../../src/store/incoming/hookHealth.ts";
import { outageTable } from "../../src/store/runs/outages.ts";
import { silenceState } from "../../src/store/runs/runs.ts";
import { openWorker } from "../world/openWorker.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { allEvents } from "../world/people.ts";
import { BEARER } from "../world/settings.ts";

const WEBHOOK = "https://hooks.slack.com/services/T000/B000/secret";
const OPERATOR = "operator@example.org";

let world: PairWorld;
let wall: number;
/** What the chat was told, and how it answers. */
let told: string[];
let chatStatus: number;

beforeEach(async () => {
  world = await openPairWorld({ others: ["operator"] });
  told = [];
  chatStatus = 200;
  const reach = world.playground.fetch;
  world.playground.fetch = async (input, init) => {
    if (String(input) !== WEBHOOK) return reach(input, init);
    if (chatStatus === 200) told.push((JSON.parse(String(init?.body)) as { text: string }).text);
    return new Response(null, { status: chatStatus });
  };
  wall = (await world.database.prepare("SELECT max(ended_at) AS at FROM runs").first<{ at: number }>())?.at ?? 0;
  vi.spyOn(Date, "now").mockImplementation(() => wall);
  vi.spyOn(console, "error").mockImplementation(() => {});
  world.newMails();
});
afterEach(() => vi.restoreAllMocks());

const worker = (settings: Record<string, string> = { NOTICE_WEBHOOK: WEBHOOK, OPERATOR }) =>
  openWorker(world.playground, world.database, settings);
const health = async (settings?: Record<string, string>) =>
  (await (await worker(settings).ask("/health")).json()) as {
    isWell: boolean;
    runs: string;
    silentSince: string | null;
  };
const later = (milliseconds: number) => {
  wall += milliseconds;
  world.playground.clock.set(Math.max(world.playground.clock.now(), THURSDAY) + milliseconds);
};

describe("health", () => {
  test("is unwell once the last run is three ticks old by the wall's clock, whatever the run's own time was", async () => {
    expect(await health()).toMatchObject({ isWell: true, runs: "heard", silentSince: null });
    later(46 * MINUTE);
    expect(await health()).toMatchObject({ isWell: false, runs: "silent" });
    expect(await health({ TICK_MINUTES: "60" })).toMatchObject({ isWell: true, runs: "heard" });
    expect(await health({ TICK_MINUTES: "0" })).toMatchObject({ isWell: true, runs: "unscheduled" });
  });

  test("names nobody, not even where what stands still is a calendar under somebody's address", async () => {
    const stop = { what: "other_calendar" as const, since: wall, until: null, times: 1, why: "maria@example.org" };
    await outageTable.saving(world.database, stop).run();
    const answer = await (await worker().ask("/health")).text();
    expect(answer).toContain("GOOGLE_CALENDAR names another calendar");
    expect(answer).not.toContain("maria");
    const signedIn = { headers: { authorization: `Bearer ${BEARER}` } };
    expect(await (await worker().ask("/", signedIn)).text()).toContain("maria@example.org");
  });

  test("of a new deployment is well until its first run is overdue", async () => {
    await world.database.prepare("DELETE FROM runs").run();
    expect(await health()).toMatchObject({ isWell: true, runs: "awaited" });
    later(44 * MINUTE);
    expect(await health()).toMatchObject({ isWell: true, runs: "awaited" });
    later(2 * MINUTE);
    expect(await health()).toMatchObject({ isWell: false, runs: "silent" });
  });

  test("leaves a first reading that takes long in peace, and no run that is killed again and again", async () => {
    await world.database.prepare("DELETE FROM runs").run();
    await health();
    later(50 * MINUTE);
    await world.database
      .prepare("UPDATE leases SET held_until = ?")
      .bind(wall + 10 * MINUTE)
      .run();
    expect(await health()).toMatchObject({ isWell: true, runs: "under_way" });
    later(HOUR);
    await world.database
      .prepare("UPDATE leases SET held_until = ?")
      .bind(wall + 10 * MINUTE)
      .run();
    expect(await health()).toMatchObject({ isWell: false, runs: "silent" });
  });
});

describe("a silence of six hours", () => {
  const ways = {
    "a tick of the cron": () => worker().ring(THURSDAY + 9 * HOUR),
    "somebody who looks at health": () => worker().ask("/health"),
    "a page view": () => worker().ask("/", { headers: { authorization: `Bearer ${BEARER}` } }),
  };

  test.each(Object.entries(ways))("is told by %s, to the chat and by mail, once", async (_, look) => {
    later(6 * HOUR - MINUTE);
    await look();
    expect([told, world.newMails()]).toEqual([[], []]);
    later(2 * MINUTE);
    for (let times = 0; times < 3; times += 1) await look();
    for (const other of Object.values(ways)) await other();
    expect(told).toEqual([expect.stringContaining("Krug has gone silent")]);
    expect(world.newMails()).toEqual([`invitation ${OPERATOR}`]);
  });

  test("is told by a hook, which asks for nothing that a run would", async () => {
    const { openHookedWorker } = await import("../world/hookedWorker.ts");
    const hooked = await openHookedWorker({ settings: { NOTICE_WEBHOOK: WEBHOOK } });
    const reach = hooked.playground.fetch;
    hooked.playground.fetch = async (input, init) => {
      if (String(input) !== WEBHOOK) return reach(input, init);
      told.push(String(init?.body));
      return new Response();
    };
    await hooked.connectNotion();
    await hooked.cron(THURSDAY);
    await hookHealthTable.hearing(hooked.database, "notion", wall).run();
    await hooked.database
      .prepare("UPDATE runs SET ended_at = ?")
      .bind(wall - 7 * HOUR)
      .run();
    await hooked.playground.edit("ana@example.org", "roadmap", hooked.ids.get("goal of Ana") ?? "", { title: "Test" });
    hooked.playground.clock.advance(5 * MINUTE);
    await hooked.playground.notion.webhooks.deliver();
    expect(told).toHaveLength(1);
  });

  test("makes no page and no second mail of its letter when runs come back, and the next silence is told anew", async () => {
    later(7 * HOUR);
    await worker().ring(THURSDAY);
    await worker().ask("/api/sync", { method: "POST", body: "{}", headers: { authorization: `Bearer ${BEARER}` } });
    const sessions = (await world.sessions()).length;
    const back = await world.runAt(THURSDAY + 8 * HOUR);
    expect([back.done, back.failed, (await world.sessions()).length]).toEqual([{}, [], sessions]);
    world.newMails();
    later(7 * HOUR);
    await worker().ring(THURSDAY + 15 * HOUR);
    expect([told.length, world.newMails()]).toEqual([2, [`invitation ${OPERATOR}`]]);
  });

  test("goes to who is signed in to Google where no operator is named", async () => {
    later(7 * HOUR);
    await worker({}).ring(THURSDAY);
    const letter = (await allEvents(world.playground)).find(event => event.summary === "Krug has gone silent");
    expect(letter?.attendees?.map(guest => guest.email)).toEqual(["coordinator@example.org"]);
  });

  test("is tried again while the chat is away, and not where it refuses; the doctor tells of that", async () => {
    chatStatus = 503;
    later(7 * HOUR);
    await worker().ring(THURSDAY);
    chatStatus = 200;
    await worker().ring(THURSDAY);
    expect(told).toHaveLength(0);
    later(16 * MINUTE);
    await worker().ring(THURSDAY);
    expect([told.length, world.newMails().length]).toEqual([1, 1]);

    await world.runAt(THURSDAY + 8 * HOUR);
    await world.database.prepare("UPDATE runs SET ended_at = ?").bind(wall).run();
    chatStatus = 302;
    later(7 * HOUR);
    await worker().ring(THURSDAY);
    later(HOUR);
    await worker().ring(THURSDAY);
    const answer = await worker().ask("/api/doctor", { headers: { authorization: `Bearer ${BEARER}` } });
    const { checks } = (await answer.json()) as { checks: { what: string; isOk: boolean; says: string }[] };
    expect(checks.find(check => check.what === "Notices")).toMatchObject({
      isOk: false,
      says: expect.stringMatching(/refused/),
    });
  });

  test("is told by one tick, and mailed once, where the database takes no write any more", async () => {
    const full = (query: string) => {
      if (/^\s*(insert|update|delete)/i.test(query)) throw new Error("D1_ERROR: database or disk is full: SQLITE_FULL");
      return world.database.prepare(query);
    };
    const database = { ...world.database, prepare: full };
    const ring = () => openWorker(world.playground, database as never, { NOTICE_WEBHOOK: WEBHOOK, OPERATOR }).ring(0);
    later(6 * HOUR + MINUTE);
    await ring();
    later(15 * MINUTE);
    await ring();
    later(9 * HOUR);
    await ring();
    expect([told.length, world.newMails()]).toEqual([1, [`invitation ${OPERATOR}`]]);
  });
});

test("of two who find a silence at the same moment one tells it", async () => {
  const next = { since: 0, at: 1, tries: 1, chat: null, mail: null };
  const claims = () => [
    silenceState.claimTelling(world.database, null, next),
    silenceState.claimTelling(world.database, null, next),
  ];
  expect((await Promise.all(claims())).sort()).toEqual([false, true]);
  const kept = JSON.stringify(next);
  const again = [2, 3].map(at => silenceState.claimTelling(world.database, kept, { ...next, at, tries: 2 }));
  expect((await Promise.all(again)).sort()).toEqual([false, true]);
});

describe("dead letters", () => {
  const asked = (path: string, init: RequestInit = {}) =>
    worker().ask(path, { ...init, headers: { authorization: `Bearer ${BEARER}` } });

  test("can be looked at and cleared by a coordinator; one that comes meanwhile stays", async () => {
    const message = { connection: "main", now: THURSDAY, reason: "cron" };
    await deadLetterTable.saving(world.database, "one", wall, message).run();
    expect(await health()).toMatchObject({ isWell: false });
    const seen = (await (await asked("/api/dead-letters")).json()) as { deadLetters: { receivedAt: string }[] };
    expect(seen.deadLetters).toEqual([{ id: "one", receivedAt: new Date(wall).toISOString(), message }]);
    const examined = (await (await asked("/api/doctor")).json()) as { checks: { what: string; says: string }[] };
    expect(examined.checks.find(check => check.what === "The queue")?.says).toContain('"reason":"cron"');
    await deadLetterTable.saving(world.database, "two", wall + 1, message).run();
    const until = seen.deadLetters[0]?.receivedAt;
    const cleared = await asked("/api/dead-letters/clear", { method: "POST", body: JSON.stringify({ until }) });
    expect([cleared.status, await cleared.json()]).toEqual([200, { cleared: 1 }]);
    expect(await (await asked("/api/dead-letters")).json()).toMatchObject({ deadLetters: [{ id: "two" }] });
  });

  test("are cleared by nobody else, by no link, and not without saying until when", async () => {
    await deadLetterTable.saving(world.database, "one", wall, {}).run();
    const stranger = { method: "POST", body: JSON.stringify({ until: new Date(wall).toISOString() }) };
    expect((await worker().ask("/api/dead-letters/clear", stranger)).status).toBe(401);
    expect((await asked("/api/dead-letters/clear")).status).toBe(404);
    for (const body of ["null", "{}", '{"until":"yesterday"}', "nonsense"])
      expect((await asked("/api/dead-letters/clear", { method: "POST", body })).status).toBe(400);
    expect(await (await asked("/api/dead-letters")).json()).toMatchObject({ deadLetters: [{ id: "one" }] });
  });
});
