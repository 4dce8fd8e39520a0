import { bodyFails, invalid } from "./apiError.ts";
import type { Call, Routes } from "./call.ts";
import { asArray, asId, asNumber, asObject, asOneOf, asString, type Fields, onlyKeys, pathId } from "./check.ts";
import { compileFilter } from "./filters.ts";
import { normalId } from "./ids.ts";
import { addressOf, parentView } from "./pageView.ts";
import { page as pageOfList } from "./paging.ts";
import { matchingRows } from "./query.ts";
import type { Database, DataSource, View } from "./records.ts";
import { compileSorts } from "./sorts.ts";
import { exactIso } from "./times.ts";
import { partialUser } from "./users.ts";
import { checkConfiguration } from "./viewConfiguration.ts";

const TYPES = [
  "table",
  "board",
  "list",
  "calendar",
  "timeline",
  "gallery",
  "form",
  "chart",
  "map",
  "dashboard",
] as const;
const QUERY_LIVES = 15 * 60_000;

function viewView(call: Call, view: View): Fields {
  const { workspace } = call;
  const databaseId = view.parent.type === "database_id" ? view.parent.id : "";
  return {
    object: "view",
    id: view.id,
    parent: parentView(workspace, view.parent),
    data_source_id: view.type === "dashboard" ? null : view.dataSourceId,
    name: view.name,
    type: view.type,
    created_time: exactIso(view.createdAt),
    created_by: partialUser(view.createdBy),
    last_edited_time: exactIso(view.editedAt),
    last_edited_by: partialUser(view.editedBy),
    url: `${addressOf(databaseId)}?v=${view.id.replaceAll("-", "")}`,
    filter: view.filter,
    sorts: view.sorts,
    quick_filters: view.quickFilters,
    configuration: view.type === "dashboard" ? { type: "dashboard", rows: rowsOf(view) } : view.configuration,
    ...(view.dashboardId === null ? {} : { dashboard_view_id: view.dashboardId }),
  };
}

function rowsOf(dashboard: View): Fields[] {
  return dashboard.widgetRows.map((widgets, index) => ({
    id: `row-${index}`,
    widgets: widgets.map(id => ({ id: `widget-${id}`, view_id: id, row_index: index })),
  }));
}

interface NewView {
  dataSource: DataSource;
  database: Database;
  name: string;
  type: string;
}

/** A new view of a data source in a database, without filter or sorts. */
export function insertView(call: Call, made: NewView): View {
  const { workspace, actor } = call;
  const now = workspace.clock.now();
  const view: View = {
    id: workspace.ids.uuid(),
    parent: { type: "database_id", id: made.database.id },
    createdAt: now,
    editedAt: now,
    createdBy: actor.id,
    editedBy: actor.id,
    trashed: false,
    name: made.name,
    type: made.type,
    dataSourceId: made.dataSource.id,
    filter: null,
    sorts: null,
    quickFilters: null,
    configuration: { type: made.type },
    dashboardId: null,
    widgetRows: [],
    queries: new Map(),
  };
  workspace.views.set(view.id, view);
  return view;
}

const CREATE_KEYS = [
  "data_source_id",
  "name",
  "type",
  "database_id",
  "view_id",
  "filter",
  "sorts",
  "quick_filters",
  "create_database",
  "configuration",
  "position",
  "placement",
];

function create(call: Call): unknown {
  const { workspace, body, actor } = call;
  onlyKeys(body, "body", CREATE_KEYS);
  const dataSource = workspace.dataSource(asId(body.data_source_id, "body.data_source_id"), actor);
  const name = asString(body.name, "body.name");
  const type = asOneOf(body.type, "body.type", TYPES);
  if (body.create_database !== undefined)
    throw invalid("body.create_database is not part of this simulator; give a database_id or a view_id.");
  if (body.database_id !== undefined && body.view_id !== undefined)
    throw invalid("body.database_id and body.view_id can't both be given.");
  if (body.placement !== undefined && body.view_id === undefined)
    throw invalid("body.placement is for widgets of a dashboard: give its view_id.");
  const dashboard = body.view_id === undefined ? null : dashboardFor(call, type);
  if (dashboard === null && body.database_id === undefined) throw bodyFails("body.database_id", "defined", undefined);
  const database = workspace.database(
    dashboard === null ? asId(body.database_id, "body.database_id") : parentIdOf(dashboard),
    actor,
  );
  checkSettings(call, dataSource, type);
  const view = insertView(call, { dataSource, database, name, type });
  applySettings(call, view);
  if (dashboard !== null) placeWidget(call, dashboard, view);
  call.committed.resource = view.id;
  announce(call, view, "view.created");
  return viewView(call, view);
}

function dashboardFor(call: Call, type: string): View {
  const dashboard = visible(call, asId(call.body.view_id, "body.view_id"));
  if (dashboard.type !== "dashboard") throw invalid("body.view_id should be a dashboard.");
  if (type === "dashboard") throw invalid("A dashboard can't be a widget of a dashboard.");
  return dashboard;
}

function placeWidget(call: Call, dashboard: View, view: View): void {
  const { widgetRows } = dashboard;
  view.dashboardId = dashboard.id;
  const placement = asObject(call.body.placement ?? { type: "new_row" }, "body.placement");
  const kind = asOneOf(placement.type, "body.placement.type", ["new_row", "existing_row"]);
  if (kind === "new_row") {
    const index = placement.row_index ?? widgetRows.length;
    widgetRows.splice(asNumber(index, "body.placement.row_index"), 0, [view.id]);
    return;
  }
  const row = widgetRows[asNumber(placement.row_index, "body.placement.row_index")];
  if (row === undefined) throw invalid("body.placement.row_index: the dashboard has no such row.");
  row.push(view.id);
}

function parentIdOf(view: View): string {
  return view.parent.type === "workspace" ? "" : view.parent.id;
}

function checkSettings(call: Call, source: DataSource, type: string): void {
  const { body } = call;
  if (body.filter !== undefined && body.filter !== null) compileFilter(call, source, body.filter);
  if (body.sorts !== undefined && body.sorts !== null) compileSorts(call, source, asArray(body.sorts, "body.sorts"));
  if (body.configuration !== undefined) checkConfiguration(source, type, body.configuration);
  if (body.quick_filters !== undefined && body.quick_filters !== null)
    asObject(body.quick_filters, "body.quick_filters");
}

function applySettings(call: Call, view: View): void {
  const { body } = call;
  if (body.filter !== undefined) view.filter = body.filter;
  if (body.sorts !== undefined) view.sorts = body.sorts;
  if (body.quick_filters !== undefined) view.quickFilters = body.quick_filters;
  if (body.configuration !== undefined) view.configuration = { type: view.type, ...(body.configuration as Fields) };
}

function announce(call: Call, view: View, type: string): void {
  call.workspace.changed({ type, entity: { id: view.id, type: "view" }, parent: view.parent, authorId: call.actor.id });
}

function wanted(call: Call): View {
  return visible(call, pathId(call.params[0], "view_id"));
}

function visible(call: Call, id: string): View {
  const view = call.workspace.views.get(id);
  if (view === undefined || view.trashed || !call.workspace.sees(call.actor, view))
    throw call.workspace.notFound("view", id);
  return view;
}

function list(call: Call): unknown {
  const { workspace, query, actor } = call;
  const database = normalId(query.get("database_id") ?? "");
  const source = normalId(query.get("data_source_id") ?? "");
  if (database === null && source === null) {
    throw invalid("query failed validation: query.database_id should be defined, instead was `undefined`.");
  }
  if (database !== null) workspace.database(database, actor);
  if (source !== null) workspace.dataSource(source, actor);
  const found = [...workspace.views.values()].filter(view => {
    if (view.trashed) return false;
    const isIn = database === null || (view.parent.type === "database_id" && view.parent.id === database);
    return isIn && (source === null || view.dataSourceId === source);
  });
  return pageOfList(call, found, "view", view => ({ object: "view", id: view.id }));
}

function update(call: Call): unknown {
  const { workspace, body } = call;
  onlyKeys(body, "body", ["name", "filter", "sorts", "quick_filters", "configuration"]);
  const view = wanted(call);
  const source = workspace.dataSource(view.dataSourceId, call.actor);
  checkSettings(call, source, view.type);
  if (body.name !== undefined) view.name = asString(body.name, "body.name");
  applySettings(call, view);
  workspace.touch(view, call.actor);
  announce(call, view, "view.updated");
  return viewView(call, view);
}

function remove(call: Call): unknown {
  const view = wanted(call);
  view.trashed = true;
  for (const dashboard of call.workspace.views.values())
    dashboard.widgetRows = dashboard.widgetRows
      .map(row => row.filter(id => id !== view.id))
      .filter(row => row.length > 0);
  announce(call, view, "view.deleted");
  return { object: "view", id: view.id, parent: parentView(call.workspace, view.parent), type: view.type };
}

function createQuery(call: Call): unknown {
  const { workspace, body } = call;
  onlyKeys(body, "body", ["page_size"]);
  const view = wanted(call);
  const source = workspace.dataSource(view.dataSourceId, call.actor);
  const ids = matchingRows(call, source, view.filter ?? undefined, view.sorts ?? undefined, false).map(row => row.id);
  const id = workspace.ids.uuid();
  const expiresAt = workspace.clock.now() + QUERY_LIVES;
  view.queries.set(id, { ids, expiresAt });
  const first = resultPage(call, ids);
  return {
    object: "view_query",
    id,
    view_id: view.id,
    expires_at: exactIso(expiresAt),
    total_count: ids.length,
    results: first.results,
    next_cursor: first.next_cursor,
    has_more: first.has_more,
  };
}

function resultPage(call: Call, ids: string[]): ReturnType<typeof pageOfList> {
  return pageOfList(
    call,
    ids.map(id => ({ id })),
    "page",
    item => ({ object: "page", id: item.id }),
  );
}

function cachedQuery(call: Call): { ids: string[] } {
  const view = wanted(call);
  const id = pathId(call.params[1], "query_id");
  const cached = view.queries.get(id);
  if (cached === undefined || cached.expiresAt <= call.workspace.clock.now())
    throw call.workspace.notFound("view_query", id);
  return cached;
}

function removeQuery(call: Call): unknown {
  cachedQuery(call);
  const id = pathId(call.params[1], "query_id");
  wanted(call).queries.delete(id);
  return { object: "view_query", id, deleted: true };
}

export const viewRoutes: Routes = [
  ["POST", "views", create],
  ["GET", "views", list],
  ["GET", "views/:id", call => viewView(call, wanted(call))],
  ["PATCH", "views/:id", update],
  ["DELETE", "views/:id", remove],
  ["POST", "views/:id/queries", createQuery],
  ["GET", "views/:id/queries/:query", call => resultPage(call, cachedQuery(call).ids)],
  ["DELETE", "views/:id/queries/:query", removeQuery],
];
