import { bodyFails, invalid } from "./apiError.ts";
import type { Call } from "./call.ts";
import { asArray, asId, asObject, asOneOf, asString, type Fields, onlyKeys } from "./check.ts";
import type { DataSource, Property, SelectOption } from "./records.ts";
import { COLORS, plainTextOf } from "./richText.ts";
import { findProperty } from "./schema.ts";
import type { Workspace } from "./workspace.ts";

/** An empty property of this type. */
export function newProperty(id: string, name: string, type: string): Property {
  return { id, name, type, description: null, options: [], groups: [], relation: null, settings: {} };
}

/** Reads a property's configuration for its type into the property. @throws 400, or 404 for unknown data sources. */
export function configure(
  call: Call,
  source: DataSource,
  property: Property,
  configuration: Fields,
  path: string,
): void {
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
      // Without a prefix in the request the one that is there stays.
      property.settings = {
        prefix: "prefix" in settings ? (settings.prefix ?? null) : (property.settings.prefix ?? null),
      };
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

// Notion stores references by id, so that renaming a property does not break formulas.
function withReferences(call: Call, source: DataSource, expression: string): string {
  return expression.replace(/prop\("((?:[^"\\]|\\.)*)"\)/g, (whole, name: string) => {
    const property = findProperty(source, name.replace(/\\(.)/g, "$1"));
    if (property === null) return whole;
    return `{{notion:block_property:${encodeURIComponent(property.id)}:${source.id}:${call.workspace.id}}}`;
  });
}

function configureRelation(call: Call, source: DataSource, property: Property, settings: Fields, path: string): void {
  onlyKeys(settings, path, ["data_source_id", "database_id", "type", "single_property", "dual_property"]);
  const targetId = asId(settings.data_source_id, `${path}.data_source_id`);
  const target = targetId === source.id ? source : call.workspace.dataSource(targetId, call.actor);
  const isDual = settings.type === "dual_property" || settings.dual_property !== undefined;
  const isSingle = settings.type === "single_property" || settings.single_property !== undefined;
  if (!isDual && !isSingle) throw bodyFails(`${path}.single_property`, "defined", undefined);
  const kept = property.relation?.dataSourceId === targetId ? property.relation.syncedPropertyId : null;
  property.relation = { dataSourceId: targetId, syncedPropertyId: null };
  if (!isDual) return;
  const dual = (settings.dual_property ?? {}) as Fields;
  const asked = dual.synced_property_name;
  // Asked for once more, the column on the other side stays, with its id.
  const back = kept === null ? undefined : target.properties.get(kept);
  if (back !== undefined) {
    if (typeof asked === "string" && asked !== "") back.name = asked;
    property.relation.syncedPropertyId = back.id;
    return;
  }
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
    relation_property_id: relation.id,
    rollup_property_name: rolled.name,
    rollup_property_id: rolled.id,
    function: asString(settings.function, `${path}.function`),
  };
}
