// What it does: gives the workspace's tables their boards, calendars, timelines and charts, and Metrics a dashboard.
// Idea: a view that is there already, by its name in any language or by what it shows, is left as people have it.
// Source: docs/workspace.md#views; docs/facts/notion.md#views. Views bear no marks: their names are all they have.

import { propertiesOf } from "../core/domain/schema.ts";
import { LANGUAGES, type Language } from "../core/domain/values/language.ts";
import { SOURCE_KEYS, type SourceKey } from "../core/domain/values/row.ts";
import { metricName } from "../text/figures/metrics.ts";
import { viewName } from "../text/phrases/setUp.ts";
import type { NotionClient } from "./client.ts";
import { DASHBOARD_METRICS, VIEWS, type ViewSketch, type Where } from "./viewSketches.ts";
import type { SourceMap, Workspace } from "./workspace.ts";

/** A view as Notion takes and gives it, as far as it is compared. */
interface ViewShape {
  name: string;
  type: string;
  filter?: unknown;
  sorts?: unknown;
  configuration?: Record<string, unknown> | null;
}

interface KnownView extends ViewShape {
  id: string;
  dashboardId: string | null;
}

/** A table that views show: its columns, and what each option is called now, by its id. */
interface ShownTable {
  source: SourceKey;
  map: SourceMap;
  options: ReadonlyMap<string, string>;
}

/** A view that is wanted: what it is, and what it is called in every language. */
interface WantedView extends ViewShape {
  names: readonly string[];
}

/**
 * Builds the views that are missing and returns how many there were. Run twice it builds nothing twice; views people made,
 * renamed or rearranged stay as they are. A view needs its columns: where one is gone the view is left out.
 *
 * @throws Failure when Notion refuses; run again it goes on where it stopped.
 */
export async function buildViews(api: NotionClient, workspace: Workspace, language: Language): Promise<number> {
  let built = 0;
  for (const source of SOURCE_KEYS) {
    const sketches = VIEWS[source] ?? [];
    if (sketches.length === 0) continue;
    const map = workspace[source];
    const known = await knownViews(api, map);
    const table = { source, map, options: await optionNames(api, map) };
    for (const sketch of sketches) {
      const wanted = drawn(sketch, table, language);
      if (wanted === null || known.some(view => isSame(view, wanted))) continue;
      await create(api, map, wanted, { database_id: map.databaseId });
      built += 1;
    }
  }
  return built + (await buildDashboard(api, workspace.metrics, language));
}

/** The dashboard of *Metrics*: a line for each of its figures over the months, a colour for each programme. */
async function buildDashboard(api: NotionClient, map: SourceMap, language: Language): Promise<number> {
  const columns = ["metric", "value", "period", "programme"].map(key => map.properties[key]?.id);
  const [metric, value, period, programme] = columns;
  if (metric === undefined || value === undefined || period === undefined || programme === undefined) return 0;
  const known = await knownViews(api, map);
  const names = LANGUAGES.map(each => viewName("dashboard", each));
  const wanted: WantedView = { name: viewName("dashboard", language), names, type: "dashboard" };
  const made = known.find(view => view.type === "dashboard" && names.includes(view.name));
  const id = made?.id ?? (await create(api, map, wanted, { database_id: map.databaseId }));
  const widgets = known.filter(view => view.dashboardId === id);
  let built = made === undefined ? 1 : 0;
  let rows = rowsOf(made).length;
  for (const pair of DASHBOARD_METRICS) {
    let isRowNew = false;
    for (const metricId of pair) {
      const chart: WantedView = {
        ...lineOf(metricId, { metric, value, period, programme }),
        name: metricName(metricId, language),
        names: LANGUAGES.map(each => metricName(metricId, each)),
      };
      if (widgets.some(view => isSame(view, chart))) continue;
      const placement = isRowNew ? { type: "existing_row", row_index: rows - 1 } : { type: "new_row" };
      await create(api, map, chart, { view_id: id, placement });
      rows += isRowNew ? 0 : 1;
      isRowNew = true;
      built += 1;
    }
  }
  return built;
}

function lineOf(
  metricId: string,
  { metric, value, period, programme }: Record<"metric" | "value" | "period" | "programme", string>,
): Omit<ViewShape, "name"> {
  return {
    type: "chart",
    filter: {
      and: [
        { property: metric, rich_text: { equals: metricId } },
        { property: value, number: { is_not_empty: true } },
      ],
    },
    configuration: {
      type: "chart",
      chart_type: "line",
      x_axis: { type: "date", property_id: period, group_by: "month", sort: { type: "ascending" } },
      y_axis: { aggregator: "average", property_id: value },
      stack_by: { type: "relation", property_id: programme, sort: { type: "ascending" } },
      legend_position: "bottom",
      hide_line_fill_area: true,
    },
  };
}

/** The sketch in Notion's words; null where a column or option it needs is gone. */
function drawn(sketch: ViewSketch, table: ShownTable, language: Language): WantedView | null {
  const column = (key: string) => table.map.properties[key];
  const names = LANGUAGES.map(each => viewName(sketch.name, each));
  const named = { name: viewName(sketch.name, language), names };
  switch (sketch.type) {
    case "board": {
      const by = column(sketch.by);
      if (by === undefined) return null;
      const sort = { type: "manual" };
      const grouping =
        by.type === "status"
          ? { type: "status", property_id: by.id, group_by: "option", sort }
          : { type: by.type, property_id: by.id, sort };
      return { ...named, type: "board", configuration: { type: "board", group_by: grouping } };
    }
    case "calendar": {
      const on = column(sketch.date);
      return on === undefined
        ? null
        : { ...named, type: "calendar", configuration: { type: "calendar", date_property_id: on.id } };
    }
    case "timeline": {
      const [from, to] = [column(sketch.from), column(sketch.to)];
      if (from === undefined || to === undefined) return null;
      const configuration = { type: "timeline", date_property_id: from.id, end_date_property_id: to.id };
      return { ...named, type: "timeline", configuration };
    }
    case "table": {
      const filter = filterOf(sketch.where, table);
      const by = sketch.sort === undefined ? undefined : column(sketch.sort.by);
      if (filter === null || (sketch.sort !== undefined && by === undefined)) return null;
      const sorts = by && sketch.sort && [{ property: by.id, direction: sketch.sort.direction }];
      return { ...named, type: "table", filter, ...(sorts ? { sorts } : {}) };
    }
    case "bars": {
      const [title, of] = [titleOf(table), column(sketch.of)];
      if (title === undefined || of === undefined) return null;
      const configuration = {
        type: "chart",
        chart_type: "bar",
        x_axis: { type: "title", property_id: title, group_by: "exact", sort: { type: "ascending" } },
        y_axis: { aggregator: "average", property_id: of.id },
      };
      return { ...named, type: "chart", configuration };
    }
  }
}

function filterOf(where: Where, { map, options }: ShownTable): unknown {
  const column = map.properties[where.column];
  if (column === undefined) return null;
  if ("fromToday" in where) return { property: column.id, date: { on_or_after: "today" } };
  if ("isFilled" in where) return { property: column.id, [column.type]: { is_not_empty: true } };
  if ("isTicked" in where) return { property: column.id, checkbox: { equals: where.isTicked } };
  const option = Object.entries(column.options ?? {}).find(([, key]) => key === where.is)?.[0];
  const name = option === undefined ? undefined : options.get(option);
  if (name === undefined) return null;
  return { property: column.id, [column.type]: { equals: name } };
}

function titleOf({ source, map }: ShownTable): string | undefined {
  const key = Object.entries(propertiesOf(source)).find(([, schema]) => schema.type === "title")?.[0];
  return key === undefined ? undefined : map.properties[key]?.id;
}

async function create(
  api: NotionClient,
  map: SourceMap,
  { names: _, ...view }: WantedView,
  place: Record<string, unknown>,
): Promise<string> {
  const body = { data_source_id: map.dataSourceId, ...view, ...place };
  return (await api.call(client => client.views.create(body as never), "write")).id;
}

/** A table's views as they are, with the widgets of its dashboards. */
async function knownViews(api: NotionClient, map: SourceMap): Promise<KnownView[]> {
  const known: KnownView[] = [];
  const seen = new Set<string>();
  const open = await listedIds(api, map.databaseId);
  while (open.length > 0) {
    const id = open.shift() ?? "";
    if (seen.has(id)) continue;
    seen.add(id);
    const view = (await api.call(client => client.views.retrieve({ view_id: id }), "read")) as unknown as ViewShape & {
      dashboard_view_id?: string;
    };
    known.push({ ...view, id, dashboardId: view.dashboard_view_id ?? null });
    // Whether a listing names the widgets of a dashboard is written nowhere.
    open.push(...rowsOf(view).flatMap(row => row.widgets.map(widget => widget.view_id)));
  }
  return known;
}

function rowsOf(dashboard: Pick<ViewShape, "configuration"> | undefined): { widgets: { view_id: string }[] }[] {
  return (dashboard?.configuration?.rows ?? []) as { widgets: { view_id: string }[] }[];
}

async function listedIds(api: NotionClient, databaseId: string): Promise<string[]> {
  const ids: string[] = [];
  const views = api.listed((client, paging) => client.views.list({ database_id: databaseId, ...paging }));
  for await (const view of views) ids.push(view.id);
  return ids;
}

/** What each option is called now, by its id: people may have renamed it. */
async function optionNames(api: NotionClient, map: SourceMap): Promise<Map<string, string>> {
  const source = await api.call(client => client.dataSources.retrieve({ data_source_id: map.dataSourceId }), "read");
  const properties = Object.values(source.properties ?? {}) as unknown as ({ type: string } & Record<
    string,
    unknown
  >)[];
  const lists = properties.map(
    property => property[property.type] as { options?: { id: string; name: string }[] } | undefined,
  );
  return new Map(lists.flatMap(list => (list?.options ?? []).map(option => [option.id, option.name] as const)));
}

function isSame(view: KnownView, wanted: WantedView): boolean {
  if (view.type !== wanted.type) return false;
  return wanted.names.includes(view.name) || shapeOf(view) === shapeOf(wanted);
}

/** What a view shows, whatever it is called and however it is dressed. */
function shapeOf({ configuration, filter, sorts }: ViewShape): string {
  const { date_property_id, group_by, chart_type, x_axis, y_axis } = configuration ?? {};
  const grouped = (group_by as { property_id?: string } | undefined)?.property_id;
  return JSON.stringify([date_property_id, grouped, chart_type, x_axis, y_axis, filter ?? null, sorts ?? null]);
}
