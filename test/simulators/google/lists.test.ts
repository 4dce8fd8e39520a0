import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aGoogle, aMeeting, appOf, failureOf, personOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";

holdToContract();

const ANN = "ann@ours.example";
const BOB = "bob@ours.example";
const mine = { calendarId: "primary" };

async function withEvents(count: number, options = {}) {
  const sim = aGoogle(options);
  const { calendar } = appOf(sim, ANN);
  for (let index = 0; index < count; index += 1) {
    await calendar.events.insert({ ...mine, requestBody: aMeeting({ id: `event${String(index).padStart(3, "0")}` }) });
  }
  return { sim, calendar };
}

type Calendar = ReturnType<typeof appOf>["calendar"];

/** All pages of a list: the ids of each, and the sync token at the end. */
async function pagesOf(calendar: Calendar, parameters: Record<string, unknown> = {}) {
  const pages: string[][] = [];
  const tokens: (string | null | undefined)[] = [];
  let pageToken: string | undefined;
  do {
    const { data } = await calendar.events.list({ ...mine, ...parameters, pageToken });
    pages.push((data.items ?? []).map(item => item.id!));
    tokens.push(data.nextSyncToken);
    pageToken = data.nextPageToken ?? undefined;
  } while (pageToken !== undefined);
  return { pages, tokens, syncToken: tokens.at(-1)! };
}

describe("pages", () => {
  test.each([
    [0, [0]],
    [1, [1]],
    [2, [2]],
    [3, [2, 1]],
    [4, [2, 2]],
    [5, [2, 2, 1]],
  ])("%i events in twos", async (count, sizes) => {
    const { calendar } = await withEvents(count);
    const { pages } = await pagesOf(calendar, { maxResults: 2 });
    expect(pages.map(page => page.length)).toEqual(sizes);
    expect(new Set(pages.flat()).size).toBe(count);
  });

  test("only the last has a sync token", async () => {
    const { calendar } = await withEvents(5);
    const { tokens } = await pagesOf(calendar, { maxResults: 2 });
    expect(tokens.map(token => token !== undefined)).toEqual([false, false, true]);
  });

  test("may be shorter than asked for", async () => {
    const { calendar } = await withEvents(5, { listPageLimit: 3 });
    const { pages } = await pagesOf(calendar, { maxResults: 250 });
    expect(pages.map(page => page.length)).toEqual([3, 2]);
  });

  test("belong to the list that was asked for", async () => {
    const { calendar } = await withEvents(3);
    const { data } = await calendar.events.list({ ...mine, maxResults: 2 });
    const other = calendar.events.list({ ...mine, q: "pair", pageToken: data.nextPageToken! });
    expect(await failureOf(other)).toMatchObject({ status: 400 });
    expect(await failureOf(calendar.events.list({ ...mine, pageToken: "invented" }))).toMatchObject({ status: 400 });
  });

  test("hold at most 2500", async () => {
    const { calendar } = await withEvents(0);
    expect(await failureOf(calendar.events.list({ ...mine, maxResults: 2501 }))).toMatchObject({ status: 400 });
  });
});

describe("a sync token", () => {
  test("answers what changed since, and nothing the second time", async () => {
    const { calendar } = await withEvents(3);
    const { syncToken } = await pagesOf(calendar);
    await calendar.events.patch({ ...mine, eventId: "event001", requestBody: { summary: "New" } });
    await calendar.events.insert({ ...mine, requestBody: aMeeting({ id: "later00" }) });
    const next = await pagesOf(calendar, { syncToken });
    expect(next.pages).toEqual([["event001", "later00"]]);
    expect((await pagesOf(calendar, { syncToken: next.syncToken })).pages).toEqual([[]]);
  });

  test("answers what was deleted by its id alone", async () => {
    const { calendar } = await withEvents(2);
    const { syncToken } = await pagesOf(calendar);
    await calendar.events.delete({ ...mine, eventId: "event000" });
    const { data } = await calendar.events.list({ ...mine, syncToken });
    expect(data.items).toEqual([
      { kind: "calendar#event", etag: expect.any(String), id: "event000", status: "cancelled" },
    ]);
  });

  test("misses nothing that changed while the first list was being read", async () => {
    const { calendar } = await withEvents(4);
    const { data: first } = await calendar.events.list({ ...mine, maxResults: 2 });
    await calendar.events.patch({ ...mine, eventId: "event000", requestBody: { summary: "New" } });
    const { data: last } = await calendar.events.list({ ...mine, maxResults: 2, pageToken: first.nextPageToken! });
    const { data } = await calendar.events.list({ ...mine, syncToken: last.nextSyncToken! });
    expect(data.items?.map(item => item.id)).toEqual(["event000"]);
  });

  test.each([
    ["timeMin", { timeMin: "2026-01-01T00:00:00Z" }],
    ["timeMax", { timeMax: "2027-01-01T00:00:00Z" }],
    ["updatedMin", { updatedMin: "2026-01-05T00:00:00Z" }],
    ["orderBy", { orderBy: "updated" }],
    ["q", { q: "pair" }],
    ["iCalUID", { iCalUID: "x" }],
    ["privateExtendedProperty", { privateExtendedProperty: ["a=b"] }],
    ["sharedExtendedProperty", { sharedExtendedProperty: ["a=b"] }],
    ["showDeleted false", { showDeleted: false }],
    ["another singleEvents", { singleEvents: true }],
    ["other eventTypes", { eventTypes: ["default"] }],
  ])("is refused together with %s", async (_, parameters) => {
    const { calendar } = await withEvents(1);
    const { syncToken } = await pagesOf(calendar);
    expect(await failureOf(calendar.events.list({ ...mine, syncToken, ...parameters }))).toMatchObject({ status: 400 });
  });

  test("that has expired is 410 and asks for a full sync", async () => {
    const { sim, calendar } = await withEvents(1);
    const { syncToken } = await pagesOf(calendar);
    sim.expireSyncTokens(ANN);
    expect(await failureOf(calendar.events.list({ ...mine, syncToken }))).toMatchObject({
      status: 410,
      reason: "fullSyncRequired",
      message: "Sync token is no longer valid, a full sync is required.",
    });
    await calendar.events.patch({ ...mine, eventId: "event000", requestBody: { summary: "New" } });
    const fresh = await pagesOf(calendar);
    expect((await pagesOf(calendar, { syncToken: fresh.syncToken })).pages).toEqual([[]]);
  });

  test("comes of a list that was narrowed by time, but not of one that was ordered or searched", async () => {
    const { calendar } = await withEvents(1);
    expect((await pagesOf(calendar, { timeMin: "2026-01-01T00:00:00Z" })).syncToken).toBeDefined();
    expect((await pagesOf(calendar, { orderBy: "updated" })).syncToken).toBeUndefined();
    expect((await pagesOf(calendar, { q: "pair" })).syncToken).toBeUndefined();
  });

  test("leads to the same events as a full list, whatever was done in between", async () => {
    const action = fc.record({ act: fc.constantFrom("insert", "patch", "delete"), which: fc.nat(9) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(action, { maxLength: 6 }), { maxLength: 4 }), async rounds => {
        const sim = aGoogle({ listPageLimit: 2 });
        const { calendar } = personOf(sim, ANN);
        const mirror = new Map<string, string>();
        let syncToken: string | undefined;
        for (const round of [[], ...rounds]) {
          for (const { act, which } of round) {
            const eventId = `event00${which}`;
            if (act === "insert")
              await calendar.events.insert({ ...mine, requestBody: aMeeting({ id: eventId }) }).catch(() => {});
            if (act === "patch") {
              await calendar.events.patch({ ...mine, eventId, requestBody: { summary: `${which}` } }).catch(() => {});
            }
            if (act === "delete") await calendar.events.delete({ ...mine, eventId }).catch(() => {});
          }
          let pageToken: string | undefined;
          do {
            const { data } = await calendar.events.list({ ...mine, syncToken, pageToken });
            for (const item of data.items ?? []) {
              if (item.status === "cancelled") mirror.delete(item.id!);
              else mirror.set(item.id!, item.etag!);
            }
            pageToken = data.nextPageToken ?? undefined;
            if (pageToken === undefined) syncToken = data.nextSyncToken!;
          } while (pageToken !== undefined);
          const full = await pagesOf(calendar);
          expect([...mirror.keys()].sort()).toEqual(full.pages.flat().sort());
        }
      }),
      { numRuns: 25, seed: 7 },
    );
  });
});

describe("what a list shows", () => {
  test("timeMin bounds the end and timeMax the start, both exclusively", async () => {
    const { calendar } = await withEvents(1);
    const count = async (timeMin: string, timeMax: string) =>
      (await calendar.events.list({ ...mine, timeMin, timeMax })).data.items?.length;
    expect(await count("2026-02-02T08:59:59Z", "2026-02-02T10:00:00Z")).toBe(1);
    expect(await count("2026-02-02T09:00:00Z", "2026-02-02T10:00:00Z")).toBe(0);
    expect(await count("2026-02-02T06:00:00Z", "2026-02-02T08:00:00Z")).toBe(0);
    expect(await count("2026-02-02T06:00:00Z", "2026-02-02T08:00:01Z")).toBe(1);
  });

  test("an all-day event lasts from midnight to midnight of the calendar's zone", async () => {
    const { calendar } = await withEvents(0);
    await calendar.events.insert({
      ...mine,
      requestBody: { start: { date: "2026-02-02" }, end: { date: "2026-02-03" } },
    });
    const count = async (timeMin: string, timeMax: string) =>
      (await calendar.events.list({ ...mine, timeMin, timeMax })).data.items?.length;
    expect(await count("2026-02-02T21:59:00Z", "2026-02-03T06:00:00Z")).toBe(1);
    expect(await count("2026-02-02T22:00:00Z", "2026-02-03T06:00:00Z")).toBe(0);
  });

  test("a range that ends before it begins is refused", async () => {
    const { calendar } = await withEvents(0);
    const list = calendar.events.list({ ...mine, timeMin: "2026-02-03T00:00:00Z", timeMax: "2026-02-02T00:00:00Z" });
    expect(await failureOf(list)).toMatchObject({ status: 400, reason: "timeRangeEmpty" });
  });

  test("times without an offset are refused", async () => {
    const { calendar } = await withEvents(0);
    expect(await failureOf(calendar.events.list({ ...mine, timeMin: "2026-02-03T00:00:00" }))).toMatchObject({
      status: 400,
    });
  });

  test("an updatedMin of last year is 410", async () => {
    const { calendar } = await withEvents(0);
    const list = calendar.events.list({ ...mine, updatedMin: "2025-01-01T00:00:00Z" });
    expect(await failureOf(list)).toMatchObject({ status: 410, reason: "updatedMinTooLongAgo" });
  });

  test("order by start only where series are unrolled", async () => {
    const { calendar } = await withEvents(0);
    for (const day of ["2026-02-05", "2026-02-03", "2026-02-04"]) {
      const start = { dateTime: `${day}T10:00:00Z` };
      await calendar.events.insert({
        ...mine,
        requestBody: { summary: day, start, end: { dateTime: `${day}T11:00:00Z` } },
      });
    }
    const { data } = await calendar.events.list({ ...mine, singleEvents: true, orderBy: "startTime" });
    expect(data.items?.map(item => item.summary)).toEqual(["2026-02-03", "2026-02-04", "2026-02-05"]);
    expect(await failureOf(calendar.events.list({ ...mine, orderBy: "startTime" }))).toMatchObject({ status: 400 });
  });

  test("by kind, by iCalUID, by words, by properties", async () => {
    const { sim, calendar } = await withEvents(1);
    await calendar.events.insert({
      ...mine,
      requestBody: aMeeting({
        id: "other00",
        eventType: "focusTime",
        summary: "Deep work",
        extendedProperties: { private: { a: "1" }, shared: { b: "2" } },
      }),
    });
    const ids = async (parameters: object) => (await pagesOf(calendar, { ...parameters })).pages.flat();
    expect(await ids({ eventTypes: ["focusTime"] })).toEqual(["other00"]);
    expect(await ids({ eventTypes: ["focusTime", "default"] })).toEqual(["event000", "other00"]);
    expect(await ids({ iCalUID: "event000@google.com" })).toEqual(["event000"]);
    expect(await ids({ q: "deep WORK" })).toEqual(["other00"]);
    expect(await ids({ privateExtendedProperty: ["a=1"] })).toEqual(["other00"]);
    expect(await ids({ sharedExtendedProperty: ["b=3"] })).toEqual([]);
    const two = { privateExtendedProperty: ["a=1", "a=2"] };
    expect(await ids(two)).toEqual([]);
    sim.switches.repeatedPrivateProperty = "or";
    expect(await ids(two)).toEqual(["other00"]);
  });

  test("deleted events only on demand", async () => {
    const { calendar } = await withEvents(2);
    await calendar.events.delete({ ...mine, eventId: "event000" });
    const ids = async (parameters: object) => (await pagesOf(calendar, { ...parameters })).pages.flat();
    expect(await ids({})).toEqual(["event001"]);
    expect(await ids({ showDeleted: true })).toEqual(["event000", "event001"]);
  });

  test("who may see only when somebody is busy sees nothing else", async () => {
    const { sim, calendar } = await withEvents(1);
    const rule = { role: "freeBusyReader", scope: { type: "user", value: BOB } };
    await calendar.acl.insert({ calendarId: ANN, requestBody: rule });
    const { data } = await personOf(sim, BOB).calendar.events.list({ calendarId: ANN });
    expect(data.items?.[0]?.summary).toBeUndefined();
    expect(data.items?.[0]?.start).toBeDefined();
  });
});

test("ten thousand events are made, listed and synced within seconds", async () => {
  const sim = aGoogle();
  const headers = { authorization: `Bearer ${sim.personToken(ANN)}` };
  const url = "https://www.googleapis.com/calendar/v3/calendars/primary/events";
  const body = JSON.stringify(aMeeting());
  const before = process.threadCpuUsage().user;
  for (let index = 0; index < 10_000; index += 1) await sim.fetch(new Request(url, { method: "POST", headers, body }));
  let token = "";
  for (let page = ""; token === ""; ) {
    const response = await sim.fetch(new Request(`${url}?maxResults=2500${page}`, { headers }));
    const { nextPageToken, nextSyncToken } = (await response.json()) as Record<string, string | undefined>;
    page = `&pageToken=${nextPageToken}`;
    token = nextSyncToken ?? "";
  }
  for (let index = 0; index < 10_000; index += 1)
    await sim.fetch(new Request(`${url}?syncToken=${token}`, { headers }));
  expect((process.threadCpuUsage().user - before) / 1000).toBeLessThan(20_000);
});
