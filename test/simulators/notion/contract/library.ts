import type { NotionSimulator } from "../index.ts";
import { type Ask, must } from "./api.ts";
import type { Json } from "./recordings.ts";

/** A data source with these properties besides the title "Name", under the shared root. */
export async function aDataSource(
  sim: NotionSimulator,
  properties: Json = {},
  how: Ask = {},
): Promise<{ id: string; databaseId: string }> {
  const body = {
    parent: { type: "page_id", page_id: sim.rootPageId },
    title: [{ text: { content: "Things" } }],
    initial_data_source: { properties: { Name: { title: {} }, ...properties } },
  };
  const database = await must(sim, "POST", "databases", body, how);
  return { id: (database.data_sources as { id: string }[])[0]?.id as string, databaseId: database.id as string };
}

/** A row with this name and these other values. */
export function aRow(
  sim: NotionSimulator,
  dataSourceId: string,
  name: string,
  properties: Json = {},
  how: Ask = {},
): Promise<Json> {
  const body = {
    parent: { type: "data_source_id", data_source_id: dataSourceId },
    properties: { Name: { title: [{ text: { content: name } }] }, ...properties },
  };
  return must(sim, "POST", "pages", body, how);
}

/** A page under the shared root. */
export function aPage(sim: NotionSimulator, title: string, how: Ask = {}): Promise<Json> {
  const properties = { title: { title: [{ text: { content: title } }] } };
  return must(sim, "POST", "pages", { parent: { page_id: sim.rootPageId }, properties }, how);
}

/** A paragraph to append. */
export function paragraph(content: string, children?: Json[]): Json {
  const rich_text = [{ text: { content } }];
  return { type: "paragraph", paragraph: children === undefined ? { rich_text } : { rich_text, children } };
}

/** Any value of a property of a page, by name. */
export function propertyOf(page: Json, name: string): Json {
  return (page.properties as Record<string, Json>)[name] as Json;
}
