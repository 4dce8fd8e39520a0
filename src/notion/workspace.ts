import { type PropertySchema, propertiesOf } from "../core/domain/schema.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { LANGUAGES } from "../core/domain/values/language.ts";
import { SOURCE_KEYS, type SourceKey } from "../core/domain/values/row.ts";
import { optionName } from "../text/phrases/names.ts";
import type { NotionClient } from "./client.ts";

/** A column as it is now: its id, its real type, and which option is which key. */
interface PropertyMap {
  id: string;
  type: string;
  /** Option id to key, for columns whose options Krug knows. */
  options?: Record<string, string>;
}

export interface SourceMap {
  dataSourceId: string;
  databaseId: string;
  properties: Record<string, PropertyMap>;
  /** Keys that should be there and are not, or have a type that can't serve. */
  missing: string[];
  /** Keys whose columns were made anew: an empty cell says nothing until all pages have been read since. Absent for none. */
  anew?: string[];
  /** Keys whose columns are known by their ids alone: people wrote over the descriptions with their marks. Absent for none. */
  unmarked?: string[];
  /** Keys whose columns say in their descriptions that they were made anew. Absent for none. */
  isNew?: string[];
  /**
   * Keys of which nothing is known: their columns were gone, or made anew, when the table was found and nothing was kept of it.
   * What stands there now counts once every page says something, or a person takes the mark out. Absent for none.
   */
  unknown?: string[];
  /** True while the table can't be read: it is in the trash, or not shared. Absent otherwise. */
  isGone?: boolean;
}

/** Where everything is: the data sources and columns by key. */
export type Workspace = Record<SourceKey, SourceMap>;

/** A mark in a column's description: which table's column it is. */
export const KEY = /\[krug:([a-z]+)\.([A-Za-z]+)\]/;

/** What stands at the end of a column's description, so that it is found again whatever it is called. */
export function propertyMark(source: SourceKey, key: string): string {
  return `[krug:${source}.${key}]`;
}

/**
 * What stands behind the mark of a column that was made anew for pages that are there. Krug takes it out once it has filled the
 * column again; of a column that it can't fill, a person who takes it out says that its empty cells are meant.
 */
export const NEW = "[krug:new]";

/** What an option's description says, so that it is found again whatever it is called. */
export function optionMark(key: string): string {
  return `krug:${key}`;
}

/** A table as Notion tells it, as far as it is read. */
export interface DataSource {
  id: string;
  title?: { plain_text: string }[];
  url?: string;
  in_trash?: boolean;
  archived?: boolean;
  parent: { database_id?: string };
  properties: Record<string, { id: string; type: string; description?: string | null } & Record<string, unknown>>;
}

/** A table under the parent page that carries the marks of one of Krug's. */
interface MarkedTable {
  source: SourceKey;
  map: SourceMap;
  title: string;
  url: string;
  /** The data sources its marked relations lead to. */
  relatesTo: string[];
}

/** Several tables carry the marks of one, and nothing tells which of them is meant. */
export class ContestedTables extends Failure {
  /** "“Sessions” (address), “Sessions (1)” (address)": those of one source; sources apart by a semicolon. */
  readonly tables: string;

  constructor(contested: readonly (readonly MarkedTable[])[]) {
    const tables = contested.map(ones => ones.map(table => `“${table.title}” (${table.url})`).join(", ")).join("; ");
    super(
      "rejected",
      "notion",
      `Several tables carry the marks of one, and it can't be told which is the right one: ${tables}. Put the copy in the trash, or move it out of the page, or take the [krug:…] marks out of the descriptions of its columns; then try again.`,
    );
    this.name = "ContestedTables";
    this.tables = tables;
  }
}

/** The tables of the workspace, under the page that is shared with the integration. */
export class Tables {
  readonly #api: NotionClient;

  constructor(api: NotionClient) {
    this.#api = api;
  }

  /** Every table under a page, at any depth, that carries marks of Krug's: the workspace's own, and copies of them. */
  async find(parentPageId: string): Promise<MarkedTable[]> {
    const tables: MarkedTable[] = [];
    for (const databaseId of await this.#databasesUnder(parentPageId)) {
      const database = (await this.#api.call(
        client => client.databases.retrieve({ database_id: databaseId }),
        "read",
      )) as unknown as { data_sources?: { id: string }[] };
      for (const { id } of database.data_sources ?? []) {
        const table = (await this.#api.call(
          client => client.dataSources.retrieve({ data_source_id: id }),
          "read",
        )) as unknown as DataSource;
        const source = sourceOf(table);
        if (source === null) continue;
        const map = sourceMap(source, table, databaseId);
        const title = (table.title ?? []).map(piece => piece.plain_text).join("");
        tables.push({ source, map, title, url: table.url ?? id, relatesTo: relationsOf(source, map, table) });
      }
    }
    return tables;
  }

  /** The databases on a page, in its columns and toggles, and on the pages under it. */
  async #databasesUnder(blockId: string): Promise<string[]> {
    const ids: string[] = [];
    const within: string[] = [];
    const blocks = this.#api.listed((client, paging) => client.blocks.children.list({ block_id: blockId, ...paging }));
    for await (const block of blocks) {
      if (!("type" in block)) continue;
      if (block.type === "child_database") ids.push(block.id);
      else if (block.has_children || block.type === "child_page") within.push(block.id);
    }
    for (const id of within) ids.push(...(await this.#databasesUnder(id)));
    return ids;
  }

  /**
   * A source's columns as they are now: people rename, retype and remove them. A word stays the word it was, whatever people call
   * it since, and a column the one it was, whatever its description says; a table that is in the trash or not shared keeps the
   * map it had, and says so.
   */
  async read(key: SourceKey, known: SourceMap): Promise<SourceMap> {
    if (known.dataSourceId === "") return known;
    try {
      const source = (await this.#api.call(
        client => client.dataSources.retrieve({ data_source_id: known.dataSourceId }),
        "read",
      )) as unknown as DataSource;
      if (source.in_trash === true || source.archived === true) return { ...known, isGone: true };
      return followed(sourceMap(key, source, known.databaseId, known.properties), source, known);
    } catch (error) {
      if (error instanceof Failure && error.kind === "gone") return { ...known, isGone: true };
      throw error;
    }
  }

  /**
   * Writes the marks of columns that lost them at the end of what people wrote there, and that they were made anew where
   * nothing is known of what they said, and there alone.
   */
  async mark(
    source: SourceKey,
    { dataSourceId, properties, unmarked = [], isNew = [], unknown = [] }: SourceMap,
  ): Promise<void> {
    const table = (await this.#api.call(
      client => client.dataSources.retrieve({ data_source_id: dataSourceId }),
      "read",
    )) as unknown as DataSource;
    const columns = Object.values(table.properties).flatMap(({ id, description: said }) => {
      const key = Object.keys(properties).find(one => properties[one]?.id === decodeURIComponent(id)) ?? "";
      const pieces = [
        (isNew.includes(key) ? (said ?? "").replaceAll(NEW, "") : (said ?? "")).trim(),
        unmarked.includes(key) ? propertyMark(source, key) : "",
        unknown.includes(key) ? NEW : "",
      ];
      const description = pieces.filter(piece => piece !== "").join(" ");
      return description === (said ?? "").trim() ? [] : [[id, { description }] as const];
    });
    if (columns.length === 0) return;
    await this.#api.call(
      client =>
        client.dataSources.update({
          data_source_id: dataSourceId,
          properties: Object.fromEntries(columns) as never,
        }),
      "write",
    );
  }
}

/**
 * The workspace among marked tables. Where one source has several, the right one is in `known` (data sources known to
 * be the workspace's), or is what a known one relates to.
 *
 * @throws ContestedTables where that does not tell.
 */
export function chosenAmong(tables: readonly MarkedTable[], known: ReadonlySet<string>): Partial<Workspace> {
  const right = new Set(known);
  for (let before = -1; before < right.size; ) {
    before = right.size;
    for (const table of tables.filter(one => right.has(one.map.dataSourceId)))
      for (const id of table.relatesTo) right.add(id);
  }
  const found: Partial<Workspace> = {};
  const unclear: MarkedTable[][] = [];
  for (const key of SOURCE_KEYS) {
    const all = tables.filter(table => table.source === key);
    const ones = all.length > 1 ? all.filter(table => right.has(table.map.dataSourceId)) : all;
    const [only] = ones;
    if (ones.length === 1 && only !== undefined) found[key] = only.map;
    else if (all.length > 1) unclear.push(all);
  }
  if (unclear.length > 0) throw new ContestedTables(unclear);
  return found;
}

function relationsOf(source: SourceKey, map: SourceMap, table: DataSource): string[] {
  const byId = new Map(Object.values(table.properties).map(column => [decodeURIComponent(column.id), column]));
  return Object.entries(map.properties).flatMap(([key, { id }]) => {
    if (propertiesOf(source)[key]?.relatesTo === undefined) return [];
    return (byId.get(id)?.relation as { data_source_id?: string } | undefined)?.data_source_id ?? [];
  });
}

/** A map read anew, after the one known before: words known by their ids, and columns that are not the ones they were. */
function followed(map: SourceMap, source: DataSource, known: SourceMap): SourceMap {
  const byId = new Map(Object.values(source.properties).map(property => [decodeURIComponent(property.id), property]));
  const properties = Object.fromEntries(
    Object.entries(map.properties).map(([key, property]) => {
      if (property.options === undefined) return [key, property];
      const before = known.properties[key]?.options ?? {};
      const present = new Set(optionsOn(byId.get(property.id)).map(option => option.id));
      const kept = Object.entries(before).filter(([id]) => present.has(id));
      return [key, { ...property, options: { ...property.options, ...Object.fromEntries(kept) } }];
    }),
  );
  const isAnew = (key: string) => known.properties[key]?.id !== properties[key]?.id;
  const anew = [...new Set([...(known.anew ?? []), ...Object.keys(properties).filter(isAnew)])].sort();
  const isMeant = (key: string) => !isAnew(key) && known.isNew?.includes(key) && map.isNew?.includes(key) !== true;
  const unknown = known.unknown?.filter(key => !isMeant(key)) ?? [];
  return { ...map, properties, ...(anew.length === 0 ? {} : { anew }), ...(unknown.length === 0 ? {} : { unknown }) };
}

/** The source with this id of Notion's; null for one that is not the workspace's. */
export function sourceHolding(workspace: Workspace, dataSourceId: string | null): SourceKey | null {
  return SOURCE_KEYS.find(key => workspace[key].dataSourceId === dataSourceId) ?? null;
}

function sourceOf(source: DataSource): SourceKey | null {
  for (const property of Object.values(source.properties)) {
    const key = KEY.exec(property.description ?? "")?.[1];
    if (key !== undefined && (SOURCE_KEYS as readonly string[]).includes(key)) return key as SourceKey;
  }
  return null;
}

/**
 * How a data source's columns are laid out now: those that are `known` by their ids, and the others by their marks. Columns people
 * added are not in it.
 */
export function sourceMap(
  key: SourceKey,
  source: DataSource,
  databaseId: string,
  known: SourceMap["properties"] = {},
): SourceMap {
  const columns = Object.values(source.properties).map(column => ({ ...column, id: decodeURIComponent(column.id) }));
  const properties: Record<string, PropertyMap> = {};
  const unmarked: string[] = [];
  const isNew: string[] = [];
  for (const [name, schema] of Object.entries(propertiesOf(key))) {
    const serving = columns.filter(column => serves(column.type, schema) && hasWords(key, name, schema, column));
    const isMarked = ({ description }: { description?: string | null }) =>
      KEY.exec(description ?? "")?.[0] === propertyMark(key, name);
    const column = serving.find(({ id }) => id === known[name]?.id) ?? serving.findLast(isMarked);
    if (column === undefined) continue;
    if (!isMarked(column)) unmarked.push(name);
    if (column.description?.includes(NEW) === true) isNew.push(name);
    properties[name] = {
      id: column.id,
      type: column.type,
      ...(schema.options === undefined ? {} : { options: optionKeys(key, name, schema.options, column) }),
    };
  }
  const missing = Object.keys(propertiesOf(key)).filter(name => properties[name] === undefined);
  return {
    dataSourceId: source.id,
    databaseId,
    properties,
    missing,
    ...(unmarked.length === 0 ? {} : { unmarked }),
    ...(isNew.length === 0 ? {} : { isNew }),
  };
}

/** The words Krug writes in columns that people edit too. */
const WRITTEN: Readonly<Partial<Record<`${SourceKey}.${string}`, readonly string[]>>> = {
  "people.status": ["active", "paused", "left"],
  "groups.status": ["active", "ended"],
  "sessions.status": ["planned", "cancelled", "no_slot", "met", "not_met", "unreported", "over"],
  "gatherings.status": ["planned", "cancelled"],
};

/** A status takes no word that is not among its options: without those Krug writes it can't serve. */
function hasWords(source: SourceKey, key: string, schema: PropertySchema, column: DataSource["properties"][string]) {
  if (column.type !== "status") return true;
  const words = schema.owner === "krug" ? schema.options : WRITTEN[`${source}.${key}`];
  const present = new Set(Object.values(optionKeys(source, key, schema.options ?? [], column)));
  return words?.every(word => present.has(word)) !== false;
}

/** People may turn a select into a status, or an e-mail into text: those still serve. */
export function serves(type: string, schema: PropertySchema): boolean {
  const expected = schema.type === "percent" ? "number" : schema.type;
  const alike: Record<string, string[]> = {
    select: ["status"],
    email: ["rich_text"],
    url: ["rich_text"],
    rich_text: ["email", "url"],
  };
  return type === expected || (alike[expected] ?? []).includes(type);
}

function optionKeys(
  source: SourceKey,
  key: string,
  known: readonly string[],
  property: { type: string } & Record<string, unknown>,
): Record<string, string> {
  const keys: Record<string, string> = {};
  for (const option of optionsOn(property)) {
    const marked = known.find(candidate => option.description === optionMark(candidate));
    const match = marked ?? optionNamed(source, key, option.name);
    if (match !== null) keys[option.id] = match;
  }
  return keys;
}

function optionsOn(
  property: ({ type: string } & Record<string, unknown>) | undefined,
): { id: string; name: string; description?: string | null }[] {
  const configuration = property?.[property.type] as { options?: { id: string; name: string }[] } | undefined;
  return configuration?.options ?? [];
}

/** What options were called before: a word that people type from memory still means them. */
const FORMER_NAMES: Readonly<Record<string, readonly string[]>> = { "help.urgency.no_hurry": ["Не поспішає"] };

/** The word of ours that a name means, in any language Krug speaks and however it is spelt; null for a word people added. */
export function optionNamed(source: SourceKey, key: string, name: string): string | null {
  const said = folded(name);
  const isNamed = (option: string) =>
    [
      option,
      ...LANGUAGES.map(language => optionName(source, key, option, language)),
      ...(FORMER_NAMES[`${source}.${key}.${option}`] ?? []),
    ].some(word => folded(word) === said);
  return propertiesOf(source)[key]?.options?.find(isNamed) ?? null;
}

/** A name as it is compared: however it is spelt. */
export function folded(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
