import { bodyFails, invalid } from "./apiError.ts";
import type { Call } from "./call.ts";
import { asArray, asObject, asString, type Fields, onlyKeys } from "./check.ts";
import {
  checkboxTest,
  dateCondition,
  existenceTest,
  listTest,
  numberTest,
  onlyOperator,
  optionTest,
  textTest,
  wrongFilterType,
} from "./conditions.ts";
import { timestampTest } from "./dateFilter.ts";
import { normalId } from "./ids.ts";
import { plainValue, relatedIds } from "./propertyValue.ts";
import type { DataSource, Page, Property } from "./records.ts";
import { plainTextOf, type RichText } from "./richText.ts";
import { findProperty } from "./schema.ts";

export type RowTest = (row: Page) => boolean;

/** What a condition is asked about; it makes conditions the same for rows and for values inside formulas and rollups. */
type ValueTest = (value: unknown) => boolean;

const FILTER_TYPES = [
  "title",
  "rich_text",
  "url",
  "email",
  "phone_number",
  "number",
  "checkbox",
  "select",
  "multi_select",
  "status",
  "date",
  "people",
  "created_by",
  "last_edited_by",
  "files",
  "relation",
  "formula",
  "rollup",
  "unique_id",
  "created_time",
  "last_edited_time",
  "verification",
];
const TEXTS = ["title", "rich_text", "url", "email", "phone_number"];

/**
 * A test for rows out of a query's filter: read and checked once, then fast.
 *
 * @throws 400 for unknown properties and operators, filters of the wrong type, and groups deeper than two levels.
 */
export function compileFilter(call: Call, source: DataSource, filter: unknown): RowTest {
  return compile(call, source, asObject(filter, "body.filter"), "body.filter", 0);
}

function compile(call: Call, source: DataSource, filter: Fields, path: string, depth: number): RowTest {
  for (const kind of ["and", "or"] as const) {
    if (filter[kind] === undefined) continue;
    if (depth >= 2) throw bodyFails(`${path}.${kind}`, "not present", filter[kind]);
    onlyKeys(filter, path, [kind]);
    const tests = asArray(filter[kind], `${path}.${kind}`).map((each, index) => {
      const at = `${path}.${kind}[${index}]`;
      return compile(call, source, asObject(each, at), at, depth + 1);
    });
    return kind === "and" ? row => tests.every(test => test(row)) : row => tests.some(test => test(row));
  }
  if (filter.timestamp !== undefined) return compileTimestamp(call, filter, path);
  return compileProperty(call, source, filter, path);
}

function compileTimestamp(call: Call, filter: Fields, path: string): RowTest {
  const which = filter.timestamp;
  if (which !== "created_time" && which !== "last_edited_time") {
    throw bodyFails(`${path}.timestamp`, '`"created_time"` or `"last_edited_time"`', which);
  }
  onlyKeys(filter, path, ["timestamp", "type", which]);
  const [operator, value] = onlyOperator(filter[which], `${path}.${which}`);
  const test = timestampTest(operator, value, `${path}.${which}`, call.workspace.clock.now());
  return which === "created_time" ? row => test(row.createdAt) : row => test(row.editedAt);
}

function compileProperty(call: Call, source: DataSource, filter: Fields, path: string): RowTest {
  if (filter.property === undefined) throw bodyFails(`${path}.property`, "defined", undefined);
  const key = asString(filter.property, `${path}.property`);
  const property = findProperty(source, key);
  if (property === null) throw invalid(`Could not find property with name or id: ${key}`);
  onlyKeys(filter, path, ["property", "type", ...FILTER_TYPES]);
  const type = FILTER_TYPES.find(each => filter[each] !== undefined);
  if (type === undefined) throw bodyFails(`${path}.${property.type}`, "defined", undefined);
  if (!fits(property.type, type)) throw wrongFilterType(property.type, type);
  const test = compileCondition(call, property.type, filter[type], `${path}.${type}`);
  return row => test(inputOf(call, source, row, property));
}

function fits(propertyType: string, filterType: string): boolean {
  if (propertyType === filterType) return true;
  if (TEXTS.includes(propertyType)) return filterType === "rich_text";
  if (propertyType === "unique_id") return filterType === "number";
  if (propertyType === "created_by" || propertyType === "last_edited_by") return filterType === "people";
  return (propertyType === "created_time" || propertyType === "last_edited_time") && filterType === "date";
}

/** The value of a row in the form that the type's condition asks about. */
function inputOf(call: Call, source: DataSource, row: Page, property: Property): unknown {
  switch (property.type) {
    case "title":
    case "rich_text":
      return plainTextOf(call.workspace, (row.values.get(property.id) ?? []) as RichText[]);
    case "people":
      return row.values.get(property.id) ?? [];
    case "relation":
      return relatedIds(call, row, property);
    case "created_by":
      return [row.createdBy];
    case "last_edited_by":
      return [row.editedBy];
    default:
      return comparable(property.type, plainValue(call.workspace, source, row, property));
  }
}

/** A value as the API writes it, in the form that the type's condition asks about. */
function comparable(type: string, value: unknown): unknown {
  switch (type) {
    case "title":
    case "rich_text":
      return ((value ?? []) as { plain_text: string }[]).map(run => run.plain_text).join("");
    case "url":
    case "email":
    case "phone_number":
      return value ?? "";
    case "select":
    case "status":
      return (value as { name: string } | null)?.name ?? null;
    case "multi_select":
      return (value as { name: string }[]).map(option => option.name);
    case "unique_id":
      return (value as { number: number | null }).number;
    case "files":
      return (value as unknown[]).length === 0;
    case "people":
    case "relation":
      return (value as { id: string }[]).map(each => each.id);
    case "created_by":
    case "last_edited_by":
      return [(value as { id: string }).id];
    case "created_time":
    case "last_edited_time":
      return value === null ? null : { start: value, end: null };
    default:
      return value ?? null;
  }
}

function compileCondition(call: Call, type: string, condition: unknown, path: string): ValueTest {
  const now = call.workspace.clock.now();
  switch (type) {
    case "title":
    case "rich_text":
    case "url":
    case "email":
    case "phone_number":
      return textTest(condition, path) as ValueTest;
    case "number":
    case "unique_id":
      return numberTest(condition, path) as ValueTest;
    case "checkbox":
      return checkboxTest(condition, path) as ValueTest;
    case "select":
    case "status":
      return optionTest(condition, path) as ValueTest;
    case "multi_select":
      return listTest(condition, path) as ValueTest;
    case "people":
    case "relation":
    case "created_by":
    case "last_edited_by":
      return listTest(withNormalIds(call, condition), path) as ValueTest;
    case "files":
      return existenceTest(condition, path) as ValueTest;
    case "date":
    case "created_time":
    case "last_edited_time":
      return dateCondition(condition, path, now) as ValueTest;
    case "formula":
      return compileFormula(call, condition, path);
    case "rollup":
      return compileRollup(call, condition, path);
    default:
      throw invalid(`Filtering by ${type} is not supported.`);
  }
}

function withNormalIds(call: Call, condition: unknown): unknown {
  if (typeof condition !== "object" || condition === null) return condition;
  const spelled = (value: unknown): unknown => {
    if (value === "me") return call.actor.id;
    return typeof value === "string" ? (normalId(value) ?? value) : value;
  };
  return Object.fromEntries(
    Object.entries(condition).map(([operator, value]) => [
      operator,
      Array.isArray(value) ? value.map(spelled) : spelled(value),
    ]),
  );
}

function compileFormula(call: Call, condition: unknown, path: string): ValueTest {
  const [kind, inner] = onlyOperator(condition, path);
  const types: Record<string, { condition: string; result: string }> = {
    string: { condition: "rich_text", result: "string" },
    number: { condition: "number", result: "number" },
    checkbox: { condition: "checkbox", result: "boolean" },
    date: { condition: "date", result: "date" },
  };
  const known = types[kind];
  if (known === undefined) throw bodyFails(`${path}.${kind}`, "not present", inner);
  const test = compileCondition(call, known.condition, inner, `${path}.${kind}`);
  return value => {
    const formula = value as ({ type: string } & Fields) | null;
    if (formula === null || formula.type !== known.result) return test(kind === "string" ? "" : null);
    const result = formula[formula.type];
    return test(kind === "string" ? (result ?? "") : result);
  };
}

function compileRollup(call: Call, condition: unknown, path: string): ValueTest {
  const [kind, inner] = onlyOperator(condition, path);
  if (kind === "number" || kind === "date") {
    const test = compileCondition(call, kind, inner, `${path}.${kind}`);
    return value => {
      const rollup = value as { type: string } & Fields;
      return test(rollup.type === kind ? rollup[kind] : null);
    };
  }
  if (kind !== "any" && kind !== "every" && kind !== "none") throw bodyFails(`${path}.${kind}`, "not present", inner);
  const [type, memberCondition] = onlyOperator(inner, `${path}.${kind}`);
  const test = compileCondition(call, type, memberCondition, `${path}.${kind}.${type}`);
  return value => {
    const rollup = value as { type: string } & Fields;
    const members = (rollup.type === "array" ? rollup.array : []) as ({ type: string } & Fields)[];
    const passes = (member: { type: string } & Fields): boolean => test(comparable(member.type, member[member.type]));
    if (kind === "any") return members.some(passes);
    // Of nothing, not every one passes.
    return kind === "every" ? members.length > 0 && members.every(passes) : !members.some(passes);
  };
}
