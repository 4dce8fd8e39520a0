import { bodyFails, invalid } from "./apiError.ts";
import type { Call } from "./call.ts";
import { asArray, asBoolean, asId, asNumber, asObject, asString, type Fields, onlyKeys } from "./check.ts";
import { parseDate } from "./dateValue.ts";
import { parseFiles } from "./files.ts";
import { newOption } from "./propertyConfiguration.ts";
import type { DataSource, Page, Property, SelectOption } from "./records.ts";
import { setRelation } from "./relations.ts";
import { parseRichText } from "./richText.ts";
import { findProperty } from "./schema.ts";

const WRITABLE = [
  "title",
  "rich_text",
  "number",
  "select",
  "multi_select",
  "status",
  "date",
  "people",
  "files",
  "checkbox",
  "url",
  "email",
  "phone_number",
  "relation",
  "place",
];
const READ_ONLY = [
  "formula",
  "rollup",
  "created_time",
  "created_by",
  "last_edited_time",
  "last_edited_by",
  "unique_id",
  "button",
  "verification",
  "location",
  "last_visited_time",
];

type Written = Map<Property, unknown>;

/**
 * The property values of a request for a row, checked against the schema; nothing is stored yet.
 *
 * Unknown select and multi_select names make new options when the values are stored.
 * @throws 400 for unknown properties (by switch), read-only ones and values of the wrong form; 404 for pages not visible.
 */
export function parseValues(call: Call, source: DataSource, given: unknown, path: string): Written {
  const written: Written = new Map();
  for (const [key, value] of Object.entries(asObject(given, path))) {
    const property = findProperty(source, key);
    if (property === null) {
      if (call.workspace.switches.unknownProperty === "ignore") continue;
      throw invalid(`${key} is not a property that exists.`);
    }
    written.set(property, parseValue(call, property, value, `${path}.${key}`));
  }
  return written;
}

function parseValue(call: Call, property: Property, given: unknown, path: string): unknown {
  if (property.type === "title" && Array.isArray(given)) return parseRichText(call, given, path);
  const value = asObject(given, path);
  onlyKeys(value, path, ["type", "id", "name", "has_more", ...WRITABLE, ...READ_ONLY]);
  const type = property.type;
  if (value[type] === undefined || (value.type !== undefined && value.type !== type)) {
    const other = value.type ?? WRITABLE.find(each => value[each] !== undefined);
    if (other === undefined) throw bodyFails(`${path}.${type}`, "defined", undefined);
    throw invalid(`${property.name} is expected to be ${type}.`);
  }
  if (READ_ONLY.includes(type)) throw invalid(`${property.name} is a ${type} property and cannot be updated.`);
  return parseTyped(call, property, value[type], `${path}.${type}`);
}

function parseTyped(call: Call, property: Property, value: unknown, path: string): unknown {
  switch (property.type) {
    case "title":
    case "rich_text":
      return parseRichText(call, value, path);
    case "number":
      return value === null ? null : asNumber(value, path);
    case "checkbox":
      return asBoolean(value, path);
    case "url":
      return value === null ? null : asString(value, path, 2000);
    case "email":
    case "phone_number":
      return value === null ? null : asString(value, path, 200);
    case "select":
      return value === null ? null : parseOption(property, value, path);
    case "multi_select":
      return asArray(value, path).map((item, index) => parseOption(property, item, `${path}[${index}]`));
    case "status":
      return value === null ? null : parseStatus(property, value, path);
    case "date":
      return value === null ? null : parseDate(value, path);
    case "people":
      return asArray(value, path).map((item, index) => parsePerson(call, item, `${path}[${index}]`));
    case "relation":
      return parseRelation(call, property, value, path);
    case "files":
      return parseFiles(call, value, path);
    case "place":
      return value === null ? null : parsePlace(value, path);
    default:
      throw invalid(`${property.name} cannot be updated.`);
  }
}

function optionGiven(
  property: Property,
  value: unknown,
  path: string,
): { option: SelectOption | null; name: string; color?: string } {
  const given = asObject(value, path);
  onlyKeys(given, path, ["id", "name", "color", "description"]);
  if (given.id === undefined && given.name === undefined) throw bodyFails(`${path}.name`, "defined", undefined);
  const name = given.name === undefined ? "" : asString(given.name, `${path}.name`, 100);
  const byId =
    given.id === undefined
      ? undefined
      : property.options.find(option => option.id === asString(given.id, `${path}.id`));
  const option = byId ?? (given.name === undefined ? undefined : property.options.find(each => each.name === name));
  return { option: option ?? null, name, color: typeof given.color === "string" ? given.color : undefined };
}

/** An option that does not exist yet; it joins the schema only when the whole request turns out valid. */
interface NewOption {
  newName: string;
  color: string | undefined;
}

function parseOption(property: Property, value: unknown, path: string): string | NewOption {
  const { option, name, color } = optionGiven(property, value, path);
  if (option !== null) return option.id;
  if (name === "") throw invalid(`Invalid ${property.type} option. The option with this id does not exist.`);
  if (name.includes(",")) throw invalid(`Invalid select option, commas not allowed: ${name}`);
  return { newName: name, color };
}

function parseStatus(property: Property, value: unknown, path: string): string {
  const { option, name } = optionGiven(property, value, path);
  if (option !== null) return option.id;
  const asked = name === "" ? String((value as Fields).id) : name;
  throw invalid(`Invalid status option. Status option "${asked}" does not exist`);
}

function parsePlace(value: unknown, path: string): Fields {
  const given = asObject(value, path);
  onlyKeys(given, path, ["lat", "lon", "name", "address", "aws_place_id", "google_place_id"]);
  const text = (key: string) =>
    given[key] === undefined || given[key] === null ? null : asString(given[key], `${path}.${key}`);
  return {
    lat: asNumber(given.lat, `${path}.lat`),
    lon: asNumber(given.lon, `${path}.lon`),
    name: text("name"),
    address: text("address"),
    aws_place_id: text("aws_place_id"),
    google_place_id: text("google_place_id"),
  };
}

function parsePerson(call: Call, value: unknown, path: string): string {
  const given = asObject(value, path);
  const id = asId(given.id, `${path}.id`);
  if (!call.workspace.users.has(id)) throw call.workspace.notFound("user", id);
  return id;
}

function parseRelation(call: Call, property: Property, value: unknown, path: string): string[] {
  const ids: string[] = [];
  for (const [index, item] of asArray(value, path).entries()) {
    const at = `${path}[${index}]`;
    const given = asObject(item, at);
    onlyKeys(given, at, ["id"]);
    const page = call.workspace.page(asId(given.id, `${at}.id`), call.actor);
    if (page.parent.type !== "data_source_id" || page.parent.id !== property.relation?.dataSourceId) {
      throw invalid(`${property.name} relates to another data source than the one that page ${page.id} belongs to.`);
    }
    if (!ids.includes(page.id)) ids.push(page.id);
  }
  return ids;
}

/** Stores checked values in a row: makes the new options, keeps two-way relations in step. */
export function storeValues(call: Call, page: Page, written: Written): void {
  for (const [property, value] of written) {
    if (property.type === "relation") {
      setRelation(call.workspace, page, property, value as string[], call.actor);
      continue;
    }
    const stored = settleOptions(call, property, value);
    if (property.type === "status" && stored === null) page.values.delete(property.id);
    else page.values.set(property.id, stored);
  }
}

function settleOptions(call: Call, property: Property, value: unknown): unknown {
  if (property.type === "select" && isNewOption(value)) return makeOption(call, property, value);
  if (property.type === "multi_select") {
    const ids = (value as (string | NewOption)[]).map(each =>
      isNewOption(each) ? makeOption(call, property, each) : each,
    );
    return [...new Set(ids)];
  }
  return value;
}

function isNewOption(value: unknown): value is NewOption {
  return typeof value === "object" && value !== null && "newName" in value;
}

function makeOption(call: Call, property: Property, wanted: NewOption): string {
  const known = property.options.find(option => option.name === wanted.newName);
  if (known !== undefined) return known.id;
  const option = newOption(call.workspace, property.options, wanted.newName, wanted.color);
  property.options.push(option);
  return option.id;
}
