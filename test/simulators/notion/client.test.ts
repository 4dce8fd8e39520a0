import { APIErrorCode, Client, collectPaginatedAPI, isFullPage } from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, serve } from "../server.ts";
import { createWatchedSimulator } from "./contract/watched.ts";
import type { NotionSimulator } from "./index.ts";

const people = [{ name: "Ada", email: "ada@example.org" }];

function clientOf(
  sim: NotionSimulator,
  options: { notionVersion?: string; auth?: string; baseUrl?: string } = {},
): Client {
  return new Client({
    auth: options.auth ?? sim.botToken,
    notionVersion: options.notionVersion ?? "2026-03-11",
    retry: false,
    ...(options.baseUrl === undefined
      ? { fetch: (url: string, init?: RequestInit) => sim.fetch(new Request(url, init)) }
      : { baseUrl: options.baseUrl }),
  } as ConstructorParameters<typeof Client>[0]);
}

/** A day in the life of a client: a data source, rows, a query, blocks, comments, a file property, the trash. */
async function live(client: Client, sim: NotionSimulator): Promise<void> {
  const database = await client.databases.create({
    parent: { type: "page_id", page_id: sim.rootPageId },
    title: [{ text: { content: "Books" } }],
    initial_data_source: {
      properties: {
        Title: { type: "title", title: {} },
        Pages: { type: "number", number: { format: "number" } },
        Kind: { type: "select", select: { options: [{ name: "Novel", color: "green" }] } },
        Tags: { type: "multi_select", multi_select: {} },
        Reader: { type: "people", people: {} },
        Read: { type: "date", date: {} },
        Finished: { type: "checkbox", checkbox: {} },
        Link: { type: "url", url: {} },
      },
    },
  } as Parameters<Client["databases"]["create"]>[0]);
  const dataSourceId = (database as { data_sources: { id: string }[] }).data_sources[0]?.id as string;
  for (const [title, pages] of [
    ["Emma", 474],
    ["Persuasion", 249],
    ["Ulysses", 730],
  ] as const) {
    await client.pages.create({
      parent: { type: "data_source_id", data_source_id: dataSourceId },
      properties: {
        Title: { title: [{ text: { content: title } }] },
        Pages: { number: pages },
        Kind: { select: { name: "Novel" } },
        Tags: { multi_select: [{ name: "classic" }, { name: "long" }] },
        Reader: { people: [{ id: sim.userId("ada@example.org") }] },
        Read: { date: { start: "2026-01-03", end: "2026-01-04" } },
        Finished: { checkbox: true },
        Link: { url: "https://example.org" },
      },
    });
  }
  const long = await client.dataSources.query({
    data_source_id: dataSourceId,
    filter: { property: "Pages", number: { greater_than: 300 } },
    sorts: [{ property: "Pages", direction: "ascending" }],
  });
  const titles = long.results.map(page => (isFullPage(page as never) ? (page as { id: string }).id : null));
  expect(titles).toHaveLength(2);
  const first = long.results[0] as { id: string };
  await client.pages.update({
    page_id: first.id,
    properties: { Pages: { number: 475 }, Kind: { select: { name: "Comedy" } } },
  });
  await client.blocks.children.append({
    block_id: first.id,
    children: [{ to_do: { rich_text: [{ text: { content: "Reread" } }] } }],
  });
  const children = await client.blocks.children.list({ block_id: first.id });
  expect(children.results).toHaveLength(1);
  const comment = await client.comments.create({
    parent: { page_id: first.id },
    rich_text: [{ text: { content: "Good" } }],
  });
  await client.comments.update({ comment_id: comment.id, rich_text: [{ text: { content: "Very good" } }] });
  expect((await client.comments.list({ block_id: first.id })).results).toHaveLength(1);
  await client.pages.update({ page_id: first.id, in_trash: true });
  const left = await collectPaginatedAPI(client.dataSources.query, { data_source_id: dataSourceId, page_size: 1 });
  expect(left).toHaveLength(2);
}

describe("The official client", () => {
  it.each(["2026-03-11", "2025-09-03"])("lives a day in process at version %s", async notionVersion => {
    const sim = createWatchedSimulator({ people });
    await live(clientOf(sim, { notionVersion }), sim);
  });

  it("acts as a person with that person's token", async () => {
    const sim = createWatchedSimulator({ people });
    const ada = clientOf(sim, { auth: sim.personToken("ada@example.org") });
    const page = await ada.pages.create({
      parent: { page_id: sim.rootPageId },
      properties: { title: { title: [{ text: { content: "Mine" } }] } },
    });
    expect(page).toMatchObject({ created_by: { id: sim.userId("ada@example.org") } });
  });

  it("sees an API error with its code", async () => {
    const sim = createWatchedSimulator({ people });
    const missing = clientOf(sim).pages.retrieve({ page_id: "6f1d5a4e-0000-4000-8000-000000000000" });
    await expect(missing).rejects.toMatchObject({ code: APIErrorCode.ObjectNotFound, status: 404 });
  });

  describe("over HTTP", () => {
    const sim = createWatchedSimulator({ people });
    let server: RunningServer;
    beforeAll(async () => {
      server = await serve(request => sim.fetch(request));
    });
    afterAll(() => server.close());

    it("lives the same day", async () => {
      await live(clientOf(sim, { baseUrl: server.origin }), sim);
    });

    it("finds the control at /_sim", async () => {
      const at = "2026-05-01T10:00:00.000Z";
      const set = await fetch(`${server.origin}/_sim/clock`, { method: "POST", body: JSON.stringify({ at }) });
      expect(await set.json()).toEqual({ at: Date.parse(at), iso: at });
      expect(sim.clock.now()).toBe(Date.parse(at));
      const log = (await (await fetch(`${server.origin}/_sim/log`)).json()) as { path: string }[];
      expect(log.length).toBeGreaterThan(5);
      expect(log.every(entry => entry.path.startsWith("/v1/"))).toBe(true);
    });
  });
});
