import type { NotionSimulator } from "../index.ts";
import type { Block, Database, DataSource, FileUpload, Page, Parent, Property, User } from "../records.ts";
import type { RichText } from "../richText.ts";
import type { Json } from "./recordings.ts";

/** Puts objects that existed before a recording began into a simulator, as the recording later shows them. */
export class Seed {
  readonly #sim: NotionSimulator;
  #sequence = -1_000_000;

  constructor(sim: NotionSimulator) {
    this.#sim = sim;
  }

  user(view: Json): void {
    const person = view.person as { email?: string } | undefined;
    const type = view.type === "bot" ? "bot" : "person";
    put<User>(this.#sim.state.users, {
      id: id(view),
      type,
      name: String(view.name),
      email: person?.email ?? null,
      avatarUrl: (view.avatar_url ?? null) as string | null,
    });
  }

  page(view: Json): void {
    const values = new Map<string, unknown>();
    const frozen = new Map<string, unknown>();
    let uniqueNumber: number | null = null;
    for (const value of Object.values(view.properties as Record<string, Json>)) {
      const key = decodeURIComponent(value.id as string);
      const inner = value[value.type as string];
      const stored = storedValue(value.type as string, inner);
      if (stored === undefined) frozen.set(key, inner);
      else if (stored !== null) values.set(key, stored);
      if (value.type === "unique_id") uniqueNumber = (inner as { number: number }).number;
    }
    const page: Page = {
      ...stamps(view),
      kind: "page",
      sequence: this.#sequence,
      archived: view.is_archived === true,
      locked: view.is_locked === true,
      icon: view.icon,
      cover: view.cover,
      values,
      children: [],
      uniqueNumber,
      history: [],
      frozen,
    };
    this.#sequence -= 1;
    put(this.#sim.state.pages, page);
    const parent = page.parent.type === "data_source_id" ? this.#sim.state.dataSources.get(page.parent.id) : undefined;
    // Recorded lists run from the newest to the oldest.
    parent?.rows.unshift(page);
    this.#shareWithoutParent(page);
  }

  dataSource(view: Json): void {
    const source: DataSource = {
      ...stamps(view),
      kind: "data_source",
      title: storedText(view.title),
      description: storedText(view.description),
      icon: view.icon,
      cover: view.cover,
      properties: new Map(),
      rows: [],
      lastUniqueNumber: 0,
    };
    // The trash flag of a data source whose database is in the trash is the database's.
    source.trashed = false;
    for (const property of Object.values(view.properties as Record<string, Json>)) {
      const stored = storedProperty(property);
      source.properties.set(stored.id, stored);
    }
    put(this.#sim.state.dataSources, source);
    const databaseId = (view.parent as { database_id: string }).database_id;
    if (!this.#sim.state.databases.has(databaseId)) this.#databaseOf(view, databaseId);
    const database = this.#sim.state.databases.get(databaseId) as Database;
    if (!database.dataSourceIds.includes(source.id)) database.dataSourceIds.push(source.id);
    for (const page of this.#sim.state.pages.values()) {
      if (page.parent.type === "data_source_id" && page.parent.id === source.id && !source.rows.includes(page))
        source.rows.unshift(page);
    }
    this.#shareWithoutParent(database);
  }

  #databaseOf(source: Json, databaseId: string): void {
    put<Database>(this.#sim.state.databases, {
      ...stamps({ ...source, id: databaseId, parent: source.database_parent }),
      kind: "database",
      title: storedText(source.title),
      description: storedText(source.description),
      icon: source.icon,
      cover: source.cover,
      isInline: source.is_inline === true,
      locked: false,
      dataSourceIds: [],
    });
  }

  database(view: Json): void {
    const known = this.#sim.state.databases.get(id(view));
    put<Database>(this.#sim.state.databases, {
      ...stamps({ ...view, created_by: { id: this.#sim.botUserId }, last_edited_by: { id: this.#sim.botUserId } }),
      kind: "database",
      title: storedText(view.title),
      description: storedText(view.description),
      icon: view.icon,
      cover: view.cover,
      isInline: view.is_inline === true,
      locked: view.is_locked === true,
      dataSourceIds: known?.dataSourceIds ?? (view.data_sources as { id: string }[]).map(each => each.id),
    });
    this.#shareWithoutParent(this.#sim.state.databases.get(id(view)) as Database);
  }

  block(view: Json): void {
    const type = view.type as string;
    const content: Json = {};
    for (const [key, value] of Object.entries(view[type] as Json)) {
      if (key === "rich_text" || key === "caption") content[key] = storedText(value);
      else if (key === "cells") content[key] = (value as unknown[]).map(storedText);
      else content[key] = value;
    }
    const block: Block = { ...stamps(view), kind: "block", type, content, children: [] };
    put(this.#sim.state.blocks, block);
    const holder =
      block.parent.type === "page_id"
        ? this.#sim.state.pages.get(block.parent.id)
        : this.#sim.state.blocks.get((block.parent as { id: string }).id);
    holder?.children.push(block.id);
  }

  /** A page that is known only by its place among its parent's blocks. */
  childPage(view: Json): void {
    if (!this.#sim.state.pages.has(id(view))) {
      const content = (view.child_page as { title: string }).title;
      const title = [
        { type: "text", text: { content, link: null }, annotations: null, plain_text: content, href: null },
      ];
      this.page({ ...view, icon: null, cover: null, properties: { title: { id: "title", type: "title", title } } });
    }
    const parent = storedParent(view.parent as Json) as { id: string };
    this.#sim.state.pages.get(parent.id)?.children.push(id(view));
  }

  upload(view: Json): void {
    const createdAt = Date.parse(view.created_time as string);
    put<FileUpload>(this.#sim.state.fileUploads, {
      id: id(view),
      createdAt,
      createdBy: (view.created_by as { id: string }).id,
      expiresAt: view.expiry_time === null ? null : Date.parse(view.expiry_time as string),
      status: view.status as FileUpload["status"],
      mode: "single_part",
      filename: view.filename as string,
      contentType: view.content_type as string,
      contentLength: view.content_length as number | null,
      externalUrl: null,
      importResult: view.file_import_result ?? null,
    });
  }

  #shareWithoutParent(object: { id: string; parent: Parent }): void {
    this.#sim.state.share(object.id);
  }
}

function put<T extends { id: string }>(map: ReadonlyMap<string, T>, object: T): void {
  (map as Map<string, T>).set(object.id, object);
}

function id(view: Json): string {
  return view.id as string;
}

function stamps(view: Json): Omit<Block, "kind" | "type" | "content" | "children"> {
  return {
    id: id(view),
    parent: storedParent(view.parent as Json),
    createdAt: Date.parse(view.created_time as string),
    editedAt: Date.parse(view.last_edited_time as string),
    createdBy: (view.created_by as { id: string }).id,
    editedBy: (view.last_edited_by as { id: string }).id,
    trashed: view.in_trash === true,
  };
}

function storedParent(view: Json): Parent {
  const type = view.type as Parent["type"];
  return type === "workspace" ? { type } : ({ type, id: view[type] } as Parent);
}

function storedText(value: unknown): RichText[] {
  return (value as Json[]).map(({ plain_text: _, href: __, ...run }) => run as unknown as RichText);
}

/** A value in the stored form; undefined when it is computed and has to be frozen, null when there is none. */
function storedValue(type: string, inner: unknown): unknown {
  if (inner === null) return null;
  switch (type) {
    case "title":
    case "rich_text":
      return storedText(inner);
    case "select":
    case "status":
      return (inner as { id: string }).id;
    case "multi_select":
    case "people":
    case "relation":
      return (inner as { id: string }[]).map(each => each.id);
    case "formula":
    case "rollup":
    case "created_by":
    case "last_edited_by":
      return undefined;
    default:
      return inner;
  }
}

function storedProperty(view: Json): Property {
  const type = view.type as string;
  const settings = view[type] as Json;
  const dual = settings.dual_property as { synced_property_id?: string } | undefined;
  return {
    id: decodeURIComponent(view.id as string),
    name: view.name as string,
    type,
    description: view.description as string | null,
    options: (settings.options ?? []) as Property["options"],
    groups: (settings.groups ?? []) as Property["groups"],
    relation:
      type === "relation"
        ? {
            dataSourceId: settings.data_source_id as string,
            syncedPropertyId:
              dual?.synced_property_id === undefined ? null : decodeURIComponent(dual.synced_property_id),
          }
        : null,
    settings,
  };
}
