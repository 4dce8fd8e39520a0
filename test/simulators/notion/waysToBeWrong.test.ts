import { describe, expect, it } from "vitest";
import { WorldClock } from "../clock.ts";
import { ask, must } from "./contract/api.ts";
import { aDataSource, aPage, aRow, paragraph, propertyOf } from "./contract/library.ts";
import type { Json } from "./contract/recordings.ts";
import { createWatchedSimulator } from "./contract/watched.ts";

const people = [{ name: "Ada", email: "ada@example.org" }];
const PLENTY = { people, requestsPerMinute: 1_000_000 };

describe("What is easily got wrong", () => {
  it("cuts times down to the minute, also for filters", async () => {
    const clock = new WorldClock(Date.parse("2026-03-02T09:14:59.999Z"));
    const sim = createWatchedSimulator({ ...PLENTY, clock });
    const source = await aDataSource(sim);
    const row = await aRow(sim, source.id, "late");
    expect(row.created_time).toBe("2026-03-02T09:14:00.000Z");
    expect(row.last_edited_time).toBe("2026-03-02T09:14:00.000Z");
    const since = (at: string) => ({
      filter: { timestamp: "last_edited_time", last_edited_time: { on_or_after: at } },
    });
    const found = async (at: string) => (await must(sim, "POST", `data_sources/${source.id}/query`, since(at))).results;
    expect(await found("2026-03-02T09:14:30.000Z")).toHaveLength(1);
    expect(await found("2026-03-02T09:15:00.000Z")).toHaveLength(0);
  });

  it("shows 25 related pages with has_more, and all of them at the property's endpoint", async () => {
    const sim = createWatchedSimulator(PLENTY);
    const things = await aDataSource(sim);
    const boxes = await aDataSource(sim, { Holds: { relation: { data_source_id: things.id, single_property: {} } } });
    const ids: { id: string }[] = [];
    for (let each = 0; each < 60; each += 1)
      ids.push({ id: (await aRow(sim, things.id, `thing ${each}`)).id as string });
    const box = await aRow(sim, boxes.id, "box", { Holds: { relation: ids } });
    expect(propertyOf(box, "Holds").relation).toHaveLength(25);
    expect(propertyOf(box, "Holds").has_more).toBe(true);
    const all: string[] = [];
    let cursor = "";
    do {
      const page = await must(
        sim,
        "GET",
        `pages/${box.id}/properties/${propertyOf(box, "Holds").id}?page_size=25${cursor}`,
      );
      for (const item of page.results as { relation: { id: string } }[]) all.push(item.relation.id);
      cursor = page.next_cursor === null ? "" : `&start_cursor=${String(page.next_cursor)}`;
    } while (cursor !== "");
    expect(all).toEqual(ids.map(each => each.id));
  });

  it("gives short pages that still have more", async () => {
    const sim = createWatchedSimulator({ ...PLENTY, pageSizeLimit: 2 });
    const source = await aDataSource(sim);
    for (const name of ["a", "b", "c"]) await aRow(sim, source.id, name);
    const first = await must(sim, "POST", `data_sources/${source.id}/query`, { page_size: 100 });
    expect(first.results).toHaveLength(2);
    expect(first.has_more).toBe(true);
    const rest = await must(sim, "POST", `data_sources/${source.id}/query`, {
      page_size: 100,
      start_cursor: first.next_cursor,
    });
    expect(rest.results).toHaveLength(1);
    expect(rest).toMatchObject({ has_more: false, next_cursor: null });
  });

  it("ends a query at 10,000 rows and says that it is incomplete", async () => {
    const sim = createWatchedSimulator({ ...PLENTY, queryResultLimit: 5 });
    const source = await aDataSource(sim);
    for (let each = 0; each < 7; each += 1) await aRow(sim, source.id, `row ${each}`);
    const first = await must(sim, "POST", `data_sources/${source.id}/query`, { page_size: 3 });
    expect(first).toMatchObject({ has_more: true });
    expect(first.request_status).toBeUndefined();
    const last = await must(sim, "POST", `data_sources/${source.id}/query`, {
      page_size: 3,
      start_cursor: first.next_cursor,
    });
    expect(last.results).toHaveLength(2);
    expect(last).toMatchObject({
      has_more: false,
      next_cursor: null,
      request_status: { type: "incomplete", incomplete_reason: "query_result_limit_reached" },
    });
  });

  it("makes an unknown select option but refuses an unknown status", async () => {
    const sim = createWatchedSimulator(PLENTY);
    const source = await aDataSource(sim, { Kind: { select: {} }, State: { status: {} }, Tags: { multi_select: {} } });
    const row = await aRow(sim, source.id, "a", {
      Kind: { select: { name: "New" } },
      Tags: { multi_select: [{ name: "x" }, { name: "y" }] },
    });
    expect(propertyOf(row, "Kind").select).toMatchObject({ name: "New" });
    expect(propertyOf(row, "State").status).toMatchObject({ name: "Not started" });
    const refused = await ask(sim, "PATCH", `pages/${row.id}`, {
      properties: { State: { status: { name: "Nowhere" } } },
    });
    expect(refused.body).toMatchObject({
      status: 400,
      code: "validation_error",
      message: 'Invalid status option. Status option "Nowhere" does not exist',
    });
    const comma = await ask(sim, "PATCH", `pages/${row.id}`, { properties: { Kind: { select: { name: "a, b" } } } });
    expect(comma.status).toBe(400);
    const done = await must(sim, "PATCH", `pages/${row.id}`, { properties: { State: { status: { name: "Done" } } } });
    expect(propertyOf(done, "State").status).toMatchObject({ name: "Done" });
    const back = await must(sim, "PATCH", `pages/${row.id}`, { properties: { State: { status: null } } });
    expect(propertyOf(back, "State").status).toMatchObject({ name: "Not started" });
  });

  it("hides pages that are not shared with the bot behind 404", async () => {
    const sim = createWatchedSimulator({ ...PLENTY, botName: "Helper" });
    const token = sim.personToken("ada@example.org");
    const secret = await must(sim, "POST", "pages", { parent: { workspace: true }, properties: {} }, { token });
    const hidden = await ask(sim, "GET", `pages/${secret.id}`);
    expect(hidden.body).toMatchObject({
      object: "error",
      status: 404,
      code: "object_not_found",
      message: `Could not find page with ID: ${secret.id}. Make sure the relevant pages and databases are shared with your integration "Helper".`,
    });
    sim.state.share(secret.id as string);
    expect((await ask(sim, "GET", `pages/${secret.id}`)).status).toBe(200);
  });

  it("answers 404 for a database's id where a data source's belongs", async () => {
    const sim = createWatchedSimulator(PLENTY);
    const source = await aDataSource(sim);
    expect((await ask(sim, "GET", `data_sources/${source.databaseId}`)).body).toMatchObject({
      code: "object_not_found",
    });
    expect((await ask(sim, "GET", `databases/${source.id}`)).status).toBe(404);
  });

  it("limits a connection in fixed windows and tells the seconds to the window's end", async () => {
    let now = 1_000_000;
    const sim = createWatchedSimulator({ people, requestsPerMinute: 3, wallClock: () => now });
    for (let each = 0; each < 3; each += 1) expect((await ask(sim, "GET", "users/me")).status).toBe(200);
    now += 18_500;
    const limited = await ask(sim, "GET", "users/me");
    expect(limited.headers.get("retry-after")).toBe("42");
    expect(limited.body).toMatchObject({
      status: 429,
      code: "rate_limited",
      additional_data: { rate_limit_reason: "public_api_request_rate_limit", retry_after: 42 },
    });
    expect((await ask(sim, "GET", "users/me", undefined, { token: sim.personToken("ada@example.org") })).status).toBe(
      200,
    );
    now += 41_499;
    expect((await ask(sim, "GET", "users/me")).status).toBe(429);
    now += 1;
    expect((await ask(sim, "GET", "users/me")).status).toBe(200);
  });

  it("limits the whole workspace as well", async () => {
    const sim = createWatchedSimulator({ requestsPerMinute: 100, workspaceRequestsPerMinute: 1, wallClock: () => 0 });
    await must(sim, "GET", "users/me");
    const limited = await ask(sim, "GET", "users/me");
    expect(limited.body).toMatchObject({
      additional_data: { rate_limit_reason: "public_api_space_request_rate_limit" },
    });
  });

  it("may save a write and answer 503, naming what was saved", async () => {
    const sim = createWatchedSimulator(PLENTY);
    sim.switches.commit503 = 2;
    const body = {
      parent: { page_id: sim.rootPageId },
      properties: { title: { title: [{ text: { content: "Saved" } }] } },
    };
    const answer = await ask(sim, "POST", "pages", body);
    expect(answer.body).toMatchObject({
      status: 503,
      code: "service_unavailable",
      additional_data: { retry_guidance: ["Read the object again", "Do not repeat the write"] },
    });
    const id = (answer.body.additional_data as Json).committed_resource_id as string;
    expect(propertyOf(await must(sim, "GET", `pages/${id}`), "title").title).toMatchObject([{ plain_text: "Saved" }]);
    const append = await ask(sim, "PATCH", `blocks/${id}/children`, { children: [paragraph("one"), paragraph("two")] });
    const children = (append.body.additional_data as Json).committed_child_ids as string[];
    const listed = await must(sim, "GET", `blocks/${id}/children`);
    expect((listed.results as { id: string }[]).map(block => block.id)).toEqual(children);
  });

  it("speaks two versions, each in its own shapes", async () => {
    const sim = createWatchedSimulator(PLENTY);
    const page = await aPage(sim, "Shape");
    const old = { version: "2025-09-03" };
    expect(page).not.toHaveProperty("archived");
    expect(await must(sim, "GET", `pages/${page.id}`, undefined, old)).toMatchObject({
      archived: false,
      in_trash: false,
    });
    expect((await ask(sim, "PATCH", `pages/${page.id}`, { archived: true })).body.message).toBe(
      "body failed validation: body.archived should be not present, instead was `true`.",
    );
    const first = await must(sim, "PATCH", `blocks/${page.id}/children`, {
      children: [paragraph("1"), paragraph("2")],
    });
    const id = (first.results as { id: string }[])[0]?.id as string;
    const after = { children: [paragraph("1.5")], after: id };
    const position = { children: [paragraph("0")], position: { type: "start" } };
    expect((await ask(sim, "PATCH", `blocks/${page.id}/children`, after)).status).toBe(400);
    expect((await ask(sim, "PATCH", `blocks/${page.id}/children`, position, old)).status).toBe(400);
    await must(sim, "PATCH", `blocks/${page.id}/children`, after, old);
    await must(sim, "PATCH", `blocks/${page.id}/children`, position);
    const listed = (await must(sim, "GET", `blocks/${page.id}/children`)).results as {
      paragraph: { rich_text: { plain_text: string }[] };
    }[];
    expect(listed.map(block => block.paragraph.rich_text[0]?.plain_text)).toEqual(["0", "1", "1.5", "2"]);
    await must(sim, "PATCH", `pages/${page.id}`, { archived: true }, old);
    expect((await must(sim, "GET", `pages/${page.id}`)).in_trash).toBe(true);
  });

  it("wants a version", async () => {
    const sim = createWatchedSimulator(PLENTY);
    const answer = await ask(sim, "GET", "users/me", undefined, { version: null });
    expect(answer.body).toMatchObject({ status: 400, code: "missing_version" });
    expect(answer.headers.get("x-notion-request-id")).toBe(answer.body.request_id);
  });
});
