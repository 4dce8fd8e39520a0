import { bodyFails, invalid } from "./apiError.ts";
import type { Call } from "./call.ts";
import { asArray, asBoolean, asId, asNumber, asObject, asOneOf, asString, type Fields, onlyKeys } from "./check.ts";
import { parseFile, parseIcon } from "./files.ts";
import { BLOCK_COLORS, parseRichText, type RichText, richTextView } from "./richText.ts";
import type { Workspace } from "./workspace.ts";

/** How one key of a block's content is checked and what it is when absent. */
interface Slot {
  parse: (call: Call, value: unknown, path: string) => unknown;
  /** Called when a new block lacks the key; `undefined` leaves it out, a throw makes it required. */
  missing: (path: string) => unknown;
}

const required = (path: string): never => {
  throw bodyFails(path, "defined", undefined);
};
const richText: Slot = { parse: parseRichText, missing: required };
const caption: Slot = { parse: parseRichText, missing: () => [] };
const color: Slot = { parse: (_, value, path) => asOneOf(value, path, BLOCK_COLORS), missing: () => "default" };
const flag: Slot = { parse: (_, value, path) => asBoolean(value, path), missing: () => false };
const noIcon: Slot = { parse: parseIcon, missing: () => null };
const icon: Slot = { parse: parseIcon, missing: () => ({ type: "emoji", emoji: "💡" }) };
const address: Slot = { parse: (_, value, path) => asString(value, path, 2000), missing: required };
const expression: Slot = { parse: (_, value, path) => asString(value, path, 1000), missing: required };
const anything = (value: unknown): Slot => ({ parse: (_, given) => given, missing: () => value });

const TEXT = { rich_text: richText, color };
const HEADING = { rich_text: richText, is_toggleable: flag, color };
const MEDIA = { caption };
const cells: Slot = {
  parse: (call, value, path) =>
    asArray(value, path).map((cell, index) => parseRichText(call, cell, `${path}[${index}]`)),
  missing: required,
};

const TYPES: Record<string, Record<string, Slot>> = {
  paragraph: { rich_text: richText, icon: noIcon, color },
  heading_1: HEADING,
  heading_2: HEADING,
  heading_3: HEADING,
  heading_4: HEADING,
  bulleted_list_item: TEXT,
  numbered_list_item: { ...TEXT, list_start_index: anything(undefined), list_format: anything(undefined) },
  to_do: { rich_text: richText, checked: flag, color },
  toggle: TEXT,
  quote: TEXT,
  callout: { rich_text: richText, icon, color },
  code: {
    caption,
    rich_text: richText,
    language: { parse: (_, value, path) => asString(value, path), missing: required },
  },
  equation: { expression },
  divider: {},
  breadcrumb: {},
  table_of_contents: { color },
  column_list: {},
  column: { width_ratio: { parse: (_, value, path) => asNumber(value, path), missing: () => undefined } },
  tab: {},
  bookmark: { caption, url: address },
  embed: { caption, url: address },
  link_preview: { url: address },
  image: MEDIA,
  video: MEDIA,
  audio: MEDIA,
  pdf: MEDIA,
  file: { ...MEDIA, name: { parse: (_, value, path) => asString(value, path), missing: () => undefined } },
  table: {
    table_width: { parse: (_, value, path) => asNumber(value, path), missing: required },
    has_column_header: flag,
    has_row_header: flag,
  },
  table_row: { cells },
  link_to_page: {},
  synced_block: { synced_from: { parse: parseSyncedFrom, missing: () => null } },
  template: { rich_text: richText },
};

const FILE_TYPES = ["image", "video", "audio", "pdf", "file"];
const FILE_KEYS = ["type", "external", "file", "file_upload"];
const WITH_CHILDREN = [
  "paragraph",
  "heading_1",
  "heading_2",
  "heading_3",
  "heading_4",
  "bulleted_list_item",
  "numbered_list_item",
  "to_do",
  "toggle",
  "quote",
  "callout",
  "column_list",
  "column",
  "tab",
  "table",
  "synced_block",
  "template",
];

export const CREATABLE_TYPES = Object.keys(TYPES);

/** Whether blocks of this type take children. */
export function takesChildren(type: string): boolean {
  return WITH_CHILDREN.includes(type);
}

function parseSyncedFrom(call: Call, value: unknown, path: string): unknown {
  if (value === null) return null;
  const given = asObject(value, path);
  const id = asId(given.block_id, `${path}.block_id`);
  call.workspace.anyBlock(id, call.actor);
  return { type: "block_id", block_id: id };
}

function parseLink(value: Fields, path: string): Fields {
  const key = ["page_id", "database_id", "comment_id"].find(each => value[each] !== undefined);
  if (key === undefined) throw bodyFails(`${path}.page_id`, "defined", undefined);
  onlyKeys(value, path, ["type", key]);
  return { type: key, [key]: asId(value[key], `${path}.${key}`) };
}

/** The content of a new block, checked, with Notion's defaults where keys are absent. `children` is left to the caller. */
export function parseContent(call: Call, type: string, value: unknown, path: string): Fields {
  const given = asObject(value, path);
  if (type === "link_to_page") return parseLink(given, path);
  const slots = TYPES[type] as Record<string, Slot>;
  const isFile = FILE_TYPES.includes(type);
  onlyKeys(given, path, [
    ...Object.keys(slots),
    ...(takesChildren(type) ? ["children"] : []),
    ...(isFile ? FILE_KEYS : []),
  ]);
  const content: Fields = {};
  for (const [key, slot] of Object.entries(slots)) {
    const at = `${path}.${key}`;
    const parsed = given[key] === undefined ? slot.missing(at) : slot.parse(call, given[key], at);
    if (parsed !== undefined) content[key] = parsed;
  }
  if (isFile) Object.assign(content, fileContent(call, type, given, path));
  return content;
}

function fileContent(call: Call, type: string, given: Fields, path: string): Fields {
  const { uploadName, ...file } = parseFile(call, given, path);
  if (type !== "file" || given.name !== undefined) return file;
  const url = (file[file.type as string] as { url: string }).url;
  return { ...file, name: uploadName ?? decodeURIComponent(url.split("/").at(-1) ?? url) };
}

// A file's name without an ending gets that of its address.
function withEnding(name: string, content: Fields): string {
  const url = (content[content.type as string] as { url?: string } | undefined)?.url ?? "";
  const ending = /\.\w+$/.exec(url)?.[0] ?? "";
  return /\.\w+$/.test(name) ? name : name + ending;
}

/** Changes a block's content by the keys given; the others stay. @throws 400 for unknown keys. */
export function changeContent(call: Call, type: string, old: Fields, value: unknown, path: string): Fields {
  const given = asObject(value, path);
  if (type === "link_to_page") return parseLink(given, path);
  const slots = TYPES[type];
  if (slots === undefined) throw invalid(`Block type ${type} is not supported via the API.`);
  const isFile = FILE_TYPES.includes(type);
  onlyKeys(given, path, [...Object.keys(slots), ...(isFile ? FILE_KEYS : [])]);
  const content = { ...old };
  for (const [key, slot] of Object.entries(slots)) {
    if (given[key] !== undefined) content[key] = slot.parse(call, given[key], `${path}.${key}`);
  }
  if (type === "file" && typeof given.name === "string") content.name = withEnding(given.name, content);
  if (isFile && FILE_KEYS.some(key => key !== "type" && given[key] !== undefined)) {
    const { uploadName: _, ...file } = parseFile(call, given, path);
    for (const key of FILE_KEYS) delete content[key];
    Object.assign(content, file);
  }
  return content;
}

/** A block's content as the API returns it. */
export function contentView(workspace: Workspace, content: Fields): Fields {
  const view: Fields = {};
  for (const [key, value] of Object.entries(content)) {
    if (key === "rich_text" || key === "caption") view[key] = richTextView(workspace, value as RichText[]);
    else if (key === "cells") view[key] = (value as RichText[][]).map(cell => richTextView(workspace, cell));
    else view[key] = value;
  }
  return view;
}
