import { describe, expect, test } from "vitest";
import { DAY, MINUTE, toIso } from "../../src/core/domain/values/time.ts";
import type { Connection } from "../../src/run/world/world.ts";
import { TABLES_LISTED } from "../world/listed.ts";
import { allEvents, deleteForAll, move, reply, sessionIdOf } from "../world/people.ts";
import { LEASE_MS } from "./killed.ts";
import { type Office, type Outside, openOffice, sight, THURSDAY, twins } from "./office.ts";

/** What the bot wrote: everything that is neither a reading nor a sign-in. */
const writes = ({ playground }: Office) =>
  [...playground.notion.log.entries, ...playground.google.log.entries].filter(
    one => one.actor === "bot" && one.method !== "GET" && !/query$|freeBusy$|token$/.test(one.path),
  ).length;
const ofAna = async (office: Office) =>
  (await allEvents(office.playground)).find(event => event.attendees?.some(guest => guest.email === "ana@example.org"));

describe("one run at a time", () => {
  test("a second run while one is under way does nothing, and asks for one more after it", async () => {
    const office = await openOffice();
    let second: Awaited<ReturnType<Office["invoke"]>> | undefined;
    const first = await office.invoke(THURSDAY, world => ({
      ...world,
      fetch: async (input, init) => {
        second ??= await office.invoke(THURSDAY);
        return world.fetch(input, init);
      },
    }));
    expect(second).toEqual({
      continueAfterMs: null,
      report: expect.objectContaining({ done: {}, changed: 0, failed: [], requests: { notion: 0, google: 0 } }),
    });
    expect(first.continueAfterMs).toBe(0);
    const again = await office.invoke(THURSDAY);
    expect(again.continueAfterMs).toBeNull();
    expect(await twins(office.playground)).toEqual([]);
    expect(office.playground.google.outbox).toHaveLength(4);
  });

  test("whoever lost the lease makes no more calls", async () => {
    const office = await openOffice();
    const { connection } = office.playground;
    const unhurried = { ...connection, budget: { ...connection.budget, wallMs: Number.POSITIVE_INFINITY } };
    let written: number | null = null;
    const overtaken = (world: Outside): Outside => ({
      ...world,
      fetch: async (input, init) => {
        const answer = await world.fetch(input, init);
        if (written === null && String(input).endsWith("/v1/pages")) {
          written = 0;
          office.wait(LEASE_MS + 1);
          await office.runToEnd(THURSDAY);
          written = writes(office);
        }
        return answer;
      },
    });
    await office.invoke(THURSDAY, overtaken, unhurried);
    expect(writes(office)).toBe(written);
    expect(await twins(office.playground)).toEqual([]);
    expect(office.playground.google.outbox).toHaveLength(4);
  });

  test("a message older than the last finished run is ignored, and asks nothing of anybody", async () => {
    const office = await openOffice();
    await office.runToEnd(THURSDAY + 10 * MINUTE);
    const before = office.playground.notion.log.entries.length + office.playground.google.log.entries.length;
    const late = await office.invoke(THURSDAY + 9 * MINUTE);
    expect(late).toMatchObject({ continueAfterMs: null, report: { done: {}, requests: { notion: 0, google: 0 } } });
    expect(office.playground.notion.log.entries.length + office.playground.google.log.entries.length).toBe(before);
  });

  test("a message of the same moment is not older", async () => {
    const office = await openOffice();
    await office.runToEnd();
    expect((await office.invoke()).report.requests.notion).toBeGreaterThan(0);
  });
});

describe("budgets", () => {
  const withBudget = (office: Office, budget: Partial<Connection["budget"]>): Connection => ({
    ...office.playground.connection,
    budget: { ...office.playground.connection.budget, ...budget },
  });
  const afterwards = async (budget: Partial<Connection["budget"]>) => {
    const office = await openOffice();
    const connection = withBudget(office, budget);
    const results = await office.runToEnd(THURSDAY, connection);
    await office.runToEnd(THURSDAY + 5 * MINUTE, connection);
    return { results, seen: await sight(office.playground) };
  };

  test.each<[string, Partial<Connection["budget"]>]>([
    ["thirty requests", { requests: 30 }],
    ["sixty statements", { statements: 60 }],
    ["two mails", { mails: 2 }],
    ["one mail, fewer than an invitation needs: it goes out alone", { mails: 1 }],
  ])("%s at a time lead to the same end, through continuations", async (_, budget) => {
    const { results, seen } = await afterwards(budget);
    expect(seen).toEqual((await afterwards({})).seen);
    expect(results.length).toBeGreaterThan(1);
    for (const result of results.slice(0, -1)) expect(result.report.isContinued).toBe(true);
    expect(results.at(-1)?.report.isContinued).toBe(false);
    expect(results.flatMap(result => result.report.failed)).toEqual([]);
    for (const result of results) expect(result.report.mails).toBeLessThanOrEqual(Math.max(budget.mails ?? 4, 2));
  });

  test("so many requests a minute of Notion end a run until the minute is over, and are kept across runs", async () => {
    const office = await openOffice();
    const { notion } = office.playground.connection;
    const connection = { ...office.playground.connection, notion: { ...notion, requestsAMinute: 40 } };
    const results = await office.runToEnd(THURSDAY, connection);
    expect(results.length).toBeGreaterThan(1);
    for (const result of results) expect(result.report.requests.notion).toBeLessThanOrEqual(40);
    for (const result of results.slice(0, -1)) expect(result.continueAfterMs).toBeGreaterThan(0);
    await office.runToEnd(THURSDAY + 5 * MINUTE, connection);
    expect(await sight(office.playground)).toEqual((await afterwards({})).seen);
  });
});

describe("a second run", () => {
  test("at once writes nothing and mails nobody", async () => {
    const office = await openOffice({ surveys: true });
    await office.runToEnd();
    await office.runToEnd(THURSDAY + 5 * MINUTE);
    const [wrote, mails] = [writes(office), office.playground.google.outbox.length];
    for (const minutes of [5, 10, 60]) {
      const [result] = await office.runToEnd(THURSDAY + minutes * MINUTE);
      expect(result?.report).toMatchObject({ done: {}, failed: [], mails: 0 });
    }
    expect([writes(office), office.playground.google.outbox.length]).toEqual([wrote, mails]);
  });

  test("costs one question for each table people edit, the calendar and each open form", async () => {
    const office = await openOffice();
    await office.runToEnd();
    await office.runToEnd(THURSDAY + 5 * MINUTE);
    const [idle] = await office.runToEnd(THURSDAY + 10 * MINUTE);
    expect(idle?.report.requests).toEqual({ notion: TABLES_LISTED, google: 4 });
  });

  test("of a new day, on which nothing happened, mails nobody", async () => {
    const office = await openOffice();
    await office.runToEnd();
    const [result] = await office.runToEnd(THURSDAY + DAY);
    expect(result?.report.mails).toBe(0);
  });
});

describe("what people do arrives on the other side", () => {
  const started = async () => {
    const office = await openOffice();
    await office.runToEnd();
    await office.runToEnd(THURSDAY + 5 * MINUTE);
    return office;
  };
  const session = async (office: Office) => {
    const seen = await sight(office.playground);
    return seen.pages.find(page => page.startsWith('["sessions"') && page.includes("Ana")) ?? "";
  };

  test("a reply in Calendar stands in Notion, and nobody is mailed by Krug", async () => {
    const office = await started();
    const mails = office.playground.google.outbox.length;
    await reply(office.playground, "ana@example.org", (await ofAna(office))?.id ?? "", "accepted");
    const replied = office.playground.google.outbox.length;
    await office.runToEnd(THURSDAY + 20 * MINUTE);
    expect(await session(office)).toMatch(/Ana/);
    expect(await session(office)).not.toContain("No reply yet: Ana, Dan");
    expect(office.playground.google.outbox.length).toBe(replied);
    expect(replied).toBeGreaterThanOrEqual(mails);
  });

  test("a meeting moved in Calendar is moved in Notion; a title changed there meanwhile goes the other way", async () => {
    const office = await started();
    const event = await ofAna(office);
    await move(office.playground, "ana@example.org", event?.id ?? "", 30 * MINUTE);
    const start = Date.parse(event?.start?.dateTime ?? "") + 30 * MINUTE;
    const sessionId = sessionIdOf(event ?? {});
    await office.playground.edit("ana@example.org", "sessions", sessionId, { title: "Tea" });
    await office.runToEnd(THURSDAY + 20 * MINUTE);
    expect(await session(office)).toContain(toIso(start));
    const after = await ofAna(office);
    expect([after?.summary, Date.parse(after?.start?.dateTime ?? "")]).toEqual(["Tea", start]);
  });

  test("an event deleted for all is cancelled in Notion, said there, and does not come back", async () => {
    const office = await started();
    await deleteForAll(office.playground, (await ofAna(office))?.id ?? "");
    for (const minutes of [20, 40]) await office.runToEnd(THURSDAY + minutes * MINUTE);
    await office.runToEnd(THURSDAY + DAY);
    expect(await session(office)).toContain('"cancelled"');
    const seen = await sight(office.playground);
    expect(seen.events.filter(one => one.includes("confirmed"))).toHaveLength(1);
    expect(seen.comments).toBe(1);
  });
});

test("a database that fails in mid-run ends the run and gives the lease back", async () => {
  const office = await openOffice();
  let batches = 0;
  const failing = office.invoke(THURSDAY, world => ({
    ...world,
    sql: {
      keeping: world.sql.keeping,
      prepare: query => world.sql.prepare(query),
      batch: statements => {
        batches += 1;
        if (batches === 6) throw new Error("D1_ERROR: storage caused object to be reset");
        return world.sql.batch(statements);
      },
    },
  }));
  await expect(failing).rejects.toThrow("D1_ERROR");
  const results = await office.runToEnd(THURSDAY + 5 * MINUTE);
  expect(results.at(-1)?.report.failed).toEqual([]);
  expect(await twins(office.playground)).toEqual([]);
});
