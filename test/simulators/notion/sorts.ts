import { bodyFails, invalid } from "./apiError.ts";
import type { Call } from "./call.ts";
import { asArray, asObject, asOneOf, asString, onlyKeys } from "./check.ts";
import { plainValue, relatedIds } from "./propertyValue.ts";
import type { DataSource, Page, Property } from "./records.ts";
import { plainTextOf, type RichText } from "./richText.ts";
import { findProperty } from "./schema.ts";

// Numbers within texts count as numbers: "Article 4" comes before "Article 10".
const COLLATOR = new Intl.Collator("en", { numeric: true });

type Key = number | string | null;
type Compare = (a: Page, b: Page) => number;

/** A comparison of rows out of a query's sorts; empty values come last. Null without sorts. @throws 400. */
export function compileSorts(call: Call, source: DataSource, given: unknown): Compare | null {
  if (given === undefined) return null;
  const sorts = asArray(given, "body.sorts").map((each, index) =>
    compileSort(call, source, each, `body.sorts[${index}]`),
  );
  if (sorts.length === 0) return null;
  return (a, b) => {
    for (const sort of sorts) {
      const order = sort(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function compileSort(call: Call, source: DataSource, given: unknown, path: string): Compare {
  const sort = asObject(given, path);
  onlyKeys(sort, path, ["property", "timestamp", "direction"]);
  const direction = asOneOf(sort.direction, `${path}.direction`, ["ascending", "descending"] as const);
  const key = keyOf(call, source, sort.property, sort.timestamp, path);
  const sign = direction === "ascending" ? 1 : -1;
  const known = new Map<Page, Key>();
  const cached = (row: Page): Key => {
    let value = known.get(row);
    if (value === undefined) {
      value = key(row);
      known.set(row, value);
    }
    return value;
  };
  return (a, b) => compareKeys(cached(a), cached(b), sign);
}

function compareKeys(a: Key, b: Key, sign: number): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * COLLATOR.compare(String(a), String(b));
}

function keyOf(
  call: Call,
  source: DataSource,
  propertyKey: unknown,
  timestamp: unknown,
  path: string,
): (row: Page) => Key {
  if (timestamp !== undefined) {
    const which = asOneOf(timestamp, `${path}.timestamp`, ["created_time", "last_edited_time"] as const);
    const minute = (at: number): number => Math.floor(at / 60_000);
    return which === "created_time" ? row => minute(row.createdAt) : row => minute(row.editedAt);
  }
  if (propertyKey === undefined) throw bodyFails(`${path}.property`, "defined", undefined);
  const name = asString(propertyKey, `${path}.property`);
  const property = findProperty(source, name);
  if (property === null) throw invalid(`Could not find sort property with name or id: ${name}`);
  return row => sortKey(call, source, row, property);
}

function sortKey(call: Call, source: DataSource, row: Page, property: Property): Key {
  const { workspace } = call;
  switch (property.type) {
    case "title":
    case "rich_text": {
      const text = plainTextOf(workspace, (row.values.get(property.id) ?? []) as RichText[]);
      return text === "" ? null : text;
    }
    case "created_time":
      return row.createdAt;
    case "last_edited_time":
      return row.editedAt;
    case "select":
    case "status": {
      const value = plainValue(workspace, source, row, property) as { id: string } | null;
      return value === null ? null : property.options.findIndex(option => option.id === value.id);
    }
    case "relation":
      return relatedIds(call, row, property).length;
    default:
      return keyOfValue(plainValue(workspace, source, row, property));
  }
}

function keyOfValue(value: unknown): Key {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (Array.isArray(value)) return value.length === 0 ? null : keyOfValue(value[0]);
  const fields = value as Record<string, unknown>;
  if (typeof fields.start === "string") return Date.parse(fields.start);
  if (typeof fields.type === "string" && fields.type in fields) return keyOfValue(fields[fields.type]);
  return keyOfValue(fields.name ?? fields.number ?? null);
}
