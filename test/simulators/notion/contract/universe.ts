import type { NotionSimulator } from "../index.ts";
import { must } from "./api.ts";
import type { Json } from "./recordings.ts";

interface Value extends Json {
  id: string;
  type: string;
}

const COMPUTED = ["formula", "rollup", "created_by", "last_edited_by"];
const STAMPED = ["created_time", "last_edited_time", "unique_id", "button", "place"];

export interface LoadedUniverse {
  dataSourceId: string;
  /** Recorded id to the simulator's: rows, related pages and users. */
  ids: Map<string, string>;
}

/**
 * Makes a data source whose rows have the values of recorded pages, in the order given. Computed values are set as they
 * were recorded; relations go to rows of the same data source, made up where the recording does not show them.
 */
export async function loadUniverse(sim: NotionSimulator, pages: Json[]): Promise<LoadedUniverse> {
  const ids = new Map<string, string>();
  const dataSourceId = await createSource(sim, pages);
  for (const page of pages) {
    const row = await createRow(sim, dataSourceId);
    ids.set(page.id as string, row.id as string);
    sim.state.setTimes(row.id as string, {
      createdAt: Date.parse(page.created_time as string),
      editedAt: Date.parse(page.last_edited_time as string),
    });
  }
  const strangers = new Map<string, string>();
  for (const page of pages) await fillRow(sim, dataSourceId, page, ids, strangers);
  for (const id of strangers.values()) {
    if (sim.state.pages.has(id)) await must(sim, "PATCH", `pages/${id}`, { is_archived: true });
  }
  return { dataSourceId, ids: new Map([...ids, ...strangers]) };
}

function createRow(sim: NotionSimulator, dataSourceId: string): Promise<Json> {
  return must(sim, "POST", "pages", {
    parent: { type: "data_source_id", data_source_id: dataSourceId },
    properties: {},
  });
}

function valuesOf(page: Json): [string, Value][] {
  return Object.entries(page.properties as Record<string, Value>);
}

async function createSource(sim: NotionSimulator, pages: Json[]): Promise<string> {
  const plain: Json = {};
  const relations: string[] = [];
  const rollups: string[] = [];
  let title = "Name";
  for (const [name, value] of valuesOf(pages[0] as Json)) {
    if (value.type === "relation") relations.push(name);
    else if (value.type === "rollup") rollups.push(name);
    else plain[name] = { type: value.type, [value.type]: value.type === "status" ? statusOptions(pages, name) : {} };
    if (value.type === "title") title = name;
  }
  const parent = { type: "page_id", page_id: sim.rootPageId };
  const database = await must(sim, "POST", "databases", { parent, initial_data_source: { properties: plain } });
  const id = (database.data_sources as { id: string }[])[0]?.id as string;
  if (rollups.length > 0 && relations.length === 0) relations.push("Rolled");
  const late: Json = {};
  for (const name of relations)
    late[name] = { type: "relation", relation: { data_source_id: id, single_property: {} } };
  await must(sim, "PATCH", `data_sources/${id}`, { properties: late });
  const rolled: Json = {};
  for (const name of rollups) {
    const rollup = { relation_property_name: relations[0], rollup_property_name: title, function: "show_original" };
    rolled[name] = { type: "rollup", rollup };
  }
  await must(sim, "PATCH", `data_sources/${id}`, { properties: rolled });
  return id;
}

function statusOptions(pages: Json[], name: string): Json {
  const names = new Set<string>();
  for (const page of pages) {
    const value = valuesOf(page).find(([each]) => each === name)?.[1];
    const status = value?.status as { name: string } | null | undefined;
    if (status != null) names.add(status.name);
  }
  return { options: [...names].map(each => ({ name: each })) };
}

async function fillRow(
  sim: NotionSimulator,
  dataSourceId: string,
  page: Json,
  ids: Map<string, string>,
  strangers: Map<string, string>,
): Promise<void> {
  const rowId = ids.get(page.id as string) as string;
  const row = sim.state.pages.get(rowId);
  const times = { createdAt: row?.createdAt as number, editedAt: row?.editedAt as number };
  const properties: Json = {};
  for (const [name, value] of valuesOf(page)) {
    if (STAMPED.includes(value.type)) continue;
    if (COMPUTED.includes(value.type)) {
      const source = sim.state.dataSources.get(dataSourceId);
      const property = [...(source?.properties.values() ?? [])].find(each => each.name === name);
      if (property !== undefined) sim.state.freeze(rowId, property.id, value[value.type]);
      continue;
    }
    properties[name] = { type: value.type, [value.type]: await writable(sim, dataSourceId, value, ids, strangers) };
  }
  await must(sim, "PATCH", `pages/${rowId}`, { properties });
  sim.state.setTimes(rowId, times);
}

async function writable(
  sim: NotionSimulator,
  dataSourceId: string,
  value: Value,
  ids: Map<string, string>,
  strangers: Map<string, string>,
): Promise<unknown> {
  const inner = value[value.type];
  switch (value.type) {
    case "title":
    case "rich_text":
      return (inner as { plain_text: string }[]).map(run => ({ text: { content: run.plain_text } }));
    case "select":
    case "status":
      return inner === null ? null : { name: (inner as { name: string }).name };
    case "multi_select":
      return (inner as { name: string }[]).map(option => ({ name: option.name }));
    case "date":
      return writableDate(inner as { start: string; end: string | null; time_zone: string | null } | null);
    case "people":
      return (inner as { id: string }[]).map(user => ({ id: personFor(sim, user.id, strangers) }));
    case "relation": {
      const related: { id: string }[] = [];
      for (const { id } of inner as { id: string }[]) {
        let known = ids.get(id) ?? strangers.get(id);
        if (known === undefined) {
          known = (await createRow(sim, dataSourceId)).id as string;
          strangers.set(id, known);
        }
        related.push({ id: known });
      }
      return related;
    }
    case "files":
      return (inner as { name: string }[]).map(file => ({
        name: file.name,
        external: { url: `https://example.org/${file.name}` },
      }));
    default:
      return inner;
  }
}

function personFor(sim: NotionSimulator, recordedId: string, strangers: Map<string, string>): string {
  const known = strangers.get(recordedId);
  if (known !== undefined) return known;
  const { id } = sim.addPerson({ name: `Person ${recordedId}`, email: `${recordedId}@example.org` });
  strangers.set(recordedId, id);
  return id;
}

// With a time zone, Notion takes local times only.
function writableDate(date: { start: string; end: string | null; time_zone: string | null } | null): unknown {
  if (date === null || date.time_zone === null) return date;
  const local = (text: string | null): string | null => text?.replace(/(Z|[+-]\d{2}:\d{2})$/, "") ?? null;
  return { start: local(date.start), end: local(date.end), time_zone: date.time_zone };
}
