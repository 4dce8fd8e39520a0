import { bodyFails, invalid } from "./apiError.ts";
import { appendBlocks } from "./blockTree.ts";
import type { Call, Routes } from "./call.ts";
import { asBoolean, asId, asObject, type Fields, onlyKeys, pathId } from "./check.ts";
import { parseCover, parseIcon } from "./files.ts";
import { keepHistory } from "./history.ts";
import { markdownBlocks } from "./markdown.ts";
import { chosenProperties, pageView, sourceOf } from "./pageView.ts";
import type { DataSource, Page, Parent } from "./records.ts";
import { parseRichText } from "./richText.ts";
import { parseValues, storeValues } from "./values.ts";
import type { Workspace } from "./workspace.ts";

/** Takes the trash flag out of a body: `in_trash`, and before 2026-03-11 `archived` too. Undefined when not given. */
export function trashFlag(call: Call, body: Fields): boolean | undefined {
  if (call.modern && body.archived !== undefined) throw bodyFails("body.archived", "not present", body.archived);
  const flag = body.in_trash ?? body.archived;
  if (flag === undefined) return undefined;
  return asBoolean(flag, body.in_trash === undefined ? "body.archived" : "body.in_trash");
}

/** 400 for edits of what lies in the trash. */
export function refuseTrashed(workspace: Workspace, object: { trashed: boolean; parent: Parent }): void {
  if (workspace.isTrashed(object)) {
    throw invalid("Can't edit block that is archived. You must unarchive the block before editing.");
  }
}

/** A new page in the workspace's books: among its parent's children, or a row of its data source. */
function insertPage(call: Call, parent: Parent, position: number | null = null): Page {
  const { workspace, actor } = call;
  const now = workspace.clock.now();
  const page: Page = {
    kind: "page",
    id: workspace.ids.uuid(),
    sequence: workspace.nextSequence(),
    parent,
    createdAt: now,
    editedAt: now,
    createdBy: actor.id,
    editedBy: actor.id,
    trashed: false,
    archived: false,
    locked: false,
    icon: null,
    cover: null,
    values: new Map(),
    children: [],
    uniqueNumber: null,
    history: [],
    frozen: null,
  };
  workspace.pages.set(page.id, page);
  attach(workspace, page, position);
  return page;
}

function attach(workspace: Workspace, page: Page, position: number | null): void {
  if (page.parent.type === "data_source_id") {
    const source = workspace.dataSources.get(page.parent.id) as DataSource;
    source.rows.push(page);
    if (page.uniqueNumber === null) {
      source.lastUniqueNumber += 1;
      page.uniqueNumber = source.lastUniqueNumber;
    }
    return;
  }
  const holder = workspace.parentOf(page.parent);
  if (holder !== null && "children" in holder) holder.children.splice(position ?? holder.children.length, 0, page.id);
}

function detach(workspace: Workspace, page: Page): void {
  const holder = workspace.parentOf(page.parent);
  if (holder?.kind === "data_source") holder.rows = holder.rows.filter(row => row !== page);
  else if (holder !== null && "children" in holder) holder.children = holder.children.filter(id => id !== page.id);
}

function parseParent(call: Call, value: unknown, path: string): Parent {
  const { workspace, actor } = call;
  const given = asObject(value, path);
  onlyKeys(given, path, ["type", "page_id", "database_id", "data_source_id", "block_id", "workspace"]);
  if (given.data_source_id !== undefined) {
    const source = workspace.dataSource(asId(given.data_source_id, `${path}.data_source_id`), actor);
    refuseTrashed(workspace, source);
    return { type: "data_source_id", id: source.id };
  }
  if (given.database_id !== undefined) return parentInDatabase(call, asId(given.database_id, `${path}.database_id`));
  if (given.page_id !== undefined) {
    const page = workspace.page(asId(given.page_id, `${path}.page_id`), actor);
    refuseTrashed(workspace, page);
    return { type: "page_id", id: page.id };
  }
  if (given.workspace === true) {
    if (actor.type === "bot") {
      throw invalid("Provided parent is not valid: internal integrations cannot create pages at the workspace level.");
    }
    return { type: "workspace" };
  }
  throw bodyFails(`${path}.page_id`, "defined", undefined);
}

function parentInDatabase(call: Call, id: string): Parent {
  const database = call.workspace.database(id, call.actor);
  const [only, ...others] = database.dataSourceIds;
  if (only === undefined || others.length > 0) {
    throw invalid(
      `Databases with multiple data sources are not supported in this API version: ${id}. Use data_source_id.`,
    );
  }
  return { type: "data_source_id", id: only };
}

const CREATE_KEYS = [
  "parent",
  "properties",
  "icon",
  "cover",
  "content",
  "children",
  "markdown",
  "allow_async",
  "template",
  "position",
];

function create(call: Call): unknown {
  const { workspace, body } = call;
  onlyKeys(body, "body", CREATE_KEYS);
  const parent = parseParent(call, body.parent, "body.parent");
  const source = parent.type === "data_source_id" ? (workspace.dataSources.get(parent.id) as DataSource) : null;
  const properties = body.properties ?? {};
  const written = source === null ? null : parseValues(call, source, properties, "body.properties");
  const title = source === null ? parseLoneTitle(call, asObject(properties, "body.properties")) : null;
  const icon = body.icon === undefined ? null : parseIcon(call, body.icon, "body.icon");
  const cover = body.cover === undefined ? null : parseCover(call, body.cover, "body.cover");
  if (body.markdown !== undefined && body.children !== undefined)
    throw bodyFails("body.children", "not present", body.children);
  const children = body.markdown === undefined ? body.children : markdownBlocks(String(body.markdown));
  const page = insertPage(call, parent);
  page.icon = icon;
  page.cover = cover;
  if (title !== null) page.values.set("title", title);
  try {
    if (written !== null) storeValues(call, page, written);
    if (children !== undefined) appendBlocks(call, page, children, "body.children", null);
  } catch (error) {
    detach(workspace, page);
    workspace.pages.delete(page.id);
    throw error;
  }
  if (parent.type === "page_id") workspace.touchPageAround(parent, call.actor);
  call.committed.resource = page.id;
  announce(call, page, "page.created");
  return pageView(call, page);
}

function parseLoneTitle(call: Call, properties: Fields): ReturnType<typeof parseRichText> {
  for (const key of Object.keys(properties)) {
    if (key !== "title" && call.workspace.switches.unknownProperty === "reject") {
      throw invalid(`${key} is not a property that exists.`);
    }
  }
  const given = properties.title;
  if (given === undefined) return [];
  if (Array.isArray(given)) return parseRichText(call, given, "body.properties.title");
  const value = asObject(given, "body.properties.title");
  onlyKeys(value, "body.properties.title", ["id", "type", "title"]);
  return parseRichText(call, value.title, "body.properties.title.title");
}

/** Reports a change of a page to webhooks. */
export function announce(call: Call, page: Page, type: string, data: Fields = {}): void {
  call.workspace.changed({
    type,
    entity: { id: page.id, type: "page" },
    parent: page.parent,
    authorId: call.actor.id,
    data,
  });
}

function retrieve(call: Call): unknown {
  const page = call.workspace.page(pathId(call.params[0], "page_id"), call.actor);
  return pageView(call, page, chosenProperties(call, sourceOf(call.workspace, page)));
}

const UPDATE_KEYS = [
  "properties",
  "icon",
  "cover",
  "in_trash",
  "archived",
  "is_archived",
  "is_locked",
  "template",
  "erase_content",
  "allow_async",
];

function update(call: Call): unknown {
  const { workspace, body, actor } = call;
  onlyKeys(body, "body", UPDATE_KEYS);
  const page = workspace.page(pathId(call.params[0], "page_id"), actor);
  const trash = trashFlag(call, body);
  if (trash !== false) refuseEditOfTrash(call, page, trash);
  const source = sourceOf(workspace, page);
  const written =
    body.properties === undefined || source === null
      ? null
      : parseValues(call, source, body.properties, "body.properties");
  const given = body.properties === undefined ? null : asObject(body.properties, "body.properties");
  const title = given === null || source !== null ? null : parseLoneTitle(call, given);
  const icon = body.icon === undefined ? undefined : parseIcon(call, body.icon, "body.icon");
  const cover = body.cover === undefined ? undefined : parseCover(call, body.cover, "body.cover");
  if (body.is_locked !== undefined) asBoolean(body.is_locked, "body.is_locked");
  if (body.is_archived !== undefined) asBoolean(body.is_archived, "body.is_archived");
  if (Object.keys(body).length === 0) return pageView(call, page);

  keepHistory(workspace, page);
  if (trash !== undefined) setTrash(call, page, trash);
  if (written !== null) storeValues(call, page, written);
  if (title !== null && given?.title !== undefined) page.values.set("title", title);
  if (icon !== undefined) page.icon = icon;
  if (cover !== undefined) page.cover = cover;
  if (body.is_archived !== undefined) page.archived = body.is_archived === true;
  if (body.erase_content === true) page.children = page.children.filter(id => !workspace.blocks.has(id));
  if (body.is_locked !== undefined && page.locked !== body.is_locked) {
    page.locked = body.is_locked === true;
    announce(call, page, page.locked ? "page.locked" : "page.unlocked");
  }
  workspace.touch(page, actor);
  call.committed.resource = page.id;
  if (given !== null) {
    const ids = written === null ? ["title"] : [...written.keys()].map(property => encodeURIComponent(property.id));
    announce(call, page, "page.properties_updated", { updated_properties: ids });
  }
  return pageView(call, page, chosenProperties(call, source));
}

function refuseEditOfTrash(call: Call, page: Page, trash: boolean | undefined): void {
  const isRepeat = trash === true && Object.keys(call.body).length === 1;
  if (!isRepeat) refuseTrashed(call.workspace, page);
}

/** Puts a page into the trash or takes it out, and reports it. */
export function setTrash(call: Call, page: Page, trashed: boolean): void {
  if (page.trashed === trashed) return;
  keepHistory(call.workspace, page);
  page.trashed = trashed;
  announce(call, page, trashed ? "page.deleted" : "page.undeleted");
}

function move(call: Call): unknown {
  const { workspace, body, actor } = call;
  onlyKeys(body, "body", ["parent"]);
  const page = workspace.page(pathId(call.params[0], "page_id"), actor);
  refuseTrashed(workspace, page);
  const parent = parseParent(call, body.parent, "body.parent");
  if (isUnder(workspace, parent, page.id)) throw invalid("A page cannot be moved into itself.");
  keepHistory(workspace, page);
  detach(workspace, page);
  page.parent = parent;
  attach(workspace, page, null);
  workspace.touch(page, actor);
  announce(call, page, "page.moved");
  return pageView(call, page);
}

function isUnder(workspace: Workspace, parent: Parent, id: string): boolean {
  let at = parent;
  while (at.type !== "workspace") {
    if (at.id === id) return true;
    const holder = workspace.parentOf(at);
    if (holder === null) return false;
    at = holder.parent;
  }
  return false;
}

export const pageRoutes: Routes = [
  ["POST", "pages", create],
  ["GET", "pages/:id", retrieve],
  ["PATCH", "pages/:id", update],
  ["POST", "pages/:id/move", move],
];
