import { type PropertySchema, propertiesOf } from "../core/domain/schema.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { LANGUAGES, type Language } from "../core/domain/values/language.ts";
import { SOURCE_KEYS, type SourceKey } from "../core/domain/values/row.ts";
import { columnName, optionName, sourceName } from "../text/phrases/names.ts";
import { columnDescription, hubText, hubTitle, sourceDescription } from "../text/phrases/setUp.ts";
import { type NotionClient, textPieces } from "./client.ts";
import type { Notion } from "./notion.ts";
import {
  chosenAmong,
  type DataSource,
  folded,
  KEY,
  NEW,
  optionMark,
  propertyMark,
  type SourceMap,
  serves,
  sourceMap,
  type Workspace,
} from "./workspace.ts";

/** What of the workspace is there while it is built, and the language of its names. */
interface BuildState {
  parentPageId: string;
  workspace: Partial<Workspace>;
  language: Language;
}

/**
 * Builds what is missing of the workspace under a page and returns all of it. Run twice it builds nothing twice: sources are
 * known by the marks in their columns. Names are in `language`; people may rename everything afterwards.
 */
export async function buildWorkspace(notion: Notion, parentPageId: string, language: Language): Promise<Workspace> {
  const workspace = chosenAmong(await notion.tables.find(parentPageId), new Set());
  if (Object.keys(workspace).length === 0) await writeHub(notion.client, parentPageId, language);
  for (const source of SOURCE_KEYS)
    workspace[source] ??= await create(notion.client, source, { parentPageId, workspace, language });
  for (const source of SOURCE_KEYS)
    if ((workspace[source]?.missing.length ?? 0) > 0)
      workspace[source] = await addMissing(notion, source, { parentPageId, workspace, language });
  if (!isComplete(workspace)) throw new Error("the workspace is not complete after it was built");
  return workspace;
}

async function writeHub(api: NotionClient, pageId: string, language: Language): Promise<void> {
  const paragraphs = hubText(language).split("\n\n");
  const children = [
    { type: "heading_1" as const, heading_1: { rich_text: textPieces(hubTitle(language)) } },
    ...paragraphs.map(text => ({ type: "paragraph" as const, paragraph: { rich_text: textPieces(text) } })),
  ];
  try {
    await api.call(client => client.blocks.children.append({ block_id: pageId, children }), "write");
  } catch (error) {
    // The text is there although the answer was an error: Notion names what it saved.
    if (!(error instanceof Failure) || error.committedId === null) throw error;
  }
}

async function create(api: NotionClient, source: SourceKey, state: BuildState): Promise<SourceMap> {
  const { parentPageId, workspace, language } = state;
  const columns = Object.entries(propertiesOf(source)).filter(
    ([, schema]) => schema.relatesTo === undefined || workspace[schema.relatesTo] !== undefined,
  );
  const database = (await api.call(
    client =>
      client.databases.create({
        parent: { type: "page_id", page_id: parentPageId },
        title: textPieces(sourceName(source, language)),
        description: textPieces(sourceDescription(source, language)),
        initial_data_source: { properties: configurations(source, columns, state) as never },
      }),
    "write",
  )) as unknown as { id: string; data_sources: { id: string }[] };
  const dataSourceId = database.data_sources[0]?.id ?? "";
  const created = await api.call(client => client.dataSources.retrieve({ data_source_id: dataSourceId }), "read");
  return sourceMap(source, created as never, database.id);
}

/**
 * Adds the columns a source lacks: those that relate to itself or to a later source, or came with a newer version. One that
 * is there by its name, in any language, and has lost its mark only gets that again.
 */
async function addMissing(notion: Notion, source: SourceKey, state: BuildState): Promise<SourceMap> {
  const lacking = state.workspace[source];
  if (lacking === undefined) throw new Error(`there is no ${source} to add columns to`);
  const map = await markNamed(notion, source, lacking);
  if (map.missing.length === 0) return map;
  const missing = Object.entries(propertiesOf(source)).filter(([key]) => map.missing.includes(key));
  const behind = (await hasPages(notion.client, map.dataSourceId)) ? ` ${NEW}` : "";
  const columns = Object.entries(configurations(source, missing, state)).map(([name, column]) => [
    name,
    { ...column, description: `${column.description}${behind}` },
  ]);
  const updated = await notion.client.call(
    client =>
      client.dataSources.update({
        data_source_id: map.dataSourceId,
        properties: Object.fromEntries(columns) as never,
      }),
    "write",
  );
  return sourceMap(source, updated as never, map.databaseId, map.properties);
}

async function hasPages(api: NotionClient, dataSourceId: string): Promise<boolean> {
  const { results } = await api.call(
    client => client.dataSources.query({ data_source_id: dataSourceId, page_size: 1 }),
    "read",
  );
  return results.length > 0;
}

async function markNamed(notion: Notion, source: SourceKey, map: SourceMap): Promise<SourceMap> {
  const table = (await notion.client.call(
    client => client.dataSources.retrieve({ data_source_id: map.dataSourceId }),
    "read",
  )) as unknown as DataSource;
  const named = columnsNamed(source, map.missing, table);
  if (Object.keys(named).length === 0) return map;
  await notion.tables.mark(source, { ...map, properties: named, unmarked: Object.keys(named) });
  return sourceMap(source, table, map.databaseId, { ...map.properties, ...named });
}

/** Columns without a mark that have the names of these keys, in any language, and a type that serves. */
function columnsNamed(source: SourceKey, keys: readonly string[], table: DataSource): SourceMap["properties"] {
  const unmarked = Object.entries(table.properties).filter(([, column]) => !KEY.test(column.description ?? ""));
  const found = keys.flatMap(key => {
    const schema = propertiesOf(source)[key];
    const names = LANGUAGES.map(language => folded(columnName(source, key, language)));
    const column = unmarked.find(([name, { type }]) => schema && names.includes(folded(name)) && serves(type, schema));
    return column === undefined ? [] : [[key, { id: decodeURIComponent(column[1].id), type: column[1].type }] as const];
  });
  return Object.fromEntries(found);
}

/** True once every source Krug needs is there. */
function isComplete(workspace: Partial<Workspace>): workspace is Workspace {
  return SOURCE_KEYS.every(key => workspace[key] !== undefined);
}

function configurations(
  source: SourceKey,
  columns: [string, PropertySchema][],
  state: BuildState,
): Record<string, { description: string }> {
  return Object.fromEntries(
    columns.map(([key, schema]) => [
      columnName(source, key, state.language),
      {
        type: schema.type === "percent" ? "number" : schema.type,
        description: `${columnDescription(source, key, state.language)} ${propertyMark(source, key)}`,
        ...configuration({ source, key, schema }, state),
      },
    ]),
  );
}

/** What the column is called that shows these pages on those they lead to. */
function shownAs(source: SourceKey, language: Language): { synced_property_name: string } {
  return { synced_property_name: sourceName(source, language) };
}

function configuration(
  { source, key, schema }: { source: SourceKey; key: string; schema: PropertySchema },
  { workspace, language }: BuildState,
): Record<string, unknown> {
  switch (schema.type) {
    case "percent":
      return { number: { format: "percent" } };
    case "number":
      return { number: { format: "number" } };
    case "select":
    case "multi_select":
      return {
        [schema.type]: {
          options: (schema.options ?? []).map(option => ({
            name: optionName(source, key, option, language),
            description: optionMark(option),
          })),
        },
      };
    case "relation": {
      const target = schema.relatesTo === undefined ? undefined : workspace[schema.relatesTo];
      if (target === undefined)
        throw new Error(`${source}.${key} relates to ${schema.relatesTo}, which is not built yet`);
      const related = { data_source_id: target.dataSourceId };
      return schema.isShownThere === true
        ? { relation: { ...related, type: "dual_property", dual_property: shownAs(source, language) } }
        : { relation: { ...related, type: "single_property", single_property: {} } };
    }
    default:
      return { [schema.type]: {} };
  }
}
