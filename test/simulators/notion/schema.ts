import { bodyFails, invalid } from "./apiError.ts";
import type { Call } from "./call.ts";
import { asArray, asId, asObject, asOneOf, asString, type Fields, onlyKeys } from "./check.ts";
import type { DataSource, Property, SelectOption } from "./records.ts";
import { COLORS, plainTextOf } from "./richText.ts";
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

function newProperty(id: string, name: string, type: string): Property {
  return { id, name, type, description: null, options: [], groups: [], relation: null, settings: {} };
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

function configure(call: Call, source: DataSource, property: Property, configuration: Fields, path: string): void {
  const type = property.type;
  onlyKeys(configuration, path, ["id", "name", "type", "description", type]);
  const settings =
    configuration[type] === undefined || configuration[type] === null
      ? {}
      : asObject(configuration[type], `${path}.${type}`);
  switch (type) {
    case "number":
      onlyKeys(settings, `${path}.number`, ["format"]);
      property.settings = {
        format: settings.format === undefined ? "number" : asString(settings.format, `${path}.number.format`),
      };
      return;
    case "select":
    case "multi_select":
      onlyKeys(settings, `${path}.${type}`, ["options"]);
      if (settings.options !== undefined)
        property.options = parseOptions(call, settings.options, property.options, `${path}.${type}.options`);
      return;
    case "status":
      configureStatus(call, property, settings, `${path}.status`);
      return;
    case "relation":
      configureRelation(call, source, property, settings, `${path}.relation`);
      return;
    case "formula":
      onlyKeys(settings, `${path}.formula`, ["expression"]);
      property.settings = {
        expression: withReferences(call, source, asString(settings.expression ?? "", `${path}.formula.expression`)),
      };
      return;
    case "rollup":
      configureRollup(call, source, property, settings, `${path}.rollup`);
      return;
    case "unique_id":
      onlyKeys(settings, `${path}.unique_id`, ["prefix"]);
      property.settings = { prefix: (settings.prefix as string | null | undefined) ?? null };
      return;
    default:
      onlyKeys(settings, `${path}.${type}`, []);
      property.settings = {};
  }
}

/** A colour for an option that came without one: "default" first, then the palette in turn. */
function nextColor(options: readonly SelectOption[]): string {
  return COLORS[options.length % COLORS.length] as string;
}

/** A new option of a select or multi_select. @throws 400 when its name has a comma. */
export function newOption(
  workspace: Workspace,
  options: readonly SelectOption[],
  name: string,
  color?: string,
): SelectOption {
  if (name.includes(",")) throw invalid(`Invalid select option, commas not allowed: ${name}`);
  return { id: workspace.ids.uuid(), name, color: color ?? nextColor(options), description: null };
}

// The list replaces the old one; an option that names an existing id or name keeps its id, colour and,
// through the API, its name: renaming answers 200 and does nothing.
function parseOptions(call: Call, value: unknown, old: readonly SelectOption[], path: string): SelectOption[] {
  const result: SelectOption[] = [];
  for (const [index, item] of asArray(value, path).entries()) {
    const at = `${path}[${index}]`;
    const given = asObject(item, at);
    onlyKeys(given, at, ["id", "name", "color", "description"]);
    const color =
      given.color === undefined || given.color === null ? undefined : asOneOf(given.color, `${at}.color`, COLORS);
    const known = old.find(option => (given.id !== undefined ? option.id === given.id : option.name === given.name));
    if (known === undefined && given.name === undefined) throw bodyFails(`${at}.name`, "defined", undefined);
    const option =
      known === undefined
        ? newOption(call.workspace, result, asString(given.name, `${at}.name`, 100), color)
        : { ...known };
    if (known === undefined && typeof given.id === "string") option.id = given.id;
    if (given.description !== undefined)
      option.description = given.description === null ? null : asString(given.description, `${at}.description`);
    if (result.some(other => other.name === option.name))
      throw invalid(`Select option "${option.name}" was given twice.`);
    result.push(option);
  }
  return result;
}

// Notion stores references by id, so that renaming a property does not break formulas.
function withReferences(call: Call, source: DataSource, expression: string): string {
  return expression.replace(/prop\("((?:[^"\\]|\\.)*)"\)/g, (whole, name: string) => {
    const property = findProperty(source, name.replace(/\\(.)/g, "$1"));
    if (property === null) return whole;
    return `{{notion:block_property:${encodeURIComponent(property.id)}:${source.id}:${call.workspace.id}}}`;
  });
}

function configureStatus(call: Call, property: Property, settings: Fields, path: string): void {
  onlyKeys(settings, path, ["options", "groups"]);
  if (settings.options !== undefined) {
    property.options = parseOptions(call, settings.options, property.options, `${path}.options`);
  } else if (property.options.length === 0) {
    const made = [
      ["Not started", "default"],
      ["In progress", "blue"],
      ["Done", "green"],
    ] as const;
    property.options = made.map(([name, color]) => ({ id: call.workspace.ids.uuid(), name, color, description: null }));
    property.groups = [
      ["To-do", "gray"],
      ["In progress", "blue"],
      ["Complete", "green"],
    ].map(([name, color], index) => ({
      id: call.workspace.ids.uuid(),
      name: name as string,
      color: color as string,
      option_ids: [(property.options[index] as SelectOption).id],
    }));
    return;
  }
  if (property.groups.length === 0) {
    property.groups = [
      { id: call.workspace.ids.uuid(), name: "To-do", color: "gray", option_ids: [] },
      { id: call.workspace.ids.uuid(), name: "In progress", color: "blue", option_ids: [] },
      { id: call.workspace.ids.uuid(), name: "Complete", color: "green", option_ids: [] },
    ];
  }
  const ids = new Set(property.options.map(option => option.id));
  for (const group of property.groups) group.option_ids = group.option_ids.filter(id => ids.has(id));
  const placed = new Set(property.groups.flatMap(group => group.option_ids));
  for (const option of property.options) if (!placed.has(option.id)) property.groups[0]?.option_ids.push(option.id);
}

function configureRelation(call: Call, source: DataSource, property: Property, settings: Fields, path: string): void {
  onlyKeys(settings, path, ["data_source_id", "database_id", "type", "single_property", "dual_property"]);
  const targetId = asId(settings.data_source_id, `${path}.data_source_id`);
  const target = targetId === source.id ? source : call.workspace.dataSource(targetId, call.actor);
  const isDual = settings.type === "dual_property" || settings.dual_property !== undefined;
  const isSingle = settings.type === "single_property" || settings.single_property !== undefined;
  if (!isDual && !isSingle) throw bodyFails(`${path}.single_property`, "defined", undefined);
  property.relation = { dataSourceId: targetId, syncedPropertyId: null };
  if (!isDual) return;
  const dual = (settings.dual_property ?? {}) as Fields;
  const asked = dual.synced_property_name;
  const name =
    typeof asked === "string" && asked !== ""
      ? asked
      : `Related to ${plainTextOf(call.workspace, source.title)} (${property.name})`;
  const synced = newProperty(
    call.workspace.ids.propertyId(id => target.properties.has(id) || id === property.id),
    name,
    "relation",
  );
  synced.relation = { dataSourceId: source.id, syncedPropertyId: property.id };
  target.properties.set(synced.id, synced);
  property.relation.syncedPropertyId = synced.id;
}

function configureRollup(call: Call, source: DataSource, property: Property, settings: Fields, path: string): void {
  const keys = [
    "relation_property_name",
    "relation_property_id",
    "rollup_property_name",
    "rollup_property_id",
    "function",
  ];
  onlyKeys(settings, path, keys);
  const relationKey = (settings.relation_property_id ?? settings.relation_property_name) as string | undefined;
  const relation = relationKey === undefined ? null : findProperty(source, relationKey);
  if (relation?.relation == null)
    throw invalid(`Rollup property ${property.name} must name a relation property of this data source.`);
  const target = call.workspace.dataSources.get(relation.relation.dataSourceId);
  const rolledKey = (settings.rollup_property_id ?? settings.rollup_property_name) as string | undefined;
  const rolled = target === undefined || rolledKey === undefined ? null : findProperty(target, rolledKey);
  if (rolled === null)
    throw invalid(`Rollup property ${property.name} must name a property of the related data source.`);
  property.settings = {
    relation_property_name: relation.name,
    relation_property_id: encodeURIComponent(relation.id),
    rollup_property_name: rolled.name,
    rollup_property_id: encodeURIComponent(rolled.id),
    function: asString(settings.function, `${path}.function`),
  };
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

// The other side of a two-way relation goes on as a one-way relation's absence: Notion removes it too.
function unlink(workspace: Workspace, property: Property): void {
  const synced = property.relation?.syncedPropertyId ?? null;
  if (synced === null) return;
  const target = workspace.dataSources.get(property.relation?.dataSourceId ?? "");
  target?.properties.delete(synced);
  for (const row of target?.rows ?? []) row.values.delete(synced);
}
