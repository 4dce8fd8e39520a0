import { bodyFails, invalid } from "./apiError.ts";
import type { Call, Routes } from "./call.ts";
import { asBoolean, asId, asObject, type Fields, onlyKeys, pathId } from "./check.ts";
import { insertDataSource } from "./dataSources.ts";
import { parseCover, parseIcon } from "./files.ts";
import { refuseTrashed, trashFlag } from "./pages.ts";
import { addressOf, parentView } from "./pageView.ts";
import type { Database, Parent } from "./records.ts";
import { parseRichText, plain, plainTextOf, richTextView } from "./richText.ts";
import { createSchema } from "./schemaChange.ts";
import { exactIso } from "./times.ts";
import { insertView } from "./views.ts";

const UNTITLED = [plain("New database")];

/** A database object: the container, its data sources by name, without their schemas. */
function databaseView(call: Call, database: Database): Fields {
  const { workspace } = call;
  const inTrash = workspace.isTrashed(database);
  return {
    object: "database",
    id: database.id,
    title: richTextView(workspace, database.title.length === 0 ? UNTITLED : database.title),
    description: richTextView(workspace, database.description),
    parent: parentView(workspace, database.parent),
    is_inline: database.isInline,
    in_trash: inTrash,
    is_locked: database.locked,
    // Databases and views, unlike everything else, carry times to the millisecond.
    created_time: exactIso(database.createdAt),
    last_edited_time: exactIso(database.editedAt),
    data_sources: database.dataSourceIds.map(id => {
      const source = workspace.dataSources.get(id);
      const name = source === undefined ? "" : plainTextOf(workspace, source.title);
      return { id, name: name === "" ? "New database" : name };
    }),
    icon: database.icon,
    cover: database.cover,
    url: addressOf(database.id),
    public_url: null,
    ...(call.modern ? {} : { archived: inTrash }),
  };
}

function parseParent(call: Call): Parent {
  const given = asObject(call.body.parent, "body.parent");
  onlyKeys(given, "body.parent", ["type", "page_id", "workspace"]);
  if (given.workspace === true) {
    if (call.actor.type === "person") return { type: "workspace" };
    throw invalid(
      "Provided parent is not valid: internal integrations cannot create databases at the workspace level.",
    );
  }
  if (given.page_id === undefined) throw bodyFails("body.parent.page_id", "defined", undefined);
  const page = call.workspace.page(asId(given.page_id, "body.parent.page_id"), call.actor);
  refuseTrashed(call.workspace, page);
  return { type: "page_id", id: page.id };
}

// Top-level `properties`, the form of old versions, are taken and ignored: only a Name column results.
const CREATE_KEYS = [
  "parent",
  "title",
  "description",
  "is_inline",
  "initial_data_source",
  "icon",
  "cover",
  "properties",
];

function create(call: Call): unknown {
  const { workspace, body, actor } = call;
  onlyKeys(body, "body", CREATE_KEYS);
  const parent = parseParent(call);
  const title = body.title === undefined ? [] : parseRichText(call, body.title, "body.title");
  const description = body.description === undefined ? [] : parseRichText(call, body.description, "body.description");
  const initial =
    body.initial_data_source === undefined ? {} : asObject(body.initial_data_source, "body.initial_data_source");
  onlyKeys(initial, "body.initial_data_source", ["properties"]);
  const now = workspace.clock.now();
  const database: Database = {
    kind: "database",
    id: workspace.ids.uuid(),
    parent,
    createdAt: now,
    editedAt: now,
    createdBy: actor.id,
    editedBy: actor.id,
    trashed: false,
    title,
    description,
    icon: body.icon === undefined ? null : parseIcon(call, body.icon, "body.icon"),
    cover: body.cover === undefined ? null : parseCover(call, body.cover, "body.cover"),
    isInline: body.is_inline === undefined ? false : asBoolean(body.is_inline, "body.is_inline"),
    locked: false,
    dataSourceIds: [],
  };
  workspace.databases.set(database.id, database);
  const source = insertDataSource(call, database, title);
  source.description = description;
  try {
    createSchema(call, source, initial.properties, "body.initial_data_source.properties");
  } catch (error) {
    workspace.databases.delete(database.id);
    workspace.dataSources.delete(source.id);
    throw error;
  }
  const holder = workspace.parentOf(parent);
  if (holder?.kind === "page") holder.children.push(database.id);
  insertView(call, { dataSource: source, database, name: "Table", type: "table" });
  workspace.touchPageAround(parent, actor);
  call.committed.resource = database.id;
  announce(call, database, "database.created");
  return databaseView(call, database);
}

function announce(call: Call, database: Database, type: string): void {
  call.workspace.changed({
    type,
    entity: { id: database.id, type: "database" },
    parent: database.parent,
    authorId: call.actor.id,
  });
}

function retrieve(call: Call): unknown {
  return databaseView(call, call.workspace.database(pathId(call.params[0], "database_id"), call.actor));
}

const UPDATE_KEYS = [
  "parent",
  "title",
  "description",
  "is_inline",
  "icon",
  "cover",
  "in_trash",
  "archived",
  "is_locked",
];

function update(call: Call): unknown {
  const { workspace, body } = call;
  onlyKeys(body, "body", UPDATE_KEYS);
  const database = workspace.database(pathId(call.params[0], "database_id"), call.actor);
  const trash = trashFlag(call, body);
  if (trash !== false) refuseTrashed(workspace, database);
  const parent = body.parent === undefined ? null : parseParent(call);
  const title = body.title === undefined ? null : parseRichText(call, body.title, "body.title");
  const description = body.description === undefined ? null : parseRichText(call, body.description, "body.description");
  // A database with one data source lends it its title and description.
  const only =
    database.dataSourceIds.length === 1 ? workspace.dataSources.get(database.dataSourceIds[0] as string) : undefined;
  if (title !== null) database.title = title;
  if (title !== null && only !== undefined) only.title = title;
  if (description !== null) database.description = description;
  if (description !== null && only !== undefined) only.description = description;
  if (body.icon !== undefined) database.icon = parseIcon(call, body.icon, "body.icon");
  if (body.cover !== undefined) database.cover = parseCover(call, body.cover, "body.cover");
  if (body.is_inline !== undefined) database.isInline = asBoolean(body.is_inline, "body.is_inline");
  if (body.is_locked !== undefined) database.locked = asBoolean(body.is_locked, "body.is_locked");
  if (parent !== null) moveDatabase(call, database, parent);
  if (trash !== undefined) setDatabaseTrash(call, database, trash);
  else announce(call, database, "database.content_updated");
  call.committed.resource = database.id;
  return databaseView(call, database);
}

function moveDatabase(call: Call, database: Database, parent: Parent): void {
  const { workspace } = call;
  const before = workspace.parentOf(database.parent);
  if (before !== null && "children" in before) before.children = before.children.filter(id => id !== database.id);
  database.parent = parent;
  const after = workspace.parentOf(parent);
  if (after !== null && "children" in after) after.children.push(database.id);
  announce(call, database, "database.moved");
}

/** Puts a database into the trash or takes it out, and reports it. */
export function setDatabaseTrash(call: Call, database: Database, trashed: boolean): void {
  if (database.trashed === trashed) return;
  database.trashed = trashed;
  announce(call, database, trashed ? "database.deleted" : "database.undeleted");
}

export const databaseRoutes: Routes = [
  ["POST", "databases", create],
  ["GET", "databases/:id", retrieve],
  ["PATCH", "databases/:id", update],
];
