import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { type Office, openOffice, sight, THURSDAY } from "../run/office.ts";
import type { FaultOrder } from "../simulators/faults.ts";
import { failure } from "../simulators/notion/index.ts";
import { allEvents, deleteForAll } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";
import { readPage } from "../world/tables.ts";

const LIST = { method: "GET", path: "/events$" };
const EMPTY_TABLE: FaultOrder["fault"] = {
  kind: "answer",
  status: 200,
  body: { object: "list", results: [], next_cursor: null, has_more: false, type: "page_or_data_source" },
};
const EMPTY_CALENDAR: FaultOrder["fault"] = {
  kind: "answer",
  status: 200,
  body: { kind: "calendar#events", items: [], nextSyncToken: "of an empty list" },
};
const google = (status: number, reason: string): FaultOrder["fault"] => ({
  kind: "answer",
  status,
  body: { error: { code: status, message: reason, errors: [{ domain: "calendar", reason }] } },
});

/** Everybody is invited, and nothing more is to come of the beginning. */
async function settled(options: Parameters<typeof openOffice>[0] = {}) {
  const office = await openOffice(options);
  await office.runToEnd();
  await office.runToEnd(THURSDAY + 5 * MINUTE);
  await office.runToEnd(THURSDAY + 10 * MINUTE);
  return office;
}
const live = async ({ playground }: Office) =>
  (await allEvents(playground)).filter(event => event.status !== "cancelled");
const sessionOf = (event: Awaited<ReturnType<typeof live>>[number] | undefined) =>
  event?.extendedProperties?.private?.krugSession ?? "";

/** What Krug made and what it wrote to people, before and after. */
async function untouched(office: Office, happening: () => Promise<unknown>) {
  const count = () => [office.playground.notion.state.pages.size, office.playground.google.outbox.length];
  const [before, counted] = [await sight(office.playground), count()];
  await happening();
  expect(count()).toEqual(counted);
  expect((await sight(office.playground)).events).toEqual(before.events);
  const kept = await office.database.prepare("SELECT count(*) AS n FROM discarded").first<{ n: number }>();
  expect(kept?.n).toBe(0);
}

describe("many pages (F1)", () => {
  test.each([101, 1001])("%i goals, three runs: no page is made and none is lost", async count => {
    const office = await settled();
    for (let number = 0; number < count; number += 1)
      await office.playground.add("roadmap", { title: `Goal ${number}`, owner: [office.ids.get("Boris") ?? ""] });
    const pages = office.playground.notion.state.pages.size;
    for (const minutes of [15, 20, 25]) await office.runToEnd(THURSDAY + minutes * MINUTE);
    expect(office.playground.notion.state.pages.size).toBe(pages);
    const kept = await office.database
      .prepare("SELECT count(*) AS n FROM pages WHERE source = 'roadmap'")
      .first<{ n: number }>();
    expect(kept?.n).toBe(count + 1);
  });
});

describe("a listing that is short, empty or fails proves nothing (F2, F3): on the day's whole reading", () => {
  test.each<[string, { notion?: FaultOrder; google?: FaultOrder }]>([
    ["every table of Notion's is empty", { notion: { path: "/query$", times: 6, fault: EMPTY_TABLE } }],
    ["Notion refuses to list", { notion: { path: "/query$", times: 6, fault: failure("service_unavailable") } }],
    [
      "Notion's second page fails",
      { notion: { path: "/query$", skip: 8, times: 2, fault: failure("gateway_timeout") } },
    ],
    [
      "Notion lists two pages and says that was all",
      { notion: { path: "/query$", skip: 7, times: 4, fault: EMPTY_TABLE } },
    ],
    ["the calendar is empty", { google: { ...LIST, times: 2, fault: EMPTY_CALENDAR } }],
    ["the calendar is not there", { google: { ...LIST, times: 2, fault: google(404, "notFound") } }],
    ["the calendar is forbidden", { google: { ...LIST, times: 2, fault: google(403, "forbidden") } }],
    ["the calendar fails", { google: { ...LIST, times: 2, fault: google(503, "backendError") } }],
  ])("%s: nobody's event or page is touched, and nothing is made", async (_, orders) => {
    const office = await settled({ notion: { pageSizeLimit: 2 } });
    await untouched(office, async () => {
      if (orders.notion !== undefined) office.playground.notion.faults.order(orders.notion);
      if (orders.google !== undefined) office.playground.google.faults.order(orders.google);
      await office.runToEnd(THURSDAY + 16 * HOUR + MINUTE).catch(() => {});
      office.playground.notion.faults.clear();
      office.playground.google.faults.clear();
      await office.runToEnd(THURSDAY + 16 * HOUR + 20 * MINUTE);
    });
  });

  test("so many goals missing that the listing is not believed: that is said, and the goals stay", async () => {
    const office = await settled();
    for (let number = 0; number < 20; number += 1)
      await office.playground.add("roadmap", { title: `Goal ${number}`, owner: [office.ids.get("Boris") ?? ""] });
    await office.runToEnd(THURSDAY + 15 * MINUTE);
    const { dataSourceId } = office.playground.workspace.roadmap;
    office.playground.notion.faults.order({ path: `${dataSourceId}/query$`, fault: EMPTY_TABLE });
    const [first] = await office.runToEnd(THURSDAY + 16 * HOUR + MINUTE);
    expect(first?.report.failed).toEqual([
      { what: "notion: a listing", why: "21 of 21 pages of roadmap were not listed: none was taken for deleted" },
    ]);
    const kept = await office.database
      .prepare("SELECT count(*) AS n FROM pages WHERE source = 'roadmap'")
      .first<{ n: number }>();
    expect(kept?.n).toBe(21);
  });

  test("a goal put in the trash, which no hook told: the whole reading finds it, and not before it looked at the page", async () => {
    const office = await settled();
    const goal = office.ids.get("goal of Ana") ?? "";
    await office.playground.notionOf(COORDINATOR).pages.update({ page_id: goal, in_trash: true });
    await office.runToEnd(THURSDAY + 20 * MINUTE);
    const isKept = async () =>
      (await office.database.prepare("SELECT id FROM pages WHERE id = ?").bind(goal).first()) !== null;
    expect(await isKept()).toBe(true);
    await office.runToEnd(THURSDAY + DAY);
    expect(await isKept()).toBe(false);
    const looks = office.playground.notion.log.entries.filter(
      one => one.path === `/v1/pages/${goal}` && one.method === "GET",
    );
    expect(looks.filter(one => one.actor === "bot").length).toBeGreaterThan(0);
  });
});

describe("Google no longer knows the token (410)", () => {
  test("at the start (F4): what was deleted meanwhile is cancelled on its page, though no list shows it", async () => {
    const office = await settled();
    const [event] = await live(office);
    await deleteForAll(office.playground, event?.id ?? "");
    office.playground.google.expireSyncTokens();
    office.playground.google.faults.order({ ...LIST, skip: 1, fault: EMPTY_CALENDAR });
    await office.runToEnd(THURSDAY + 20 * MINUTE);
    const page = await readPage(office.playground, "sessions", sessionOf(event));
    expect(page?.values.status).toBe("cancelled");
    expect(await live(office)).toHaveLength(1);
  });

  test("in mid-paging (F5): the list is begun again, and nothing is doubled or lost", async () => {
    const office = await settled({ google: { listPageLimit: 1 } });
    const events = await live(office);
    for (const event of events)
      await office.playground.calendarOf(COORDINATOR).events.patch({
        calendarId: office.playground.calendarId,
        eventId: event.id ?? "",
        requestBody: { location: "The kitchen" },
      });
    const [event] = events;
    await deleteForAll(office.playground, event?.id ?? "");
    office.playground.google.faults.order({ ...LIST, skip: 1, fault: google(410, "fullSyncRequired") });
    const made = office.playground.notion.state.pages.size;
    await office.runToEnd(THURSDAY + 20 * MINUTE);
    expect((await readPage(office.playground, "sessions", sessionOf(event)))?.values.status).toBe("cancelled");
    const [quiet] = await office.runToEnd(THURSDAY + 25 * MINUTE);
    expect(quiet?.report).toMatchObject({ done: {}, failed: [] });
    expect(office.playground.notion.state.pages.size).toBe(made);
    expect(await live(office)).toHaveLength(1);
  });

  test("with an empty list after it, and every event there when looked at: nothing is cancelled", async () => {
    const office = await settled();
    await untouched(office, async () => {
      office.playground.google.expireSyncTokens();
      office.playground.google.faults.order({ ...LIST, skip: 1, fault: EMPTY_CALENDAR });
      await office.runToEnd(THURSDAY + 20 * MINUTE);
      expect(office.playground.google.faults.pending()).toBe(0);
    });
  });
});
