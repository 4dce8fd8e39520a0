import type { Fields } from "./check.ts";
import type { DataSource, Property } from "./records.ts";
import type { Workspace } from "./workspace.ts";

const SIMPLE = [
  "title",
  "rich_text",
  "checkbox",
  "url",
  "email",
  "phone_number",
  "date",
  "people",
  "files",
  "created_time",
  "created_by",
  "last_edited_time",
  "last_edited_by",
  "last_visited_time",
  "button",
  "location",
  "place",
  "verification",
];

const CONFIGURED = ["number", "select", "multi_select", "status", "relation", "formula", "rollup", "unique_id"];

export const PROPERTY_TYPES = [...SIMPLE, ...CONFIGURED];

/** The property with this id (raw or URL-encoded) or name; null when there is none. */
export function findProperty(source: DataSource, key: string): Property | null {
  const direct = source.properties.get(key);
  if (direct !== undefined) return direct;
  for (const property of source.properties.values()) if (property.name === key) return property;
  return source.properties.get(decodeId(key)) ?? null;
}

/** A property id as it stands in the schema, from either spelling. */
export function decodeId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** The schema as the API returns it: by name, in the order of ids, the title last. */
export function schemaView(workspace: Workspace, source: DataSource): Fields {
  const view: Fields = {};
  for (const property of orderedProperties(source)) view[property.name] = propertyView(workspace, property);
  return view;
}

/** Properties in the order in which Notion lists them: by id, the title last. */
export function orderedProperties(source: DataSource): Property[] {
  return [...source.properties.values()].sort((a, b) => {
    if (a.id === "title" || b.id === "title") return a.id === "title" ? 1 : -1;
    return a.id < b.id ? -1 : 1;
  });
}

function propertyView(workspace: Workspace, property: Property): Fields {
  return {
    id: encodeURIComponent(property.id),
    name: property.name,
    description: property.description,
    type: property.type,
    [property.type]: configurationView(workspace, property),
  };
}

function configurationView(workspace: Workspace, property: Property): Fields {
  switch (property.type) {
    case "select":
    case "multi_select":
      return { options: property.options };
    case "status":
      return { options: property.options, groups: property.groups };
    case "relation":
      return relationView(workspace, property);
    default:
      return property.settings;
  }
}

function relationView(workspace: Workspace, property: Property): Fields {
  const target = workspace.dataSources.get(property.relation?.dataSourceId ?? "");
  const base = {
    database_id: target?.parent.type === "database_id" ? target.parent.id : "",
    data_source_id: property.relation?.dataSourceId,
  };
  const syncedId = property.relation?.syncedPropertyId ?? null;
  if (syncedId === null) return { ...base, type: "single_property", single_property: {} };
  const synced = target?.properties.get(syncedId);
  return {
    ...base,
    type: "dual_property",
    dual_property: { synced_property_name: synced?.name ?? "", synced_property_id: encodeURIComponent(syncedId) },
  };
}
