import type { Call } from "./call.ts";
import type { Fields } from "./check.ts";
import { bareId } from "./ids.ts";
import { propertyView } from "./propertyValue.ts";
import type { DataSource, Page, Parent, Property } from "./records.ts";
import { plainTextOf, type RichText } from "./richText.ts";
import { findProperty, orderedProperties } from "./schema.ts";
import { minuteIso } from "./times.ts";
import { partialUser } from "./users.ts";
import type { Workspace } from "./workspace.ts";

const LONE_TITLE: Property = {
  id: "title",
  name: "title",
  type: "title",
  description: null,
  options: [],
  groups: [],
  relation: null,
  settings: {},
};

/** The data source a page is a row of; null for other pages. */
export function sourceOf(workspace: Workspace, page: Page): DataSource | null {
  return page.parent.type === "data_source_id" ? (workspace.dataSources.get(page.parent.id) ?? null) : null;
}

/** A page's properties in the order Notion lists them. A page outside data sources has just its title. */
export function propertiesOf(source: DataSource | null): Property[] {
  return source === null ? [LONE_TITLE] : orderedProperties(source);
}

/** The page's title as plain text. */
export function titleOf(workspace: Workspace, page: Page): string {
  return plainTextOf(workspace, (page.values.get("title") ?? []) as RichText[]);
}

/** The parent as the API writes it; a row's names its database too. */
export function parentView(workspace: Workspace, parent: Parent): Fields {
  if (parent.type === "workspace") return { type: "workspace", workspace: true };
  if (parent.type !== "data_source_id") return { type: parent.type, [parent.type]: parent.id };
  const source = workspace.dataSources.get(parent.id);
  const database = source?.parent.type === "database_id" ? source.parent.id : null;
  return { type: "data_source_id", data_source_id: parent.id, database_id: database };
}

/** Address of an object in Notion's interface; the title goes in front of the id. */
export function addressOf(id: string, title = ""): string {
  const slug = title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `https://app.notion.com/p/${slug === "" ? "" : `${slug}-`}${bareId(id)}`;
}

/** A page object. `properties` limits it to some; see `chosenProperties`. */
export function pageView(call: Call, page: Page, properties?: Property[]): Fields {
  const { workspace } = call;
  const source = sourceOf(workspace, page);
  const values: Fields = {};
  for (const property of properties ?? propertiesOf(source))
    values[property.name] = propertyView(call, source, page, property);
  const inTrash = workspace.isTrashed(page);
  return {
    object: "page",
    id: page.id,
    created_time: minuteIso(page.createdAt),
    last_edited_time: minuteIso(page.editedAt),
    created_by: partialUser(page.createdBy),
    last_edited_by: partialUser(page.editedBy),
    cover: page.cover,
    icon: page.icon,
    parent: parentView(workspace, page.parent),
    in_trash: inTrash,
    is_archived: page.archived,
    is_locked: page.locked,
    properties: values,
    url: addressOf(page.id, titleOf(workspace, page)),
    public_url: null,
    ...(call.modern ? {} : { archived: inTrash }),
  };
}

/** The properties that the repeated query parameter `filter_properties` names, or all. */
export function chosenProperties(call: Call, source: DataSource | null): Property[] {
  const wanted = [...call.query.getAll("filter_properties"), ...call.query.getAll("filter_properties[]")];
  if (wanted.length === 0) return propertiesOf(source);
  const chosen = wanted.map(key =>
    source === null ? (key === "title" ? LONE_TITLE : null) : findProperty(source, key),
  );
  return chosen.filter(property => property !== null);
}
