import { propertiesOf } from "../core/domain/schema.ts";
import type { Author, DateValue, PlainValue, Row, SourceKey, Unread } from "../core/domain/values/row.ts";
import { atLocal, parseInstant, toIso } from "../core/domain/values/time.ts";
import { textPieces } from "./client.ts";
import { optionNamed, type SourceMap, serves } from "./workspace.ts";

type Json = Record<string, unknown>;

/** A page of a data source in any version's shape: only what is read here. */
export interface NotionPage {
  id: string;
  url: string;
  created_time: string;
  last_edited_time: string;
  created_by?: { id: string };
  last_edited_by?: { id: string };
  in_trash?: boolean;
  archived?: boolean;
  parent?: { type: string; data_source_id?: string };
  properties: Record<string, { id: string; type: string } & Json>;
}

/** True for a page in the trash, whichever version says so. */
export function isTrashed(page: NotionPage): boolean {
  return page.in_trash === true || page.archived === true;
}

/** Relations that the page shows only the first 25 of: their property ids by key, to be read one by one. */
export function cutRelations(map: SourceMap, page: NotionPage): { key: string; propertyId: string }[] {
  const byId = propertiesById(page);
  return Object.entries(map.properties)
    .filter(([, property]) => byId.get(property.id)?.has_more === true)
    .map(([key, property]) => ({ key, propertyId: property.id }));
}

/**
 * The row a page holds, values by key. What the page itself does not show, or shows in a type that can't serve, is unread: no
 * value, and no default. `botId` tells Krug's own edits from those of people; null where it is not known.
 */
export function rowOf(source: SourceKey, map: SourceMap, page: NotionPage, botId: string | null): Row {
  const byId = propertiesById(page);
  const values: Record<string, PlainValue> = {};
  const unread: Record<string, Unread> = {};
  for (const [key, schema] of Object.entries(propertiesOf(source))) {
    const property = map.properties[key];
    const value = property === undefined ? undefined : byId.get(property.id);
    const why = value === undefined ? "missing" : serves(value.type, schema) ? null : "retyped";
    if (property !== undefined)
      values[key] = value === undefined || why !== null ? null : plainValue(source, key, value, property);
    if (why !== null) unread[key] = why;
  }
  return {
    id: page.id,
    source,
    url: page.url,
    editedAt: Date.parse(page.last_edited_time),
    createdAt: Date.parse(page.created_time),
    editedBy: authorOf(page.last_edited_by, botId),
    createdBy: authorOf(page.created_by, botId),
    values,
    ...(Object.keys(unread).length === 0 ? {} : { unread }),
  };
}

function authorOf(user: { id: string } | undefined, botId: string | null): Author | null {
  if (user === undefined || botId === null) return null;
  return user.id.replaceAll("-", "") === botId.replaceAll("-", "") ? "krug" : "person";
}

function propertiesById(page: NotionPage): Map<string, { type: string } & Json> {
  return new Map(Object.values(page.properties).map(property => [decodeURIComponent(property.id), property]));
}

function plainValue(
  source: SourceKey,
  key: string,
  property: { type: string } & Json,
  map: SourceMap["properties"][string] | undefined,
): PlainValue {
  const value = property[property.type];
  const optionKey = ({ id, name }: Option) => map?.options?.[id] ?? optionNamed(source, key, name) ?? name;
  switch (property.type) {
    case "title":
    case "rich_text":
      return (value as { plain_text: string }[]).map(piece => piece.plain_text).join("");
    case "number":
    case "checkbox":
    case "url":
    case "email":
    case "phone_number":
      return (value ?? null) as PlainValue;
    case "select":
    case "status":
      return value === null ? null : optionKey(value as Option);
    case "multi_select":
      return (value as Option[]).map(optionKey);
    case "date":
      return value === null ? null : plainDate(value as DateValue & { time_zone: string | null });
    case "relation":
      return (value as { id: string }[]).map(related => related.id);
    default:
      return null;
  }
}

interface Option {
  id: string;
  name: string;
}

/** Date-times as UTC to the second, bare days as they are: two ways of writing one instant compare equal. */
function plainDate(value: DateValue & { time_zone: string | null }): DateValue {
  const plain = (text: string): string => {
    if (!text.includes("T")) return text;
    const at = parseInstant(text) ?? localInstant(text, value.time_zone);
    return at === null ? text : toIso(at);
  };
  return { start: plain(value.start), end: value.end === null ? null : plain(value.end) };
}

function localInstant(text: string, zone: string | null): number | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)/.exec(text);
  if (match === null || zone === null) return null;
  return atLocal(match[1] ?? "", Number(match[2]) * 60 + Number(match[3]), zone);
}

/** The properties to send for some values of a source: only keys the workspace has; text is cut into pieces Notion takes. */
export function propertiesFor(source: SourceKey, map: SourceMap, values: Readonly<Record<string, PlainValue>>): Json {
  const properties: Json = {};
  for (const [key, value] of Object.entries(values)) {
    const column = map.properties[key];
    const schema = propertiesOf(source)[key];
    if (column === undefined || schema === undefined) continue;
    properties[column.id] = { [column.type]: notionValue(column.type, value, column.options, key) };
  }
  return properties;
}

function notionValue(
  type: string,
  value: PlainValue,
  options: Record<string, string> | undefined,
  key: string,
): unknown {
  switch (type) {
    case "title":
    case "rich_text":
      return textPieces(typeof value === "string" ? value : "");
    case "select":
    case "status":
      return typeof value === "string" && value !== "" ? optionFor(value, options) : null;
    case "multi_select":
      return Array.isArray(value) ? value.map(option => optionFor(option, options)) : [];
    case "relation":
      return Array.isArray(value) ? value.map(id => ({ id })) : [];
    case "checkbox":
      return value === true;
    case "number":
    case "date":
      return value;
    case "url":
    case "email":
    case "phone_number":
      return value === "" ? null : value;
    default:
      throw new TypeError(`Krug does not write a property of type ${type} (${key})`);
  }
}

function optionFor(keyOrName: string, options: Record<string, string> | undefined): { id: string } | { name: string } {
  const option = Object.entries(options ?? {}).find(([, key]) => key === keyOrName);
  return option === undefined ? { name: keyOrName.replaceAll(",", " ") } : { id: option[0] };
}
