import { describe, expect, it } from "vitest";
import { WorldClock } from "../clock.ts";
import { ask, must } from "./contract/api.ts";
import { aDataSource, aPage, aRow, paragraph, propertyOf } from "./contract/library.ts";
import type { Json } from "./contract/recordings.ts";
import { createWatchedSimulator } from "./contract/watched.ts";
import { createNotionSimulator, type NotionSimulator, type NotionSimulatorOptions } from "./index.ts";

const people = [{ name: "Ada", email: "ada@example.org" }];
const aSimulator = (options: NotionSimulatorOptions = {}): NotionSimulator =>
  createWatchedSimulator({ people, requestsPerMinute: 1_000_000, ...options });

/** What the real service was measured to do where its documents say nothing or something else. */
describe("As measured", () => {
  it("a text of a hundred mentions of one person comes whole, one of thirty different pages is cut at 25", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { Who: { rich_text: {} } });
    const user = (await must(sim, "GET", "users")).results as { id: string; type: string }[];
    const ada = user.find(one => one.type === "person")?.id;
    const mention = (value: Json) => ({ type: "mention", mention: value });
    const same = Array.from({ length: 100 }, () => mention({ user: { id: ada } }));
    const row = await aRow(sim, source.id, "x", { Who: { rich_text: same } });
    expect((propertyOf(row, "Who") as { rich_text: Json[] }).rich_text).toHaveLength(100);
    const pages = await Promise.all(Array.from({ length: 30 }, (_, place) => aPage(sim, `p${place}`)));
    const different = pages.map(page => mention({ page: { id: page.id } }));
    const other = await aRow(sim, source.id, "y", { Who: { rich_text: different } });
    expect((propertyOf(other, "Who") as { rich_text: Json[] }).rich_text).toHaveLength(25);
  });

  it("a rollup names its columns by decoded ids, and every row of none does not pass", async () => {
    const sim = aSimulator();
    const target = await aDataSource(sim, { Done: { checkbox: {} } });
    const relation = { relation: { data_source_id: target.id, single_property: {} } };
    const source = await aDataSource(sim, { Parts: relation });
    const rollup = { relation_property_name: "Parts", rollup_property_name: "Done", function: "show_original" };
    const changed = await must(sim, "PATCH", `data_sources/${source.id}`, { properties: { All: { rollup } } });
    const properties = changed.properties as Record<string, { id: string; rollup?: Record<string, string> }>;
    expect(properties.All?.rollup?.relation_property_id).toBe(decodeURIComponent(properties.Parts?.id ?? ""));
    const part = await aRow(sim, target.id, "done", { Done: { checkbox: true } });
    await aRow(sim, source.id, "with", { Parts: { relation: [{ id: part.id }] } });
    await aRow(sim, source.id, "without");
    const filter = { property: "All", rollup: { every: { checkbox: { equals: true } } } };
    const { results } = await must(sim, "POST", `data_sources/${source.id}/query`, { filter });
    expect(
      (results as Json[]).map(
        row => (propertyOf(row, "Name") as { title: { plain_text: string }[] }).title[0]?.plain_text,
      ),
    ).toEqual(["with"]);
  });

  it("a second comment on a page goes on with its first discussion", async () => {
    const sim = aSimulator();
    const page = await aPage(sim, "talked about");
    const say = (content: string) =>
      must(sim, "POST", "comments", { parent: { page_id: page.id }, rich_text: [{ text: { content } }] });
    expect((await say("two")).discussion_id).toBe((await say("three")).discussion_id);
  });

  it("a two-way relation asked for once more keeps the column on the other side, and a numbered column its prefix", async () => {
    const sim = aSimulator();
    const target = await aDataSource(sim);
    const dual = { relation: { data_source_id: target.id, dual_property: {} } };
    const source = await aDataSource(sim, { Parts: dual, Number: { unique_id: { prefix: "K" } } });
    const backs = async () =>
      Object.values(
        (await must(sim, "GET", `data_sources/${target.id}`)).properties as Record<
          string,
          { id: string; type: string }
        >,
      )
        .filter(one => one.type === "relation")
        .map(one => one.id);
    const before = await backs();
    const changed = await must(sim, "PATCH", `data_sources/${source.id}`, {
      properties: { Parts: dual, Number: { unique_id: {} } },
    });
    expect(await backs()).toEqual(before);
    expect((changed.properties as Record<string, Json>).Number).toMatchObject({ unique_id: { prefix: "K" } });
  });

  it("a block is changed with an empty list of children, not with children", async () => {
    const sim = aSimulator();
    const page = await aPage(sim, "page");
    const appended = await must(sim, "PATCH", `blocks/${page.id}/children`, { children: [paragraph("one")] });
    const [block] = appended.results as { id: string }[];
    const change = (children: Json[]) =>
      ask(sim, "PATCH", `blocks/${block?.id}`, { paragraph: { rich_text: [{ text: { content: "two" } }], children } });
    expect((await change([])).status).toBe(200);
    expect((await change([paragraph("three")])).status).toBe(400);
    expect((await ask(sim, "PATCH", `blocks/${page.id}/children`, { children: [] })).status).toBe(200);
  });

  it("what has the form of a uuid and is of no kind there is, is no id in a path", async () => {
    const sim = aSimulator();
    const answer = await ask(sim, "GET", "pages/0123456789abcdef0123456789abcdef");
    expect([answer.status, answer.body.message]).toEqual([
      400,
      expect.stringContaining("path.page_id should be a valid uuid"),
    ]);
    expect((await ask(sim, "GET", "pages/0123456789abcdef8123456789abcdef")).status).toBe(404);
  });

  it("a place can be written, and a bot in a column of authors says no more than that it is one", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { Where: { place: {} }, By: { created_by: {} } });
    const place = { lat: 42.7, lon: 23.3, name: "Sofia" };
    const row = await aRow(sim, source.id, "here", { Where: { place } });
    expect(propertyOf(row, "Where")).toMatchObject({ place });
    expect(propertyOf(row, "By")).toMatchObject({ created_by: { type: "bot", bot: {} } });
  });

  it("work that may go on later is answered with a task, which tells what came of it", async () => {
    // The watched one knows pages as the only answer of this call.
    const sim = createNotionSimulator({ people, requestsPerMinute: 1_000_000 });
    const body = {
      parent: { page_id: sim.rootPageId },
      properties: { title: { title: [{ text: { content: "later" } }] } },
      allow_async: true,
    };
    const answer = await ask(sim, "POST", "pages", body);
    expect([answer.status, answer.body.object, answer.body.status]).toEqual([202, "async_task", "queued"]);
    const task = await must(sim, "GET", `async_tasks/${answer.body.id}`);
    expect(task).toMatchObject({ status: "succeeded", result: { object: "page" } });
  });

  it("the search comes after the workspace, as late as the switch says", async () => {
    const clock = new WorldClock(Date.parse("2027-01-11T08:00:00Z"));
    const sim = aSimulator({ clock });
    sim.switches.searchLagMs = 30_000;
    const page = await aPage(sim, "findable");
    const found = async () => ((await must(sim, "POST", "search", { query: "findable" })).results as Json[]).length;
    expect(await found()).toBe(0);
    clock.advance(30_000);
    expect(await found()).toBe(1);
    await must(sim, "PATCH", `pages/${page.id}`, { in_trash: true });
    expect(await found()).toBe(1);
    clock.advance(30_000);
    expect(await found()).toBe(0);
  });

  it("formulas that format a date or count between two are texts and numbers", async () => {
    const sim = aSimulator();
    const source = await aDataSource(sim, { Due: { date: {} } });
    const expression =
      'if(empty(prop("Due")), "none", if(dateBetween(prop("Due"), prop("Due"), "days") == 0, formatDate(prop("Due"), "D MMM YYYY"), "far"))';
    await must(sim, "PATCH", `data_sources/${source.id}`, { properties: { Says: { formula: { expression } } } });
    const row = await aRow(sim, source.id, "x", { Due: { date: { start: "2027-01-11" } } });
    expect(propertyOf(row, "Says")).toMatchObject({ formula: { type: "string", string: "11 Jan 2027" } });
  });
});
