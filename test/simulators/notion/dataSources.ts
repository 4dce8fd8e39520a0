import { bodyFails, invalid } from "./apiError.ts";
import type { Call, Routes } from "./call.ts";
import { asId, asObject, type Fields, onlyKeys, pathId } from "./check.ts";
import { parseIcon } from "./files.ts";
import { refuseTrashed, trashFlag } from "./pages.ts";
import { addressOf, parentView } from "./pageView.ts";
import { pageSize, startCursor, unknownCursor } from "./paging.ts";
import { query } from "./query.ts";
import type { Database, DataSource } from "./records.ts";
import { parseRichText, type RichText, richTextView } from "./richText.ts";
import { schemaView } from "./schema.ts";
import { createSchema, updateSchema } from "./schemaChange.ts";
import { minuteIso } from "./times.ts";
import { partialUser } from "./users.ts";
import { insertView } from "./views.ts";

/** A data source object with its schema. */
export function dataSourceView(call: Call, source: DataSource): Fields {
  const { workspace } = call;
  const inTrash = workspace.isTrashed(source);
  const database = workspace.parentOf(source.parent) as Database;
  return {
    object: "data_source",
    id: source.id,
    cover: source.cover,
    icon: source.icon,
    created_time: minuteIso(source.createdAt),
    created_by: partialUser(source.createdBy),
    last_edited_by: partialUser(source.editedBy),
    last_edited_time: minuteIso(source.editedAt),
    title: richTextView(workspace, source.title),
    description: richTextView(workspace, source.description),
    is_inline: database.isInline,
    properties: schemaView(workspace, source),
    parent: parentView(workspace, source.parent),
    database_parent: parentView(workspace, database.parent),
    url: addressOf(database.id),
    public_url: null,
    in_trash: inTrash,
    ...(call.modern ? {} : { archived: inTrash }),
  };
}

/** A new, empty data source in a database; its schema is left to the caller. */
export function insertDataSource(call: Call, database: Database, title: RichText[]): DataSource {
  const { workspace, actor } = call;
  const now = workspace.clock.now();
  const source: DataSource = {
    kind: "data_source",
    id: workspace.ids.uuid(),
    parent: { type: "database_id", id: database.id },
    createdAt: now,
    editedAt: now,
    createdBy: actor.id,
    editedBy: actor.id,
    trashed: false,
    title,
    description: [],
    icon: null,
    cover: null,
    properties: new Map(),
    rows: [],
    lastUniqueNumber: 0,
  };
  workspace.dataSources.set(source.id, source);
  database.dataSourceIds.push(source.id);
  return source;
}

function databaseOf(call: Call): Database {
  const given = asObject(call.body.parent, "body.parent");
  onlyKeys(given, "body.parent", ["type", "database_id"]);
  const database = call.workspace.database(asId(given.database_id, "body.parent.database_id"), call.actor);
  refuseTrashed(call.workspace, database);
  return database;
}

function create(call: Call): unknown {
  const { workspace, body } = call;
  onlyKeys(body, "body", ["parent", "properties", "title", "icon"]);
  const database = databaseOf(call);
  const title = body.title === undefined ? [] : parseRichText(call, body.title, "body.title");
  const icon = body.icon === undefined ? null : parseIcon(call, body.icon, "body.icon");
  if (body.properties === undefined) throw bodyFails("body.properties", "defined", undefined);
  const source = insertDataSource(call, database, title);
  source.icon = icon;
  try {
    createSchema(call, source, body.properties, "body.properties");
  } catch (error) {
    workspace.dataSources.delete(source.id);
    database.dataSourceIds.pop();
    throw error;
  }
  insertView(call, { dataSource: source, database, name: "Table", type: "table" });
  call.committed.resource = source.id;
  announce(call, source, "data_source.created");
  return dataSourceView(call, source);
}

function announce(call: Call, source: DataSource, type: string, data: Fields = {}): void {
  call.workspace.changed({
    type,
    entity: { id: source.id, type: "data_source" },
    parent: source.parent,
    authorId: call.actor.id,
    data,
  });
}

function wanted(call: Call): DataSource {
  return call.workspace.dataSource(pathId(call.params[0], "data_source_id"), call.actor);
}

const UPDATE_KEYS = ["parent", "title", "icon", "properties", "in_trash", "archived"];

function update(call: Call): unknown {
  const { workspace, body, actor } = call;
  onlyKeys(body, "body", UPDATE_KEYS);
  const source = wanted(call);
  const trash = trashFlag(call, body);
  if (trash !== false) refuseTrashed(workspace, source);
  const title = body.title === undefined ? null : parseRichText(call, body.title, "body.title");
  const icon = body.icon === undefined ? undefined : parseIcon(call, body.icon, "body.icon");
  const parent = body.parent === undefined ? null : databaseOf(call);
  if (body.properties !== undefined) {
    const updated = updateSchema(call, source, body.properties, "body.properties");
    if (updated.length > 0) announce(call, source, "data_source.schema_updated", { updated_properties: updated });
  }
  if (title !== null) setTitle(call, source, title);
  if (icon !== undefined) source.icon = icon;
  if (parent !== null) move(call, source, parent);
  if (trash !== undefined && source.trashed !== trash) {
    source.trashed = trash;
    announce(call, source, trash ? "data_source.deleted" : "data_source.undeleted");
  }
  workspace.touch(source, actor);
  call.committed.resource = source.id;
  return dataSourceView(call, source);
}

// A database with one data source goes by its name.
function setTitle(call: Call, source: DataSource, title: RichText[]): void {
  source.title = title;
  const database = call.workspace.parentOf(source.parent) as Database;
  if (database.dataSourceIds.length === 1) database.title = title;
  announce(call, source, "data_source.content_updated");
}

function move(call: Call, source: DataSource, database: Database): void {
  const before = call.workspace.parentOf(source.parent) as Database;
  if (before === database) return;
  before.dataSourceIds = before.dataSourceIds.filter(id => id !== source.id);
  source.parent = { type: "database_id", id: database.id };
  database.dataSourceIds.push(source.id);
  announce(call, source, "data_source.moved");
}

// Templates are made in Notion's interface only; the simulator has none.
function templates(call: Call): unknown {
  wanted(call);
  pageSize(call);
  const cursor = startCursor(call);
  if (cursor !== null) throw unknownCursor(cursor);
  return { templates: [], has_more: false, next_cursor: null };
}

function runQuery(call: Call): unknown {
  const source = wanted(call);
  if (call.workspace.isTrashed(source)) throw call.workspace.notFound("data_source", source.id);
  if (typeof call.body !== "object") throw invalid("body failed validation: body should be an object.");
  return query(call, source);
}

export const dataSourceRoutes: Routes = [
  ["POST", "data_sources", create],
  ["GET", "data_sources/:id", call => dataSourceView(call, wanted(call))],
  ["PATCH", "data_sources/:id", update],
  ["POST", "data_sources/:id/query", runQuery],
  ["GET", "data_sources/:id/templates", templates],
];
