import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/core/domain/values/language.ts";
import { DASHBOARD_METRICS, VIEWS } from "../../src/notion/viewSketches.ts";
import { buildViews } from "../../src/notion/views.ts";
import { metricGroup, metricName } from "../../src/text/figures/metrics.ts";
import { viewName } from "../../src/text/phrases/setUp.ts";
import { type NotionWorld, openNotion } from "./world.ts";

const SKETCHES = Object.values(VIEWS).flat();
const CHARTS = DASHBOARD_METRICS.flat();
const ALL = SKETCHES.length + CHARTS.length + 1;

const viewsOf = (world: NotionWorld) => [...world.notion.state.views.values()].filter(view => !view.trashed);
const own = (world: NotionWorld) => viewsOf(world).filter(view => view.name !== "Table");
const named = (world: NotionWorld, name: string) => {
  const found = own(world).find(view => view.name === name);
  if (found === undefined) throw new Error(`no view ${name}`);
  return found;
};

describe("the workspace's views", () => {
  test.each(LANGUAGES)("in %s are boards, calendars, timelines and charts, each with a name", async language => {
    const world = await openNotion({}, language);
    expect(await buildViews(world.api.client, world.workspace, language)).toBe(ALL);
    const built = own(world);
    expect(built).toHaveLength(ALL);
    expect(new Set(built.map(view => view.type))).toEqual(
      new Set(["board", "timeline", "table", "calendar", "chart", "dashboard"]),
    );
    const names = [...SKETCHES.map(sketch => viewName(sketch.name, language)), viewName("dashboard", language)];
    for (const name of names) expect(built.map(view => view.name)).toContain(name);
    expect(built.every(view => view.name.trim() !== "")).toBe(true);
  });

  test("built twice are not built twice, in whatever language the second time", async () => {
    const world = await openNotion();
    await buildViews(world.api.client, world.workspace, "en");
    expect(await buildViews(world.api.client, world.workspace, "uk")).toBe(0);
    expect(own(world)).toHaveLength(ALL);
  });

  test("people renamed are left as they are, and not built again", async () => {
    const world = await openNotion();
    await buildViews(world.api.client, world.workspace, "en");
    for (const view of own(world).filter(each => each.type === "board" || each.type === "timeline"))
      await world.byHand("PATCH", `views/${view.id}`, { name: `Mine ${view.id.slice(0, 4)}` });
    expect(await buildViews(world.api.client, world.workspace, "en")).toBe(0);
  });

  test("cut off while they were built are completed, nothing twice", async () => {
    for (const skip of [0, 3, 9, 14, 16, 20]) {
      const world = await openNotion();
      world.notion.faults.order({ method: "POST", path: "/v1/views$", skip, fault: { kind: "reset" } });
      await buildViews(world.api.client, world.workspace, "en").catch(() => null);
      await buildViews(world.api.client, world.workspace, "en");
      expect(own(world)).toHaveLength(ALL);
    }
  });

  test("show what they say: goals off track, sessions to come, in the words options have now", async () => {
    const world = await openNotion();
    const health = world.column("roadmap", "health").id;
    // As a person does it in the column's menu; the API renames no options.
    const options = world.notion.state.dataSources
      .get(world.workspace.roadmap.dataSourceId)
      ?.properties.get(health)?.options;
    for (const option of options ?? []) if (option.name === "Off track") option.name = "Hilfe";
    await buildViews(world.api.client, world.workspace, "en");
    expect(named(world, viewName("offTrack", "en")).filter).toEqual({ property: health, select: { equals: "Hilfe" } });
    expect(named(world, viewName("toCome", "en")).filter).toEqual({
      property: world.column("sessions", "when").id,
      date: { on_or_after: "today" },
    });
  });

  test("leave out what needs a column that was deleted, and build the rest", async () => {
    const world = await openNotion();
    const { health: _, ...properties } = world.workspace.roadmap.properties;
    const workspace = { ...world.workspace, roadmap: { ...world.workspace.roadmap, properties } };
    expect(await buildViews(world.api.client, workspace, "en")).toBe(ALL - 2);
  });
});

describe("the dashboard of Metrics", () => {
  test("has a line for each of its figures, two in a row, a colour for each programme", async () => {
    const world = await openNotion();
    await buildViews(world.api.client, world.workspace, "en");
    const dashboard = named(world, viewName("dashboard", "en"));
    expect(dashboard.widgetRows.map(row => row.length)).toEqual(DASHBOARD_METRICS.map(pair => pair.length));
    const charts = dashboard.widgetRows.flat().map(id => world.notion.state.views.get(id));
    expect(charts.map(chart => chart?.name)).toEqual(CHARTS.map(id => metricName(id, "en")));
    for (const chart of charts) {
      expect(chart?.dashboardId).toBe(dashboard.id);
      expect(chart?.configuration).toMatchObject({ chart_type: "line", x_axis: { group_by: "month" } });
    }
  });

  test("shows figures that exist", () => {
    for (const id of CHARTS) expect(metricGroup(id)).not.toBeNull();
  });

  test("from which a chart was taken gets it back only when setup is run again, and keeps people's own", async () => {
    const world = await openNotion();
    await buildViews(world.api.client, world.workspace, "en");
    const dashboard = named(world, viewName("dashboard", "en"));
    const [gone] = dashboard.widgetRows.flat();
    await world.byHand("DELETE", `views/${gone}`);
    await world.byHand("POST", "views", {
      data_source_id: world.workspace.people.dataSourceId,
      view_id: dashboard.id,
      name: "Everybody",
      type: "table",
    });
    expect(await buildViews(world.api.client, world.workspace, "en")).toBe(1);
    expect(dashboard.widgetRows.flat()).toHaveLength(CHARTS.length + 1);
  });
});
