import { bodyFails, invalid } from "./apiError.ts";
import type { Call } from "./call.ts";
import { asObject, asString, type Fields } from "./check.ts";
import { configure, newProperty } from "./propertyConfiguration.ts";
import type { DataSource, Property } from "./records.ts";
import { findProperty, PROPERTY_TYPES } from "./schema.ts";
import type { Workspace } from "./workspace.ts";

/**
 * The properties of a new data source. The title is found by type; without one, Notion adds "Name".
 *
 * @throws 400 for unknown types, a second title, or configurations that Notion refuses.
 */
export function createSchema(call: Call, source: DataSource, given: unknown, path: string): void {
  const properties = given === undefined ? {} : asObject(given, path);
  const titles = Object.entries(properties).filter(([, each]) => typeOf(each as Fields) === "title");
  if (titles.length > 1)
    throw invalid("Multiple title properties were provided. There should only be one title property.");
  const [titleName] = titles[0] ?? ["Name"];
  source.properties.set("title", newProperty("title", titleName, "title"));
  for (const [name, configuration] of computedLast(properties)) {
    const at = `${path}.${name}`;
    if (typeOf(configuration as Fields) === "title") {
      const property = source.properties.get("title") as Property;
      property.description = descriptionOf(configuration as Fields, at) ?? null;
      continue;
    }
    addProperty(call, source, name, asObject(configuration, at), at);
  }
}

// Formulas and rollups may name properties of the same request, whatever their order.
function computedLast(properties: Fields): [string, unknown][] {
  const isComputed = ([, each]: [string, unknown]): boolean =>
    ["formula", "rollup"].includes(typeOf(each as Fields) ?? "");
  const entries = Object.entries(properties);
  return [...entries.filter(each => !isComputed(each)), ...entries.filter(isComputed)];
}

function typeOf(configuration: Fields | null): string | undefined {
  if (typeof configuration !== "object" || configuration === null) return undefined;
  if (typeof configuration.type === "string") return configuration.type;
  return PROPERTY_TYPES.find(type => configuration[type] !== undefined);
}

function descriptionOf(configuration: Fields, path: string): string | null | undefined {
  if (configuration.description === undefined || configuration.description === null)
    return configuration.description as null | undefined;
  return asString(configuration.description, `${path}.description`, 280);
}

function addProperty(call: Call, source: DataSource, name: string, configuration: Fields, path: string): Property {
  if (findByName(source, name) !== null) throw invalid(`Property "${name}" already exists.`);
  const type = typeOf(configuration);
  if (type === undefined || !PROPERTY_TYPES.includes(type)) {
    throw bodyFails(`${path}.type`, "a known property type", configuration.type);
  }
  const property = newProperty(
    call.workspace.ids.propertyId(id => source.properties.has(id)),
    name,
    type,
  );
  property.description = descriptionOf(configuration, path) ?? null;
  configure(call, source, property, configuration, path);
  source.properties.set(property.id, property);
  if (type === "unique_id") numberRows(source);
  return property;
}

function findByName(source: DataSource, name: string): Property | null {
  for (const property of source.properties.values()) if (property.name === name) return property;
  return null;
}

function numberRows(source: DataSource): void {
  for (const row of source.rows) {
    source.lastUniqueNumber += 1;
    row.uniqueNumber ??= source.lastUniqueNumber;
  }
}

export interface SchemaChange {
  id: string;
  name: string;
  action: "created" | "updated" | "deleted";
}

/**
 * Changes a schema as PATCH data_sources does: null removes, a configuration adds, renames, retypes or replaces options.
 *
 * @returns what changed, as data_source.schema_updated reports it.
 * @throws 400 for removing or retyping the title, and for what Notion refuses in a configuration.
 */
export function updateSchema(call: Call, source: DataSource, given: unknown, path: string): SchemaChange[] {
  const changes: SchemaChange[] = [];
  for (const [key, value] of computedLast(asObject(given, path))) {
    const at = `${path}.${key}`;
    const property = findProperty(source, key);
    if (value === null) {
      if (property === null) throw invalid(`${key} is not a property that exists.`);
      if (property.type === "title") throw invalid("Cannot delete title property.");
      removeProperty(call.workspace, source, property);
      changes.push({ id: encodeURIComponent(property.id), name: property.name, action: "deleted" });
      continue;
    }
    const configuration = asObject(value, at);
    if (property === null) {
      const name = typeof configuration.name === "string" ? configuration.name : key;
      const added = addProperty(call, source, name, configuration, at);
      changes.push({ id: encodeURIComponent(added.id), name: added.name, action: "created" });
      continue;
    }
    changeProperty(call, source, property, configuration, at);
    changes.push({ id: encodeURIComponent(property.id), name: property.name, action: "updated" });
  }
  return changes;
}

function changeProperty(call: Call, source: DataSource, property: Property, configuration: Fields, path: string): void {
  if (configuration.name !== undefined) {
    const name = asString(configuration.name, `${path}.name`);
    const other = findByName(source, name);
    if (other !== null && other !== property) throw invalid(`Property "${name}" already exists.`);
    property.name = name;
  }
  const description = descriptionOf(configuration, path);
  if (description !== undefined) property.description = description;
  const type = typeOf(configuration);
  if (type === undefined) return;
  if (type !== property.type) {
    if (property.type === "title" || type === "title") throw invalid("Cannot change the type of the title property.");
    if (!PROPERTY_TYPES.includes(type)) throw bodyFails(`${path}.type`, "a known property type", type);
    retype(call, source, property, type, configuration, path);
    return;
  }
  configure(call, source, property, configuration, path);
  if (property.type === "select" || property.type === "multi_select" || property.type === "status")
    dropLostOptions(source, property);
}

// A value in another type's form would make no sense of itself, so it is dropped, except that texts stay texts.
function retype(
  call: Call,
  source: DataSource,
  property: Property,
  type: string,
  configuration: Fields,
  path: string,
): void {
  const texts = ["url", "email", "phone_number"];
  const keeps = texts.includes(property.type) && texts.includes(type);
  const isOptionType = (each: string): boolean => each === "select" || each === "multi_select";
  const converts = isOptionType(property.type) && isOptionType(type);
  unlink(call.workspace, property);
  const before = property.type;
  Object.assign(property, { type, groups: [], relation: null, settings: {} });
  if (!converts) property.options = [];
  for (const row of source.rows) {
    const old = row.values.get(property.id);
    if (old === undefined || keeps) continue;
    if (converts && before === "select") row.values.set(property.id, [old]);
    else if (converts) row.values.set(property.id, (old as string[])[0]);
    else row.values.delete(property.id);
  }
  configure(call, source, property, configuration, path);
  if (type === "unique_id") numberRows(source);
}

function dropLostOptions(source: DataSource, property: Property): void {
  const known = new Set(property.options.map(option => option.id));
  for (const row of source.rows) {
    const value = row.values.get(property.id);
    if (Array.isArray(value))
      row.values.set(
        property.id,
        value.filter(id => known.has(id)),
      );
    else if (typeof value === "string" && !known.has(value)) row.values.delete(property.id);
  }
}

function removeProperty(workspace: Workspace, source: DataSource, property: Property): void {
  unlink(workspace, property);
  source.properties.delete(property.id);
  for (const row of source.rows) row.values.delete(property.id);
}

// With one side of a two-way relation goes the other.
function unlink(workspace: Workspace, property: Property): void {
  const synced = property.relation?.syncedPropertyId ?? null;
  if (synced === null) return;
  const target = workspace.dataSources.get(property.relation?.dataSourceId ?? "");
  target?.properties.delete(synced);
  for (const row of target?.rows ?? []) row.values.delete(synced);
}
