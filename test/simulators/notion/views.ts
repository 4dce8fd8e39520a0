import { bodyFails, invalid } from "./apiError.ts";
import type { Call, Routes } from "./call.ts";
import { asArray, asId, asObject, asOneOf, asString, type Fields, onlyKeys, pathId } from "./check.ts";
import { compileFilter } from "./filters.ts";
import { normalId } from "./ids.ts";
import { addressOf, parentView } from "./pageView.ts";
import { page as pageOfList } from "./paging.ts";
import { matchingRows } from "./query.ts";
import type { Database, DataSource, View } from "./records.ts";
import { compileSorts } from "./sorts.ts";
import { exactIso } from "./times.ts";
import { partialUser } from "./users.ts";

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
    data_source_id: view.dataSourceId,
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
    configuration: view.configuration,
  };
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
  for (const key of ["view_id", "create_database", "placement"]) {
    if (body[key] !== undefined) throw invalid(`body.${key} is not part of this simulator; give a database_id.`);
  }
  if (body.database_id === undefined) throw bodyFails("body.database_id", "defined", undefined);
  const database = workspace.database(asId(body.database_id, "body.database_id"), actor);
  checkSettings(call, dataSource);
  const view = insertView(call, { dataSource, database, name, type });
  applySettings(call, view);
  call.committed.resource = view.id;
  announce(call, view, "view.created");
  return viewView(call, view);
}

function checkSettings(call: Call, source: DataSource): void {
  const { body } = call;
  if (body.filter !== undefined && body.filter !== null) compileFilter(call, source, body.filter);
  if (body.sorts !== undefined && body.sorts !== null) compileSorts(call, source, asArray(body.sorts, "body.sorts"));
  if (body.configuration !== undefined) asObject(body.configuration, "body.configuration");
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
  const id = pathId(call.params[0], "view_id");
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
  checkSettings(call, source);
  if (body.name !== undefined) view.name = asString(body.name, "body.name");
  applySettings(call, view);
  workspace.touch(view, call.actor);
  announce(call, view, "view.updated");
  return viewView(call, view);
}

function remove(call: Call): unknown {
  const view = wanted(call);
  view.trashed = true;
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
