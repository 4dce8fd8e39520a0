import type { SourceKey } from "../../src/core/domain/values/row.ts";
import type { Page } from "../simulators/notion/records.ts";
import type { RichText } from "../simulators/notion/richText.ts";
import type { Playground } from "../world/playground.ts";

/** A property of a page as Notion's API gives it. */
export interface ApiProperty {
  id: string;
  type: string;
  title?: ApiText[];
  rich_text?: ApiText[];
  number?: number | null;
  select?: { name: string; color: string } | null;
  status?: { name: string; color: string } | null;
  multi_select?: { name: string; color: string }[];
  date?: { start: string; end: string | null } | null;
  checkbox?: boolean;
  url?: string | null;
  email?: string | null;
  relation?: { id: string }[];
  [type: string]: unknown;
}

/** A run of text as Notion's API gives it. */
export interface ApiText {
  plain_text: string;
  href: string | null;
  annotations?: { bold: boolean; italic: boolean; strikethrough: boolean; underline: boolean; code: boolean };
}

export interface ApiPage {
  id: string;
  properties: Record<string, ApiProperty>;
  parent: { type: string; data_source_id?: string };
  in_trash?: boolean;
  last_edited_time: string;
}

/** A column of a table. */
export interface Column {
  id: string;
  name: string;
  type: string;
  options: { name: string; color: string }[];
  /** The table a relation leads to. */
  leadsTo: string | null;
  isPercent: boolean;
}

export interface TableView {
  id: string;
  name: string;
  source: SourceKey | null;
  columns: Column[];
  rows: readonly Page[];
}

/** The tables of the workspace, in the order in which they were made. */
export function tablesOf({ notion, workspace }: Playground): TableView[] {
  const sourceOf = new Map(Object.entries(workspace).map(([source, map]) => [map.dataSourceId, source as SourceKey]));
  return [...notion.state.dataSources.values()]
    .filter(table => !table.trashed)
    .map(table => ({
      id: table.id,
      name: storedText(table.title),
      source: sourceOf.get(table.id) ?? null,
      columns: [...table.properties.values()].map(property => ({
        id: property.id,
        name: property.name,
        type: property.type,
        options: property.options.map(({ name, color }) => ({ name, color })),
        leadsTo: property.relation?.dataSourceId ?? null,
        isPercent: property.settings.format === "percent",
      })),
      rows: table.rows.filter(row => !row.trashed),
    }));
}

/** What a page is called; "Untitled" where it has no name. */
export function titleOf({ notion }: Playground, id: string): string {
  const page = notion.state.pages.get(id);
  return storedText((page?.values.get("title") ?? []) as RichText[]) || "Untitled";
}

/** The words of a text as it is stored; a mention is left out. */
export function storedText(runs: readonly RichText[]): string {
  return runs.map(run => (run.type === "text" ? run.text.content : "")).join("");
}

/** A property's value in words; "" where it is empty. Dates stand as days, and as hours in a zone. */
export function inWords(
  playground: Playground,
  value: ApiProperty,
  { zone, isPercent = false }: { zone: string; isPercent?: boolean },
): string {
  switch (value.type) {
    case "title":
    case "rich_text":
      return ((value[value.type] ?? []) as ApiText[]).map(run => run.plain_text).join("");
    case "number":
      if (value.number == null) return "";
      return isPercent ? `${Math.round(value.number * 100)} %` : String(Math.round(value.number * 1000) / 1000);
    case "select":
    case "status":
      return (value[value.type] as { name: string } | null)?.name ?? "";
    case "multi_select":
      return (value.multi_select ?? []).map(({ name }) => name).join(", ");
    case "date":
      return value.date == null ? "" : span(value.date, zone);
    case "checkbox":
      return value.checkbox === true ? "yes" : "";
    case "url":
    case "email":
      return String(value[value.type] ?? "");
    case "relation":
      return (value.relation ?? []).map(({ id }) => titleOf(playground, id)).join(", ");
    default:
      return "";
  }
}

function span({ start, end }: { start: string; end: string | null }, zone: string): string {
  if (end === null) return moment(start, zone);
  const isSameDay = start.includes("T") && dayOf(Date.parse(start), zone) === dayOf(Date.parse(end), zone);
  return `${moment(start, zone)} – ${isSameDay ? clockOf(Date.parse(end), zone) : moment(end, zone)}`;
}

function moment(text: string, zone: string): string {
  if (!text.includes("T")) return dayOf(Date.parse(`${text}T12:00:00Z`), "UTC");
  return `${dayOf(Date.parse(text), zone)}, ${clockOf(Date.parse(text), zone)}`;
}

const DAYS = new Map<string, Intl.DateTimeFormat>();
const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function formatter(known: Map<string, Intl.DateTimeFormat>, zone: string, options: Intl.DateTimeFormatOptions) {
  const found = known.get(zone) ?? new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  known.set(zone, found);
  return found;
}

/** "Wed 10 Feb 2027" */
export function dayOf(at: number, zone: string): string {
  const options = { weekday: "short", day: "numeric", month: "short", year: "numeric" } as const;
  return formatter(DAYS, zone, options).format(at).replace(",", "");
}

/** "09:30" */
export function clockOf(at: number, zone: string): string {
  return formatter(CLOCKS, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
}
