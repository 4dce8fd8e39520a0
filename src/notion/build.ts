import { type PropertySchema, propertiesOf } from "../core/domain/schema.ts";
import { Failure } from "../core/domain/values/failure.ts";
import type { Language } from "../core/domain/values/language.ts";
import { SOURCE_KEYS, type SourceKey } from "../core/domain/values/row.ts";
import {
  columnDescription,
  columnName,
  hubText,
  hubTitle,
  optionName,
  sourceDescription,
  sourceName,
} from "../text/workspace/workspace.ts";
import type { NotionApi } from "./client.ts";
import { textPieces } from "./page.ts";
import { findWorkspace, isComplete, optionMark, propertyMark, sourceMap, type Workspace } from "./workspace.ts";

/**
 * Builds what is missing of the workspace under a page and returns all of it. Run twice it builds nothing twice: sources are
 * known by the marks in their columns. Names are in `language`; people may rename everything afterwards.
 */
export async function buildWorkspace(api: NotionApi, parentPageId: string, language: Language): Promise<Workspace> {
  const workspace = await findWorkspace(api, parentPageId);
  if (Object.keys(workspace).length === 0) await writeHub(api, parentPageId, language);
  for (const source of SOURCE_KEYS)
    workspace[source] ??= await createSource(api, parentPageId, source, workspace, language);
  for (const source of SOURCE_KEYS)
    if ((workspace[source]?.missing.length ?? 0) > 0)
      workspace[source] = await addMissing(api, source, workspace, language);
  if (!isComplete(workspace)) throw new Error("the workspace is not complete after it was built");
  return workspace;
}

async function writeHub(api: NotionApi, pageId: string, language: Language): Promise<void> {
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

async function createSource(
  api: NotionApi,
  parentPageId: string,
  source: SourceKey,
  workspace: Partial<Workspace>,
  language: Language,
): Promise<Workspace[SourceKey]> {
  const known = Object.entries(propertiesOf(source)).filter(
    ([, schema]) => schema.relatesTo === undefined || workspace[schema.relatesTo] !== undefined,
  );
  const database = (await api.call(
    client =>
      client.databases.create({
        parent: { type: "page_id", page_id: parentPageId },
        title: textPieces(sourceName(source, language)),
        description: textPieces(sourceDescription(source, language)),
        initial_data_source: { properties: configurations(source, known, workspace, language) as never },
      }),
    "write",
  )) as unknown as { id: string; data_sources: { id: string }[] };
  const dataSourceId = database.data_sources[0]?.id ?? "";
  const created = await api.call(client => client.dataSources.retrieve({ data_source_id: dataSourceId }), "read");
  return sourceMap(source, created as never, database.id);
}

/** Adds the columns a source lacks: those that relate to itself or to a later source, or came with a newer version. */
async function addMissing(
  api: NotionApi,
  source: SourceKey,
  workspace: Partial<Workspace>,
  language: Language,
): Promise<Workspace[SourceKey]> {
  const map = workspace[source];
  if (map === undefined) throw new Error(`there is no ${source} to add columns to`);
  const missing = Object.entries(propertiesOf(source)).filter(([key]) => map.missing.includes(key));
  const updated = await api.call(
    client =>
      client.dataSources.update({
        data_source_id: map.dataSourceId,
        properties: configurations(source, missing, workspace, language) as never,
      }),
    "write",
  );
  return sourceMap(source, updated as never, map.databaseId);
}

function configurations(
  source: SourceKey,
  columns: [string, PropertySchema][],
  workspace: Partial<Workspace>,
  language: Language,
): Record<string, unknown> {
  return Object.fromEntries(
    columns.map(([key, schema]) => [
      columnName(source, key, language),
      {
        type: schema.type === "percent" ? "number" : schema.type,
        description: `${columnDescription(source, key, language)} ${propertyMark(source, key)}`,
        ...configuration(source, key, schema, workspace, language),
      },
    ]),
  );
}

function configuration(
  source: SourceKey,
  key: string,
  schema: PropertySchema,
  workspace: Partial<Workspace>,
  language: Language,
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
      return { relation: { data_source_id: target.dataSourceId, type: "single_property", single_property: {} } };
    }
    default:
      return { [schema.type]: {} };
  }
}
