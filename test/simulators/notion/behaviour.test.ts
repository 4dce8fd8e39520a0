import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { WorldClock } from "../clock.ts";
import { ask, must } from "./contract/api.ts";
import { aDataSource, aPage, aRow, paragraph, propertyOf } from "./contract/library.ts";
import type { Json } from "./contract/recordings.ts";
import { createWatchedSimulator } from "./contract/watched.ts";
import { failure, type NotionSimulator, type NotionSimulatorOptions } from "./index.ts";

const people = [
  { name: "Ada", email: "ada@example.org" },
  { name: "Bob", email: "bob@example.org" },
];
const aSimulator = (options: NotionSimulatorOptions = {}): NotionSimulator =>
  createWatchedSimulator({ people, requestsPerMinute: 1_000_000, ...options });

describe("Values", () => {
  it("read dates back with offset and milliseconds, cut to the minute, and spend the time zone", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { When: { date: {} } });
    const write = async (date: unknown) =>
      (propertyOf(await aRow(sim, source.id, "d", { When: { date } }), "When") as { date: Json }).date;
    expect(await write({ start: "2026-03-29" })).toEqual({ start: "2026-03-29", end: null, time_zone: null });
    expect(await write({ start: "2026-06-27T17:57:38.091433", time_zone: "Europe/London" })).toEqual({
      start: "2026-06-27T17:57:00.000+01:00",
      end: null,
      time_zone: null,
    });
    expect(await write({ start: "2026-01-05T10:00:00-05:00", end: "2026-01-05T16:30:00Z" })).toEqual({
      start: "2026-01-05T10:00:00.000-05:00",
      end: "2026-01-05T16:30:00.000+00:00",
      time_zone: null,
    });
    expect(await write({ start: "2026-02-02", end: "2026-02-01" })).toMatchObject({ end: "2026-02-01" });
  });

  it("take a date with both an offset and a time zone by its offset, and refuse what is no date", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { When: { date: {} } });
    const row = await aRow(sim, source.id, "d");
    const write = (date: unknown) => ask(sim, "PATCH", `pages/${row.id}`, { properties: { When: { date } } });
    const both = await write({ start: "2026-01-05T12:00:00Z", time_zone: "UTC" });
    expect((propertyOf(both.body, "When") as { date: Json }).date).toEqual({
      start: "2026-01-05T12:00:00.000+00:00",
      end: null,
      time_zone: null,
    });
    expect((await write({ start: "soon" })).body.message).toBe(
      'body failed validation: body.properties.When.date.start should be a valid ISO 8601 date string, instead was `"soon"`.',
    );
    expect((await write({ start: "2026-02-30" })).status).toBe(400);
  });

  it("are refused in another property's form", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { Size: { number: {} }, On: { checkbox: {} }, Made: { created_time: {} } });
    const write = (properties: Json) =>
      ask(sim, "POST", "pages", { parent: { data_source_id: source.id }, properties });
    expect((await write({ Size: { rich_text: [] } })).body.message).toBe("Size is expected to be number.");
    expect((await write({ Size: { number: "7" } })).status).toBe(400);
    expect((await write({ On: { checkbox: null } })).status).toBe(400);
    expect((await write({ Made: { created_time: "2026-01-01" } })).status).toBe(400);
    expect(sim.state.dataSources.get(source.id)?.rows).toHaveLength(0);
  });

  it("stay within Notion's sizes", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { Link: { url: {} }, Tags: { multi_select: {} } });
    const text = { Name: { title: [{ text: { content: "x".repeat(2001) } }] } };
    const tooLong = await ask(sim, "POST", "pages", { parent: { data_source_id: source.id }, properties: text });
    expect(tooLong.body.message).toBe(
      "body failed validation: body.properties.Name.title[0].text.content.length should be ≤ `2000`, instead was `2001`.",
    );
    const page = await aPage(sim, "p");
    const many = Array.from({ length: 101 }, () => paragraph("x"));
    const tooMany = await ask(sim, "PATCH", `blocks/${page.id}/children`, { children: many });
    expect(tooMany.body.message).toBe(
      "body failed validation: body.children.length should be ≤ `100`, instead was `101`.",
    );
    const deep = [paragraph("1", [paragraph("2", [paragraph("3", [paragraph("4")])])])];
    const tooDeep = await ask(sim, "PATCH", `blocks/${page.id}/children`, { children: deep });
    expect(tooDeep.body.message).toContain("should be not present");
  });

  it("of unknown properties are refused or ignored, as switched", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim);
    const body = { parent: { data_source_id: source.id }, properties: { Nothing: { number: 1 } } };
    expect((await ask(sim, "POST", "pages", body)).body.message).toBe("Nothing is not a property that exists.");
    sim.switches.unknownProperty = "ignore";
    expect((await ask(sim, "POST", "pages", body)).status).toBe(200);
  });

  it("can be addressed by a property's id, encoded or not", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, {
      A: { number: {} },
      B: { number: {} },
      C: { number: {} },
      D: { number: {} },
    });
    const row = await aRow(sim, source.id, "r");
    for (const name of ["A", "B", "C", "D"]) {
      const id = propertyOf(row, name).id as string;
      const changed = await must(sim, "PATCH", `pages/${row.id}`, { properties: { [id]: { number: 1 } } });
      expect(propertyOf(changed, name).number).toBe(1);
      const raw = await must(sim, "PATCH", `pages/${row.id}`, {
        properties: { [decodeURIComponent(id)]: { number: 2 } },
      });
      expect(propertyOf(raw, name).number).toBe(2);
    }
  });
});

describe("Relations", () => {
  it("of two ways stay in step", async () => {
    const sim = aSimulator();
    const things = await aDataSource(sim);
    const boxes = await aDataSource(sim, {
      Holds: { relation: { data_source_id: things.id, dual_property: { synced_property_name: "In" } } },
    });
    const thing = await aRow(sim, things.id, "thing");
    const one = await aRow(sim, boxes.id, "one", { Holds: { relation: [{ id: thing.id }] } });
    const inside = async () => propertyOf(await must(sim, "GET", `pages/${thing.id}`), "In").relation;
    expect(await inside()).toEqual([{ id: one.id }]);
    const two = await aRow(sim, boxes.id, "two", { Holds: { relation: [{ id: thing.id }] } });
    expect(await inside()).toEqual([{ id: one.id }, { id: two.id }]);
    await must(sim, "PATCH", `pages/${thing.id}`, { properties: { In: { relation: [{ id: two.id }] } } });
    expect(propertyOf(await must(sim, "GET", `pages/${one.id}`), "Holds").relation).toEqual([]);
  });

  it("refuse pages that do not exist, are not shared or belong elsewhere", async () => {
    const sim = aSimulator();
    const things = await aDataSource(sim);
    const boxes = await aDataSource(sim, { Holds: { relation: { data_source_id: things.id, single_property: {} } } });
    const box = await aRow(sim, boxes.id, "box");
    const relate = (id: unknown) =>
      ask(sim, "PATCH", `pages/${box.id}`, { properties: { Holds: { relation: [{ id }] } } });
    expect((await relate("6f1d5a4e-0000-4000-8000-000000000000")).status).toBe(404);
    expect((await relate(box.id)).status).toBe(400);
    expect((await relate("nonsense")).status).toBe(400);
  });

  it("lose pages that go to the trash", async () => {
    const sim = aSimulator();
    const things = await aDataSource(sim);
    const boxes = await aDataSource(sim, { Holds: { relation: { data_source_id: things.id, single_property: {} } } });
    const thing = await aRow(sim, things.id, "thing");
    const box = await aRow(sim, boxes.id, "box", { Holds: { relation: [{ id: thing.id }] } });
    await must(sim, "PATCH", `pages/${thing.id}`, { in_trash: true });
    expect(propertyOf(await must(sim, "GET", `pages/${box.id}`), "Holds").relation).toEqual([]);
  });
});

describe("Schemas", () => {
  it("keep descriptions of properties and options", async () => {
    const sim = aSimulator();
    const options = [{ name: "A", color: "red", description: "the first" }];
    const source = await aDataSource(sim, { Kind: { description: "what it is", select: { options } } });
    const { properties } = (await must(sim, "GET", `data_sources/${source.id}`)) as {
      properties: Record<string, Json>;
    };
    expect(properties.Kind).toMatchObject({ description: "what it is", select: { options } });
  });

  it("can be added to, renamed, retyped and removed from", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { A: { number: {} } });
    const row = await aRow(sim, source.id, "r", { A: { number: 3 } });
    const patch = (properties: Json) => must(sim, "PATCH", `data_sources/${source.id}`, { properties });
    await patch({ B: { checkbox: {} }, A: { name: "Amount" } });
    expect(propertyOf(await must(sim, "GET", `pages/${row.id}`), "Amount").number).toBe(3);
    await patch({ Amount: { rich_text: {} } });
    expect(propertyOf(await must(sim, "GET", `pages/${row.id}`), "Amount").type).toBe("rich_text");
    const last = (await patch({ B: null })) as { properties: Json };
    expect(Object.keys(last.properties)).toEqual(["Amount", "Name"]);
    expect((await ask(sim, "PATCH", `data_sources/${source.id}`, { properties: { Name: null } })).status).toBe(400);
  });

  it("answer 200 to renaming an option and do nothing", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { Kind: { select: { options: [{ name: "Old", color: "red" }] } } });
    const kind = () => {
      const properties = [...(sim.state.dataSources.get(source.id)?.properties.values() ?? [])];
      return properties.find(property => property.name === "Kind");
    };
    const id = kind()?.options[0]?.id;
    await must(sim, "PATCH", `data_sources/${source.id}`, {
      properties: { Kind: { select: { options: [{ id, name: "New" }] } } },
    });
    expect(kind()?.options).toMatchObject([{ id, name: "Old" }]);
  });

  it("ignore top-level properties of a new database", async () => {
    const sim = aSimulator();
    const body = { parent: { page_id: sim.rootPageId }, properties: { Title: { title: {} }, N: { number: {} } } };
    const database = await must(sim, "POST", "databases", body);
    const id = (database.data_sources as { id: string }[])[0]?.id;
    expect(Object.keys((await must(sim, "GET", `data_sources/${id}`)).properties as Json)).toEqual(["Name"]);
  });

  it("number rows where a unique id is wanted", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { No: { unique_id: { prefix: "T" } } });
    await aRow(sim, source.id, "a");
    expect(propertyOf(await aRow(sim, source.id, "b"), "No").unique_id).toEqual({ prefix: "T", number: 2 });
  });
});

describe("The trash", () => {
  it("takes rows out of queries and their blocks out of reach, until they are restored", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim);
    const row = await aRow(sim, source.id, "r");
    const count = async () =>
      ((await must(sim, "POST", `data_sources/${source.id}/query`, {})).results as unknown[]).length;
    await must(sim, "PATCH", `pages/${row.id}`, { in_trash: true });
    expect(await count()).toBe(0);
    expect((await ask(sim, "GET", `blocks/${row.id}/children`)).status).toBe(404);
    expect((await ask(sim, "PATCH", `pages/${row.id}`, { properties: {}, is_locked: true })).status).toBe(400);
    expect((await must(sim, "GET", `pages/${row.id}`)).in_trash).toBe(true);
    await must(sim, "PATCH", `pages/${row.id}`, { in_trash: false });
    expect(await count()).toBe(1);
  });

  it("is not the archive, which only an archive query shows", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim);
    const row = await aRow(sim, source.id, "r");
    await must(sim, "PATCH", `pages/${row.id}`, { is_archived: true });
    const found = async (body: Json) =>
      ((await must(sim, "POST", `data_sources/${source.id}/query`, body)).results as unknown[]).length;
    expect(await found({})).toBe(0);
    expect(await found({ is_archived: true })).toBe(1);
  });
});

describe("Edits", () => {
  it("carry who made them and when, and comments do not count as edits", async () => {
    const clock = new WorldClock(Date.parse("2026-03-01T08:00:00Z"));
    const sim = aSimulator({ clock });
    const page = await aPage(sim, "p");
    clock.advance(600_000);
    const ada = { token: sim.personToken("ada@example.org") };
    await must(
      sim,
      "POST",
      "comments",
      { parent: { page_id: page.id }, rich_text: [{ text: { content: "hm" } }] },
      ada,
    );
    expect(await must(sim, "GET", `pages/${page.id}`)).toMatchObject({ last_edited_time: "2026-03-01T08:00:00.000Z" });
    await must(sim, "PATCH", `blocks/${page.id}/children`, { children: [paragraph("x")] }, ada);
    expect(await must(sim, "GET", `pages/${page.id}`)).toMatchObject({
      created_by: { id: sim.botUserId },
      last_edited_by: { id: sim.userId("ada@example.org") },
      last_edited_time: "2026-03-01T08:10:00.000Z",
    });
  });

  it("may reach queries late", async () => {
    const clock = new WorldClock(Date.parse("2026-03-01T08:00:00Z"));
    const sim = aSimulator({ clock });
    const source = await aDataSource(sim, { N: { number: {} } });
    const row = await aRow(sim, source.id, "r", { N: { number: 1 } });
    clock.advance(60_000);
    sim.switches.queryLagMs = 30_000;
    await must(sim, "PATCH", `pages/${row.id}`, { properties: { N: { number: 2 } } });
    await aRow(sim, source.id, "new");
    const seen = async () => {
      const { results } = await must(sim, "POST", `data_sources/${source.id}/query`, {});
      return (results as Json[]).map(page => propertyOf(page, "N").number);
    };
    expect(await seen()).toEqual([1]);
    expect(propertyOf(await must(sim, "GET", `pages/${row.id}`), "N").number).toBe(2);
    clock.advance(30_000);
    expect(await seen()).toEqual([null, 2]);
  });
});

describe("Refusals", () => {
  it("name body keys that do not belong", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim);
    const answer = await ask(sim, "POST", `data_sources/${source.id}/query`, { filters: {} });
    expect(answer.body).toMatchObject({
      code: "validation_error",
      message: "body failed validation: body.filters should be not present, instead was `{}`.",
    });
  });

  it("come for filters that fit no property", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { State: { status: {} } });
    const query = (filter: unknown) => ask(sim, "POST", `data_sources/${source.id}/query`, { filter });
    expect((await query({ property: "Nix", number: { equals: 1 } })).body.message).toBe(
      "Could not find property with name or id: Nix",
    );
    expect((await query({ property: "State", select: { equals: "Done" } })).body.message).toBe(
      "database property status does not match filter select",
    );
    expect((await query({ property: "State", status: { is: "Done" } })).status).toBe(400);
    const name = { property: "Name", title: { equals: "x" } };
    expect((await query({ and: [{ or: [{ and: [name] }] }] })).status).toBe(400);
    expect((await query({ and: [{ or: [name] }, name] })).status).toBe(200);
    expect((await query({ property: "State", status: { equals: ["Done", "In progress"] } })).status).toBe(200);
  });

  it("come when a free workspace is full", async () => {
    const sim = aSimulator();
    const page = await aPage(sim, "p");
    sim.switches.freeWorkspaceBlockLimit = 1;
    const answer = await ask(sim, "PATCH", `blocks/${page.id}/children`, {
      children: [paragraph("1"), paragraph("2")],
    });
    expect(answer.body).toMatchObject({
      status: 403,
      code: "restricted_resource",
      additional_data: { block_limit: 1 },
    });
  });

  it("come as ordered, and a cut line leaves the write behind", async () => {
    const sim = aSimulator();
    sim.faults.order({ method: "POST", path: "/v1/pages$", fault: failure("conflict_error") });
    sim.faults.order({ method: "POST", path: "/v1/pages$", skip: 1, fault: { kind: "resetAfter" } });
    const body = { parent: { page_id: sim.rootPageId }, properties: {} };
    const before = sim.state.pages.size;
    expect((await ask(sim, "POST", "pages", body)).body).toMatchObject({ status: 409, code: "conflict_error" });
    expect(sim.state.pages.size).toBe(before);
    await must(sim, "POST", "pages", body);
    await expect(ask(sim, "POST", "pages", body)).rejects.toThrow("connection reset");
    expect(sim.state.pages.size).toBe(before + 2);
    expect(sim.log.entries.map(entry => entry.status)).toEqual([409, 200, 0]);
  });
});

describe("Webhooks", () => {
  interface Received {
    body: string;
    signature: string | null;
  }

  function listening(): { sim: NotionSimulator; received: Received[]; events: () => Json[] } {
    const received: Received[] = [];
    const hook = async (_: unknown, init?: RequestInit): Promise<Response> => {
      received.push({ body: String(init?.body), signature: new Headers(init?.headers).get("x-notion-signature") });
      return new Response("ok");
    };
    const sim = aSimulator({ webhooks: { fetch: hook as typeof fetch } });
    return { sim, received, events: () => received.slice(1).map(each => JSON.parse(each.body) as Json) };
  }

  it("shake hands, join changes to one page and sign every event", async () => {
    const { sim, received, events } = listening();
    const subscription = await sim.webhooks.subscribe("https://hook.example.org/notion");
    expect(JSON.parse(received[0]?.body as string)).toEqual({ verification_token: subscription.verificationToken });
    const source = await aDataSource(sim, { A: { number: {} }, B: { number: {} } });
    const row = await aRow(sim, source.id, "r");
    await sim.webhooks.deliver();
    received.splice(1);
    for (const name of ["A", "B", "A"])
      await must(sim, "PATCH", `pages/${row.id}`, { properties: { [name]: { number: 1 } } });
    expect(await sim.webhooks.deliver()).toMatchObject({ delivered: 1, waiting: 0 });
    const [event] = events();
    expect(event).toMatchObject({
      type: "page.properties_updated",
      entity: { id: row.id, type: "page" },
      authors: [{ id: sim.botUserId, type: "bot" }],
      data: { parent: { id: source.databaseId, type: "database", data_source_id: source.id } },
      attempt_number: 1,
    });
    expect(((event as Json).data as { updated_properties: string[] }).updated_properties).toEqual([
      propertyOf(row, "A").id,
      propertyOf(row, "B").id,
    ]);
    const digest = createHmac("sha256", subscription.verificationToken)
      .update(received[1]?.body as string)
      .digest("hex");
    expect(received[1]?.signature).toBe(`sha256=${digest}`);
  });

  it("cancel what was created and deleted before anybody heard of it", async () => {
    const { sim, events } = listening();
    await sim.webhooks.subscribe("https://hook.example.org/notion", ["page.created", "page.deleted"]);
    const page = await aPage(sim, "brief");
    await must(sim, "DELETE", `blocks/${page.id}`);
    await sim.webhooks.deliver();
    expect(events()).toEqual([]);
  });

  it("can be lost, doubled and late", async () => {
    const { sim, events } = listening();
    await sim.webhooks.subscribe("https://hook.example.org/notion", ["page.created"]);
    sim.switches.webhookLoss = 1;
    await aPage(sim, "lost");
    expect(await sim.webhooks.deliver()).toMatchObject({ lost: 1, delivered: 0 });
    Object.assign(sim.switches, { webhookLoss: 0, webhookDuplicate: 1, webhookDelayMs: 60_000 });
    await aPage(sim, "doubled");
    expect(await sim.webhooks.deliver(false)).toMatchObject({ delivered: 0, waiting: 1 });
    sim.clock.advance(60_000);
    expect(await sim.webhooks.deliver(false)).toMatchObject({ delivered: 2, duplicated: 1 });
    const [first, second] = events();
    expect(first?.id).toBe(second?.id);
  });

  it("say nothing of pages that the bot cannot see", async () => {
    const { sim } = listening();
    await sim.webhooks.subscribe("https://hook.example.org/notion");
    await must(
      sim,
      "POST",
      "pages",
      { parent: { workspace: true }, properties: {} },
      { token: sim.personToken("bob@example.org") },
    );
    expect(sim.webhooks.pending()).toEqual([]);
  });
});

describe("The simulator itself", () => {
  it("gives the same ids for the same seed and others for another", async () => {
    const idOf = async (seed: number) => (await aPage(aSimulator({ seed }), "p")).id;
    expect(await idOf(1)).toBe(await idOf(1));
    expect(await idOf(1)).not.toBe(await idOf(2));
  });

  it("starts over at a reset, with the same tokens", async () => {
    const sim = aSimulator();
    const token = sim.botToken;
    await aDataSource(sim);
    sim.switches.unknownProperty = "ignore";
    await sim.fetch(new Request("https://sim/_sim/reset", { method: "POST" }));
    expect(sim.botToken).toBe(token);
    expect(sim.state.dataSources.size).toBe(0);
    expect(sim.switches.unknownProperty).toBe("reject");
  });

  it("is steered over HTTP: people, switches, faults by name", async () => {
    const sim = aSimulator();
    const control = async (method: string, path: string, body?: unknown) => {
      const response = await sim.fetch(
        new Request(`https://sim/_sim/${path}`, {
          method,
          body: body === undefined ? undefined : JSON.stringify(body),
        }),
      );
      return { status: response.status, body: (await response.json()) as Json };
    };
    const eve = await control("POST", "people", { name: "Eve", email: "eve@example.org" });
    expect(eve.body).toEqual({ id: sim.userId("eve@example.org"), token: sim.personToken("eve@example.org") });
    expect((await control("POST", "switches", { queryLagMs: 5 })).body).toMatchObject({ queryLagMs: 5 });
    expect((await control("POST", "switches", { nonsense: 5 })).status).toBe(400);
    await control("POST", "faults", [{ path: "users/me", named: "service_overload" }]);
    expect((await ask(sim, "GET", "users/me")).status).toBe(529);
    expect((await control("GET", "nothing")).status).toBe(404);
    expect(sim.log.entries).toHaveLength(1);
  });

  it("queries ten thousand rows by edit time quickly", async () => {
    const clock = new WorldClock(Date.parse("2026-03-01T08:00:00Z"));
    const sim = aSimulator({ clock });
    const source = await aDataSource(sim);
    for (let each = 0; each < 10_000; each += 1) await quickRow(sim, source.id);
    clock.advance(3_600_000);
    await aRow(sim, source.id, "fresh");
    const filter = { timestamp: "last_edited_time", last_edited_time: { on_or_after: "2026-03-01T08:30:00Z" } };
    const started = performance.now();
    for (let each = 0; each < 50; each += 1) {
      expect((await must(sim, "POST", `data_sources/${source.id}/query`, { filter })).results).toHaveLength(1);
    }
    expect((performance.now() - started) / 50).toBeLessThan(50);
  });
});

function quickRow(sim: NotionSimulator, dataSourceId: string): Promise<Json> {
  return must(sim, "POST", "pages", { parent: { data_source_id: dataSourceId }, properties: {} });
}
